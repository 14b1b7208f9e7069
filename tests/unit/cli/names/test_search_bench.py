"""The search of a register measured."""

import json
from pathlib import Path

import pytest
from tests.unit.cli.names.test_bench import told

TABLE = (
    "id,lang,name,birth\n"
    "p1,_main,Petar Jovanović,1985-04-12\np1,sr,Петар Јовановић,1985-04-12\np1,de,Petar Jovanovic,\n"
    "p2,_main,Eleni Papadopoulou,\np2,el,Ελένη Παπαδοπούλου,\n"
)


def table(folder: Path, text: str) -> str:
    path = folder / "people.csv"
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.slow
def test_made_up_people_are_found_by_other_spellings(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "search-bench", "--persons", "400", "--questions", "60", "--json")
    figures = json.loads(out)
    assert code == 0
    assert (figures["persons"], figures["questions"]) == (400, 120)
    assert min(figures["recall_typo_at_20"], figures["recall_script_at_20"]) > 0.9
    assert figures["recall_script_born_at_20"] >= figures["recall_script_at_20"]
    assert 0 < figures["p50_ms"] <= figures["p95_ms"]
    assert figures["index_mb"] > 0


def test_people_of_a_table_are_asked_for_by_their_names_in_other_scripts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = told(capsys, "search-bench", table(tmp_path, TABLE), "--json")
    figures = json.loads(out)
    assert (code, figures["persons"], figures["questions"]) == (0, 2, 4)
    assert figures["recall_script_at_20"] == 1.0


@pytest.mark.parametrize("text", ["", "name\nPetar\n", "id,name\np1,\n", "id,name\n", 'id,name\np1,"Petar\n'])
def test_a_table_that_names_nobody_ends_with_one_sentence(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(capsys, "search-bench", table(tmp_path, text))
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_bytes_that_are_no_text_end_with_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"id,name\np1,\xff\xfe\n")
    code, _, err = told(capsys, "search-bench", str(path))
    assert (code, "UTF-8" in err) == (2, True)
