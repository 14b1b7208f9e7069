"""`egnatia node restore`."""

from pathlib import Path

import click

from egnatia.bootstrap import NodeError, restore
from egnatia.cli.ending import Ending
from egnatia.cli.options import new_folder


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@new_folder
def command(file: Path, folder: Path) -> None:
    """Make FOLDER, the folder of a node, from a backup; the node of which it is must run nowhere else."""
    try:
        node = restore(file, folder)
    except NodeError as error:
        raise Ending(str(error)) from error
    click.echo(f"{node} restored; check it by: egnatia ledger verify --node {folder}")
    click.echo("What was erased after the backup is there again: erase it again before the node is run.", err=True)
