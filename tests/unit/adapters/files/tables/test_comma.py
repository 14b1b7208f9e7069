"""CSV is read a row at a time, and what is wrong with it is named with its line."""

import csv
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.adapters.files.tables.written import bare, cells, write

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tables import comma, table_columns, table_rows


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


@pytest.mark.slow
@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=2)))
def test_whatever_a_csv_holds_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    file = tmp_path_factory.mktemp("csv") / "x.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([["a", "b"], *rows])
    assert [row.raw for row in table_rows(file, bare())] == [row for row in rows if any(row)]


def test_two_gigabytes_without_an_end_of_line_are_refused_and_do_not_fill_the_memory(tmp_path: Path) -> None:
    file = write(tmp_path / "x.csv", "a,b\n1,2\n")
    with file.open("r+b") as sparse:
        sparse.truncate(2 * 2**30)
    tracemalloc.start()
    with pytest.raises(FilesError, match="line 3: a row longer than 4,194,304 characters"):
        list(table_rows(file, bare()))
    assert tracemalloc.get_traced_memory()[1] < 64 * 2**20
    tracemalloc.stop()


def test_a_quotation_that_never_ends_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comma, "LONGEST_ROW", 1000)
    file = write(tmp_path / "x.csv", "a\n" + '1,"x\n",' * 500)
    with pytest.raises(FilesError, match="line 2: a row longer than 1,000"):
        list(table_rows(file, bare()))


@pytest.mark.slow
def test_a_long_table_takes_no_more_memory_than_a_row(tmp_path: Path) -> None:
    file = write(tmp_path / "x.csv", "a,b\n" + f"{'x' * 90},{'y' * 90}\n" * 15_000)
    tracemalloc.start()
    assert sum(1 for _ in table_rows(file, bare())) == 15_000
    assert tracemalloc.get_traced_memory()[1] < 2 * 2**20 < file.stat().st_size
    tracemalloc.stop()


def test_the_line_that_is_not_written_so_is_found_however_long_others_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "x.csv", b"a\n" + b"x" * 300 + b"\n\xff\n")
    monkeypatch.setattr(comma, "LONGEST_ROW", 400)
    with pytest.raises(FilesError, match="line 3: not written in utf-8"):
        list(table_rows(file, bare()))
