"""Workbooks are read a row at a time, after a look at what they would unpack to."""

import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.unit.adapters.files.tables.written import bare, cells, write

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tables import sheet, table_columns, table_rows
from egnatia.casework.importing.mapping import Format


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


def test_a_sheet_that_does_not_say_its_size_is_not_read_to_its_end_to_find_out(tmp_path: Path) -> None:
    file = workbook(tmp_path / "x.xlsx", ["a"], ["1"])
    with zipfile.ZipFile(file) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    begin = parts["xl/worksheets/sheet1.xml"].replace(b'<dimension ref="A1:A2"', b"<ignored").partition(b"</row>")
    with zipfile.ZipFile(file, "w") as cut:
        for name, part in parts.items():
            cut.writestr(name, b"".join(begin[:2]) if name == "xl/worksheets/sheet1.xml" else part)
    assert table_columns(file, bare(Format.XLSX)) == ("a",)


def test_a_drawing_that_stands_as_a_sheet_is_none(tmp_path: Path) -> None:
    book = Workbook()
    book.create_chartsheet("Chart", 0)
    book.active = 1
    book.worksheets[0].append(["a"])
    book.save(tmp_path / "x.xlsx")
    assert table_columns(tmp_path / "x.xlsx", bare(Format.XLSX)) == ("a",)
    with pytest.raises(FilesError, match="has no sheet Chart; it has Sheet"):
        table_columns(tmp_path / "x.xlsx", bare(Format.XLSX, sheet="Chart"))


@pytest.mark.slow
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


def with_sheet(path: Path, *pieces: bytes) -> Path:
    """Write a workbook whose one sheet is these pieces of XML."""
    plain = workbook(path.with_name("plain.xlsx"), ["a"])
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
        for part in old.infolist():
            if not part.filename.startswith("xl/worksheets/"):
                new.writestr(part, old.read(part))
        with new.open("xl/worksheets/sheet1.xml", "w") as sheet_file:
            for piece in pieces:
                sheet_file.write(piece)
    return path


BEGIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"
CELL = b'<c t="inlineStr"><is><t>text</t></is></c>'


@pytest.mark.slow
def test_a_sheet_of_one_endless_row_is_refused_and_does_not_fill_the_memory(tmp_path: Path) -> None:
    file = with_sheet(tmp_path / "x.xlsx", BEGIN, b"<row>", *[CELL * 1000] * 230, b"</row>", END)
    tracemalloc.start()
    with pytest.raises(FilesError, match="of more than 8,388,608 bytes: refused"):
        table_columns(file, bare(Format.XLSX))
    assert tracemalloc.get_traced_memory()[1] < 4 * 2**20
    tracemalloc.stop()


@pytest.mark.slow
def test_a_large_sheet_of_short_rows_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "LONGEST_ROW", 1000)
    monkeypatch.setattr(sheet, "_BLOCK", 7)
    file = with_sheet(tmp_path / "x.xlsx", BEGIN, *[b"<row>" + CELL + b"</row>"] * 60, END)
    assert len(list(table_rows(file, bare(Format.XLSX)))) == 59


def test_two_gigabytes_that_are_no_archive_are_refused_at_once(tmp_path: Path) -> None:
    file = write(tmp_path / "x.xlsx", b"PK")
    with file.open("r+b") as sparse:
        sparse.truncate(2 * 2**30)
    tracemalloc.start()
    with pytest.raises(FilesError, match="is no XLSX workbook"):
        table_columns(file, bare(Format.XLSX))
    assert tracemalloc.get_traced_memory()[1] < 4 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize(("texts", "refused"), [(900, False), (1100, True)])
def test_a_table_of_shared_texts_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: int, *, refused: bool
) -> None:
    monkeypatch.setattr(sheet, "SMALL", 1000)
    monkeypatch.setattr(sheet, "MOST_HELD", 1000 * 160 + 22_000)
    file = workbook(tmp_path / "x.xlsx", ["a"])
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/texts.xml", b"<sst>" + b"<si><t>abc</t></si>" * texts + b"</sst>")
    if not refused:
        assert table_columns(file, bare(Format.XLSX)) == ("a",)
        return
    with pytest.raises(FilesError, match=r"xl/texts\.xml holds more than [\d,]+ texts, .* save the table as CSV"):
        table_columns(file, bare(Format.XLSX))
