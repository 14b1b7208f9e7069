"""`egnatia node backup`."""

from pathlib import Path

import click

from egnatia.bootstrap import NodeError
from egnatia.cli.connection import connect
from egnatia.cli.ending import Ending
from egnatia.cli.options import folder_option
from egnatia.upkeep import back_up


@click.command("backup")
@folder_option
@click.argument("file", type=click.Path(path_type=Path))
def command(folder: Path | None, file: Path) -> None:
    """Write a whole node, keys included, into FILE, which only you can read; the node may be running."""
    try:
        size = back_up(connect(folder).folder, file)
    except NodeError as error:
        raise Ending(str(error)) from error
    click.echo(f"{file}: {size:,} bytes; it holds the node's private keys")
