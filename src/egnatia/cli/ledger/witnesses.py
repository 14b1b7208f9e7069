"""`egnatia ledger witnesses`."""

from typing import Any

import click

from egnatia.cli.connection import Connection
from egnatia.cli.options import acting, json_option, print_json, print_rows


@click.command("witnesses")
@acting
@json_option
def command(node: Connection, *, as_json: bool) -> None:
    """Print what of the log each partner cosigned, what of each partner's log was cosigned here, and who lies."""
    found = node.get("/v1/ledger/witnesses")
    if as_json:
        print_json(found)
        return
    ours, theirs = found["ours"], found["theirs"]
    partners = sorted({*ours, *theirs, *found["silent"]})
    rows = [(name, *_cells(ours.get(name))[:2], *_cells(theirs.get(name))) for name in partners]
    heads = ("partner", "cosigned of ours", "at", "cosigned of theirs", "at", "its log")
    print_rows(heads, rows)
    for line in warnings(found["contradicted"]):
        click.echo(line, err=True)


def warnings(contradicted: dict[str, list[str]]) -> list[str]:
    """Say of each log that contradicts itself who shows it, and where the proof is."""
    return [
        f"! the log of {log} contradicts itself, as {' and '.join(by)} can prove: egnatia ledger evidence {log}"
        for log, by in contradicted.items()
    ]


def _cells(cosigned: dict[str, Any] | None) -> tuple[object, object, object]:
    return (cosigned["size"], cosigned["at"], cosigned["verdict"]) if cosigned else ("-", "-", "-")
