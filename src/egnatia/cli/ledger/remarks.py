"""`egnatia ledger remarks`."""

import click

from egnatia.cli.connection import Connection
from egnatia.cli.options import acting, json_option, print_json, print_rows


@click.command("remarks")
@acting
@click.option("--days", type=click.IntRange(1, 366), default=30, show_default=True, help="Days looked through.")
@json_option
def command(node: Connection, days: int, *, as_json: bool) -> None:
    """List what is out of pattern, and rows that somebody changed by hand, unanswered ones first; for oversight."""
    found = node.get(f"/v1/remarks?days={days}")
    if as_json:
        print_json(found)
        return
    rows = [
        (one["on"], one["by"], one["says"], one["answer"]["words"] if one["answer"] else "-", one["id"])
        for one in found["listed"]
    ]
    print_rows(("on", "by", "remark", "answer", "id"), rows)
    if found["cut"]:
        click.echo("only the newest rows that were changed by hand are listed", err=True)
