"""`egnatia ledger holdings`."""

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting, json_option, print_json, print_rows


@click.command("holdings")
@acting
@click.argument("holder")
@json_option
def command(node: Connection, holder: str, *, as_json: bool) -> None:
    """List the records of this node that the node HOLDER was given, and when; it need be no member any more."""
    found = node.get(f"/v1/holdings/{quoted(holder)}")
    if as_json:
        print_json(found)
        return
    print_rows(("given at", "record", "release"), [(one["given_at"], one["record"], one["statement"]) for one in found])
