"""Tables of others, imported: all that fits, nothing half-loaded, and the same again nothing."""

import json
from pathlib import Path

import pytest
import yaml
from openpyxl import Workbook, load_workbook
from tests.integration.cli.importing.conftest import HEADER, cells, rows_of, save, table
from tests.integration.conftest import Type
from tests.integration.town import Town
from tests.unit.casework.importing.samples import written

from egnatia.cli.connection import Connection
from egnatia.cli.ending import Ending


def test_a_table_becomes_records_and_the_same_again_nothing(typed: Type, mapping: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "cars.csv", *(cells(number) for number in range(1, 401)))
    said = typed("RS", "officer", "import", str(file), "--map", str(mapping))
    assert "400 rows: 1,200 records new, 0 changed, 0 unchanged; 0 rows rejected" in said
    assert "logged under " in said
    assert "400 rows: 0 records new, 0 changed, 1,200 unchanged" in typed(
        "RS", "officer", "import", str(file), "--map", str(mapping)
    )


def test_rejected_rows_come_in_the_same_format_and_mended_they_go_in(
    typed: Type, mapping: Path, tmp_path: Path
) -> None:
    file = table(tmp_path / "cars.csv", cells(1), cells(2, Rodjen="31.02.1985"), cells(3)[:-1])
    reject = tmp_path / "reject.csv"
    words = ("RS", "officer", "import", str(file), "--map", str(mapping), "--reject", str(reject))
    assert "2 rows rejected" in typed(*words)
    header, bad_day, short = rows_of(reject)
    assert header == [*HEADER, "rejected line", "rejected column", "rejected because"]
    assert bad_day[len(HEADER) :] == ["3", "Rodjen", "birth_date: no such day: '31.02.1985'"]
    assert short[len(HEADER) :] == ["4", "", "has 7 cells, but there are 8 columns"]
    reject.write_text(reject.read_text().replace("31.02.1985", "28.02.1985"))
    said = typed("RS", "officer", "import", str(reject), "--map", str(mapping))
    assert "2 rows: 6 records new" in said


def test_a_workbook_is_a_table_too(typed: Type, tmp_path: Path) -> None:
    book = Workbook()
    for line in (HEADER, cells(1), cells(2, Pol="?")):
        book.active.append(line)  # type: ignore[union-attr]
    book.save(tmp_path / "cars.xlsx")
    mapping, reject = save(tmp_path / "map.yaml", source="workbook", format="xlsx"), tmp_path / "reject.xlsx"
    words = (str(tmp_path / "cars.xlsx"), "--map", str(mapping), "--reject", str(reject))
    assert "2 rows: 3 records new, 0 changed, 0 unchanged; 1 rows rejected" in typed("RS", "officer", "import", *words)
    [_, rejected] = load_workbook(reject, read_only=True).worksheets[0].iter_rows(values_only=True)
    assert rejected[len(HEADER) : len(HEADER) + 2] == ("3", "Pol")


FTM = [
    {"id": "own", "schema": "Ownership", "properties": {"owner": ["p1"], "asset": ["c1"], "startDate": ["2019"]}},
    {"id": "p1", "schema": "Person", "properties": {"name": ["Ana Probna"], "nationality": ["mk"]}},
    {"id": "c1", "schema": "Company", "properties": {"name": ["Proba d.o.o."], "jurisdiction": ["rs"]}},
    {"id": "lost", "schema": "Ownership", "properties": {"owner": ["nobody"], "asset": ["c1"]}},
]


def test_entities_of_followthemoney_find_their_ends_whatever_their_order(typed: Type, tmp_path: Path) -> None:
    file, mapping, reject = tmp_path / "x.ftm.json", tmp_path / "map.yaml", tmp_path / "reject.json"
    file.write_text("\n".join(map(json.dumps, FTM)))
    mapping.write_text(
        yaml.safe_dump({**written(source="ftm", format="ftm"), "records": None}).replace("records: null", "")
    )
    said = typed("RS", "officer", "import", str(file), "--map", str(mapping), "--reject", str(reject))
    assert "4 rows: 3 records new, 0 changed, 0 unchanged; 1 rows rejected" in said
    assert json.loads(reject.read_text())["_rejected"]["column"] == "owner"
    file.write_text(json.dumps({"id": "s", "schema": "Sanction", "properties": {}}))
    assert "Sanction (1)" in typed("RS", "officer", "import", str(file), "--map", str(mapping), code=2)


#: What is wrong with a mapping or a table, and words that the one sentence must hold.
BAD = (
    ({"source": None}, [cells(1)], "source: not text"),
    ({"records": {"x": {"kind": "soul", "properties": {}}}}, [cells(1)], "records.x.kind: not a kind of record"),
    ({"records": {"x": {"kind": "dna", "properties": {}}}}, [cells(1)], "biometric"),
    (
        {"records": {"x": {"kind": "person", "properties": {"birth_date": "Prezime"}}}},
        [cells(1)] * 3,
        "does not hold it",
    ),
    ({"records": {"x": {"kind": "person", "properties": {"full_name": "Rodjen"}}}}, [cells(1)] * 3, "not a name"),
    ({"records": {"x": {"kind": "person", "properties": {"full_name": "Name"}}}}, [cells(1)], "lacks the columns Name"),
    ({"format": "xlsx"}, [cells(1)], "is no XLSX workbook"),
    ({"table": {"encoding": "ascii"}}, [cells(1)], "not written in ascii"),
)


@pytest.mark.parametrize(("changed", "rows", "told"), BAD, ids=lambda value: str(value)[:40])
def test_what_cannot_be_imported_is_named_and_nothing_is_half_loaded(
    changed: dict[str, object], rows: list[list[str]], told: str, typed: Type, tmp_path: Path
) -> None:
    file, mapping = table(tmp_path / "cars.csv", *rows), save(tmp_path / "map.yaml", **{"source": "bad", **changed})
    said = typed("RS", "officer", "import", str(file), "--map", str(mapping), code=2)
    assert told in said
    assert said.count("\n") == 1
    assert typed("RS", "officer", "import", "list") == ""


def test_a_table_may_be_wanted_whole_or_not_at_all(typed: Type, mapping: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "cars.csv", cells(1), cells(2, Rodjen="31.02.1985"))
    said = typed("RS", "officer", "import", str(file), "--map", str(mapping), "--whole", code=2)
    assert "1 rows rejected, nothing imported; line 3, Rodjen" in said
    assert typed("RS", "officer", "import", "list") == ""
    assert "3 records new" in typed("RS", "officer", "import", str(file), "--map", str(mapping))


def test_a_table_of_which_nothing_can_be_taken_is_no_import(typed: Type, mapping: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "cars.csv", cells(1, Rodjen="31.02.1985"))
    for further in ((), ("--dry-run",)):
        said = typed("RS", "officer", "import", str(file), "--map", str(mapping), *further, code=2)
        assert "1 rows rejected, nothing imported; line 2, Rodjen" in said
    assert typed("RS", "officer", "import", "list") == ""


#: Chunks that are none, and what is said to be wrong.
BAD_CHUNKS: tuple[tuple[object, str], ...] = (
    ({}, "caveats: missing"),
    ({"caveats": [], "rows": [{"line": 0, "records": []}]}, "rows[0].line"),
    ({"caveats": [], "rows": [{"line": 1, "records": [{"key": "x"}]}]}, "rows[0].records[0]: not an object of"),
    ({"caveats": [{}], "rows": []}, "caveats[0]"),
    ({"caveats": [], "rows": [], "more": 1}, "more: unknown field"),
)


@pytest.mark.parametrize(("chunk", "told"), BAD_CHUNKS)
def test_a_chunk_that_is_none_is_refused(chunk: object, told: str, place: Town, request: pytest.FixtureRequest) -> None:
    node = Connection(folder=place.folder("RS"), account="officer")
    begun = node.post("/v1/imports", {"source": request.node.name})["id"]
    with pytest.raises(Ending) as refused:
        node.post(f"/v1/imports/{begun}/rows", chunk)
    node.delete(f"/v1/imports/{begun}")
    assert told in str(refused.value)
