"""`egnatia case`: case files."""

from typing import Any

import click

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.guide import say_next
from egnatia.cli.options import acting, case_id, json_option, listed, print_json, print_rows, reason_option
from egnatia.model.caveat import Purpose


@click.group("case", help="Open, list and close case files.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on case files."""


@command.command("open")
@acting
@click.argument("reference")
@click.option("--title", required=True)
@click.option("--purpose", type=click.Choice([str(found) for found in Purpose]), default="criminal_investigation")
@click.option("--offence", help="A code of the list of offences; a humanitarian search needs none.")
@click.option("--members", required=True, help="Officers who work in it, with commas.")
@click.option("--danger-to-life", is_flag=True, help="The offence is named later; asked is by break glass only.")
def open_one(node: Connection, reference: str, members: str, **stated: Any) -> None:  # noqa: ANN401 - as click reads
    """Open a case file with a file number."""
    file = node.post("/v1/case-files", {"reference": reference, "members": listed(members), **stated})
    click.echo(f"{file['reference']} opened, id {file['id']}")
    who = ("--first-name", "FIRST", "--family-name", "FAMILY", "--birth-date", "YYYY-MM-DD", "--role", "ROLE")
    where = ("--to", "PARTNER", "--case", reference, "--why", "WHY", "--node", node.folder.absolute())
    say_next(f"by {members}, and `egnatia ask --help` for other kinds", "ask", "person", *who, *where)


@command.command("list")
@acting
@json_option
def list_all(node: Connection, *, as_json: bool) -> None:
    """List the case files in which you work."""
    files = node.get("/v1/case-files")
    if as_json:
        print_json(files)
        return
    rows = [
        (
            file["reference"],
            file["purpose"],
            file["offence"] or "-",
            "closed" if file["closed_at"] else "open",
            file["title"],
        )
        for file in files
    ]
    print_rows(("reference", "purpose", "offence", "state", "title"), rows)


@command.command("allow-repeat")
@acting
@click.argument("reference")
@click.option("--officer", required=True, help="Login name of who may ask.")
@reason_option
def allow_repeat(node: Connection, reference: str, officer: str, reason: str) -> None:
    """Allow an officer one altered question more, who asked about one subject in too many wordings."""
    node.post(f"/v1/case-files/{quoted(reference)}/repeats", {"officer": officer, "reason": reason})
    click.echo(f"{officer} may ask one question more in {reference}")


@command.command("members")
@acting
@click.argument("reference")
@click.option("--invite", help="Login names, with commas.")
@click.option("--remove", help="Login names, with commas; what they did stays on record.")
def change_members(node: Connection, reference: str, invite: str | None, remove: str | None) -> None:
    """Invite people to a case file in which you work, and remove others."""
    body = {"invite": listed(invite), "remove": listed(remove)}
    file = node.post(f"/v1/case-files/{case_id(node, reference)}/members", body)
    click.echo(f"{len(file['members'])} work in {file['reference']}")


@command.command("close")
@acting
@click.argument("reference")
def close_one(node: Connection, reference: str) -> None:
    """Close a case file: nothing more may be asked in it."""
    node.post(f"/v1/case-files/{case_id(node, reference)}/closing")
    click.echo(f"{reference} closed")
