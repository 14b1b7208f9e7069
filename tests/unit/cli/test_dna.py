"""Profiles from the command line: searched, weighed, checked, and written as Prüm messages."""

import json
from pathlib import Path

import pytest
from tests.unit.cli.test_kinship import run

from egnatia.cli.dna.given import profile_given
from egnatia.cli.ending import Ending

TABLE = (
    "id,VWA,TH01,D21S11,FGA,D8S1179,D3S1358,D18S51\n"
    "a,16/17,6/9.3,28/30,21/22,13/13,15/17,12/14\nb,16/17,6/9.3,28/30,21/22,13/13,15/17,12/15\n"
)
LINES = "VWA 16,17\nTH01 6,9.3\nD21S11 28,30\nFGA 21,22\nD8S1179 13,13\nD3S1358 15,17\nD18S51 12,14"
LOCI = ("VWA", "TH01", "D21S11", "FGA", "D8S1179", "D3S1358", "D18S51")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "register.csv").write_text(TABLE)
    (tmp_path / "asked.txt").write_text(LINES)
    for name, share in (("north", 0.1), ("south", 0.05)):
        rows = [f"{locus},{allele},{share}" for locus in LOCI for allele in ("6", "9.3", "12", "13", "14", "15", "16")]
        (tmp_path / f"{name}.csv").write_text("\n".join(["locus,allele,freq", *rows]))
    return tmp_path


def test_the_least_favourable_population_decides_and_all_are_shown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = [word for name in ("north.csv=400", "south.csv") for word in ("--frequencies", folder / name)]
    code, out, _ = run(capsys, "dna", "search", folder / "register.csv", folder / "asked.txt", *tables, "--json")
    best, near = json.loads(out)
    north, south = best["populations"]
    assert (code, best["quality"], near["quality"]) == (0, 1, 4)
    assert best["LR"] == min(north["LR"], south["LR"])
    assert north["LR_95"][0] < north["LR"] < north["LR_95"][1]
    assert (south["LR_95"], south["least_frequency"], north["least_frequency"]) == (None, 0.001, 5 / 800)
    assert 0 < best["expected_chance_hits"] < near["expected_chance_hits"]


def test_a_profile_is_said_to_be_exchangeable_or_why_not(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "few.txt").write_text("VWA 16,17\nTH01 6,*")
    assert "7     7        yes" in run(capsys, "dna", "check", folder / "register.csv", "--person")[1]
    [told] = json.loads(run(capsys, "dna", "check", folder / "few.txt", "--json")[1])
    assert told["why_not"] == "1 fully designated loci, and 6 are needed"


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


def test_a_question_takes_a_profile_by_its_file_or_its_lines(folder: Path) -> None:
    assert profile_given(str(folder / "asked.txt")) == profile_given(LINES) == LINES
    with pytest.raises(Ending, match="2 profiles, and a question is about one"):
        profile_given(str(folder / "register.csv"))
    with pytest.raises(Ending, match="is no file, and as a profile"):
        profile_given("stain.csv")


def test_who_may_have_contributed_to_a_mixed_stain_is_ranked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "stain.txt").write_text("VWA 16,17,18\nTH01 6,7,9.3\nD21S11 28,30\nFGA 21,22,24\nD18S51 12,14,16")
    words = ("dna", "mixture", folder / "stain.txt", folder / "register.csv", "--frequencies", folder / "south.csv")
    code, out, _ = run(capsys, *words, "--contributors", 2, "--json")
    first, second = json.loads(out)["candidates"]
    assert (code, first["id"], first["missing"], second["missing"]) == (0, "a", [], ["D18S51"])
    assert first["log10_LR"] > second["log10_LR"] > 0
    _, shown, warned = run(capsys, *words, "--contributors", 1, "--missing", 0)
    assert "needs 2 contributors" in warned
    assert "a " in shown
