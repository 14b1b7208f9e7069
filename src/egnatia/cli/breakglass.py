"""`egnatia break-glass`: when conditions gave way to danger to life, and its reviews."""

from typing import Any
from urllib.parse import urlencode

import click

from egnatia.casework.breakglass import Finding
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import (
    acting,
    beyond_of,
    beyond_option,
    json_option,
    print_json,
    print_rows,
    reason_option,
    tell_more,
)


@click.group("break-glass", help="Where a life was in danger: list and review.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on break glass."""


@command.command("list")
@acting
@click.option("--due", is_flag=True, help="Only those that wait for their review.")
@beyond_option
@json_option
def list_all(node: Connection, *, due: bool, beyond: int | None, as_json: bool) -> None:
    """List when conditions gave way to danger to life, a page at a time, the newest first."""
    found = node.get(f"/v1/break-glass?{urlencode({'due': str(due).lower(), **beyond_of(beyond)})}")
    if as_json:
        print_json(found)
        return
    rows = [(one["statement"], one["at"], one["name"], _review(one), one["reason"]) for one in found["rows"]]
    print_rows(("id", "at", "by", "review", "whose life, and why"), rows)
    tell_more(found)


def _review(one: dict[str, Any]) -> str:
    if one["finding"]:
        return str(one["finding"])
    return f"OVERDUE since {one['due']}" if one["overdue"] else f"due by {one['due']}"


@command.command("review")
@acting
@click.argument("statement")
@click.option("--finding", type=click.Choice([str(found) for found in Finding]), required=True, help="Was it right?")
@reason_option
def review_one(node: Connection, statement: str, **said: str) -> None:
    """Say whether it was right that conditions gave way; a different person than who acted does."""
    node.post(f"/v1/break-glass/{quoted(statement)}/review", said)
    click.echo(f"reviewed: {said['finding']}")
