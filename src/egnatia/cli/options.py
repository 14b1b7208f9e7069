"""Options that many commands share, and what they stand for."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from egnatia.cli.connection import Connection, connect
from egnatia.cli.ending import Ending

_F = TypeVar("_F", bound=Callable[..., Any])

#: The folder of a node that runs: whoever knocks at the socket in it need not be able to look around.
NODE = click.Path(path_type=Path, readable=False)
folder_option = click.option(
    "--node",
    "folder",
    type=NODE,
    help="Folder of the node; else EGNATIA_NODE, else the current one.",
)
new_folder = click.argument("folder", type=click.Path(path_type=Path))
existing_folder = click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
PORT = click.IntRange(0, 65_535)
account_option = click.option("--as", "account", help="Account, if several are yours.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
reason_option = click.option("--reason", required=True, help="Why, in words; it is logged and kept.")


beyond_option = click.option(
    "--beyond", type=click.IntRange(min=0), help="The page after another one, by the number below that one."
)


def acting(command: _F) -> _F:
    """Give a command the options that say at which node and as whom; it gets them as one `Connection`, `node`."""

    def run(folder: Path | None, account: str | None, **typed: object) -> object:
        return command(node=connect(folder, account), **typed)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined] # as click keeps them
    return folder_option(account_option(run))  # type: ignore[return-value] # click gives back what it was given


def case_id(node: Connection, reference: str) -> str:
    """Return the id of a case file in which the caller works, by its file number.

    Raises:
        Ending: there is none.
    """
    for file in node.get("/v1/case-files"):
        if reference in (file["reference"], file["id"]):
            return str(file["id"])
    raise Ending(f"no case file {reference} in which you work")


def beyond_of(number: int | None) -> dict[str, int]:
    """Return how an address names the page that is wanted."""
    return {} if number is None else {"beyond": number}


def tell_more(page: Mapping[str, Any]) -> None:
    """Say below a page by which number the next one is shown, if there is one."""
    if page["next"] is not None:
        click.echo(f"more: --beyond {page['next']}", err=True)


def listed(value: str | None) -> list[str]:
    """Split a list that was typed with commas."""
    return [part.strip() for part in (value or "").split(",") if part.strip()]


def print_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_rows(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table in plain columns, which other programs can read too; to a person, that it is empty."""
    if not rows:
        click.echo("nothing", err=True)
        return
    table = [[str(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(heads))]
    for row in table:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
