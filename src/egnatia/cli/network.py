"""`egnatia network`: found a network. In earnest, three governors keep a key each, offline; two sign every change."""

from datetime import UTC, datetime
from pathlib import Path

import click

from egnatia.bootstrap import FAULTS, found_network
from egnatia.cli.ending import Ending
from egnatia.exchange.member import Member, parse_member
from egnatia.model import canonical
from egnatia.model.errors import ParseError

DIRECTORY = "directory.json"


@click.group("network", help="Found a network of nodes.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on networks."""


@command.command("found")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("entries", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def found(folder: Path, entries: tuple[Path, ...]) -> None:
    """Make three governors' keys in FOLDER and sign the first directory, of the nodes whose ENTRIES are named.

    An entry is what `egnatia node init` printed. Writes directory.json into FOLDER and prints the digest of the first
    root, which every node must be told by other means, such as in person.
    """
    members = [_read(path) for path in entries]
    try:
        network = found_network(folder, members, datetime.now(UTC))
        (folder / DIRECTORY).write_bytes(network.bundle)
    except FAULTS as error:
        raise Ending(str(error)) from error
    except OSError as error:
        raise Ending(f"{folder / DIRECTORY} cannot be written: {error.strerror}") from error
    click.echo(f"root {network.root_digest}")
    click.echo(f"directory {folder / DIRECTORY}")


def _read(path: Path) -> Member:
    try:
        return parse_member(canonical.from_bytes(path.read_bytes().strip()))
    except (OSError, ParseError) as error:
        raise Ending(f"{path} is no entry of a node: {error}") from error
