"""`egnatia peril`: dangers to persons where data would go, and assurances of states."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting, json_option, print_json, print_rows, reason_option
from egnatia.model.peril import Danger

_DANGERS = [str(found) for found in Danger if found is not Danger.NONE]


@click.group("peril", help="Torture and the death penalty: warn, record assurances.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on perils."""


_matter_option = click.option(
    "--matter", required=True, help="File number of a case file; id of a partner's question, a hit or a record."
)
_country_option = click.option("--country", required=True, help="The state: SYR.")


@command.command("warn")
@acting
@_matter_option
@click.option("--danger", type=click.Choice(_DANGERS), required=True, help="What threatens the person there.")
@_country_option
@reason_option
def warn_of(node: Connection, **said: str) -> None:
    """State that a person is in danger from a state; nothing of the matter goes there from now on."""
    click.echo(f"warned, id {node.post('/v1/perils', said)['statement']}")


@command.command("assure")
@acting
@_matter_option
@_country_option
@click.option("--authority", required=True, help="Who gave it, with the number of the document.")
@click.option(
    "--document",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="File of the signed document; its SHA-256 is kept.",
)
@click.option("--given", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Day of the document.")
@reason_option
def record_one(node: Connection, document: Path, given: datetime, **said: str) -> None:
    """Record that a state bound itself not to carry out the death penalty; somebody else weighs it."""
    digest = hashlib.sha256(document.read_bytes()).hexdigest()
    body = {**said, "document": digest, "given": given.date().isoformat()}
    click.echo(f"recorded, id {node.post('/v1/assurances', body)['statement']}")


@command.command("list")
@acting
@_matter_option
@json_option
def list_all(node: Connection, matter: str, *, as_json: bool) -> None:
    """List what stands in a matter."""
    found = node.get(f"/v1/perils?matter={quote(matter, safe='')}")
    if as_json:
        print_json(found)
        return
    print_rows(("id", "what", "state", "stated"), [_row(one) for one in found])


def _row(one: dict[str, Any]) -> tuple[str, str, str, str]:
    said = one["warns"] or one["assures"]
    what = one["warns"]["danger"] if one["warns"] else f"assurance: {said['authority']}"
    return one["statement"], what, said["country"], one["at"]


@command.command("withdraw")
@acting
@click.argument("statement")
@_matter_option
@reason_option
def withdraw_one(node: Connection, statement: str, **said: str) -> None:
    """Take a warning or an assurance back; a warning by somebody else than who stated it."""
    node.post(f"/v1/perils/{quoted(statement)}/withdrawal", said)
    click.echo("taken back")
