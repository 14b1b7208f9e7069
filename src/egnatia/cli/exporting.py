"""`egnatia export`: records out into a file, and the list of exports for oversight."""

from pathlib import Path
from typing import Any

import click

from egnatia.bootstrap import FAULTS, tables
from egnatia.casework.importing.mapping import Format
from egnatia.cli.connection import Connection
from egnatia.cli.ending import Ending
from egnatia.cli.options import acting, case_id, json_option, listed, print_json, print_rows, reason_option
from egnatia.model.kinds import KINDS
from egnatia.model.record import parse_record

_FORMATS = [str(Format.CSV), str(Format.JSONL), str(Format.FTM)]


@click.group("export", help="Records out into a file; all exports, for oversight.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on exports."""


@command.command("records")
@acting
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--case", required=True, help="File number of the case file for which they leave.")
@reason_option
@click.option("--kind", type=click.Choice(list(KINDS)), help="All current records of a kind.")
@click.option("--record", "records", multiple=True, help="A record; may be repeated.")
@click.option("--sensitive", help="Sensitive properties to give, with commas; others stay.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="csv", show_default=True)
def export_records(node: Connection, file: Path, form: str, **typed: Any) -> None:  # noqa: ANN401 - as click gives it
    """Write records into a new FILE; what may not leave is left out, counted and said; the export is logged."""
    if file.exists():
        raise Ending(f"{file} exists already")
    body = {
        "case": case_id(node, typed["case"]),
        "reason": typed["reason"],
        "kind": typed["kind"],
        "records": list(typed["records"]),
        "sensitive": listed(typed["sensitive"]),
    }
    made = node.post("/v1/exports", body)
    try:
        written = tables.write_export(file, Format(form), list(map(parse_record, made["records"])), made["ids"])
    except FAULTS as error:
        raise Ending(f"{error}; the export is logged all the same") from error
    click.echo(f"{written:,} records in {file}, logged under {made['root']}")
    for words, count in sorted(made["left_out"].items()):
        click.echo(f"left out: {count:,} ({words})", err=True)
    for name, count in sorted(made["withheld"].items()):
        click.echo(f"without {name}: {count:,}", err=True)
    if written < len(made["ids"]):
        click.echo(f"left out: {len(made['ids']) - written:,} ({form} has no schema for them)", err=True)


@command.command("list")
@acting
@json_option
def list_exports(node: Connection, *, as_json: bool) -> None:
    """List all exports, newest first, and say what is out of pattern; for oversight."""
    found = node.get("/v1/exports")
    if as_json:
        print_json(found)
        return
    heads = ("at", "by", "purpose", "records", "left out", "out of pattern", "reason")
    rows = [
        (
            *(one[name] for name in ("at", "by", "purpose", "records", "left_out")),
            "; ".join(one["remarks"]),
            one["reason"],
        )
        for one in found
    ]
    print_rows(heads, rows)
