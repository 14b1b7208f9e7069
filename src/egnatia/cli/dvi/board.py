"""`egnatia dvi board`: identifications before a board of two people."""

from pathlib import Path
from typing import Any

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import Ending
from egnatia.cli.options import acting, case_id, json_option, print_json, print_rows, reason_option
from egnatia.exchange.identified import write_report
from egnatia.match.kinship.dvi.board import Finding
from egnatia.model import canonical

_FINDING = click.Choice([str(one) for one in Finding])


@click.group("board", help="Propose and decide on identifications; sign their reports.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on the board."""


@command.command("propose")
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


@command.command("list")
@acting
@click.argument("case")
@json_option
def list_proposals(node: Connection, case: str, *, as_json: bool) -> None:
    """List what stands before the board of the case file CASE."""
    found = node.get(f"/v1/case-files/{case_id(node, case)}/identifications")
    if as_json:
        print_json(found)
        return
    print_rows(("id", "victim", "missing", "posterior", "decided"), proposal_rows(found))


def proposal_rows(found: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Return proposals as rows."""
    return [
        (
            one["id"],
            one["report"]["victim"],
            one["report"]["missing"],
            f"{one['report']['posterior']:.8f}",
            one["outcome"],
        )
        for one in found
    ]


@command.command("decide")
@acting
@click.argument("case")
@click.argument("proposal")
@click.option("--confirm/--reject", "confirmed", required=True, default=None, help="What the board decides.")
@reason_option
def decide(node: Connection, case: str, proposal: str, *, confirmed: bool, reason: str) -> None:
    """Confirm or reject a PROPOSAL in the case file CASE, as somebody else than whoever made it."""
    body = {"decision": "confirm" if confirmed else "reject", "reason": reason}
    node.post(f"/v1/case-files/{case_id(node, case)}/identifications/{quoted(proposal)}/decision", body)
    click.echo("confirmed" if confirmed else "rejected")


@command.command("sign")
@acting
@click.argument("case")
@click.argument("proposal")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def sign(node: Connection, case: str, proposal: str, file: Path) -> None:
    """Write the report on a PROPOSAL, with what was decided and the node's signature, into a new FILE."""
    report = node.get(f"/v1/case-files/{case_id(node, case)}/identifications/{quoted(proposal)}/report")
    try:
        with file.open("xb") as writing:
            writing.write(write_report(report["jws"], canonical.to_bytes(node.get("/v1/directory"))))
    except OSError as error:
        raise Ending(f"{file}: {error.strerror}") from error
    click.echo(f"signed, in {file}; check it by: egnatia dvi verify {file} --root DIGEST")
