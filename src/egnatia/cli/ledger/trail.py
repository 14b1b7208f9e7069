"""`egnatia ledger trail`."""

from typing import Any
from urllib.parse import urlencode

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.options import acting, beyond_of, beyond_option, json_option, print_json, print_rows, tell_more


@click.command("trail")
@acting
@click.argument("subject")
@beyond_option
@json_option
def command(node: Connection, subject: str, *, beyond: int | None, as_json: bool) -> None:
    """Print what the log says about SUBJECT, a page at a time, the newest first.

    SUBJECT is the id of a record, question, hit, case file or account.
    """
    lodged = node.get(f"/v1/ledger/trail/{quoted(subject)}?{urlencode(beyond_of(beyond))}")
    if as_json:
        print_json(lodged)
        return
    rows = [(found["index"], *_row(found["entry"])) for found in lodged["rows"]]
    print_rows(("entry", "at", "act", "by", "to", "purpose", "detail"), rows)
    tell_more(lodged)


def _row(entry: dict[str, Any]) -> tuple[object, ...]:
    why, detail = entry["why"] or {}, entry["detail"] or {}
    words = " ".join(f"{key}={value}" for key, value in detail.items() if not key.startswith("row_"))
    return entry["at"], entry["act"], entry["by"], entry["to"] or "-", why.get("purpose") or "-", words or "-"
