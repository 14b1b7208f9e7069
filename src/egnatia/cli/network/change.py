"""`egnatia network change`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from egnatia.bootstrap import FAULTS, ceremony
from egnatia.cli.ending import Ending
from egnatia.cli.network.options import CARDS, FILE, NEW_FILE, say_standing
from egnatia.exchange.ceremony import Draft, draft_change, governors_of, list_members, read_complete
from egnatia.exchange.founding import Governors
from egnatia.exchange.listing import changes, enter, expel, revoke
from egnatia.exchange.member import Member
from egnatia.model.errors import ParseError
from egnatia.model.identity import parse_node


@click.command("change")
@click.argument("directory", type=FILE)
@click.argument("draft", type=NEW_FILE)
@click.option("--enter", "entries", multiple=True, type=FILE, help="Entry of a node that joins, or has new keys.")
@click.option("--expel", "expelled", multiple=True, metavar="NODE", help="A member that is to be none.")
@click.option(
    "--revoke", "revoked", multiple=True, metavar="NODE[:KEY]", help="A member's keys, or the one that begins so."
)
@click.option("--since", type=click.DateTime(), help="From when on revoked keys are doubtful, UTC; else from now on.")
@click.option("--governor", "cards", multiple=True, type=CARDS, help="Card of each governor from now on.")
@click.option("--threshold", type=click.IntRange(2), help="How many governors it takes from now on.")
def command(directory: Path, draft: Path, **named: Any) -> None:  # noqa: ANN401 - what was typed
    """Write the DRAFT that is to follow DIRECTORY; without options, only its age begins anew. Governors then sign it.

    Who is to govern is named whole: after a governor lost a key, the others' cards and that of a new one.
    """
    now = datetime.now(UTC)
    try:
        before = ceremony.read_draft(directory)
        members = _change(tuple(read_complete(before).members.values()), named, now)
        made = draft_change(before, members, _governors(before, named["cards"], named["threshold"]), now)
        ceremony.write_new_draft(draft, made)
        for sentence in changes(list_members(before), members):
            click.echo(f"* {sentence}")
        say_standing(draft, made)
    except (*FAULTS, ParseError) as error:
        raise Ending(str(error)) from error


def _change(members: tuple[Member, ...], named: dict[str, Any], now: datetime) -> tuple[Member, ...]:
    for name in named["expelled"]:
        members = expel(members, parse_node(name, "expel"))
    since = named["since"].replace(tzinfo=UTC) if named["since"] else now
    for typed in named["revoked"]:
        name, colon, kid = typed.partition(":")
        members = revoke(members, parse_node(name, "revoke"), since, kid if colon else None)
    for path in named["entries"]:
        members = enter(members, ceremony.read_entry(path), now)
    return members


def _governors(before: Draft, cards: tuple[Path, ...], threshold: int | None) -> Governors | None:
    if not cards and threshold is None:
        return None
    held = governors_of(before)
    keys = ceremony.read_governors(cards) if cards else held.keys
    return Governors(keys=keys, threshold=threshold or held.threshold)
