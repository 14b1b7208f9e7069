"""`egnatia ledger`: where the log stands, what it says, whether anybody rewrote it, and proofs out of it."""

from pathlib import Path

import click

from egnatia.bootstrap import NodeError, audit
from egnatia.cli.connection import Connection, connect
from egnatia.cli.ending import NO_NODE, Ending
from egnatia.cli.options import acting, folder_option, json_option, print_json, print_rows


@click.group("ledger", help="Check and read the log.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on the log."""


@command.command("head")
@acting
def head(node: Connection) -> None:
    """Print where the log stands: size, root, newest signed checkpoint."""
    found = node.get("/v1/ledger")
    click.echo(f"{found['size']} entries, {found['unsequenced']} not yet sequenced, root {found['root']}")
    click.echo(found["checkpoint"], nl=False)


@command.command("trail")
@acting
@click.argument("subject")
@json_option
def trail(node: Connection, subject: str, *, as_json: bool) -> None:
    """Print what the log says about the id of a record, question, hit, case file or account."""
    lodged = node.get(f"/v1/ledger/trail/{subject}")
    if as_json:
        print_json(lodged)
        return
    rows = [(found["index"], *_row(found["entry"])) for found in lodged]
    print_rows(("entry", "at", "act", "by", "to", "purpose", "detail"), rows)


@command.command("prove")
@acting
@click.argument("index", type=click.IntRange(0))
def prove(node: Connection, index: int) -> None:
    """Print an entry and the proof that it stands in the log, which anybody can check without a node."""
    proven = node.get(f"/v1/ledger/entries/{index}/proof")
    click.echo(proven["entry"])
    click.echo(proven["proof"], nl=False)


@command.command("verify")
@folder_option
@json_option
def verify(folder: Path | None, *, as_json: bool) -> None:
    """Check the log as it lies on disk; names every entry that was changed, deleted or inserted by hand."""
    try:
        report = audit(connect(folder).folder)
    except NodeError as error:
        raise Ending(str(error), NO_NODE) from error
    if as_json:
        findings = [
            {"kind": found.kind, "first": found.sequence, "last": found.last, "words": found.sentence}
            for found in report.findings
        ]
        print_json(
            {"size": report.size, "unsequenced": report.unsequenced, "sound": report.sound, "findings": findings}
        )
    else:
        click.echo(f"{report.size} entries in the tree, {report.unsequenced} not yet sequenced")
        for found in report.findings:
            click.echo(f"{found.kind}: {found.sentence}")
    if not report.sound:
        raise Ending(f"the log was tampered with: {len(report.findings) + report.omitted} findings", 1)
    if not as_json:
        click.echo("sound: every entry is as it was when it was signed")


def _row(entry: dict[str, object]) -> tuple[object, ...]:
    why, detail = entry["why"], entry["detail"]
    purpose = why.get("purpose") if isinstance(why, dict) else None
    words = " ".join(f"{key}={value}" for key, value in detail.items()) if isinstance(detail, dict) else ""
    return entry["at"], entry["act"], entry["by"], entry["to"] or "-", purpose or "-", words or "-"
