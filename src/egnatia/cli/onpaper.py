"""`egnatia message posted` and what follows: messages that go by hand, and what did not arrive."""

from typing import Any

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting, reason_option
from egnatia.model.authority import Way

MESSAGE = click.argument("message")


def told(kept: dict[str, Any]) -> None:
    """Say where a message stands now."""
    click.echo(f"{kept['message']} {kept['state']}")


@click.command("posted")
@acting
@MESSAGE
@click.option("--on", "day", required=True, help="The day on which it went: YYYY-MM-DD.")
@click.option("--by", "way", type=click.Choice([str(found) for found in Way]), required=True)
@click.option("--note", default="", help="Such as the number of the parcel, or who carried it.")
def posted(node: Connection, message: str, **posting: str) -> None:
    """Say that a message to a partner without a node was sent by hand; its clock starts then."""
    told(node.post(f"/v1/messages/{quoted(message)}/posting", posting))


@click.command("not-delivered")
@acting
@MESSAGE
@click.option("--on", "day", required=True, help="The day on which it came back, or this was told: YYYY-MM-DD.")
@reason_option
def not_delivered(node: Connection, message: str, **mishap: str) -> None:
    """Say that a message that was sent by hand came back, or did not arrive; send it again then, or close it."""
    told(node.post(f"/v1/messages/{quoted(message)}/non-delivery", mishap))


@click.command("close")
@acting
@MESSAGE
@reason_option
def close(node: Connection, message: str, reason: str) -> None:
    """Let a message be that did not arrive; it stays on record, with the reason."""
    told(node.post(f"/v1/messages/{quoted(message)}/closing", {"reason": reason}))
