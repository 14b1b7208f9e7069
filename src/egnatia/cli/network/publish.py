"""`egnatia network publish`."""

from pathlib import Path

import click

from egnatia.bootstrap import FAULTS, ceremony
from egnatia.cli.ending import Ending
from egnatia.cli.guide import say_next
from egnatia.cli.network.options import FILE, NEW_FILE, say_root
from egnatia.exchange.ceremony import join_drafts, read_complete, standings


@click.command("publish")
@click.argument("directory", type=NEW_FILE)
@click.argument("drafts", nargs=-1, required=True, type=FILE)
def command(directory: Path, drafts: tuple[Path, ...]) -> None:
    """Join the signatures of DRAFTS, copies of one draft, into DIRECTORY, a new file for the nodes; check it all.

    Prints the digest of the first root, which a node that joins must be told by other means, such as in person.
    """
    try:
        joined = join_drafts([ceremony.read_draft(path) for path in drafts])
        for standing in standings(joined):
            if standing.missing:
                raise Ending(f"{standing.part}: {standing.missing} of {standing.threshold} signatures are missing")
        version = read_complete(joined).version
        ceremony.write_new_draft(directory, joined)
        say_root(joined)
    except FAULTS as error:
        raise Ending(str(error)) from error
    click.echo(f"directory {directory}, version {version}")
    say_next("at one member; the others fetch it from there within the hour", "node", "renew", "MEMBER", directory)
    say_next("at a new node", "node", "join", "FOLDER", directory, "--root", "DIGEST")
