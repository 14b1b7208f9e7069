"""`egnatia ledger keys`."""

import click

from egnatia.cli.connection import Connection
from egnatia.cli.options import acting


@click.command("keys")
@acting
def command(node: Connection) -> None:
    """Print the public keys of all logs and witnesses, a line each, for `ledger check --keys` and other programs."""
    for key in node.get("/v1/ledger/keys"):
        click.echo(key)
