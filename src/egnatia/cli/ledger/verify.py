"""`egnatia ledger verify`."""

from pathlib import Path

import click

from egnatia.bootstrap import NodeError
from egnatia.casework.tampering import Comparison
from egnatia.cli.connection import connect
from egnatia.cli.ending import NO_NODE, TAMPERED, Ending
from egnatia.cli.options import folder_option, json_option, print_json
from egnatia.ledger.finding import Report
from egnatia.upkeep import Audited, audit


@click.command("verify")
@folder_option
@json_option
def command(folder: Path | None, *, as_json: bool) -> None:
    """Check log and tables as they lie on disk; names each entry and row changed, deleted or inserted by hand."""
    try:
        found = audit(connect(folder).folder)
    except NodeError as error:
        raise Ending(str(error), NO_NODE) from error
    if as_json:
        print_json({**_plain(found.log), "sound": found.sound, "tables": _tables(found.rows)})
    else:
        _tell(found)
    log, rows = len(found.log.findings) + found.log.omitted, len(found.rows.found)
    if log:
        raise Ending(f"the log was tampered with: {_count(log)}", TAMPERED)
    if rows:
        raise Ending(f"tables were tampered with: {_count(rows)}", TAMPERED)


def _count(findings: int) -> str:
    return f"{findings} finding{'s' * (findings != 1)}"


def _tell(found: Audited) -> None:
    report, rows = found.log, found.rows
    click.echo(f"{report.size} entries in the tree, {report.unsequenced} not yet sequenced")
    for one in report.findings:
        click.echo(f"{one.kind}: {one.sentence}")
    for row in rows.found:
        click.echo(f"{row.sort}: {row.sentence}")
    if not rows.begun:
        click.echo("tables not compared: this node seals its rows from its next start on")
    if found.sound:
        click.echo("sound: every entry is as it was when it was signed")
        click.echo(f"{rows.rows} rows are as the log has them, and every record as its id says")


def _tables(rows: Comparison) -> dict[str, object]:
    found = [
        {"kind": one.sort, "table": one.table, "key": one.key, "since": one.since, "words": one.sentence}
        for one in rows.found
    ]
    return {"compared": rows.begun, "rows": rows.rows, "findings": found}


def _plain(report: Report) -> dict[str, object]:
    return {
        "size": report.size,
        "unsequenced": report.unsequenced,
        "sound": report.sound,
        "findings": [
            {"kind": found.kind, "first": found.sequence, "last": found.last, "words": found.sentence}
            for found in report.findings
        ],
    }
