"""`egnatia node restore`."""

from pathlib import Path

import click

from egnatia.bootstrap import NodeError, share
from egnatia.cli.ending import Ending
from egnatia.cli.options import new_folder
from egnatia.upkeep import restore

_LOST = "What was erased after the backup is there again, and nobody knows what that was."


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@new_folder
@click.option(
    "--tombstones",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The newest copy of the node's file `tombstones`: what was erased after the backup is erased again.",
)
@click.option("--tombstones-lost", "lost", is_flag=True, help="There is no copy: what was erased comes back to life.")
@click.option(
    "--database-url",
    "database",
    default="",
    help="Where its database is to be from now on: sqlite:///FILE in the folder, or an empty one on a server.",
)
def command(file: Path, folder: Path, tombstones: Path | None, database: str, *, lost: bool) -> None:
    """Make FOLDER, the folder of a node, from a backup; the node of which it is must run nowhere else."""
    if (tombstones is None) != lost:
        raise Ending("say where the newest tombstones are (--tombstones FILE), or that they are lost")
    try:
        shared = share()
        try:
            node, erased = restore(file, folder, shared, tombstones, database)
        finally:
            shared.close()
    except NodeError as error:
        raise Ending(str(error)) from error
    click.echo(f"{node} restored; {erased} records erased again")
    click.echo(f"check it by: egnatia ledger verify --node {folder}")
    if lost:
        click.echo(_LOST, err=True)
