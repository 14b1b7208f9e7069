"""`egnatia kinship screen`: a register is ranked as the full likelihood would weigh each pair."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.test_kinship import run

from egnatia.cli.kinship.screen import NOTE, ask, screening_told
from egnatia.match.kinship.cases.tables import read_tables
from egnatia.match.kinship.errors import CaseError

LOCI = ("VWA", "TH01", "FGA")
TABLE = "locus,allele,freq\n" + "".join(f"{locus},8,0.1\n{locus},9,0.2\n{locus},10,0.7\n" for locus in LOCI)
ASKED = "id,vWA,TH01,FGA,DYS391,SE33\nfound,8/9,9/9,8/10,10,20/21\n"
REGISTER = {
    "ana": {"VWA": "8/10", "TH01": "9/10", "FGA": "8/8"},
    "eva": {"VWA": "10/10", "TH01": "9/10", "FGA": "9/10"},
    "iva": {"VWA": "8/9", "TH01": "9/9"},
}
#: How the pairs of `kinship lr` call the hypotheses.
CALLED = {"parent": "parent", "child": "parent", "siblings": "fullsib", "half-siblings": "halfsib"}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    named = {"asked.csv": ASKED, "register.json": json.dumps({"profiles": REGISTER}), "here.csv": TABLE}
    for name, text in named.items():
        (tmp_path / name).write_text(text)
    return [tmp_path / name for name in named]


def screened(capsys: pytest.CaptureFixture[str], files: list[Path], *words: object) -> tuple[int, str, str]:
    asked, register, table = files
    return run(capsys, "kinship", "screen", asked, register, "--frequencies", table, *words)


def test_each_ratio_is_that_of_the_full_likelihood(
    capsys: pytest.CaptureFixture[str], files: list[Path], tmp_path: Path
) -> None:
    asked = ["8/9", "9/9", "8/10"]
    pairs = [{"id": name, "A": asked, "B": [own.get(locus) for locus in LOCI]} for name, own in REGISTER.items()]
    case = tmp_path / "pairs.json"
    case.write_text(json.dumps({"loci": LOCI, "pairs": pairs}))
    full: dict[tuple[str, str], Any] = {
        (pair["case"], item["name"]): item["LR"]
        for pair in json.loads(run(capsys, "kinship", "lr", case, "--frequencies", files[2], "--json")[1])
        for item in pair["hypotheses"]
    }
    told = json.loads(screened(capsys, files, "--relationships", ",".join(CALLED), "--json")[1])
    found = {
        (one["id"], item["relationship"]): one["LR"] for item in told["relationships"] for one in item["candidates"]
    }
    possible = {(name, how) for name in REGISTER for how, called in CALLED.items() if full[name, called]}
    assert set(found) == possible
    assert len(found) == 10  # eva shares no allele at VWA: no parent, and no child
    assert all(found[name, how] == pytest.approx(full[name, CALLED[how]], rel=1e-12) for name, how in found)


def test_candidates_are_told_with_what_was_compared(capsys: pytest.CaptureFixture[str], files: list[Path]) -> None:
    code, out, _ = screened(capsys, files, "--relationships", "parent", "--top", "1", "--json")
    told = json.loads(out)
    ((item,),) = (told["relationships"],)
    assert (code, told["loci"], told["loci_left_out"], told["note"]) == (0, list(LOCI), ["SE33"], NOTE)
    assert (item["compared"], item["possible"], [one["id"] for one in item["candidates"]]) == (3, 2, ["ana"])
    # VWA 8/9 and 8/10: ¼/p(8); TH01 9/9 and 9/10: ½/p(9); FGA 8/10 and 8/8: ½/p(8)
    assert item["candidates"][0]["LR"] == pytest.approx(0.25 / 0.1 * 0.5 / 0.2 * 0.5 / 0.1, rel=1e-12)
    assert item["candidates"][0]["by_chance_at_most"] == pytest.approx(3 / 31.25, rel=1e-12)


def test_a_person_reads_a_table_and_that_somebody_must_confirm(
    capsys: pytest.CaptureFixture[str], files: list[Path]
) -> None:
    _, out, err = screened(capsys, files, "--top", "1")
    assert "parent: possible for 2 of 3" in out
    assert out.splitlines()[5].split() == ["parent", "ana", "31.25", "1.4949", "3", "0.096", "here"]
    assert out.endswith(NOTE + "\n")
    assert "no frequencies of SE33" in err


@pytest.mark.parametrize(
    ("place", "text", "words"),
    [
        (0, ASKED + "second,8/9,9/9,8/10,10,20/21\n", "2 profiles, and one is screened"),
        (0, "id,VWA\nfound,31/9\n", "VWA: allele 31 is not in the frequency table"),
        (0, "id,SE33\nfound,20/21\n", "no frequencies of any locus"),
        (1, "id,VWA\n", "there is no profile"),
        (1, "\x00", "is not known"),
        (2, "locus,allele,freq\nVWA,8,0.1\nVWA,9,0.2\n", "sum to 0.3"),
        (2, 'locus,allele,freq\n"VWA', "line 2: this is no CSV"),
    ],
)
def test_a_bad_file_ends_in_one_sentence(
    capsys: pytest.CaptureFixture[str], files: list[Path], place: int, text: str, words: str
) -> None:
    files[place].write_text(text)
    code, out, err = screened(capsys, files, "--json")
    assert (code, out, err.count("\n"), words in err) == (2, "", 1, True), err


@pytest.mark.parametrize("typed", ["friends", " , ", "unrelated"])
def test_a_bad_relationship_ends_in_one_sentence(
    capsys: pytest.CaptureFixture[str], files: list[Path], typed: str
) -> None:
    code, out, err = screened(capsys, files, "--relationships", typed)
    assert (code, out, err.count("\n"), "--relationships: " in err) == (2, "", 1, True)


def test_nobody_is_a_candidate_at_no_locus() -> None:
    asked = ask({"found": {"VWA": ("8", "9")}}, {"here": read_tables(TABLE)})
    (item,) = screening_told(asked, {"eva": {"FGA": ("8", "9")}}, ["siblings"], 3)["relationships"]
    assert (item["compared"], item["candidates"]) == (0, [])
    with pytest.raises(CaseError, match="0 profiles"):
        ask({}, {"here": read_tables(TABLE)})


def test_of_several_populations_the_least_ratio_decides_and_is_named(
    capsys: pytest.CaptureFixture[str], files: list[Path], tmp_path: Path
) -> None:
    there = tmp_path / "there.csv"
    there.write_text(TABLE.replace(",8,0.1", ",8,0.4").replace(",10,0.7", ",10,0.4"))
    told = json.loads(screened(capsys, files, "--frequencies", there, "--relationships", "parent", "--json")[1])
    best = told["relationships"][0]["candidates"][0]
    assert (told["populations"], best["population"]) == (["here", "there"], "there")
    assert best["LR"] == best["LR_by_population"]["there"] < best["LR_by_population"]["here"]
    assert "the least ratio decides" in screened(capsys, files, "--frequencies", there)[1]


def test_with_a_rate_of_mutation_a_parent_who_differs_is_among_the_parents(
    capsys: pytest.CaptureFixture[str], files: list[Path]
) -> None:
    words = ("--relationships", "parent", "--mutation-rate", "0.002", "--json")
    told = json.loads(screened(capsys, files, *words)[1])
    found = {one["id"]: one["LR"] for one in told["relationships"][0]["candidates"]}
    # VWA 8/9 and 10/10: what each of the two becomes by half, over p(10); TH01 9/9 and 9/10, FGA 8/10 and 9/10 by hand
    stays, moves = 0.998, 0.001
    th01 = (stays / 0.2 + moves / 0.7) / 2
    fga = ((moves + moves) / 0.2 + (moves + stays) / 0.7) / 4
    assert told["mutation"] is True
    assert found["eva"] == pytest.approx(moves / 0.7 * th01 * fga, rel=1e-12)
