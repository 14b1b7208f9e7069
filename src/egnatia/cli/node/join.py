"""`egnatia node join`."""

import os
from pathlib import Path

import click

from egnatia.bootstrap import NodeError, join_network, open_node, share
from egnatia.casework.accounts import Newcomer, check_account_name, found_accounts
from egnatia.casework.errors import CaseworkError
from egnatia.casework.rows import Role
from egnatia.cli.ending import Ending
from egnatia.cli.guide import say_next
from egnatia.cli.options import existing_folder
from egnatia.model.errors import ParseError


@click.command("join")
@existing_folder
@click.argument("directory", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--root", required=True, help="Digest of the network's first root, told to you by other means.")
@click.option("--administrator", default="admin", show_default=True, help="Name of the first account, which is yours.")
def command(folder: Path, directory: Path, root: str, administrator: str) -> None:
    """Give the new node in FOLDER the DIRECTORY of its network, and open its first account, bound to you."""
    try:
        check_account_name(administrator)
        join_network(folder, directory.read_bytes(), root)
        _open_first_account(folder, administrator)
    except (NodeError, CaseworkError, ParseError, OSError) as error:
        raise Ending(str(error)) from error
    click.echo(f"joined; {administrator} is you")
    say_next("and leave it running", "node", "serve", folder)
    whose = ("--os-user", "USER", "--node", folder.absolute())
    say_next("beside it, for somebody else's account", "user", "add", "NAME", "--roles", "supervisor", *whose)


def _open_first_account(folder: Path, name: str) -> None:
    shared = share()
    try:
        node = open_node(folder, shared)
        try:
            if node.office.store.read(lambda tx: tx.accounts.list()):
                return  # it was in a network before, and its people stay
            newcomer = Newcomer(name=name, roles=frozenset({Role.ADMINISTRATOR}), uid=os.getuid())
            found_accounts(node.office, newcomer)
        finally:
            node.stop()
    finally:
        shared.close()
