"""Writes `docs/reference/cli.md` from the commands themselves, so that the page never tells anything else.

Run it after a change of anything in `src/egnatia/cli/`; a test compares.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from egnatia.cli.main import root

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "cli.md"

INTRODUCTION = """\
# Commands

This page is written by `scripts/cli_reference.py` from `src/egnatia/cli/`; do not edit it.

Commands talk to the running node over its Unix socket, as the account that is bound to the system's user who types
them. What makes, changes, saves or checks the folder of a node opens it itself (`node`, `ledger verify`), and what
needs no node takes files (`network`, `ledger check`, `names`, `dna`, `kinship`, `dvi`, `bench`, `demo`). The node is
the folder that `--node` names, else the variable `EGNATIA_NODE`, else the current folder.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | `ledger verify`: the log was tampered with; `ledger check`: the proof does not hold |
| 2 | bad input, or not allowed to this account; one sentence on stderr, nothing written |
| 3 | the law does not allow it now; the sentence says what is missing |
| 4 | the node is not running, or cannot be reached or started |
| 70 | a fault in the program; with `EGNATIA_DEBUG=1` it shows where |
| 130 | stopped by Ctrl-C |
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([INTRODUCTION, *_describe(root, "egnatia")])


def _describe(command: click.Command, path: str) -> Iterator[str]:
    """Describe a command and all below it."""
    context = click.Context(command, info_name=path)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and not found.hidden:
                yield from _describe(found, f"{path} {name}")
        return
    yield f"## {path}\n"
    yield f"    {' '.join([path, *command.collect_usage_pieces(context)])}\n"
    yield f"{_words(command)}\n"
    rows = [found.get_help_record(context) for found in command.params if isinstance(found, click.Option)]
    if any(rows):
        yield "| option | meaning |"
        yield "| --- | --- |"
        yield from (f"| `{_cell(row[0])}` | {_cell(row[1])} |" for row in rows if row)
        yield ""


def _words(command: click.Command) -> str:
    """Return what a command says of itself, without click's marks."""
    return "\n".join(line.strip() for line in (command.help or "").strip().splitlines())


def _cell(text: str) -> str:
    """Keep a bar from ending the cell."""
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
