"""`egnatia forward`: records that other agencies gave go on to third parties."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import click

from egnatia.cli.audience import agree, print_audience, yes_option
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.consent import PURPOSES
from egnatia.cli.options import acting, beyond_of, beyond_option, json_option, print_json, print_rows, tell_more


@click.command("forward")
@acting
@click.argument("record")
@click.option("--to", "recipient", required=True, help="Who is to have it.")
@click.option("--purpose", type=PURPOSES, required=True)
@click.option("--offence", help="A code of the list of offences; a humanitarian search needs none.")
@click.option("--why", "necessity", required=True, help="Why the recipient needs it; recipient and originator read it.")
@click.option("--conditions-met", is_flag=True, help="The conditions of the originator's consent are met.")
@click.option("--danger-to-life", "break_glass", default="", help="Why a second approver would come too late.")
@yes_option
def forward_one(node: Connection, *, yes: bool, **said: str | bool | None) -> None:
    """Give a received record to a third party, with its originator's consent; says first who will see it, and asks."""
    agree(lambda: _audience(node, said), "Pass it on?", yes=yes)
    passed = node.post("/v1/forwards", said)
    if passed["sent"]:
        click.echo(f"forwarded, by statement {passed['statement']}; the originator is told")
    else:
        click.echo(f"approved; still missing: {'; '.join(passed['missing'])}")


def _audience(node: Connection, said: Mapping[str, str | bool | None]) -> Any:  # noqa: ANN401 - any JSON value
    query = urlencode({name: said[name] for name in ("recipient", "purpose")})
    return node.get(f"/v1/records/{quoted(str(said['record']))}/audience?{query}")


@click.command("audience")
@acting
@click.argument("record")
@click.option("--to", "recipient", required=True, help="Who would have it.")
@click.option("--purpose", type=PURPOSES, required=True)
@json_option
def audience(node: Connection, *, as_json: bool, **said: str) -> None:
    """Say who will see a received record if it is passed on, and why; nothing is given."""
    found = _audience(node, said)
    if as_json:
        print_json(found)
        return
    print_audience(found)


@click.command("forwarded")
@acting
@beyond_option
@json_option
def list_all(node: Connection, *, beyond: int | None, as_json: bool) -> None:
    """List what was forwarded from here, to here, or of our records, a page at a time; the newest first."""
    found = node.get(f"/v1/forwards?{urlencode(beyond_of(beyond))}")
    if as_json:
        print_json(found)
        return
    rows = [
        (one["at"], one["passage"]["record"], one["holder"], one["passage"]["recipient"], one["passage"]["purpose"])
        for one in found["rows"]
    ]
    print_rows(("at", "record", "from", "to", "purpose"), rows)
    tell_more(found)
