"""XLSX, read a row at a time by openpyxl, after a look at what the archive says it will unpack to.

A workbook is a zip archive of XML. Rows are streamed; the table of shared texts is not, so that it is bounded. An
archive that packs more than two-hundredfold is no table that a person made.
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.chartsheet import Chartsheet
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tables.columns import cells_of, check_names
from egnatia.casework.importing.mapping import Table
from egnatia.casework.importing.row import Row

#: Unpacked, in bytes: what is streamed, and what is held in memory.
LARGEST_SHEET, LARGEST_PART = 4 * 2**30, 256 * 2**20
#: How many times its size a part may unpack to, beyond the first megabytes.
DENSEST, SMALL = 200, 16 * 2**20
_SHEETS = "xl/worksheets/"
#: Bytes of a row, as it is written in a sheet.
LONGEST_ROW = 8 * 2**20
#: How a row begins, whatever the prefix of the namespace is; no text of a cell can look so.
_ROW, _MARK = re.compile(rb"<(?:\w{1,20}:)?row[\s/>]"), 32
_BLOCK = 2**16
#: Bytes that the table of shared texts may take in memory, and those that each text takes there beside its letters.
MOST_HELD, _A_TEXT = 512 * 2**20, 160
#: How a shared text begins.
_SHARED = re.compile(rb"<(?:\w{1,20}:)?si[\s/>]")


def xlsx_columns(path: Path, table: Table) -> tuple[str, ...]:
    """Return the names of the columns.

    Raises:
        FilesError: the file is no workbook, has no such sheet or row, or a column stands twice.
    """
    for line, cells in _lines(path, table):
        if line == table.header:
            return check_names(path, cells)
    raise FilesError(f"{path}: has no row {table.header} with the names of its columns")


def xlsx_rows(path: Path, table: Table) -> Iterator[Row]:
    """Return the rows below the header as they are read; empty ones are passed over.

    Raises:
        FilesError: the file is no workbook, too large or too densely packed, or has no such sheet.
    """
    names: tuple[str, ...] = ()
    for line, cells in _lines(path, table):
        if line == table.header:
            names = check_names(path, cells)
        elif names and any(cells):
            yield Row(line=line, cells=cells_of(names, cells), raw=cells, fault=_fault(names, cells))


def _fault(names: tuple[str, ...], cells: list[str]) -> str:
    return "has cells beyond the last column" if any(cells[len(names) :]) else ""


def _lines(path: Path, table: Table) -> Iterator[tuple[int, list[str]]]:
    _weigh(path)
    try:
        with path.open("rb") as file, closing(_open(file)) as book:
            sheet: Any = _sheet(path, book, table.sheet)
            for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                yield line, [_text(value) for value in cells]
    except (InvalidFileException, BadZipFile, KeyError, ValueError, SyntaxError, OSError) as error:
        raise FilesError(f"{path}: is no XLSX workbook, or a damaged one ({error})") from error


class _Sheet(ReadOnlyWorksheet):
    """A sheet whose size is not looked for: where a workbook does not say it, openpyxl would read all of it twice."""

    def _get_size(self) -> None:
        """Leave it unknown; what a workbook says of its own size is not to be trusted either."""


class _Reader(ExcelReader):
    """Opens a workbook without reading its sheets."""

    def read_worksheets(self) -> None:
        """List the sheets; a drawing that stands as a sheet is one too, so that names of the workbook find theirs."""
        found: ReadOnlyWorksheet | Chartsheet
        for sheet, link in self.parser.find_sheets():
            if link.target not in self.valid_files:
                continue
            if "chartsheet" in link.Type:
                found = Chartsheet(parent=self.wb, title=sheet.name)
            else:
                found = _Sheet(self.wb, sheet.name, link.target, self.shared_strings)
            self.wb._sheets.append(found)  # type: ignore[attr-defined] # noqa: SLF001 - as openpyxl does


def _open(file: IO[bytes]) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts of the workbook that are no cells
        reader = _Reader(file, read_only=True, data_only=True, keep_links=False)
        reader.read()
        return reader.wb


def _sheet(path: Path, book: Workbook, name: str) -> object:
    tables = {str(sheet.title): sheet for sheet in book.worksheets}
    if name and name not in tables:
        raise FilesError(f"{path}: has no sheet {name}; it has {', '.join(tables)}")
    if not tables:
        raise FilesError(f"{path}: has no sheet with a table")
    return tables[name] if name else next(iter(tables.values()))


def _weigh(path: Path) -> None:
    """Refuse an archive that says of itself that it unpacks to too much; zipfile holds it to what it says."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except (BadZipFile, OSError) as error:
        raise FilesError(f"{path}: is no XLSX workbook, or one with a password ({error})") from error
    for part in parts:
        largest = LARGEST_SHEET if part.filename.startswith(_SHEETS) else LARGEST_PART
        dense = part.file_size > SMALL and part.file_size > DENSEST * part.compress_size
        if part.file_size > largest or dense:
            raise FilesError(f"{path}: {part.filename} unpacks to {part.file_size:,} bytes: refused")
        if part.filename.startswith(_SHEETS) and part.file_size > LONGEST_ROW:
            _measure(path, part)
        if not part.filename.startswith(_SHEETS) and part.file_size > SMALL:
            _count(path, part)


def _count(path: Path, part: ZipInfo) -> None:
    """Refuse a table of shared texts that would fill the memory: all of them are held, as any row may name any."""
    texts, last = 0, b""
    with ZipFile(path) as archive, archive.open(part) as shared:
        while block := shared.read(_BLOCK):
            seen = last + block
            end = seen.rfind(b"<") if len(seen) - seen.rfind(b"<") < _MARK else len(seen)
            texts, last = texts + len(_SHARED.findall(seen, 0, end)), seen[end:]
            if (held := texts * _A_TEXT + part.file_size) > MOST_HELD:
                words = f"more than {texts:,} texts, which would take {held // 2**20:,} MB of memory"
                raise FilesError(f"{path}: {part.filename} holds {words}: refused; save the table as CSV")


def _measure(path: Path, part: ZipInfo) -> None:
    """Refuse a sheet with a row that would fill the memory: rows are streamed, a row is held as a whole."""
    since, last = 0, b""
    with ZipFile(path) as archive, archive.open(part) as sheet:
        while block := sheet.read(_BLOCK):
            begins = [found.start() for found in _ROW.finditer(last + block)]  # one may lie across two blocks
            since = len(last) + len(block) - begins[-1] if begins else since + len(block)
            last = block[-_MARK:]
            if since > LONGEST_ROW:
                words = f"a row, or something else than rows, of more than {LONGEST_ROW:,} bytes"
                raise FilesError(f"{path}: {part.filename} holds {words}: refused")


def _text(value: object) -> str:
    """Write a cell as a person reads it: days in ISO 8601, whole numbers without a fraction."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)
