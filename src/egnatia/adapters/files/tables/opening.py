"""Opening a table by its mapping, and reading the mapping itself."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tables.comma import csv_columns, csv_rows
from egnatia.adapters.files.tables.lines import ftm_rows, json_rows
from egnatia.adapters.files.tables.sheet import xlsx_columns, xlsx_rows
from egnatia.casework.importing.mapping import Format, ImportMapping
from egnatia.casework.importing.reading import parse_mapping
from egnatia.casework.importing.row import Row
from egnatia.casework.importing.schemata import SCHEMA, SCHEMATA
from egnatia.model.errors import ModelError
from egnatia.model.shipped import read_data

_LARGEST_MAPPING = 2**20
_BLOCK = 2**20


def load_mapping(path: Path, today: date) -> ImportMapping:
    """Read a mapping from a file in YAML.

    Raises:
        FilesError: it cannot be read, is no YAML, or says what cannot work; the message names the path in it.
    """
    try:
        if path.stat().st_size > _LARGEST_MAPPING:
            raise FilesError(f"{path}: larger than any mapping")
        return parse_mapping(read_data(path), today)
    except OSError as error:
        raise FilesError(f"{path} cannot be read: {error.strerror}") from error
    except ModelError as error:
        raise FilesError(f"{path}: {error}") from error


def table_columns(path: Path, mapping: ImportMapping) -> tuple[str, ...]:
    """Return the names of a table's columns, seen against the mapping; none for formats without a header.

    Raises:
        FilesError: the file cannot be read, or lacks columns that the mapping names.
    """
    match mapping.format:
        case Format.CSV:
            names = csv_columns(path, mapping.table)
        case Format.XLSX:
            names = xlsx_columns(path, mapping.table)
        case Format.JSONL:
            return ()
        case Format.FTM:
            _check_schemata(path, mapping)
            return ()
    if missing := sorted(mapping.columns.difference(names)):
        raise FilesError(f"{path}: lacks the columns {', '.join(missing)}; it has {', '.join(filter(None, names))}")
    return names


def table_rows(path: Path, mapping: ImportMapping) -> Iterator[Row]:
    """Return the rows of a table as they are read.

    Raises:
        FilesError: the file cannot be read.
    """
    match mapping.format:
        case Format.CSV:
            return csv_rows(path, mapping.table)
        case Format.XLSX:
            return xlsx_rows(path, mapping.table)
        case Format.JSONL:
            return json_rows(path)
        case Format.FTM:
            return (row for row in ftm_rows(path) if not mapping.left_out.intersection(row.cells.get(SCHEMA, ())))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        FilesError: it cannot be read.
    """
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                found.update(block)
    except OSError as error:
        raise FilesError(f"{path} cannot be read: {error.strerror}") from error
    return found.hexdigest()


def _check_schemata(path: Path, mapping: ImportMapping) -> None:
    """Read a FollowTheMoney file once, to refuse it at once if it holds entities of a sort that is not known."""
    found = Counter(name for row in ftm_rows(path) for name in row.cells.get(SCHEMA, ()))
    unknown = sorted(found.keys() - SCHEMATA.keys() - mapping.left_out)
    if unknown:
        told = ", ".join(f"{name} ({found[name]:,})" for name in unknown)
        raise FilesError(f"{path}: holds schemata that are no records here: {told}; leave_out can name them")
