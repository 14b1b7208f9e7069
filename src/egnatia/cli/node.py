"""`egnatia node`: found a node, let it join a network, run it, see how it is."""

import os
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path

import click

from egnatia.bootstrap import Foundation, NodeError, create_node, join_network, open_node, share
from egnatia.casework.accounts import Newcomer, found_accounts
from egnatia.casework.errors import CaseworkError
from egnatia.casework.rows import Role
from egnatia.cli.connection import Connection
from egnatia.cli.ending import NO_NODE, Ending
from egnatia.cli.options import acting, json_option, print_json, print_rows
from egnatia.cli.serving import Serving
from egnatia.exchange.member import Sort, plain_member
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import parse_node
from egnatia.model.values import parse_country
from egnatia.settings import Address

_HERE = "127.0.0.1"
_folder = click.argument("folder", type=click.Path(path_type=Path))


@click.group("node", help="Found, run and look after a node.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on nodes."""


@command.command("init")
@_folder
@click.option("--name", "node", required=True, help="Short name in the network, such as RS.")
@click.option("--agency", required=True, help="Name of the agency.")
@click.option("--country", help="Three-letter code; bodies and NGOs have none.")
@click.option("--sort", type=click.Choice([str(found) for found in Sort]), default="state")
@click.option("--endpoint", required=True, help="How partners reach it: https://host:port.")
@click.option("--port", default=8443, show_default=True, help="Port for partners, on all addresses.")
@click.option("--desk-port", default=8080, show_default=True, help="Port of the page, on this machine only.")
def found_node(folder: Path, node: str, country: str | None, port: int, desk_port: int, **named: str) -> None:
    """Make the folder of a node: settings, keys, database. Prints the entry that the network's governors list."""
    try:
        foundation = Foundation(
            node=parse_node(node, "name"),
            country=parse_country(country, "country") if country else None,
            sort=Sort(named["sort"]),
            name=named["agency"],
            endpoint=named["endpoint"],
            port=Address(bind="0.0.0.0", port=port),  # noqa: S104 - partners call from outside; TLS judges them
            desk=Address(bind=_HERE, port=desk_port),
        )
        member = create_node(folder, foundation, datetime.now(UTC))
    except (NodeError, ParseError) as error:
        raise Ending(str(error)) from error
    click.echo(canonical.to_bytes(plain_member(member)).decode())


@command.command("join")
@_folder
@click.argument("directory", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--root", required=True, help="Digest of the network's first root, told to you by other means.")
@click.option("--administrator", default="admin", show_default=True, help="Name of the first account, which is yours.")
def join(folder: Path, directory: Path, root: str, administrator: str) -> None:
    """Give a new node the directory of its network, and open its first account, bound to you."""
    try:
        join_network(folder, directory.read_bytes(), root)
        _first_account(folder, administrator)
    except (NodeError, CaseworkError, ParseError, OSError) as error:
        raise Ending(str(error)) from error
    click.echo(f"joined; run it by: egnatia node serve {folder}")


@command.command("serve")
@_folder
def serve(folder: Path) -> None:
    """Run a node until it is told to stop (Ctrl-C, or SIGTERM)."""
    try:
        shared = share()
        serving = Serving(open_node(folder, shared))
        serving.start()
    except NodeError as error:
        raise Ending(str(error), NO_NODE) from error
    click.echo(f"{serving.node.office.me} runs; page: {serving.page_address}", err=True)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    stopped.wait()
    serving.stop()
    shared.close()


@command.command("status")
@acting
@json_option
def status(node: Connection, *, as_json: bool) -> None:
    """Say how the running node is, and who its partners are."""
    state, partners = node.get("/v1/status"), node.get("/v1/partners")
    if as_json:
        print_json({"status": state, "partners": partners})
        return
    directory, ledger = state["directory"], state["ledger"]
    click.echo(f"{state['node']}  version {state['version']}")
    click.echo(f"directory  version {directory['version']} of {directory['issued_at']}, {directory['freshness']}")
    click.echo(f"ledger     {ledger['size']} entries, {ledger['unsequenced']} not yet sequenced, root {ledger['root']}")
    click.echo(f"law        {state['law']}")
    click.echo(f"records    {', '.join(f'{kind} {count}' for kind, count in state['records'].items()) or 'none'}")
    rows = [(item["node"], item["sort"], item["waiting"], item["name"]) for item in partners]
    print_rows(("partner", "sort", "letters waiting", "name"), rows)


def _first_account(folder: Path, name: str) -> None:
    shared = share()
    node = open_node(folder, shared)
    try:
        newcomer = Newcomer(name=name, roles=frozenset({Role.ADMINISTRATOR}), uid=os.getuid())
        found_accounts(node.office, newcomer)
    finally:
        node.stop()
        shared.close()
