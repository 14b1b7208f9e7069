"""`egnatia recall`: take back what was given, and see who has attested that."""

from typing import Any

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting, json_option, print_json, print_rows, reason_option
from egnatia.exchange.recall import RecallGround


@click.group("recall", help="Take back what partners were given, and see who has attested.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on recalls."""


@command.command("order")
@acting
@click.argument("record")
@click.option(
    "--ground", type=click.Choice([str(one) for one in RecallGround]), required=True, help="Holders read this word."
)
@reason_option
def order(node: Connection, record: str, ground: str, reason: str) -> None:
    """Take back from every holder what was given of RECORD; the record itself stays here."""
    found = node.post(f"/v1/records/{quoted(record)}/recall", {"ground": ground, "reason": reason})
    _print(found["holders"])


@command.command("status")
@acting
@click.argument("record")
@json_option
def status(node: Connection, record: str, *, as_json: bool) -> None:
    """Say who holds what of RECORD, who has attested, who has not, and why not."""
    found = node.get(f"/v1/records/{quoted(record)}/recall")
    if as_json:
        print_json(found)
        return
    _print(found["holders"])


@command.command("list")
@acting
@json_option
def list_all(node: Connection, *, as_json: bool) -> None:
    """List all recalls of this node, and what others recalled and a legal hold keeps here."""
    found = node.get("/v1/recalls")
    if as_json:
        print_json(found)
        return
    _print(found["ordered"])
    for record in found["hidden"]:
        click.echo(f"{record}  was recalled by its issuer; a legal hold here keeps it, and nobody reads it", err=True)


def _print(held: list[dict[str, Any]]) -> None:
    if not held:
        click.echo("nothing of it was given to anybody, or taken back")
        return
    rows = [
        (one["holder"], one["record"], one["standing"], (one["attested_at"] or "-")[:16], one["error"] or "-")
        for one in held
    ]
    print_rows(("holder", "record", "state", "attested", "why not"), rows)
