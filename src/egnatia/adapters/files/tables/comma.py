"""CSV, read a row at a time: a file of any size takes no more memory than its longest row."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tables.columns import cells_of, check_names
from egnatia.casework.importing.mapping import Table
from egnatia.casework.importing.row import Row

#: Characters of a row; no table that people made has a longer one.
LONGEST_ROW = 4 * 2**20


def csv_columns(path: Path, table: Table) -> tuple[str, ...]:
    """Return the names of the columns.

    Raises:
        FilesError: the file cannot be read, has no such row, or a column stands twice.
    """
    for line, cells in _lines(path, table):
        if line >= table.header:
            return check_names(path, cells)
    raise FilesError(f"{path}: has no line {table.header} with the names of its columns")


def csv_rows(path: Path, table: Table) -> Iterator[Row]:
    """Return the rows below the header as they are read; empty lines are passed over.

    Raises:
        FilesError: the file cannot be read, or is no CSV from some line on.
    """
    names: tuple[str, ...] = ()
    for line, cells in _lines(path, table):
        if not names:
            names = check_names(path, cells) if line >= table.header else ()
        elif any(cells):
            yield Row(line=line, cells=cells_of(names, cells), raw=cells, fault=_fault(names, cells))


def _lines(path: Path, table: Table) -> Iterator[tuple[int, list[str]]]:
    """Read lines with the number at which each begins."""
    line = 0
    try:
        with path.open(encoding=table.encoding, newline="") as file:
            pieces = _Pieces(file)
            reader = csv.reader(pieces, delimiter=table.delimiter, strict=True)
            for cells in reader:
                yield line + 1, cells
                line, pieces.read = reader.line_num, 0
    except OSError as error:
        raise FilesError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeError as error:
        words = f"not written in {table.encoding}; the mapping can name another (table: encoding)"
        raise FilesError(f"{path}, line {_undecodable(path, table.encoding)}: {words}") from error
    except csv.Error as error:
        raise FilesError(f"{path}, line {line + 1}: {error}; is a quotation mark missing?") from error


class _Pieces:
    """The lines of a file; a row that has no end must not fill the memory."""

    def __init__(self, file: TextIO) -> None:
        """Begin at the first."""
        self._file = file
        self.read = 0  #: Characters since the last row ended.

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST_ROW + 1)
        self.read += len(line)
        if self.read > LONGEST_ROW:
            raise csv.Error(f"a row longer than {LONGEST_ROW:,} characters")
        if not line:
            raise StopIteration
        return line


def _undecodable(path: Path, encoding: str) -> int:
    """Return the first line that is not written so; what was read ahead is not known to the line."""
    with path.open("rb") as file:
        number = 1
        while line := file.readline(LONGEST_ROW):
            try:
                line.decode(encoding)
            except UnicodeError:
                return number
            number += line.endswith(b"\n")
    return 1


def _fault(names: tuple[str, ...], cells: list[str]) -> str:
    if len(cells) == len(names):
        return ""
    return f"has {len(cells)} cells, but there are {len(names)} columns"
