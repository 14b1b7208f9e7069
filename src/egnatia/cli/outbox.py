"""`egnatia outbox`: letters on their way, and letters that go by hand."""

from pathlib import Path

import click

from egnatia.cli.attachment import check_new, opened, write_new
from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import Ending
from egnatia.cli.options import acting, json_option, print_json, print_rows, reason_option

_BUNDLE = click.argument("bundle", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_NEW = click.argument("bundle", type=click.Path(path_type=Path))

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group("outbox", help="Letters on their way; by hand, where there is no line.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on the outbox."""


@command.command("list")
@acting
@json_option
def list_all(node: Connection, *, as_json: bool) -> None:
    """List letters on their way, the oldest first, and what stood in their way last."""
    found = node.get("/v1/outbox")
    if as_json:
        print_json(found)
        return
    names = ("message", "type", "recipient", "tries", "next_try", "expires_at", "error")
    print_rows(names, [tuple(row[name] for name in names) for row in found])


@command.command("refused")
@acting
@json_option
def list_refused(node: Connection, *, as_json: bool) -> None:
    """List letters that were refused lately, partners' and ours, by partner and ground, what happened last first."""
    found = node.get("/v1/outbox/refused")
    if as_json:
        print_json(found)
        return
    names = ("partner", "side", "ground", "letters", "first", "last")
    rows = [row | {"letters": f"{row['letters']}{' or more' if row['more'] else ''}"} for row in found]
    print_rows(names, [tuple(row[name] or "-" for name in names) for row in rows])


@command.command("try")
@acting
@click.argument("partner")
def try_now(node: Connection, partner: str) -> None:
    """Try all letters to a partner at once."""
    click.echo(f"{node.post('/v1/outbox/trying', {'partner': partner})['letters']} letters")


@command.command("give-up")
@acting
@click.argument("message")
@reason_option
def give_up(node: Connection, message: str, reason: str) -> None:
    """Give a letter up; what rested on its arrival is taken back."""
    node.post(f"/v1/outbox/{quoted(message)}/giving-up", {"reason": reason})
    click.echo(f"{message} given up")


@command.command("export")
@acting
@click.argument("partner")
@_NEW
@click.option("--attachments", "beside", type=_FOLDER, help="Folder for the files of the messages, sealed too.")
def export(node: Connection, partner: str, bundle: Path, beside: Path | None) -> None:
    """Write the letters that wait for a partner into a file, sealed, to be carried by hand."""
    files = node.get(f"/v1/outbox/attachments?partner={quoted(partner)}")
    made = node.post("/v1/outbox/bundles", {"partner": partner})
    _write(bundle, made["bundle"])
    click.echo(f"{made['letters']} letters for {partner} in {bundle}; they wait for its receipts")
    for file in files if beside else ():
        check_new((beside or Path()) / file["id"])
        _, pieces = node.download(f"/v1/outbox/attachments/{quoted(file['id'])}")
        write_new((beside or Path()) / file["id"], pieces)
    if files:
        where = f"in {beside}" if beside else "not in it: give a folder for them by --attachments"
        click.echo(f"{len(files)} attachments {where}")


@command.command("import")
@acting
@_BUNDLE
@click.option("--replies", type=click.Path(path_type=Path), required=True, help="File for what goes back.")
@click.option("--attachments", "beside", type=_FOLDER, help="Folder with the files of the messages.")
def take_in(node: Connection, bundle: Path, replies: Path, beside: Path | None) -> None:
    """Take in a partner's file; what is to go back is written into another."""
    made = node.post("/v1/outbox/arrivals", {"bundle": _read(bundle)})
    _write(replies, made["bundle"])
    click.echo(f"{made['letters']} letters taken in; carry {replies} back")
    for file in sorted(beside.iterdir()) if beside else ():
        with opened(file) as (source, size):
            node.upload(f"/v1/outbox/attachments/{quoted(file.name)}", source, size)
        click.echo(f"attachment {file.name} taken in")


@command.command("replies")
@acting
@_BUNDLE
def take_back(node: Connection, bundle: Path) -> None:
    """Take in what came back: receipts, answers and refusals."""
    found = node.post("/v1/outbox/replies", {"bundle": _read(bundle)})
    click.echo(f"{found['taken']} arrived, {found['refused']} refused for good, {found['left']} to go again")


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Ending(f"{file}: no bundle") from error


def _write(file: Path, bundle: str) -> None:
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(bundle)
    except OSError as error:
        raise Ending(f"{file}: {error.strerror}") from error
