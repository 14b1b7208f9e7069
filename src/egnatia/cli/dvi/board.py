"""`egnatia dvi propose`, `proposals`, `decide`, `sign` and `verify`: identifications before a board of two people."""

from pathlib import Path
from typing import Any

import click

from egnatia.bootstrap import verify_signature
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import TAMPERED, Ending
from egnatia.cli.options import acting, case_id, json_option, print_json, print_rows, reason_option
from egnatia.exchange.errors import DirectoryError, ReportError
from egnatia.exchange.identified import SignedReport, check_report, write_report
from egnatia.match.kinship.dvi.board import Finding
from egnatia.model import canonical
from egnatia.model.instant import format_instant
from egnatia.model.statement import plain_statement

_FINDING = click.Choice([str(one) for one in Finding])
#: A report with the directory of a large network is far smaller.
_LONGEST = 16 * 1024 * 1024


@click.command("propose")
@acting
@click.argument("case")
@click.option("--victim", required=True, help="By the name of the comparison (egnatia dvi records).")
@click.option("--missing", required=True, help="Who the victim is said to be.")
@click.option("--prints", type=_FINDING, default="open", show_default=True, help="What prints say.")
@click.option("--dental", type=_FINDING, default="open", show_default=True, help="What dental work says.")
@click.option("--for", "speaks_for", multiple=True, help="Secondary evidence for it, in words; may be repeated.")
@click.option("--against", "speaks_against", multiple=True, help="Secondary evidence against it; may be repeated.")
@reason_option
def propose(node: Connection, case: str, **said: Any) -> None:  # noqa: ANN401 - as click gives it
    """Put an identification before the board of the case file CASE; a second person decides."""
    body = {**said, "speaks_for": list(said["speaks_for"]), "speaks_against": list(said["speaks_against"])}
    made = node.post(f"/v1/case-files/{case_id(node, case)}/identifications", body)
    click.echo(f"proposed, {made['statement']}; somebody else decides")


@click.command("proposals")
@acting
@click.argument("case")
@json_option
def list_proposals(node: Connection, case: str, *, as_json: bool) -> None:
    """List what stands before the board of the case file CASE."""
    found = node.get(f"/v1/case-files/{case_id(node, case)}/identifications")
    if as_json:
        print_json(found)
        return
    rows = [
        (one["id"], one["report"]["victim"], one["report"]["missing"], one["report"]["posterior"], one["outcome"])
        for one in found
    ]
    print_rows(("id", "victim", "missing", "posterior", "decided"), rows)


@click.command("decide")
@acting
@click.argument("case")
@click.argument("proposal")
@click.option("--confirm/--reject", "confirmed", required=True, default=None, help="What the board decides.")
@reason_option
def decide(node: Connection, case: str, proposal: str, *, confirmed: bool, reason: str) -> None:
    """Confirm or reject a PROPOSAL in the case file CASE, as somebody else than whoever made it."""
    path = f"/v1/case-files/{case_id(node, case)}/identifications/{quoted(proposal)}/decision"
    node.post(path, {"decision": "confirm" if confirmed else "reject", "reason": reason})
    click.echo("confirmed" if confirmed else "rejected")


@click.command("sign")
@acting
@click.argument("case")
@click.argument("proposal")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def sign(node: Connection, case: str, proposal: str, file: Path) -> None:
    """Write the report on a PROPOSAL, with what was decided and the node's signature, into a new FILE."""
    path = f"/v1/case-files/{case_id(node, case)}/identifications/{quoted(proposal)}/report"
    signed = node.get(path)["jws"]
    try:
        with file.open("xb") as writing:
            writing.write(write_report(signed, canonical.to_bytes(node.get("/v1/directory"))))
    except OSError as error:
        raise Ending(f"{file}: {error.strerror}") from error
    click.echo(f"signed, in {file}; check it by: egnatia dvi verify {file} --root DIGEST")


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--root", required=True, help="Digest of the network's first root, as it was handed over.")
@json_option
def verify(file: Path, *, root: str, as_json: bool) -> None:
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
