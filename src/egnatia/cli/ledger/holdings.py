"""`egnatia ledger holdings`."""

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting, json_option, print_json, print_rows


@click.command("holdings")
@acting
@click.argument("holder")
@json_option
def command(node: Connection, holder: str, *, as_json: bool) -> None:
    """List the records of this node that the node HOLDER was given, and when.

    It need be no member any more. Erasing a record here does not touch the copy that it was given.
    """
    found = node.get(f"/v1/holdings/{quoted(holder)}")
    if as_json:
        print_json(found)
        return
    heads = ("given at", "record", "release", "erased here")
    rows = [(one["given_at"], one["record"], one["statement"], one["erased_here"] or "") for one in found]
    print_rows(heads, rows)
