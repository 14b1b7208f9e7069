"""`egnatia network found`."""

from datetime import UTC, datetime
from pathlib import Path

import click

from egnatia.bootstrap import FAULTS, ceremony
from egnatia.cli.ending import Ending
from egnatia.cli.network.options import CARDS, FILE, NEW_FILE, say_standing, threshold_option
from egnatia.exchange.ceremony import draft_network
from egnatia.exchange.founding import Governors
from egnatia.exchange.listing import enter
from egnatia.exchange.member import Member


@click.command("found")
@click.argument("draft", type=NEW_FILE)
@click.argument("entries", nargs=-1, required=True, type=FILE)
@click.option("--governor", "cards", multiple=True, required=True, type=CARDS, help="Card of a governor; repeat it.")
@threshold_option
def command(draft: Path, entries: tuple[Path, ...], cards: tuple[Path, ...], threshold: int) -> None:
    """Write the DRAFT of the first directory, of the nodes whose ENTRIES are named; governors then sign it.

    An entry is what `egnatia node init` printed. Needs no key and no network.
    """
    now = datetime.now(UTC)
    try:
        members: tuple[Member, ...] = ()
        for path in entries:
            members = enter(members, ceremony.read_entry(path), now)
        governors = Governors(keys=ceremony.read_governors(cards), threshold=threshold)
        made = draft_network(governors, members, now)
        ceremony.write_new_draft(draft, made)
        say_standing(draft, made)
    except FAULTS as error:
        raise Ending(str(error)) from error
