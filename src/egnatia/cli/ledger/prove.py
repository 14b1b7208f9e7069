"""`egnatia ledger prove`."""

import click

from egnatia.cli.connection import Connection
from egnatia.cli.options import acting, json_option, print_json


@click.command("prove")
@acting
@click.argument("index", type=click.IntRange(0, 2**63 - 1))
@json_option
def command(node: Connection, index: int, *, as_json: bool) -> None:
    """Print entry INDEX and the proof that it stands in the log, which anybody can check without a node."""
    proven = node.get(f"/v1/ledger/entries/{index}/proof")
    if as_json:
        print_json(proven)
        return
    click.echo(proven["entry"])
    click.echo(proven["proof"], nl=False)
