"""`egnatia consent`: whether a record that one agency gave may go on to another."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import click

from egnatia.cli.audience import agree, print_audience, yes_option
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.hit import GROUNDS
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
from egnatia.model.caveat import Purpose

PURPOSES = click.Choice([str(found) for found in Purpose])


@click.group("consent", help="Ask originators whether records may go on; decide as one.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on consent."""


@command.command("seek")
@acting
@click.argument("record")
@click.option("--to", "recipient", required=True, help="Who is to have it.")
@click.option("--purpose", type=PURPOSES, required=True)
@click.option("--why", "necessity", required=True, help="Why the recipient needs it; the originator reads it.")
def seek_one(node: Connection, **said: str) -> None:
    """Ask the originator of a received record whether it may go on."""
    click.echo(f"asked, id {node.post('/v1/consent-requests', said)['statement']}")


@command.command("list")
@acting
@click.option("--received", is_flag=True, help="Those of partners about our records, not those made here.")
@click.option("--waiting", is_flag=True, help="Only those on which there is no decision.")
@beyond_option
@json_option
def list_all(node: Connection, *, received: bool, waiting: bool, beyond: int | None, as_json: bool) -> None:
    """List requests for consent, a page at a time, the newest first."""
    given = {"received": received, **({"decided": False} if waiting else {}), **beyond_of(beyond)}
    found = node.get(f"/v1/consent-requests?{urlencode({name: str(value) for name, value in given.items()})}")
    if as_json:
        print_json(found)
        return
    rows = [
        (
            one["request"],
            one["holder"],
            one["passage"]["recipient"],
            one["passage"]["purpose"],
            one["passage"]["record"],
            _outcome(one["decided"]),
        )
        for one in found["rows"]
    ]
    print_rows(("request", "holder", "to", "purpose", "record", "outcome"), rows)
    tell_more(found)


def _outcome(decided: dict[str, Any] | None) -> str:
    if decided is None:
        return "-"
    if not decided["given"]:
        return f"denied: {decided['words']}"
    allowed = decided["allowed"]
    until = f" until {allowed['until']}" if allowed["until"] else ""
    return f"given{until}" + (f", if: {allowed['conditions']}" if allowed["conditions"] else "")


def _audience(node: Connection, request: str) -> Any:  # noqa: ANN401 - any JSON value
    return node.get(f"/v1/consent-requests/{quoted(request)}/audience")


@command.command("audience")
@acting
@click.argument("request")
@json_option
def audience(node: Connection, request: str, *, as_json: bool) -> None:
    """Say who will see a record of ours if we consent to a request, and why; nothing is decided."""
    found = _audience(node, request)
    if as_json:
        print_json(found)
        return
    print_audience(found)


@command.command("give")
@acting
@click.argument("request")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day; else none is set.")
@click.option("--conditions", default="", help="On what terms; holder and recipient read it.")
@reason_option
@yes_option
def give_one(node: Connection, until: datetime | None, *, yes: bool, **said: str) -> None:
    """Consent, as the originator; says first who will see the record, and asks; holder and recipient are told why."""
    agree(lambda: _audience(node, said["request"]), "Consent?", yes=yes)
    node.post("/v1/consents", {**said, "until": until.date().isoformat() if until else None})
    click.echo("consented; holder and recipient are told")


@command.command("deny")
@acting
@click.argument("request")
@click.option("--ground", required=True, type=click.Choice(GROUNDS), help="Why; the holder reads it as it may be told.")
def deny_one(node: Connection, **said: str) -> None:
    """Deny that a record of ours goes on; also after a consent, which counts no more from then on."""
    node.post("/v1/consent-denials", said)
    click.echo("denied; whoever was told of the request or of a consent is told")
