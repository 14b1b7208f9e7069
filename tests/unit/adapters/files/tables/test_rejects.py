"""Rejected rows are written as their table was, and can be read again."""

from pathlib import Path

import pytest
from tests.unit.adapters.files.tables.written import bare, write

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tables import RejectFile, table_rows
from egnatia.casework.importing.mapping import Format
from egnatia.casework.importing.row import Rejected, Row


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
