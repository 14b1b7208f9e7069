"""`egnatia ledger answer`."""

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting, reason_option


@click.command("answer")
@acting
@click.argument("remark")
@reason_option
def command(node: Connection, remark: str, reason: str) -> None:
    """Say what was found about REMARK (its id is in `ledger remarks`); it stays with it, and is logged."""
    told = node.post(f"/v1/remarks/{quoted(remark)}/answer", {"reason": reason})
    click.echo(f"answered by statement {told['statement']}")
