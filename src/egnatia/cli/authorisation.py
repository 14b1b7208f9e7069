"""`egnatia authorisation`: what prosecutors and courts allow."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting, json_option, print_json, print_rows, reason_option

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("authorisation", help="What prosecutors and courts allow: give, list, withdraw.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on authorisations."""


def _matter(case: str | None, hit: str | None) -> tuple[str, str]:
    """Return the measure and what it is about: a case file, or a hit."""
    if bool(case) == bool(hit):
        raise click.UsageError("say either --case (to ask in it) or --hit (to release what stands behind it)")
    return ("release", hit) if hit else ("ask", str(case))


_case_option = click.option("--case", help="File number of the case file in which questions are allowed.")
_hit_option = click.option("--hit", help="Reference of the hit whose record may be released.")


@command.command("give")
@acting
@_case_option
@_hit_option
@click.option("--authority", required=True, help="Office or court, with the number of its decision.")
@click.option(
    "--document",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File of the decision; its SHA-256 is kept. Needed if an authority outside the node decided.",
)
@click.option("--from", "begins", type=_DAY, required=True, help="First day.")
@click.option("--until", "ends", type=_DAY, required=True, help="Last day.")
@reason_option
def give_one(node: Connection, case: str | None, hit: str | None, document: Path | None, **said: Any) -> None:  # noqa: ANN401 - as click reads each option
    """Allow questions in a case file, or the release behind a hit; record that an authority outside did."""
    measure, matter = _matter(case, hit)
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
@_case_option
@_hit_option
@json_option
def list_all(node: Connection, case: str | None, hit: str | None, *, as_json: bool) -> None:
    """List what stands in a case file or for a hit."""
    _, matter = _matter(case, hit)
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
@_case_option
@_hit_option
@reason_option
def withdraw_one(node: Connection, authorisation: str, case: str | None, hit: str | None, reason: str) -> None:
    """Withdraw one: nothing more is asked or released on it."""
    _, matter = _matter(case, hit)
    node.post(f"/v1/authorisations/{quoted(authorisation)}/withdrawal", {"matter": matter, "reason": reason})
    click.echo("withdrawn; questions that went out on it stay with the partners")
