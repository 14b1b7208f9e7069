"""`egnatia access`: requests of people who are, or may be, on record."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from egnatia.casework.requests import Opinion, Outcome, Proof, Telling, Wish
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import Ending
from egnatia.cli.options import acting, json_option, listed, print_json, print_rows, reason_option
from egnatia.law.access import Restriction
from egnatia.model.kinds import KINDS

_SEARCHED = ("first_name", "family_name", "full_name", "alias", "father_name", "birth_date", "nationality")
_PROOFS = [proof for proof in Proof if proof is not Proof.NONE]


@click.group("access", help="Requests of people who are on record: take in, decide, answer.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on requests."""


def _choice(codes: Any) -> click.Choice[str]:  # noqa: ANN401 - any enumeration
    return click.Choice([str(code) for code in codes])


def _searched(function: Any) -> Any:  # noqa: ANN401 - as click's own decorators
    for name in reversed(_SEARCHED):
        label = KINDS["person"].properties[name].label
        function = click.option(f"--{name.replace('_', '-')}", f"p_{name}", multiple=True, help=label)(function)
    return function


@command.command("open")
@acting
@click.argument("name")
@_searched
@click.option("--document", "documents", multiple=True, help="Number of a document; may be repeated.")
@click.option("--address", required=True, help="Where the letter goes.")
@click.option("--proof", type=_choice(Proof), required=True, help="How it was checked who the person is.")
@click.option("--shown", default="", help="By what: kind and number of the document that was shown.")
@click.option("--wish", type=_choice(Wish), default="access", show_default=True)
@click.option("--words", default="", help="What is asked for, in the person's words.")
@click.option("--received", type=click.DateTime(["%Y-%m-%d"]), help="The day on which it came; else today.")
def open_one(node: Connection, name: str, documents: tuple[str, ...], **typed: Any) -> None:  # noqa: ANN401 - as typed
    """Take in the request of NAME, as the letter will address the person."""
    properties = {key: list(typed[f"p_{key}"]) for key in _SEARCHED if typed[f"p_{key}"]}
    applicant = {"properties": properties, "documents": list(documents), "name": name}
    received: datetime | None = typed["received"]
    body = {
        "wish": typed["wish"],
        "words": typed["words"],
        "applicant": {**applicant, "address": typed["address"], "proof": typed["proof"], "shown": typed["shown"]},
        "received_on": received.date().isoformat() if received else None,
    }
    taken = node.post("/v1/access", body)
    click.echo(f"request {taken['id']}, to be answered by {taken['due_at'][:10]}")


@command.command("list")
@acting
@json_option
def list_all(node: Connection, *, as_json: bool) -> None:
    """List requests, the one that is due first before the others; nothing about anybody."""
    found = node.get("/v1/access")
    if as_json:
        print_json(found)
        return
    rows = [(one["due_at"][:10], one["id"], one["received_at"][:10], _state(one)) for one in found]
    print_rows(("due", "request", "came", "state"), rows)


@command.command("identify")
@acting
@click.argument("request")
@click.option("--proof", type=_choice(_PROOFS), required=True, help="How it was checked who the person is.")
@click.option("--shown", required=True, help="By what: kind and number of the document that was shown.")
def identify(node: Connection, request: str, proof: str, shown: str) -> None:
    """Note that the person showed who he or she is, after the request was taken in."""
    node.post(f"/v1/access/{quoted(request)}/identity", {"proof": proof, "shown": shown})
    click.echo("noted; somebody else looks through what is on record")


@command.command("search")
@acting
@click.argument("request")
def search(node: Connection, request: str) -> None:
    """Show every record, question and message that may be about the person; the look is logged."""
    found = node.post(f"/v1/access/{quoted(request)}/search")
    print_json(found)
    for limit in found["limits"]:
        click.echo(f"not everything was looked at: {limit}", err=True)


@command.command("look")
@acting
@click.argument("request")
@click.argument("record")
@reason_option
def look(node: Connection, request: str, record: str, reason: str) -> None:
    """Show the whole of one RECORD that is marked for fewer eyes; oversight reads why."""
    print_json(node.post(f"/v1/access/{quoted(request)}/records/{quoted(record)}", {"reason": reason}))


@command.command("read")
@acting
@click.argument("request")
@click.argument("message")
@reason_option
def read(node: Connection, request: str, message: str, reason: str) -> None:
    """Show the whole of one MESSAGE that may say something of the person; oversight reads why."""
    print_json(node.post(f"/v1/access/{quoted(request)}/messages/{quoted(message)}", {"reason": reason}))


@command.command("decide")
@acting
@click.argument("request")
@click.argument("record")
@click.option("--tell", "telling", type=_choice(Telling), required=True, help="other: it is about somebody else.")
@click.option("--without", help="Properties, or parts of a message, that are left out, with commas.")
@click.option("--ground", type=_choice(Restriction), help="Why less than all is told (LED Art. 15(1)).")
@click.option("--say-so", "stated", is_flag=True, help="The letter names the ground; else not even that there is more.")
@click.option("--opinion", type=_choice(Opinion), help="What the partner said who gave the record.")
@reason_option
def decide_one(node: Connection, request: str, without: str | None, **said: Any) -> None:  # noqa: ANN401 - as typed
    """Decide what the person is told of RECORD, which may also be a question or a message."""
    node.post(f"/v1/access/{quoted(request)}/findings", {**said, "without": listed(without)})
    click.echo("decided")


@command.command("close")
@acting
@click.argument("request")
@click.option(
    "--to", "file", type=click.Path(path_type=Path, dir_okay=False), help="New file for the letter (.html, .txt)."
)
@click.option("--refuse", "refused", type=_choice([Outcome.EXCESSIVE, Outcome.UNPROVEN]), help="The whole request.")
@click.option("--words", default="", help="For the letter: why something that was asked for is not done.")
@click.option("--draft", is_flag=True, help="Only write the letter; the request stays open.")
def close_one(node: Connection, request: str, file: Path | None, *, draft: bool, **said: Any) -> None:  # noqa: ANN401 - as typed
    """Answer: write the letter, once, and end the request."""
    if file and file.exists():
        raise Ending(f"{file} exists already")
    if draft:
        made = node.post(f"/v1/access/{quoted(request)}/draft", said)
    else:
        made = node.post(f"/v1/access/{quoted(request)}/closing", said)
    letter = made["letter"]["html" if file and file.suffix == ".html" else "text"]
    if file is None:
        click.echo(letter)
        return
    try:
        file.write_text(letter, "utf-8")
    except OSError as error:
        raise Ending(f"{file} cannot be written: {error.strerror}; the letter follows\n{letter}") from error
    click.echo(f"{'draft' if draft else made['outcome']}: {file}")


def _state(one: dict[str, Any]) -> str:
    late = ", too late" if one["overdue"] else ""
    return f"{one['outcome']}, {one['closed_at'][:10]}{late}" if one["closed_at"] else f"open{late}"
