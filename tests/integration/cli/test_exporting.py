"""Records out into a file, from the command line."""

import csv
import json
from pathlib import Path

import pytest
from tests.integration.conftest import Type

CASE = ("--case", "EXPORT-1", "--reason", "the prosecutor's file")


@pytest.fixture(scope="module", autouse=True)
def _opened() -> list[bool]:
    return [False]


@pytest.fixture
def case(typed: Type, _opened: list[bool]) -> tuple[str, ...]:
    """A case file of the supervisor's at AL."""
    if not _opened[0]:
        words = ("--purpose", "criminal_investigation", "--offence", "drug_trafficking", "--members", "officer")
        typed("AL", "supervisor", "case", "open", "EXPORT-1", "--title", "x", *words)
        _opened[0] = True
    return CASE


def exported(typed: Type, case: tuple[str, ...], file: Path, form: str) -> str:
    return typed("AL", "supervisor", "export", "records", str(file), *case, "--kind", "person", "--format", form)


def test_a_table_of_records_carries_their_caveats(typed: Type, case: tuple[str, ...], tmp_path: Path) -> None:
    assert "records in" in exported(typed, case, tmp_path / "out.csv", "csv")
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text("utf-8").splitlines()))
    [suspect] = [row for row in rows if row["family_name"] == "Jovanoviq"]
    assert (suspect["first_name"], suspect["role"], suspect["issuer"]) == ("Petar", "suspect", "AL")
    assert (tmp_path / "out.csv").stat().st_mode & 0o077 == 0


def test_lines_carry_records_without_their_salt(typed: Type, case: tuple[str, ...], tmp_path: Path) -> None:
    exported(typed, case, tmp_path / "out.jsonl", "jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert all({"id", "caveat", "properties"} <= line.keys() and "salt" not in line for line in lines)


def test_entities_go_out_as_others_read_them(typed: Type, case: tuple[str, ...], tmp_path: Path) -> None:
    exported(typed, case, tmp_path / "out.ftm", "ftm")
    entities = [json.loads(line) for line in (tmp_path / "out.ftm").read_text("utf-8").splitlines()]
    assert {"Person"} == {entity["schema"] for entity in entities}
    assert ["Jovanoviq"] in [entity["properties"].get("lastName") for entity in entities]


def test_what_is_there_is_not_overwritten_and_who_may_not_gets_nothing(
    typed: Type, case: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "there").write_text("x")
    words = ("export", "records", str(tmp_path / "there"), *case, "--kind", "person")
    assert "exists already" in typed("AL", "supervisor", *words, code=2)
    words = ("export", "records", str(tmp_path / "new"), *case, "--kind", "person")
    assert "may not export records" in typed("AL", "officer", *words, code=2)
    assert not (tmp_path / "new").exists()


def test_oversight_sees_the_exports(typed: Type, case: tuple[str, ...], tmp_path: Path) -> None:
    exported(typed, case, tmp_path / "out.csv", "csv")
    seen = json.loads(typed("AL", "oversight", "export", "list", "--json"))
    assert seen[0]["purpose"] == "criminal_investigation"
    assert seen[0]["reason"] in typed("AL", "oversight", "export", "list")
    assert "out of pattern" in typed("AL", "oversight", "export", "list")
    assert "may not read the ledger" in typed("AL", "officer", "export", "list", code=2)
