"""`egnatia authorisation`: what prosecutors and courts allow."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting, json_option, print_json, print_rows, reason_option

_F = TypeVar("_F", bound=Callable[..., Any])
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("authorisation", help="What prosecutors and courts allow: give, list, withdraw.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on authorisations."""


def _matter(case: str | None, hit: str | None, record: str | None) -> tuple[str, str]:
    """Return the measure and what it is about: a case file, a hit, or a received record."""
    named = [(measure, found) for measure, found in (("ask", case), ("release", hit), ("forward", record)) if found]
    if len(named) != 1:
        raise click.UsageError("say one of --case (to ask in it), --hit (to release), --record (to forward)")
    return named[0]


_case_option = click.option("--case", help="File number of the case file in which questions are allowed.")
_hit_option = click.option("--hit", help="Reference of the hit whose record may be released.")
_record_option = click.option("--record", help="Id of the received record that may be forwarded.")


def _matter_options(run: _F) -> _F:
    return _case_option(_hit_option(_record_option(run)))


@command.command("give")
@acting
@_matter_options
@click.option("--authority", required=True, help="Office or court, with the number of its decision.")
@click.option(
    "--document",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File of the decision; its SHA-256 is kept. Needed if an authority outside the node decided.",
)
@click.option("--from", "begins", type=_DAY, required=True, help="First day.")
@click.option("--until", "ends", type=_DAY, required=True, help="Last day.")
@reason_option
def give_one(node: Connection, document: Path | None, **said: Any) -> None:  # noqa: ANN401 - as click reads each option
    """Allow questions in a case file, the release behind a hit, or that a record goes on; record that others did."""
    measure, matter = _matter(said["case"], said["hit"], said["record"])
    body = {
        "measure": measure,
        "matter": matter,
        "authority": said["authority"],
        "document": hashlib.sha256(document.read_bytes()).hexdigest() if document else None,
        "begins": _day(said["begins"]),
        "ends": _day(said["ends"]),
        "reason": said["reason"],
    }
    given = node.post("/v1/authorisations", body)
    click.echo(f"authorised until {body['ends']}, id {given['statement']}")


def _day(at: datetime) -> str:
    return at.date().isoformat()


@command.command("list")
@acting
@_matter_options
@json_option
def list_all(node: Connection, *, as_json: bool, **named: str | None) -> None:
    """List what stands in a case file, for a hit, or for a received record."""
    _, matter = _matter(named["case"], named["hit"], named["record"])
    found = node.get(f"/v1/authorisations?matter={quote(matter, safe='')}")
    if as_json:
        print_json(found)
        return
    rows = [
        (
            one["statement"],
            one["authorisation"]["measure"],
            one["authorisation"]["begins"],
            one["authorisation"]["ends"],
            one["authorisation"]["authority"],
        )
        for one in found
    ]
    print_rows(("authorisation", "measure", "from", "until", "authority"), rows)


@command.command("withdraw")
@acting
@click.argument("authorisation")
@_matter_options
@reason_option
def withdraw_one(node: Connection, authorisation: str, reason: str, **named: str | None) -> None:
    """Withdraw one: nothing more is asked, released or forwarded on it."""
    _, matter = _matter(named["case"], named["hit"], named["record"])
    node.post(f"/v1/authorisations/{quoted(authorisation)}/withdrawal", {"matter": matter, "reason": reason})
    click.echo("withdrawn; questions that went out on it stay with the partners")
