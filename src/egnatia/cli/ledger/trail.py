"""`egnatia ledger trail`."""

from typing import Any

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting, json_option, print_json, print_rows

#: So many entries one look gives (`casework.oversight`).
_MOST = 1000


@click.command("trail")
@acting
@click.argument("subject")
@json_option
def command(node: Connection, subject: str, *, as_json: bool) -> None:
    """Print what the log says about SUBJECT: the id of a record, question, hit, case file or account."""
    lodged = node.get(f"/v1/ledger/trail/{quoted(subject)}")
    if as_json:
        print_json(lodged)
        return
    rows = [(found["index"], *_row(found["entry"])) for found in lodged]
    if len(rows) == _MOST:
        click.echo(f"only the first {_MOST:,} entries; the desk pages through all of them", err=True)
    print_rows(("entry", "at", "act", "by", "to", "purpose", "detail"), rows)


def _row(entry: dict[str, Any]) -> tuple[object, ...]:
    why, detail = entry["why"] or {}, entry["detail"] or {}
    words = " ".join(f"{key}={value}" for key, value in detail.items() if not key.startswith("row_"))
    return entry["at"], entry["act"], entry["by"], entry["to"] or "-", why.get("purpose") or "-", words or "-"
