"""`egnatia question`: what was asked here and by partners, and answering by hand."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.given import lines_of
from egnatia.cli.options import acting, beyond_option, json_option, listed, print_json, print_rows, reason_option
from egnatia.model.answer import Quality


@click.group("question", help="Questions asked and received; answer by hand.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on questions."""


@command.command("list")
@acting
@click.option("--received", is_flag=True, help="Those of partners, not those asked here.")
@click.option("--waiting", is_flag=True, help="Only those that wait for a person, the oldest first.")
@click.option("--partner", help="Only those of this node, or to it.")
@click.option("--kind", help="Only those about this kind.")
@beyond_option
@json_option
def list_all(node: Connection, *, as_json: bool, **wanted: Any) -> None:  # noqa: ANN401 - what click makes of options
    """List questions, a page at a time: those that wait for a person, then the others, the newest first."""
    pages = [_page(node, wanted, waiting=True)] if wanted["waiting"] or wanted["beyond"] is None else []
    if not wanted["waiting"]:
        pages.append(_page(node, wanted, waiting=False))
    rows, following = [row for page in pages for row in page["rows"]], pages[-1]["next"]
    if as_json:
        print_json({"rows": rows, "next": following})
        return
    partner = "asker" if wanted["received"] else "partner"
    found = [(row["question"], _state(row)) for row in rows]
    lines = [
        (item["id"], item["asked_at"], item[partner], item["kind"], item["instrument"], state) for item, state in found
    ]
    print_rows(("question", "asked", partner, "kind", "instrument", "state"), lines)
    for page, option in zip(pages, ("--waiting ", "")[-len(pages) :], strict=True):
        if page["next"] is not None:
            click.echo(f"more: {option}--beyond {page['next']}", err=True)


def _page(node: Connection, wanted: Mapping[str, Any], *, waiting: bool) -> Any:  # noqa: ANN401 - any JSON value
    given = {name: value for name, value in wanted.items() if value is not None} | {"waiting": waiting}
    # Pages of those that wait and of the others are counted apart.
    return node.get(f"/v1/questions?{urlencode({name: str(value) for name, value in given.items()})}")


@command.command("hits")
@acting
@click.argument("question")
@json_option
def list_hits(node: Connection, question: str, *, as_json: bool) -> None:
    """List the hits of a question."""
    hits = node.get(f"/v1/questions/{quoted(question)}/hits")
    if as_json:
        print_json(hits)
        return
    rows = [(hit["reference"], hit["quality"], _fate(hit), hit["record"] or "-") for hit in hits]
    print_rows(("reference", "quality", "state", "record"), rows)
    for hit in hits:
        for line in lines_of(hit["given"]):
            click.echo(f"{hit['reference']}  {line}")


@command.command("look-up")
@acting
@click.argument("question")
def look_up(node: Connection, question: str) -> None:
    """Show what fits a question that waits for a person; the look is logged."""
    print_json(node.post(f"/v1/questions/{quoted(question)}/look-up"))


@command.command("answer")
@acting
@click.argument("question")
@click.option("--with", "records", help="Own records to tell of, with commas; else nothing that can be shared.")
@click.option(
    "--quality",
    type=click.Choice([str(found) for found in Quality]),
    default="possible",
    show_default=True,
    help="How well they fit, where no engine compared them.",
)
@click.option("--refuse", "refused", default="", help="What is wrong with the question, in words; the asker reads it.")
def answer(node: Connection, question: str, records: str | None, **said: str) -> None:
    """Answer a question that waits for a person."""
    answered = node.post(f"/v1/questions/{quoted(question)}/answer", {"records": listed(records), **said})
    click.echo(answered["result"])


@command.command("erase")
@acting
@click.argument("question")
@reason_option
def erase_one(node: Connection, question: str, reason: str) -> None:
    """Erase the words of a question, asked here or by a partner; where it stands stays."""
    node.post(f"/v1/questions/{quoted(question)}/erasure", {"reason": reason})
    click.echo("its words are erased here; the partner keeps its own until these end there")


def _state(row: dict[str, Any]) -> str:
    """Say where a question is, and that a life is in danger; of one that expired, why."""
    state = f"expired: {'; '.join(row['reasons'])}" if row["state"] == "expired" else str(row["state"])
    return f"DANGER TO LIFE, {state}" if row["question"]["danger_to_life"] else state


def _fate(hit: dict[str, Any]) -> str:
    """Say where a hit is; of one that a partner withholds, on which ground."""
    grounds = [item["ground"] for item in hit["evidence"] if "ground" in item]
    return f"{hit['state']}: {grounds[-1]}" if grounds else str(hit["state"])
