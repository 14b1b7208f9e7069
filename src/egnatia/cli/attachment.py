"""`egnatia message attachment`: files that go with messages."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import urlencode

import click
from rich.console import Console
from rich.progress import wrap_file

from egnatia.cli.connection import Connection, quoted
from egnatia.cli.ending import Ending
from egnatia.cli.options import acting, json_option, print_json, print_rows

#: A file that takes longer than a moment shows how far it is.
_SHOWN_FROM: Final = 32 * 1024 * 1024

_MESSAGE = click.argument("message")
_ATTACHMENT = click.argument("attachment")
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group("attachment", help="Files that go with messages.", no_args_is_help=True)
def command() -> None:
    """Be the root of the commands on files of messages."""


@command.command("add")
@acting
@_MESSAGE
@click.argument("files", nargs=-1, required=True, type=FILE)
def add(node: Connection, message: str, files: tuple[Path, ...]) -> None:
    """Give files to a draft."""
    for file in files:
        made = give(node, message, file)
        click.echo(f"{made['attachment']} {file.name}, {made['size']} bytes")


@command.command("list")
@acting
@_MESSAGE
@json_option
def list_all(node: Connection, message: str, *, as_json: bool) -> None:
    """List the files of a thread and how far each has come; it counts as read."""
    found = [
        {"message": shown["line"]["message"], **file}
        for shown in node.get(f"/v1/messages/{quoted(message)}")
        for file in shown["attachments"]
    ]
    if as_json:
        print_json(found)
        return
    rows = [
        (file["message"], file["id"], file["name"], str(file["size"]), " ".join((file["state"], file["error"])).strip())
        for file in found
    ]
    print_rows(("message", "attachment", "name", "bytes", "state"), rows)


@command.command("save")
@acting
@_MESSAGE
@_ATTACHMENT
@click.option("--to", "target", type=click.Path(path_type=Path), required=True, help="A file that is not there yet.")
def save(node: Connection, message: str, attachment: str, target: Path) -> None:
    """Save a file of a message; that it was saved is logged."""
    check_new(target)
    size, pieces = node.download(f"/v1/messages/{quoted(message)}/attachments/{quoted(attachment)}")
    write_new(target, pieces)
    click.echo(f"{size} bytes in {target}")


@command.command("remove")
@acting
@_MESSAGE
@_ATTACHMENT
def remove(node: Connection, message: str, attachment: str) -> None:
    """Take a file out of a draft, and destroy it."""
    node.delete(f"/v1/messages/{quoted(message)}/attachments/{quoted(attachment)}")
    click.echo(f"{attachment} taken out")


def give(node: Connection, message: str, file: Path) -> Any:  # noqa: ANN401 - any JSON value
    """Give a file to a draft.

    Raises:
        Ending: it cannot be read, or the node refuses.
    """
    query = urlencode({"name": file.name})
    with opened(file) as (source, size):
        return node.upload(f"/v1/messages/{quoted(message)}/attachments?{query}", source, size)


@contextmanager
def opened(file: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open a file to be given to the node, and tell how far that has come if it takes a while.

    Raises:
        Ending: it cannot be read, or is no ordinary file.
    """
    try:
        with file.open("rb") as source:
            status = os.fstat(source.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Ending(f"{file}: not an ordinary file")
            if status.st_size < _SHOWN_FROM or not sys.stderr.isatty():
                yield source, status.st_size
                return
            console = Console(stderr=True)
            with wrap_file(source, status.st_size, description=file.name, console=console, transient=True) as told:
                yield told, status.st_size
    except OSError as error:
        raise Ending(f"{file}: {error.strerror or error}") from error


def check_new(target: Path) -> None:
    """See that a file is not there yet, before anything is asked for.

    Raises:
        Ending: it is.
    """
    if target.exists():
        raise Ending(f"{target} exists already")


def write_new(target: Path, pieces: Iterator[bytes]) -> None:
    """Write a file that was not there, for its owner only; it is there whole or not at all.

    Raises:
        Ending: it is there already, or the disk refuses.
    """
    draft = target.with_name(f".{target.name}.part")
    try:
        check_new(target)
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            for piece in pieces:
                out.write(piece)
        draft.rename(target)
    except OSError as error:
        raise Ending(f"{target}: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
