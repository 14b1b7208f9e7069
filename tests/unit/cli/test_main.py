"""How commands are found, and how they end."""

from importlib import import_module
from pathlib import Path

import click
import pytest

from egnatia.cli.lazy import LazyGroup, Place
from egnatia.cli.main import COMMANDS, main

#: What somebody may type where no node is, and words that the one sentence must hold.
BAD = (
    (("nope",), "No such command 'nope'", 2),
    (("node", "nope"), "No such command 'nope'", 2),
    (("node", "status", "--nope"), "No such option", 2),
    (("case", "list"), "no node here", 4),
    (("case", "list", "--node", "nowhere"), "no node in nowhere", 2),
    (("ledger", "verify", "--node", "nowhere"), "no node in nowhere", 2),
    (("ledger", "prove", "-1"), "-1", 2),
    (("ledger", "prove", "1" * 30), "not in the range", 2),
    (("ask", "person", "--case", "x", "--why", "y"), "Missing option '--to'", 2),
    (("recall", "order", "x"), "Missing option '--ground'. Choose from: inaccurate, unlawful,", 2),
    (("ask", "seizure"), "No such command 'seizure'", 2),
    (("node", "serve", "nowhere"), "does not exist", 2),
    (("node", "restore", "nowhere.egnatia", "new"), "does not exist", 2),
    (("node", "init", "n", "--name", "rs", "--agency", "x", "--endpoint", "https://x:1"), "name: ", 2),
    (
        ("node", "init", "n", "--name", "RS", "--agency", "x", "--endpoint", "https://x:1", "--country", "SE"),
        "country: not a three-letter country code",
        2,
    ),
    (("node", "init", "n", "--name", "RS", "--agency", "x", "--endpoint", "x", "--port", "70000"), "range", 2),
    (("names", "compare", "", "Petar"), "name", 2),
    (("names", "compare", "Petar", "x" * 5000), "name", 2),
    (("law", "explain", "--from", "RS", "--to", "QQ", "--kind", "dna"), "--to: QQ is neither", 2),
    (("law", "explain", "--from", "RS", "--to", "XK", "--kind", "soul"), "'soul' is not one of", 2),
    (
        ("law", "explain", "--from", "RS", "--to", "XK", "--kind", "dna", "--offence", "rudeness"),
        "offence: no such offence",
        2,
    ),
    (("law", "explain", "--from", "RS", "--to", "XK", "--kind", "person", "--keys", "soul"), "keys: ", 2),
    (
        ("law", "explain", "--from", "RS", "--to", "XK", "--kind", "person", "--asylum-from", "SE"),
        "--asylum-from: not a three-letter country code",
        2,
    ),
    (("network", "found", "g", "nowhere"), "does not exist", 2),
)


@pytest.mark.parametrize(("typed", "words", "code"), BAD, ids=lambda value: str(value)[:60])
def test_bad_input_ends_in_one_sentence_and_writes_nothing(
    typed: tuple[str, ...], words: str, code: int, in_empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(typed)
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (code, "")
    assert words in told.err
    assert told.err.startswith("egnatia: ")
    assert told.err.count("\n") == 1
    assert list(in_empty_folder.iterdir()) == []


@pytest.fixture
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EGNATIA_NODE", raising=False)
    return tmp_path


def test_every_command_says_in_one_line_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(place.help in told for place in COMMANDS.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_where_its_group_says_and_is_called_so(name: str) -> None:
    command = import_module(COMMANDS[name].module).command
    assert isinstance(command, click.Command)
    assert command.name == name
    if isinstance(command, LazyGroup):
        loaded = [command.get_command(click.Context(command), inner) for inner in command.list_commands(None)]  # type: ignore[arg-type]
        assert [found.name for found in loaded if found] == command.list_commands(None)  # type: ignore[arg-type]


def test_a_group_alone_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ledger"])
    assert ended.value.code == 2
    assert "Check the log as it lies on disk" in capsys.readouterr().out


def test_a_fault_of_the_program_ends_in_one_sentence_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = {"broken": Place("egnatia.no_such_module", "Is broken.")}
    monkeypatch.setattr(import_module("egnatia.cli.main"), "root", LazyGroup("egnatia", broken, "Broken."))
    with pytest.raises(SystemExit) as ended:
        main(["broken"])
    assert ended.value.code == 70
    assert "a fault in the program: ModuleNotFoundError" in capsys.readouterr().err
