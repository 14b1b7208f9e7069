"""What the documents tell people to type: the command is there, and takes these options."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from egnatia.cli.main import root

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs" / "tutorial").glob("*.md")),
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
]
#: A block between fences, or indented by four.
BLOCK = re.compile(r"(?ms)^```(?:sh|console)\n(.*?)^```|((?:^    \S.*\n)+)")


def typed(page: Path) -> Iterator[list[str]]:
    """Yield the words of each command of a page that begins with the program."""
    for fenced, indented in BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in (fenced or indented).replace("\\\n", " ").splitlines():
            told = line.strip().removeprefix("$ ")
            if told.startswith("egnatia "):
                yield from commands_of(told)


def commands_of(line: str) -> Iterator[list[str]]:
    """Take the commands of a line apart."""
    words: list[str] = []
    for word in [*shlex.shlex(line, posix=True, punctuation_chars=True), "|"]:
        if word in {"&&", "|", ";"}:
            if words[:1] == ["egnatia"]:
                yield words[1:]
            words = []
        else:
            words.append(word)


def fault(words: list[str]) -> str:
    """Say what of a command the program does not know; empty: nothing."""
    command: click.Command = root
    while isinstance(command, click.Group) and words:
        try:
            _, found, words = command.resolve_command(click.Context(command), words)
        except click.UsageError as error:
            return str(error)
        command = found or command
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    strange = [word for word in words if word.startswith("--") and word.partition("=")[0] not in {*known, "--help"}]
    return f"no option {', '.join(strange)}" if strange else ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_tells_to_type_is_there(page: Path) -> None:
    assert {" ".join(words): found for words in typed(page) if (found := fault(words))} == {}


def test_the_first_pages_tell_people_to_type_something() -> None:
    assert all(list(typed(page)) for page in (ROOT / "README.md", *(ROOT / "docs" / "tutorial").glob("first*.md")))
    assert fault(["node", "serve", "--no-such-thing"])
    assert fault(["node", "nothing"])
