"""`egnatia node check`."""

import sys
from pathlib import Path

import click

from egnatia.bootstrap import NodeError
from egnatia.cli.connection import connect
from egnatia.cli.ending import NO_NODE, TAMPERED, Ending
from egnatia.cli.options import folder_option
from egnatia.upkeep import check_database


@click.command("check")
@folder_option
def command(folder: Path | None) -> None:
    """Look the whole database over, also while the node runs; names each table that is damaged, and its indexes."""
    tables, damaged = 0, []
    try:
        for checked in check_database(connect(folder).folder):
            tables += 1
            damaged += [checked.table] if checked.faults else []
            if sys.stderr.isatty():
                click.echo(f"looked over: {checked.table}", err=True)
            for fault in checked.faults:
                click.echo(f"{checked.table}: {fault}")
    except NodeError as error:
        raise Ending(str(error), NO_NODE) from error
    if damaged:
        words = f"of {tables} tables, damaged are: {', '.join(damaged)}; put a backup back (egnatia node restore)"
        raise Ending(words, TAMPERED)
    click.echo(f"sound: {tables} tables with their indexes")
