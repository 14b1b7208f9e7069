"""`egnatia record`: put on record, find, import, read, amend, erase, hold; what falls due, contested, restricted."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import orjson

from egnatia.casework.search import recognise
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import Ending
from egnatia.cli.forward import audience, forward_one, list_all
from egnatia.cli.options import acting, case_id, json_option, print_json, print_rows, reason_option
from egnatia.model.kinds import KINDS

_ASKABLE = sorted(name for name, kind in KINDS.items() if kind.askable)


@click.group("record", help="Put on record, find, read, amend, hold, restrict, erase, forward.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on records."""


@command.command("add")
@acting
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def add_all(node: Connection, file: Path) -> None:
    """Put the drafts of a JSONL file on record: kind, properties, caveat; all of them or none."""
    records = node.post("/v1/records", list(_read(file)))
    click.echo(f"{len(records)} on record")
    if len(records) == 1:
        click.echo(f"id {records[0]['id']}, lineage {records[0]['lineage']}")


@command.command("find")
@acting
@click.argument("words", nargs=-1, required=True)
@click.option("--case", required=True, help="File number of the case file.")
@click.option("--kind", type=click.Choice(_ASKABLE), help="Kind of record, if the words may stand for several.")
@json_option
def find_some(node: Connection, words: tuple[str, ...], case: str, kind: str | None, *, as_json: bool) -> None:
    """Find records here by a name, a plate, a number, or PROPERTY=VALUE; what is shown is logged as read."""
    wanted = _wanted(words, kind)
    found = node.post(f"/v1/case-files/{quoted(case_id(node, case))}/search", wanted)
    if as_json:
        print_json(found)
        return
    rows = [
        (
            one["quality"],
            one["title"],
            ", ".join(one["birth_date"]),
            one["received_from"] or one["issuer"],
            f"alert {one['alert']}" if one["alert"] else "-",
            one["record"],
        )
        for one in found["matches"]
    ]
    print_rows(("alike", "what", "born", "from", "alert", "record"), rows)
    if found["more"]:
        click.echo("more fit than are shown: add what you know", err=True)


def _wanted(words: tuple[str, ...], kind: str | None) -> dict[str, object]:
    """Read what is looked for: properties that are named, or a text that is recognised by its form.

    Raises:
        Ending: nothing is recognised, or it may be of several kinds.
    """
    named = [word.partition("=") for word in words if "=" in word]
    if named:
        return {"kind": kind or "person", "properties": {name: [value] for name, _, value in named}}
    guesses = [one for one in recognise(" ".join(words)) if kind in (None, one.kind)]
    if not guesses:
        raise Ending(f"nothing was recognised in {' '.join(words)!r}: write PROPERTY=VALUE")
    kinds = sorted({one.kind for one in guesses})
    if len(kinds) > 1:
        raise Ending(f"it may be a {' or a '.join(kinds)}: say which with --kind")
    return {"kind": kinds[0], "properties": {name: [value] for name, value in guesses[0].properties.items()}}


@command.command("amend")
@acting
@click.argument("lineage")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def amend_one(node: Connection, lineage: str, file: Path) -> None:
    """Put a new version of a thing on record, from a file with one draft."""
    drafts = list(_read(file))
    if len(drafts) != 1:
        raise Ending(f"{file} holds {len(drafts)} drafts; one is wanted")
    click.echo(f"id {node.post(f'/v1/lineages/{quoted(lineage)}', drafts[0])['id']}")


@command.command("show")
@acting
@click.argument("record")
@click.option("--case", required=True, help="File number of the case file for which it is read.")
def show_one(node: Connection, record: str, case: str) -> None:
    """Read a record; the look is logged."""
    print_json(node.get(f"/v1/records/{quoted(record)}?case={case_id(node, case)}"))


@command.command("acknowledge")
@acting
@click.argument("record")
@click.option("--case", required=True, help="File number of the case file for which it is read.")
def acknowledge_one(node: Connection, record: str, case: str) -> None:
    """Acknowledge how the partner restricted the use of a record (H3), which shows before that to nobody."""
    node.post(f"/v1/records/{quoted(record)}/acknowledgement", {"case": case_id(node, case)})
    click.echo("acknowledged; it can be read now")


@command.command("erase")
@acting
@click.argument("record")
@reason_option
def erase_one(node: Connection, record: str, reason: str) -> None:
    """Erase a record here; a tombstone stays."""
    node.post(f"/v1/records/{quoted(record)}/erasure", {"reason": reason})
    click.echo("erased here; partners who were given it are told to erase it: egnatia recall status")


@command.command("hold")
@acting
@click.argument("record")
@reason_option
def hold_one(node: Connection, record: str, reason: str) -> None:
    """Keep a record from being erased."""
    click.echo(
        f"held, by statement {node.post(f'/v1/records/{quoted(record)}/holds', {'reason': reason})['statement']}"
    )


@command.command("lift")
@acting
@click.argument("record")
@click.argument("statement")
@reason_option
def lift_one(node: Connection, record: str, statement: str, reason: str) -> None:
    """Lift a legal hold."""
    node.post(f"/v1/records/{quoted(record)}/holds/{quoted(statement)}/lifting", {"reason": reason})
    click.echo("lifted")


@command.command("due")
@acting
@click.option("--days", type=click.IntRange(0, 36_525), default=30, show_default=True, help="How far to look ahead.")
@click.option("--skip", type=click.IntRange(min=0), default=0, help="Pass over so many of the longest overdue.")
@json_option
def list_due(node: Connection, days: int, skip: int, *, as_json: bool) -> None:
    """List what falls due, or has already, the longest overdue first; what nobody holds, the node erases."""
    page = node.get(f"/v1/retention?days={days}&skip={skip}")
    rows = page["rows"]
    if as_json:
        print_json(page)
        return
    lines = [
        (row["retain_until"], row["id"], row["kind"], row["received_from"] or "own", ", ".join(row["holds"]) or "-")
        for row in rows
    ]
    print_rows(("kept until", "record", "kind", "from", "held by statement"), lines)
    if page["next"] is not None:
        click.echo(f"more: --skip {page['next']}", err=True)


@command.command("extend")
@acting
@click.argument("record")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The new last day: YYYY-MM-DD.")
@reason_option
def extend_one(node: Connection, record: str, until: datetime, reason: str) -> None:
    """Keep a thing longer, three years at most; a new version supersedes."""
    body = {"until": until.date().isoformat(), "reason": reason}
    _tell(node.post(f"/v1/records/{quoted(record)}/extension", body))


@command.command("contest")
@acting
@click.argument("record")
@reason_option
def contest_one(node: Connection, record: str, reason: str) -> None:
    """Mark a record as contested by the person concerned."""
    _tell(node.post(f"/v1/records/{quoted(record)}/contest", {"reason": reason}))


@command.command("settle")
@acting
@click.argument("record")
@reason_option
def settle_one(node: Connection, record: str, reason: str) -> None:
    """Take the mark of a contested record off, after it was looked into."""
    _tell(node.post(f"/v1/records/{quoted(record)}/settlement", {"reason": reason}))


@command.command("restrict")
@acting
@click.argument("record")
@click.option("--to", "words", required=True, help="What it may be used for only, in words (handling code H3).")
@reason_option
def restrict_one(node: Connection, record: str, words: str, reason: str) -> None:
    """Restrict the use of a record, in place of erasing it."""
    _tell(node.post(f"/v1/records/{quoted(record)}/restriction", {"words": words, "reason": reason}))


command.add_command(audience)
command.add_command(forward_one)
command.add_command(list_all)


def _tell(changed: dict[str, Any]) -> None:
    """Say what stands now, and what partners who hold it learn: how long they keep theirs does not change."""
    click.echo(f"id {changed['id']}")
    if changed["holders"]:
        words = "are told" if changed["told"] else "hold a version with its own last day"
        click.echo(f"{', '.join(changed['holders'])} {words}", err=True)


def _read(file: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Ending(f"{file} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _parse(file, number, line)


def _parse(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        draft = orjson.loads(line)
    except ValueError as error:
        raise Ending(f"{file}, line {number}: not JSON") from error
    if not isinstance(draft, dict):
        raise Ending(f"{file}, line {number}: not an object")
    return draft
