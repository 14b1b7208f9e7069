"""`egnatia network show`."""

from pathlib import Path

import click

from egnatia.bootstrap import FAULTS, ceremony
from egnatia.cli.ending import Ending
from egnatia.cli.network.options import FILE
from egnatia.cli.options import print_rows
from egnatia.exchange.ceremony import Draft, governors_of, list_members, standings
from egnatia.exchange.listing import changes


@click.command("show")
@click.argument("file", type=FILE)
@click.option("--before", type=FILE, help="The directory in force: say what changes.")
def command(file: Path, before: Path | None) -> None:
    """Say what the draft or directory in FILE holds, and who has signed it; nothing is trusted for being shown."""
    try:
        draft = ceremony.read_draft(file)
        _show(draft)
        if before:
            _compare(ceremony.read_draft(before), draft)
    except FAULTS as error:
        raise Ending(str(error)) from error


def _show(draft: Draft) -> None:
    for standing in standings(draft):
        click.echo(f"{standing.part}: {len(standing.signed)} of {standing.threshold} signatures")
        for sign, publics in (("signed", standing.signed), ("open", standing.open)):
            for public in sorted(publics):
                click.echo(f"  {sign:7} {public}")
    members = sorted(list_members(draft), key=lambda member: member.node)
    print_rows(("node", "country", "sort", "endpoint", "name"),
               [(one.node, one.country or "-", one.sort, one.endpoint, one.name) for one in members])  # fmt: skip


def _compare(before: Draft, after: Draft) -> None:
    found = list(changes(list_members(before), list_members(after)))
    old, new = ({str(key.keyval["public"]) for key in governors_of(draft).keys} for draft in (before, after))
    found += [f"{public} becomes a governor" for public in sorted(new - old)]
    found += [f"{public} is a governor no more" for public in sorted(old - new)]
    for sentence in found or ["only the age of the list begins anew"]:
        click.echo(f"* {sentence}")
