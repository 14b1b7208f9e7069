"""`egnatia ledger verify`."""

from pathlib import Path

import click

from egnatia.bootstrap import NodeError
from egnatia.cli.connection import connect
from egnatia.cli.ending import NO_NODE, TAMPERED, Ending
from egnatia.cli.options import folder_option, json_option, print_json
from egnatia.ledger.finding import Report
from egnatia.upkeep import audit


@click.command("verify")
@folder_option
@json_option
def command(folder: Path | None, *, as_json: bool) -> None:
    """Check the log as it lies on disk; names every entry that was changed, deleted or inserted by hand."""
    try:
        report = audit(connect(folder).folder)
    except NodeError as error:
        raise Ending(str(error), NO_NODE) from error
    if as_json:
        print_json(_plain(report))
    else:
        _tell(report)
    if not report.sound:
        found = len(report.findings) + report.omitted
        raise Ending(f"the log was tampered with: {found} finding{'s' * (found != 1)}", TAMPERED)


def _tell(report: Report) -> None:
    click.echo(f"{report.size} entries in the tree, {report.unsequenced} not yet sequenced")
    for found in report.findings:
        click.echo(f"{found.kind}: {found.sentence}")
    if report.sound:
        click.echo("sound: every entry is as it was when it was signed")


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
