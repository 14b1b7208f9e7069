"""`egnatia node refile`."""

import sys
import time
from pathlib import Path
from typing import Final

import click

from egnatia.bootstrap import NodeError
from egnatia.cli.connection import connect
from egnatia.cli.ending import Ending
from egnatia.cli.options import folder_option
from egnatia.upkeep import refile_node

_TOLD_EVERY: Final = 2.0


@click.command("refile")
@folder_option
@click.option("--again", is_flag=True, help="From the beginning, even if all was filed by this program before.")
def command(folder: Path | None, *, again: bool) -> None:
    """Give all records the keys by which this program finds them, after one that had others; a node may run meanwhile.

    What was stopped goes on where it was.
    """
    changed, told = 0, time.monotonic()
    try:
        for part in refile_node(connect(folder).folder, again=again):
            changed += part.changed
            if sys.stderr.isatty() and time.monotonic() - told > _TOLD_EVERY:
                told = time.monotonic()
                click.echo(f"row {part.upto:,} of {part.last:,}", err=True)
    except NodeError as error:
        raise Ending(str(error)) from error
    click.echo(f"{changed:,} records have other keys than before")
