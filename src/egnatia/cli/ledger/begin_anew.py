"""`egnatia ledger begin-anew`."""

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting


@click.command("begin-anew")
@acting
@click.argument("log")
@click.option("--reference", required=True, help="Number of the decision, such as DPO/17-2026; it is logged.")
def command(node: Connection, log: str, reference: str) -> None:
    """Take the next checkpoint of the log of node LOG as if it were the first, such as after a restored backup."""
    node.post(f"/v1/ledger/contradictions/{quoted(log)}/settlement", {"reference": reference})
    click.echo(f"the next checkpoint of {log} is taken as the first")
