"""`egnatia ledger head`."""

import click

from egnatia.cli.connection import Connection
from egnatia.cli.options import acting, json_option, print_json


@click.command("head")
@acting
@json_option
def command(node: Connection, *, as_json: bool) -> None:
    """Print where the log stands: size, root, newest signed checkpoint."""
    found = node.get("/v1/ledger")
    if as_json:
        print_json(found)
        return
    click.echo(f"{found['size']} entries, {found['unsequenced']} not yet sequenced, root {found['root']}")
    click.echo(found["checkpoint"] or "no checkpoint was signed yet\n", nl=False)
