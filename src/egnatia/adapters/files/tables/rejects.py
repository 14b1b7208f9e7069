"""The reject file: the rows that did not become records, with line, column and reason, in the table's own format.

Mended, it is imported by the same mapping: the columns and the key that say why are passed over.
"""

import csv
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TextIO

import orjson
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tables.columns import REJECT_COLUMNS
from egnatia.adapters.files.tables.lines import REJECTED
from egnatia.casework.importing.mapping import Format, ImportMapping
from egnatia.casework.importing.row import Rejected, Row


class _Sink(Protocol):
    """Writes one row after another."""

    def write(self, row: Row, rejected: Rejected) -> None:
        """Write one row."""
        ...

    def close(self) -> None:
        """Finish the file."""
        ...


class RejectFile:
    """A file that is there as soon as a row was rejected; without rejects there is none."""

    def __init__(self, path: Path | None, mapping: ImportMapping, columns: Sequence[str]) -> None:
        """Prepare; None: rejects are counted only."""
        self._path = path
        self._mapping = mapping
        self._columns = columns
        self._sink: _Sink | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, _sort: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        """Finish the file, whatever happened."""
        if self._sink is not None:
            self._sink.close()

    def write(self, row: Row, rejected: Rejected) -> None:
        """Add a row.

        Raises:
            FilesError: the file exists already, or the disk refuses.
        """
        if self._path is None:
            return
        try:
            if self._sink is None:
                self._sink = _open(self._path, self._mapping, self._columns)
            self._sink.write(row, rejected)
        except OSError as error:
            raise FilesError(f"{self._path} cannot be written: {error.strerror}") from error


def _open(path: Path, mapping: ImportMapping, columns: Sequence[str]) -> _Sink:
    match mapping.format:
        case Format.CSV:
            return _CsvSink(path, mapping, columns)
        case Format.XLSX:
            return _XlsxSink(path, mapping, columns)
        case Format.JSONL | Format.FTM:
            return _LineSink(path)


def new_file(path: Path, encoding: str = "utf-8") -> TextIO:
    """Open a new file, for its owner only.

    Raises:
        FilesError: it exists already, or the disk refuses.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise FilesError(f"{path} exists already") from error
    except OSError as error:
        raise FilesError(f"{path} cannot be written: {error.strerror}") from error
    return os.fdopen(descriptor, "w", encoding=encoding, errors="backslashreplace", newline="")


class _CsvSink:
    """A CSV with three more columns at its end; what is above the header is kept as empty lines."""

    def __init__(self, path: Path, mapping: ImportMapping, columns: Sequence[str]) -> None:
        self._file = new_file(path, mapping.table.encoding)
        self._file.write("\r\n" * (mapping.table.header - 1))
        self._writer = csv.writer(self._file, delimiter=mapping.table.delimiter)
        self._kept = tuple(name for name in columns if name not in REJECT_COLUMNS)
        self._writer.writerow([*self._kept, *REJECT_COLUMNS])

    def write(self, row: Row, rejected: Rejected) -> None:
        self._writer.writerow([*_kept_cells(row, self._kept), rejected.line, rejected.column, rejected.reason])

    def close(self) -> None:
        self._file.close()


class _XlsxSink:
    """A workbook with one sheet, written row by row."""

    def __init__(self, path: Path, mapping: ImportMapping, columns: Sequence[str]) -> None:
        new_file(path).close()
        self._path = path
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(mapping.table.sheet or "rejected")
        for _ in range(mapping.table.header - 1):
            self._sheet.append([])
        self._kept = tuple(name for name in columns if name not in REJECT_COLUMNS)
        self._sheet.append([*self._kept, *REJECT_COLUMNS])

    def write(self, row: Row, rejected: Rejected) -> None:
        told = [*_kept_cells(row, self._kept), str(rejected.line), rejected.column, rejected.reason]
        self._sheet.append([self._text(cell) for cell in told])

    def close(self) -> None:
        self._book.save(self._path)

    def _text(self, words: str) -> Cell:
        """Make a cell that is text, whatever it begins with: nothing of a stranger's is to become a formula."""
        cell = WriteOnlyCell(self._sheet, ILLEGAL_CHARACTERS_RE.sub("", words))
        cell.data_type = "s"
        return cell


class _LineSink:
    """JSON lines, each with one more key."""

    def __init__(self, path: Path) -> None:
        self._file = new_file(path)

    def write(self, row: Row, rejected: Rejected) -> None:
        why = {"line": rejected.line, "column": rejected.column, "because": rejected.reason}
        raw = row.raw if isinstance(row.raw, dict) else {"_text": row.raw}
        with suppress(orjson.JSONEncodeError):
            self._file.write(orjson.dumps({**raw, REJECTED: why}).decode() + "\n")

    def close(self) -> None:
        self._file.close()


def _kept_cells(row: Row, names: Sequence[str]) -> list[str]:
    """Return the cells of a row as they stood, as many as there are columns."""
    raw = row.raw if isinstance(row.raw, list) else []
    if row.fault:
        return [*raw, *[""] * (len(names) - len(raw))]
    return [next(iter(row.cells.get(name, ())), "") for name in names]
