"""`egnatia dvi verify`: a signed report on an identification, checked with no node and no account."""

from pathlib import Path
from typing import Any

import click

from egnatia.bootstrap import verify_signature
from egnatia.cli.ending import TAMPERED, Ending
from egnatia.cli.options import json_option, print_json
from egnatia.exchange.errors import DirectoryError, ReportError
from egnatia.exchange.identified import SignedReport, check_report
from egnatia.model.instant import format_instant
from egnatia.model.statement import plain_statement

#: A report with the directory of a large network is far smaller.
_LONGEST = 16 * 1024 * 1024


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--root", required=True, help="Digest of the network's first root, as it was handed over.")
@json_option
def command(file: Path, *, root: str, as_json: bool) -> None:
    """Check the signed report in FILE, with no node and no account."""
    if file.stat().st_size > _LONGEST:
        raise Ending(f"{file}: too long for a report")
    try:
        found = check_report(file.read_bytes(), root, verify_signature)
    except DirectoryError as error:
        raise Ending(f"{file}: the directory in it is not to be trusted: {error}", TAMPERED) from error
    except ReportError as error:
        raise Ending(f"{file}: {error}", TAMPERED) from error
    if as_json:
        print_json(verified_told(found))
        return
    for line in verified_lines(found):
        click.echo(line)


def verified_told(found: SignedReport) -> dict[str, Any]:
    """Return a report whose signature holds as JSON."""
    return {
        "node": found.node,
        "at": format_instant(found.at),
        "outcome": found.outcome,
        "proposal": plain_statement(found.proposal),
        "decisions": [plain_statement(one) for one in found.decisions],
    }


def verified_lines(found: SignedReport) -> list[str]:
    """Return a report whose signature holds as text."""
    return [
        f"the signature of {found.node} holds, of {format_instant(found.at)}",
        f"proposed by {found.proposal.by} on {format_instant(found.proposal.at)}: {found.proposal.reason}",
        *(f"{one.act} by {one.by} on {format_instant(one.at)}: {one.reason}" for one in found.decisions),
        f"decided: {found.outcome}",
    ]
