"""`egnatia network key`."""

from pathlib import Path

import click

from egnatia.bootstrap import FAULTS, ceremony
from egnatia.cli.ending import Ending


@click.command("key")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Make the key of one governor in FILE, and beside it FILE.pub, the card with its public half.

    Do it on a machine of your own that is no node. FILE never leaves you; the card goes to whoever drafts.
    """
    try:
        made = ceremony.make_governor(file)
    except FAULTS as error:
        raise Ending(str(error)) from error
    click.echo(f"governor {made.public}")
    click.echo(
        f"next: give {made.card} to whoever drafts, and read out the digits above; keep {file} offline", err=True
    )
