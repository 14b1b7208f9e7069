"""`egnatia hit`: compare, confirm, reject, release, withhold."""

from typing import Any
from urllib.parse import urlencode

import click

from egnatia.cli.audience import agree, print_audience, yes_option
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting, json_option, listed, print_json, print_rows, reason_option
from egnatia.exchange.ground import Ground

#: What a person may choose from; what remains of the others when they are told is no ground of its own.
GROUNDS = [str(ground) for ground in Ground if ground is not Ground.PROTECTED_INTEREST]


@click.group("hit", help="Compare, confirm, reject, release and withhold hits.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on hits."""


@command.command("show")
@acting
@click.argument("reference")
@json_option
def show_one(node: Connection, reference: str, *, as_json: bool) -> None:
    """Show the question beside the own record, and why they match; the look is logged."""
    comparison = node.post(f"/v1/hits/{quoted(reference)}/comparison")
    if as_json:
        print_json(comparison)
        return
    question, hit = comparison["question"]["question"], comparison["hit"]
    click.echo(f"{question['asker']} asks for {question['purpose']} ({question['offence'] or 'no offence'}):")
    click.echo(f"  {question['necessity']}")
    click.echo(f"state {hit['state']}, quality {hit['quality']}, instrument {hit['instrument']}")
    _print_properties(question["properties"], comparison["record"])
    rows = [(item["property"], item["asked"], item["found"], item["score"], item["why"]) for item in hit["evidence"]]
    print_rows(("property", "asked", "found", "score", "why"), rows)


@command.command("confirm")
@acting
@click.argument("reference")
@reason_option
def confirm_one(node: Connection, reference: str, reason: str) -> None:
    """Say that a hit is the one; the other side is told."""
    node.post(f"/v1/hits/{quoted(reference)}/verdict", {"verdict": "confirm", "reason": reason})
    click.echo("confirmed; another person may now release")


@command.command("reject")
@acting
@click.argument("reference")
@reason_option
def reject_one(node: Connection, reference: str, reason: str) -> None:
    """Say that a hit is not the one; the other side is told."""
    node.post(f"/v1/hits/{quoted(reference)}/verdict", {"verdict": "reject", "reason": reason})
    click.echo("rejected")


@command.command("release")
@acting
@click.argument("reference")
@reason_option
@click.option("--only", help="Properties to give, with commas; else all that may be given and are not sensitive.")
@click.option(
    "--danger-to-life",
    "break_glass",
    default="",
    help="Why a second approver would come too late; only where the question says that a life is in danger.",
)
@yes_option
def release_one(node: Connection, reference: str, only: str | None, *, yes: bool, **said: str) -> None:
    """Give the record behind a confirmed hit to the partner who asked; says first who will see it, and asks."""
    agree(lambda: _audience(node, reference, only), "Release it?", yes=yes)
    body = {"reference": reference, "properties": listed(only) or None, **said}
    released = node.post("/v1/releases", body)
    if released["record"] is None:
        click.echo(f"approved; still missing: {'; '.join(released['missing'])}")
    else:
        click.echo(f"released as record {released['record_id']}")


@command.command("audience")
@acting
@click.argument("reference")
@click.option("--only", help="Properties to give, with commas; else all that may be given and are not sensitive.")
@json_option
def audience(node: Connection, reference: str, only: str | None, *, as_json: bool) -> None:
    """Say who will see the record behind a hit if it is released, and why; nothing is given."""
    found = _audience(node, reference, only)
    if as_json:
        print_json(found)
        return
    print_audience(found)


def _audience(node: Connection, reference: str, only: str | None) -> Any:  # noqa: ANN401 - any JSON value
    return node.get(f"/v1/hits/{quoted(reference)}/audience?{urlencode({'only': only} if only else {})}")


@command.command("withhold")
@acting
@click.argument("reference")
@click.option("--ground", required=True, type=click.Choice(GROUNDS), help="The ground on which it is not given.")
@reason_option
def withhold_one(node: Connection, reference: str, ground: str, reason: str) -> None:
    """Decide not to give the record behind a confirmed hit; the reason in words stays here."""
    body = {"reference": reference, "ground": ground, "reason": reason}
    told = node.post("/v1/withholdings", body)["told"]
    click.echo(f"withheld; the partner reads: {told}" if told else "withheld; the partner is told nothing")


def _print_properties(asked: dict[str, list[str]], record: dict[str, Any] | None) -> None:
    if record is None:
        click.echo("the record was erased")
        return
    found = record["properties"]
    rows = [(name, ", ".join(asked.get(name, [])), ", ".join(found.get(name, []))) for name in sorted({*asked, *found})]
    print_rows(("property", "asked", "on record"), rows)
