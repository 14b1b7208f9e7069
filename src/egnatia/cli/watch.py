"""`egnatia watch`: questions that stay, so that partners tell of new records that fit."""

from typing import Any

import click

from egnatia.cli.ask import asking
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import BAD_INPUT, Ending
from egnatia.cli.options import acting, json_option, print_json, print_rows, reason_option
from egnatia.law.reading import BIOMETRIC
from egnatia.model.kinds import KINDS


@click.group("watch", help="Questions that stay: set up, list, extend, withdraw.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on questions that stay."""


_DAYS = click.Option(
    ["--days"], type=click.IntRange(2, 90), required=True, help="For how many days it stays; it can be extended."
)
_TELL = click.Option(
    ["--tell"], help="Who may know that we look for this, if they do and let us know: BG,MK. Else nobody does."
)

command.add_command(
    click.Group(
        "add",
        commands=[asking(kind, _DAYS, _TELL) for kind in KINDS.values() if kind.askable and kind.name not in BIOMETRIC],
        help="Ask partners, and be told of new records that fit. Shows first under which law; never of movements.",
        no_args_is_help=True,
    )
)


@command.command("list")
@acting
@json_option
def list_all(node: Connection, *, as_json: bool) -> None:
    """List the watches of your case files, the newest first."""
    rows = node.get("/v1/watches")
    if as_json:
        print_json(rows)
        return
    _print(rows)


@command.command("show")
@acting
@click.argument("question")
@json_option
def show(node: Connection, question: str, *, as_json: bool) -> None:
    """Show one watch, and the hits that it brought to those who work in its case file."""
    found = node.get(f"/v1/watches/{quoted(question)}")
    hits = _hits_of(node, question)
    if as_json:
        print_json(found if hits is None else {**found, "hits": hits})
        return
    _print([found])
    if hits is None:
        click.echo("Hits are shown to those who work in its case file.")
    else:
        print_rows(("reference", "quality", "state", "since"), [_hit(hit) for hit in hits])


def _hits_of(node: Connection, question: str) -> list[dict[str, Any]] | None:
    """Return the hits of a watch; None for who supervises it without working in its case file."""
    try:
        found: list[dict[str, Any]] = node.get(f"/v1/questions/{quoted(question)}/hits")
    except Ending as ending:
        if ending.code != BAD_INPUT:
            raise
        return None
    return found


@command.command("extend")
@acting
@click.argument("question")
@click.option("--days", type=click.IntRange(1, 90), required=True, help="From now.")
@reason_option
def extend(node: Connection, question: str, days: int, reason: str) -> None:
    """Let QUESTION stay longer; beyond 90 days a supervisor who did not ask it decides."""
    found = node.post(f"/v1/watches/{quoted(question)}/extension", {"days": days, "reason": reason})
    click.echo(f"{question} stays until {found['until'][:10]}")


@command.command("withdraw")
@acting
@click.argument("question")
@reason_option
def withdraw(node: Connection, question: str, reason: str) -> None:
    """End QUESTION; the partner erases it."""
    node.post(f"/v1/watches/{quoted(question)}/withdrawal", {"reason": reason})
    click.echo(f"{question} withdrawn")


@command.command("overlaps")
@acting
@json_option
def overlaps(node: Connection, *, as_json: bool) -> None:
    """List who looks for the same as your watches, where both let the other know."""
    rows = node.get("/v1/overlaps")
    if as_json:
        print_json(rows)
        return
    shown = [(one["question"], one["kind"], one["agency"], one["theirs"], one["keeper"], _days(one)) for one in rows]
    print_rows(("question", "kind", "agency", "their question", "told by", "from, until"), shown)


@command.command("learnt")
@acting
@json_option
def learnt(node: Connection, *, as_json: bool) -> None:
    """List, at a body that coordinates, who looks for the same among those who ask it and let it know."""
    rows = node.get("/v1/learnt-overlaps")
    if as_json:
        print_json(rows)
        return
    shown = [(one["kind"], *_side(one["one"]), *_side(one["other"]), _known(one), _days(one)) for one in rows]
    print_rows(("kind", "agency", "question", "agency", "question", "they know", "from, until"), shown)


@command.command("held")
@acting
@json_option
def held(node: Connection, *, as_json: bool) -> None:
    """List, for oversight, what this node keeps sealed of partners' watches: whose, and until when."""
    rows = node.get("/v1/held-watches")
    if as_json:
        print_json(rows)
        return
    shown = [(row["question"], row["partner"], row["kind"], row["begun_at"][:10], row["until"][:10]) for row in rows]
    print_rows(("question", "partner", "kind", "since", "until"), shown)


def _print(rows: list[dict[str, Any]]) -> None:
    shown = [
        (row["question"], row["partner"], row["kind"], row["instrument"], row["until"][:10], row["state"], row["hits"])
        for row in rows
    ]
    print_rows(("question", "partner", "kind", "instrument", "until", "state", "hits"), shown)


def _side(side: dict[str, str]) -> tuple[str, str]:
    return side["by"], side["question"]


def _known(one: dict[str, Any]) -> str:
    return "yes" if one["mutual"] else "no"


def _days(one: dict[str, str]) -> str:
    return f"{one['since'][:10]}, {one['until'][:10]}"


def _hit(hit: dict[str, Any]) -> tuple[str, ...]:
    return hit["reference"], hit["quality"], hit["state"], hit["at"][:16]
