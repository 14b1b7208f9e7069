"""`egnatia ledger evidence`."""

from pathlib import Path

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ledger.prove import out_option
from egnatia.cli.ledger.proving import save
from egnatia.cli.options import acting, json_option, print_json
from egnatia.exchange.prooffile import Kind


@click.command("evidence")
@acting
@click.argument("log")
@out_option
@json_option
def command(node: Connection, log: str, out: Path | None, *, as_json: bool) -> None:
    """Export the two checkpoints by which the log of node LOG contradicts itself; anybody can check them."""
    found = node.get(f"/v1/ledger/contradictions/{quoted(log)}")
    if out:
        save(node, out, Kind.CONTRADICTION, found[0]["one"], found[0]["other"])
    elif as_json:
        print_json(found)
    else:
        for pair in found:
            click.echo(f"shown by {pair['witness']}:\n\n{pair['one']}\n{pair['other']}")
