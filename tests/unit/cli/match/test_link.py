"""Two registers linked."""

import json
import stat
from pathlib import Path

import pytest

from egnatia.cli import main

ONE = (
    "id,first_name,family_name,birth_date\n"
    "1,Petar,Jovanović,1985-04-12\n2,Ελένη,Παπαδοπούλου,1990-01-30\n3,Arben,Hoxha,\n4,Zoran,Kos,1970-02-02\n"
)
OTHER = (
    "id,name,birth_date\n"
    "1,ЈОВАНОВИЋ Петар,1985-04-12\n2,Eleni Papadopoulou,1990\n3,Арбен Хоџа,1961\n5,Ana Ilić,1985-04-12\n"
)


def told(capsys: pytest.CaptureFixture[str], *typed: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["match", "link", *map(str, typed)])
    out, err = capsys.readouterr()
    return int(str(ended.value.code)), out, err


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    """Two small registers."""
    paths = tmp_path / "one.csv", tmp_path / "other.csv"
    for path, text in zip(paths, (ONE, OTHER), strict=True):
        path.write_text(text, "utf-8")
    return paths


def test_people_of_both_registers_are_found_across_scripts(
    tables: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "pairs.jsonl"
    code, out, _ = told(capsys, *tables, "--least", "possible", "--to", target, "--same-ids", "--json")
    pairs = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    figures = json.loads(out)
    assert code == 0
    assert {(pair["one"], pair["other"]) for pair in pairs} == {("1", "1"), ("2", "2"), ("3", "3")}
    assert {pair["one"]: pair["quality"] for pair in pairs}["1"] == "full"
    assert (figures["precision"], figures["recall"], figures["one"], figures["other"]) == (1.0, 1.0, 4, 4)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_only_pairs_of_the_class_asked_for_are_told(
    tables: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = told(capsys, *tables, "--least", "full", "--json")
    figures = json.loads(out)
    assert figures["full"] == 1
    assert "close" not in figures


def test_nothing_is_overwritten(tables: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "pairs.jsonl"
    target.write_text("older")
    code, _, err = told(capsys, *tables, "--to", target)
    assert (code, "exists already" in err, target.read_text()) == (2, True, "older")


def test_a_register_that_cannot_be_read_leaves_no_file(
    tables: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, target = tmp_path / "bad.csv", tmp_path / "pairs.jsonl"
    bad.write_text("id,name,birth_date\n1,Petar,1985-13-40\n")
    code, _, err = told(capsys, tables[0], bad, "--to", target)
    assert (code, "bad.csv, row 2" in err, target.exists()) == (2, True, False)


def test_registers_of_which_one_is_empty_have_no_pairs(
    tables: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("id,name\n")
    code, out, _ = told(capsys, tables[0], empty, "--json")
    assert (code, json.loads(out)["candidates"]) == (0, 0)


VEHICLES = (
    "id,plate,registration_country,vin,make\n1,BG123AB,SRB,,VW\n2,,,WVWZZZ1JZ3W386752,Škoda\n3,SK 777-OO,MKD,,Opel\n"
)
OTHER_VEHICLES = (
    "id,plate,registration_country,vin,make\n"
    "1,ВG 123-АВ,SRB,,Volkswagen\n2,AA001BB,ALB,WVWZZZ1JZ3W386752,Skoda\n4,SK 778-OO,MKD,,Opel\n"
)


def test_vehicles_are_linked_by_their_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.csv").write_text(VEHICLES, "utf-8")
    (tmp_path / "other.csv").write_text(OTHER_VEHICLES, "utf-8")
    given = (tmp_path / "one.csv", tmp_path / "other.csv", "--kind", "vehicle", "--same-ids", "--json")
    code, out, _ = told(capsys, *given)
    figures = json.loads(out)
    assert (code, figures["full"], figures["precision"], figures["recall"]) == (0, 2, 1.0, 1.0)


def test_organisations_are_linked_by_name_or_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.csv").write_text(
        "id,name,registration_number\n1,Вардар Транс ДООЕЛ,\n2,Renamed AD,4080012500000\n3,Дунав,\n", "utf-8"
    )
    (tmp_path / "other.csv").write_text(
        "id,name,registration_number\n1,Vardar Trans d.o.o.,\n2,Pelister Petrol,4080012500000\n3,Dunav doo,\n", "utf-8"
    )
    given = (tmp_path / "one.csv", tmp_path / "other.csv", "--kind", "organisation", "--least", "possible", "--json")
    code, out, _ = told(capsys, *given, "--same-ids")
    figures = json.loads(out)
    assert (code, figures["precision"], figures["recall"]) == (0, 1.0, 1.0)
