"""`egnatia node rotate`."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from egnatia.bootstrap import FAULTS, rollover
from egnatia.cli.ending import Ending
from egnatia.cli.options import existing_folder
from egnatia.exchange.member import plain_member
from egnatia.model import canonical
from egnatia.settings import read_settings


@click.command("rotate")
@existing_folder
@click.option(
    "--begins-in",
    "hours",
    type=click.IntRange(0, 24 * 365),
    default=72,
    show_default=True,
    help="Hours until the new keys are used: time for governors to sign and partners to fetch. 0 after a theft.",
)
def command(folder: Path, hours: int) -> None:
    """Make new keys for the node in FOLDER, which may be running, and print its entry with old keys and new ones.

    The ledger's key stays. Nothing changes until the governors have listed the entry.
    """
    now = datetime.now(UTC)
    begins = now + timedelta(hours=hours)
    try:
        settings = read_settings(folder)
        member = rollover.roll_over(settings.keys, settings.directory, settings.node, now, begins)
    except FAULTS as error:
        raise Ending(str(error)) from error
    click.echo(canonical.to_bytes(plain_member(member)).decode())
    click.echo(
        f"{member.node} has new keys, used from {begins:%Y-%m-%d %H:%M} UTC on if the directory lists them by then.\n"
        f"next: give the entry to the governors (egnatia network change DIRECTORY DRAFT --enter ENTRY), then back up",
        err=True,
    )
