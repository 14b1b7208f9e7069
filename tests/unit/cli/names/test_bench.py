"""The scorer of names measured on a table of pairs."""

import json
from pathlib import Path

import pytest

from egnatia.cli import main

HEAD = "lang1,name1,name2,is_match\n"
#: Four spellings of two invented persons, and two pairs of strangers.
TABLE = HEAD + (
    "sr,Петар Јовановић,Petar Jovanović,1\nel,Ελένη Παππά,Eleni Pappa,TRUE\n"
    "sr,Петар Јовановић,Elena Dimitrova,0\nel,,Zoran Kos,false\n"
)


def told(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["names", *typed])
    out, err = capsys.readouterr()
    return int(str(ended.value.code)), out, err


def table(folder: Path, text: str) -> str:
    path = folder / "pairs.csv"
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.slow
def test_the_bench_measures_pairs_by_their_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, "bench", table(tmp_path, TABLE), "--json")
    figures = json.loads(out)
    assert code == 0
    assert (figures["pairs"], figures["auc"], figures["recall_at_p95"]) == (4, 1.0, 1.0)
    assert 0 < figures["brier"] < 0.1
    assert figures["pairs_per_second"] > 0


def test_another_prior_makes_other_probabilities(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path, TABLE)
    one, other = (json.loads(told(capsys, "bench", path, "--json", "--prior", prior)[1]) for prior in ("0.25", "0.001"))
    assert one["auc"] == other["auc"]
    assert one["brier"] < other["brier"]


def test_without_json_it_is_one_line_of_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "bench", table(tmp_path, TABLE))[1].startswith("pairs 4, auc 1.0")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no column name1, name2, is_match"),
        ("name1,name2\nA,B\n", "no column is_match"),
        (HEAD + "sr,Petar,Pero,maybe\n", "line 2"),
        (HEAD + "sr,Petar\n", "line 2"),
        (HEAD + f"sr,Petar,{'x' * 10_001},1\n", "line 2: a name of more than"),
        (HEAD + 'sr,"Petar,Pero,1\n', "cannot be read"),
        (HEAD + "sr,Petar,Petar,1\n", "both needed"),
    ],
)
def test_rubbish_ends_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    code, out, err = told(capsys, "bench", table(tmp_path, text), "--json")
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_what_is_not_in_utf8_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pairs.csv"
    path.write_bytes(HEAD.encode() + b"sr,\xff,Petar,1\n")
    assert "not in UTF-8" in told(capsys, "bench", str(path))[2]


def test_strange_names_are_scored_without_a_trace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strange = ["\u202eabc\u202c", "Ж" * 9999, "A", "国" * 500, "Pеtаr Јovаn", "a\u0300" * 900, "😀", "\x07"]
    rows = "".join(f"xx,{name},Petar Kos,{place % 2}\n" for place, name in enumerate(strange))
    assert told(capsys, "bench", table(tmp_path, HEAD + rows), "--json")[0] == 0
