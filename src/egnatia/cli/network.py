"""`egnatia network`: found a network, admit and expel members. In earnest, three governors keep a key each, offline."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from egnatia.bootstrap import Network, change_members, found_network, join_network
from egnatia.cli.ending import Ending
from egnatia.exchange.member import Member, parse_member
from egnatia.model.errors import ParseError

_entries = click.argument("entries", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))


@click.group("network", help="Found a network of nodes.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on networks."""


@command.command("found")
@click.argument("folder", type=click.Path(path_type=Path))
@_entries
def found(folder: Path, entries: tuple[Path, ...]) -> None:
    """Make three governors' keys in a folder and sign the first directory, of the nodes whose entries are named.

    An entry is what `egnatia node init` printed. Writes directory.json beside the keys and prints the digest of the
    first root, which every node must be told by other means.
    """
