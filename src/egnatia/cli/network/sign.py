"""`egnatia network sign`."""

from pathlib import Path

import click

from egnatia.bootstrap import FAULTS, ceremony
from egnatia.cli.ending import Ending
from egnatia.cli.network.options import FILE, say_standing


@click.command("sign")
@click.argument("draft", type=FILE)
@click.argument("key", type=FILE)
def command(draft: Path, key: Path) -> None:
    """Sign DRAFT, in place, with the KEY of one governor; look at it before (`egnatia network show`)."""
    try:
        say_standing(draft, ceremony.sign_file(draft, key))
    except FAULTS as error:
        raise Ending(str(error)) from error
