"""`egnatia ledger repeats`."""

import click

from egnatia.cli.connection import Connection
from egnatia.cli.options import acting, json_option, print_json, print_rows


@click.command("repeats")
@acting
@json_option
def command(node: Connection, *, as_json: bool) -> None:
    """List how often questions about one subject were altered, here and by partners, newest first; for oversight."""
    found = node.get("/v1/repeats")
    if as_json:
        print_json(found)
        return
    rows = [
        (one["at"], one["side"], one["by"], one["wordings"], "stopped" if one["stopped"] else "let pass")
        for one in found["seen"]
    ]
    print_rows(("at", "side", "by", "wordings", "outcome"), rows)
    for one in found["tried"]:
        click.echo(f"record {one['record']}: {one['wordings']} wordings of {one['by']}, last {one['last']}")
