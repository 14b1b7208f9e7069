"""Tables are read a row at a time, whatever is wrong with them is named, and rejects can be read again."""

import csv
import json
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tables import RejectFile, load_mapping, sniff_table, table_columns, table_rows
from egnatia.adapters.files.tables import lines as json_lines
from egnatia.adapters.files.tables.opening import digest_of
from egnatia.casework.importing.mapping import Format, ImportMapping, Table
from egnatia.casework.importing.row import Rejected, Row


def bare(form: Format = Format.CSV, **table: object) -> ImportMapping:
    """Return a mapping of which only the reading of the file matters."""
    return ImportMapping(
        source="x", format=form, table=Table(**table), empty=frozenset(), templates=()  # type: ignore[arg-type]
    )  # fmt: skip


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def cells(rows: Iterable[Row]) -> list[tuple[int, dict[str, tuple[str, ...]], str]]:
    return [(row.line, dict(row.cells), row.fault) for row in rows]


def test_rows_have_the_line_at_which_they_begin(tmp_path: Path) -> None:
    file = write(tmp_path / "x.csv", '\ufeffa,b\n1,"two\nlines"\n\n3,\n4\n')
    assert cells(table_rows(file, bare())) == [
        (2, {"a": ("1",), "b": ("two\nlines",)}, ""),
        (5, {"a": ("3",)}, ""),
        (6, {"a": ("4",)}, "has 1 cells, but there are 2 columns"),
    ]


def test_a_header_may_stand_lower_and_cells_be_divided_otherwise(tmp_path: Path) -> None:
    file = write(tmp_path / "x.csv", "Register\n\na;b\nč;ž\n".encode("cp1250"))
    found = bare(header=3, delimiter=";", encoding="cp1250")
    assert table_columns(file, found) == ("a", "b")
    assert cells(table_rows(file, found)) == [(4, {"a": ("č",), "b": ("ž",)}, "")]


#: What stands in the file, how it is read, and words that the sentence must hold.
BAD: tuple[tuple[str | bytes, dict[str, Any], str], ...] = (
    ("", {}, "no line 1"),
    (",\n", {}, "names no column"),
    ("a,b,a\n", {}, "the column a stands twice"),
    ('a\n"open', {}, "quotation mark"),
    ('a\n"x"y\n', {}, "line 2"),
    ("a\nč\n".encode("cp1250"), {}, "line 2: not written in utf-8-sig"),
    ("a\n" + "x" * 200_000, {}, "field larger"),
)


@pytest.mark.parametrize(("content", "table", "told"), BAD, ids=range(len(BAD)))
def test_what_is_no_table_is_refused_with_the_line(
    content: str | bytes, table: dict[str, Any], told: str, tmp_path: Path
) -> None:
    file = write(tmp_path / "x.csv", content)
    with pytest.raises(FilesError, match=told):
        assert [table_columns(file, bare(**table)), list(table_rows(file, bare(**table)))]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=2)))
def test_whatever_a_csv_holds_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    file = tmp_path_factory.mktemp("csv") / "x.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([["a", "b"], *rows])
    assert [row.raw for row in table_rows(file, bare())] == [row for row in rows if any(row)]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for form in Format:
        with pytest.raises(FilesError, match="ghost"):
            list(table_rows(tmp_path / "ghost", bare(form)))
    with pytest.raises(FilesError, match="ghost"):
        digest_of(tmp_path / "ghost")


def test_objects_within_objects_are_columns_and_lists_are_values(tmp_path: Path) -> None:
    found = {"a": 1, "b": {"c": ["x", None, 2.0], "d": True}, "e": [{"f": "1"}, {"f": "2"}], "_rejected": {"line": 1}}
    file = write(tmp_path / "x.jsonl", "\ufeff" + json.dumps(found) + "\n\n[1]\n{\n")
    assert cells(table_rows(file, bare(Format.JSONL))) == [
        (1, {"a": ("1",), "b.c": ("x", "2"), "b.d": ("true",), "e.f": ("1", "2")}, ""),
        (3, {}, "is no JSON object"),
        (4, {}, "is no JSON object"),
    ]


def test_a_line_without_an_end_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LONGEST_LINE", 100)
    file = write(tmp_path / "x.jsonl", "{" + " " * 200 + "}")
    with pytest.raises(FilesError, match="longer than 100"):
        list(table_rows(file, bare(Format.JSONL)))


def test_entities_are_rows_with_id_and_schema(tmp_path: Path) -> None:
    owner = {
        "id": "o",
        "schema": "Ownership",
        "properties": {"owner": [{"id": "p", "schema": "Person"}], "asset": ["c"]},
    }
    lines = [owner, {"id": 1, "schema": "Person", "properties": {}}, {"id": "x"}, [1]]
    file = write(tmp_path / "x.json", "\n".join(map(json.dumps, lines)))
    first, *others = cells(table_rows(file, bare(Format.FTM)))
    assert first[1] == {"owner": ("p",), "asset": ("c",), "id": ("o",), "schema": ("Ownership",)}
    assert {fault for _, _, fault in others} == {"is no entity with id, schema and properties"}


def test_unknown_schemata_are_named_and_may_be_left_out(tmp_path: Path) -> None:
    lines = [{"id": str(number), "schema": "Sanction", "properties": {}} for number in range(3)]
    file = write(tmp_path / "x.json", "\n".join(map(json.dumps, lines)))
    with pytest.raises(FilesError, match=r"Sanction \(3\)"):
        table_columns(file, bare(Format.FTM))
    leaving = replace(bare(Format.FTM), left_out=frozenset({"Sanction"}))
    assert table_columns(file, leaving) == ()
    assert list(table_rows(file, leaving)) == []


def workbook(path: Path, *rows: list[object], sheet: str = "Data") -> Path:
    book = Workbook()
    book.active.title = sheet  # type: ignore[union-attr]
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    return path


def test_cells_of_a_workbook_are_read_as_a_person_reads_them(tmp_path: Path) -> None:
    at = datetime(2025, 4, 12, 8, 15)  # noqa: DTZ001 - a workbook knows no zones
    row = [1.0, 2.5, True, date(1985, 4, 12), at, None, "x"]
    file = workbook(tmp_path / "x.xlsx", list("abcdefg"), list(row), [None] * 7)
    found = {"a": "1", "b": "2.5", "c": "true", "d": "1985-04-12", "e": "2025-04-12T08:15:00", "g": "x"}
    assert cells(table_rows(file, bare(Format.XLSX))) == [(2, {name: (cell,) for name, cell in found.items()}, "")]


def test_a_sheet_is_named_or_is_the_first(tmp_path: Path) -> None:
    file = workbook(tmp_path / "x.xlsx", ["a"], ["1"], ["1", "2"])
    assert table_columns(file, bare(Format.XLSX, sheet="Data")) == ("a",)
    assert [row.fault for row in table_rows(file, bare(Format.XLSX))] == ["", "has cells beyond the last column"]
    with pytest.raises(FilesError, match="has no sheet Cars; it has Data"):
        table_columns(file, bare(Format.XLSX, sheet="Cars"))
    with pytest.raises(FilesError, match="no row 9"):
        table_columns(file, bare(Format.XLSX, header=9))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = workbook(tmp_path / "x.xlsx", ["a"])
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings2.xml", b"0" * 20 * 2**20)
    with pytest.raises(FilesError, match="unpacks to 20,971,520 bytes: refused"):
        table_columns(file, bare(Format.XLSX))


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr("x", "y")
    for file in (tmp_path / "x.xlsx", write(tmp_path / "y.xlsx", b"PK no zip")):
        with pytest.raises(FilesError, match="is no XLSX workbook"):
            table_columns(file, bare(Format.XLSX))


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX, Format.JSONL])
def test_rejects_are_read_again_as_the_rows_that_they_were(form: Format, tmp_path: Path) -> None:
    rejects, row = tmp_path / "rejects", {"a": "1", "b": "č"}
    raw = dict(row) if form is Format.JSONL else list(row.values())
    found = Row(line=7, cells={name: (cell,) for name, cell in row.items()}, raw=raw)
    for _ in range(2):
        with RejectFile(rejects, bare(form), ["a", "b"]) as file:
            file.write(found, Rejected(line=7, column="b", reason="no such day"))
        [found] = table_rows(rejects, bare(form))
        assert {name: found.cells[name] for name in row} == {name: (cell,) for name, cell in row.items()}
        rejects.unlink()


def test_nothing_of_a_strangers_table_becomes_a_formula(tmp_path: Path) -> None:
    rejects, row = tmp_path / "rejects.xlsx", Row(line=2, cells={"a": ("=1+1\x01",)}, raw=["=1+1\x01"])
    with RejectFile(rejects, bare(Format.XLSX), ["a"]) as file:
        file.write(row, Rejected(line=2, column="a", reason="x"))
    [again] = table_rows(rejects, bare(Format.XLSX))
    assert again.cells["a"] == ("=1+1",)


def test_without_rejects_there_is_no_file_and_none_is_overwritten(tmp_path: Path) -> None:
    with RejectFile(tmp_path / "none", bare(), ["a"]):
        pass
    assert not (tmp_path / "none").exists()
    there = write(tmp_path / "there", "x")
    with pytest.raises(FilesError, match="exists already"), RejectFile(there, bare(), ["a"]) as file:
        file.write(Row(line=1, cells={}, raw=[]), Rejected(line=1, column="", reason="x"))


#: How a table is written, and what is found out of it.
SNIFFED = (
    ("a;b\n1;2\n", "utf-8", Format.CSV, "utf-8-sig", ";"),
    ("a\tb\n1\t2\n", "utf-8", Format.CSV, "utf-8-sig", "\t"),
    ("Презиме,Име\nПробни,Петар\n", "cp1251", Format.CSV, "cp1251", ","),
    ("Prezime,Ime\nČorić,Željko\nŠarić,Đurđa\n", "cp1250", Format.CSV, "cp1250", ","),
    ("Επώνυμο,Όνομα\nΔοκιμαστικός,Πέτρος\n", "cp1253", Format.CSV, "cp1253", ","),
    ("a,b\n1,2\n", "utf-16", Format.CSV, "utf-16", ","),
    ('{"a": 1}\n', "utf-8", Format.JSONL, "utf-8-sig", ","),
    ('{"id": "x", "schema": "Person", "properties": {}}\n', "utf-8", Format.FTM, "utf-8-sig", ","),
)


@pytest.mark.parametrize("case", SNIFFED, ids=lambda case: case[1] + case[4])
def test_how_a_table_is_written_is_found_out(case: tuple[str, str, Format, str, str], tmp_path: Path) -> None:
    content, written, form, encoding, delimiter = case
    found = sniff_table(write(tmp_path / "x", content.encode(written)))
    assert found == (form, Table(encoding=encoding, delimiter=delimiter))


def test_a_mapping_is_read_from_its_file_or_its_fault_is_named(tmp_path: Path) -> None:
    today = date(2026, 11, 22)
    for content, told in (("", "empty"), ("a: 1\na: 2", "twice"), ("a: [", "m.yaml"), ("format: csv", "missing")):
        with pytest.raises(FilesError, match=told):
            load_mapping(write(tmp_path / "m.yaml", content), today)
    with pytest.raises(FilesError, match="larger than any mapping"):
        load_mapping(write(tmp_path / "m.yaml", b" " * 2**21), today)
    with pytest.raises(FilesError, match="cannot be read"):
        load_mapping(tmp_path / "ghost", today)
