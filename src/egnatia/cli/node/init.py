"""`egnatia node init`."""

from datetime import UTC, datetime
from pathlib import Path

import click

from egnatia.bootstrap import Foundation, NodeError, create_node
from egnatia.cli.ending import Ending
from egnatia.cli.guide import say_next
from egnatia.cli.options import PORT, new_folder
from egnatia.exchange.member import Sort, plain_member
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import parse_node
from egnatia.model.values import parse_country
from egnatia.settings import DATABASE, Address

_HERE = "127.0.0.1"


@click.command("init")
@new_folder
@click.option("--name", "node", required=True, help="Short name in the network, such as RS.")
@click.option("--agency", required=True, help="Name of the agency.")
@click.option("--country", help="Three-letter code; bodies and NGOs have none.")
@click.option("--sort", type=click.Choice([str(found) for found in Sort]), default="state", show_default=True)
@click.option("--endpoint", required=True, help="How partners reach it: https://host:port.")
@click.option("--port", type=PORT, default=8443, show_default=True, help="Port for partners, on all addresses.")
@click.option("--desk-port", type=PORT, default=8080, show_default=True, help="Port of the page, on this machine only.")
@click.option("--database-url", default=DATABASE, show_default=True, help="A file, or postgresql://user@host/name.")
def command(folder: Path, port: int, desk_port: int, **named: str) -> None:
    """Make FOLDER, the folder of a node: settings, keys, database. Prints the entry for the network's directory."""
    try:
        foundation = Foundation(
            node=parse_node(named["node"], "name"),
            country=parse_country(named["country"], "country") if named["country"] else None,
            sort=Sort(named["sort"]),
            name=named["agency"],
            endpoint=named["endpoint"],
            port=Address(bind="0.0.0.0", port=port),  # noqa: S104 - partners call from outside; TLS judges them
            desk=Address(bind=_HERE, port=desk_port),
            database=named["database_url"],
        )
        member = create_node(folder, foundation, datetime.now(UTC))
    except (NodeError, ParseError) as error:
        raise Ending(str(error)) from error
    click.echo(canonical.to_bytes(plain_member(member)).decode())
    click.echo(f"{member.node} is made in {folder}; what was printed is its entry, and holds no secret.", err=True)
    say_next("by the governors, to whom you give it", "network", "change", "DIRECTORY", "DRAFT", "--enter", "ENTRY")
    say_next("when they have signed", "node", "join", folder, "DIRECTORY", "--root", "DIGEST")
