"""Profiles from the command line: searched, weighed, checked, and written as Prüm messages."""

import json
from pathlib import Path

import pytest
from tests.unit.cli.test_kinship import run


def test_a_profile_is_said_to_be_exchangeable_or_why_not(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "few.txt").write_text("VWA 16,17\nTH01 6,*")
    assert "7     7        yes" in run(capsys, "dna", "check", folder / "register.csv", "--person")[1]
    [told] = json.loads(run(capsys, "dna", "check", folder / "few.txt", "--json")[1])
    assert told["why_not"] == "1 fully designated loci, and 6 are needed"


@pytest.mark.slow
def test_profiles_are_written_as_a_message_that_is_searched_as_they_were(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--type", "S", "--from", "AT", "--to", "HU", "--request", "7")
    _, message, _ = run(capsys, "dna", "convert", folder / "register.csv", *words)
    (folder / "message.xml").write_text(message)
    found = [
        run(capsys, "dna", "search", folder / name, folder / "asked.txt")[1] for name in ("register.csv", "message.xml")
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("text", "words", "fault"),
    [
        ("<a>", ("check",), "line 1: the file is no well-formed XML"),
        ("id,VWA\na,16/17/18/19\n", ("check",), "mixtures are not compared"),
        ("id,vWA,VWA\na,16/17,16/17\n", ("check",), "line 1: VWA is there twice, as 'vWA' and as 'VWA'"),
        ("id,vWA_1,VWF_2\na,16,17\n", ("check",), "line 1: VWA is there twice, as 'vWA_1' and as 'VWF_2'"),
        ("id,VWA\na,16/17\n", ("check", "--rules", "prum-1999"), "rule set 'prum-1999' is none"),
        ("VWA 16,17", ("convert", "--type", "S", "--from", "AT", "--to", "HU", "--request", "1"), "6 are needed"),
    ],
)
def test_what_is_wrong_ends_in_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, words: tuple[str, ...], fault: str
) -> None:
    (folder / "wrong").write_text(text)
    code, out, err = run(capsys, "dna", words[0], folder / "wrong", *words[1:])
    assert (code, out, fault in err, err.count("\n")) == (2, "", True, 1)


def test_an_empty_profile_is_not_searched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.csv").write_text("id,VWA\np,\n")
    code, out, err = run(capsys, "dna", "search", folder / "register.csv", folder / "empty.csv")
    assert (code, out, err) == (2, "", f"egnatia: {folder / 'empty.csv'}: line 2: p: nothing was typed\n")
