"""`egnatia ledger prove`."""

from pathlib import Path

import click

from egnatia.cli.connection import Connection
from egnatia.cli.ending import Ending
from egnatia.cli.ledger.proving import save
from egnatia.cli.options import acting, json_option, print_json
from egnatia.exchange.prooffile import Kind

_SIZE = click.IntRange(0, 2**63 - 1)
out_option = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write one file that stands by itself."
)


@click.command("prove")
@acting
@click.argument("index", type=_SIZE, required=False)
@click.option("--from", "first", type=_SIZE, help="Instead of an entry: that the log only grew since this size ...")
@click.option("--to", "second", type=_SIZE, help="... until this one; if it is left out, until now.")
@out_option
@json_option
def command(node: Connection, index: int | None, out: Path | None, *, as_json: bool, **sizes: int | None) -> None:
    """Prove that entry INDEX stands in the log, or that the log only grew; anybody can check it without a node."""
    first, second = sizes["first"], sizes["second"]
    if (index is None) == (first is None):
        raise Ending("name an entry, or a size by --from")
    if first is None:
        kind, proven = Kind.ENTRY, node.get(f"/v1/ledger/entries/{index}/proof")
    else:
        size = node.get("/v1/ledger")["size"] if second is None else second
        kind, proven = Kind.GROWTH, node.get(f"/v1/ledger/growth/{first}/{size}")
    subject, proof = proven.get("entry") or proven["old"], proven["proof"]
    if out:
        save(node, out, kind, subject, proof)
    elif as_json:
        print_json(proven)
    else:
        click.echo(subject, nl=kind is Kind.ENTRY)
        click.echo(proof, nl=False)
