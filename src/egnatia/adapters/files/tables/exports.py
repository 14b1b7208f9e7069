"""Writing exported records as a file: CSV, JSON lines or FollowTheMoney. The caveat goes with every record."""

import csv
from collections.abc import Sequence
from pathlib import Path

import orjson

from egnatia.adapters.files.errors import FilesError
from egnatia.adapters.files.tables.rejects import new_file
from egnatia.casework.importing.mapping import Format
from egnatia.casework.importing.schemata import entity_of
from egnatia.model.caveat import plain_caveat
from egnatia.model.record import Record, plain_record

_BETWEEN = "; "
#: What a spreadsheet would run as a formula when the file is opened.
_FORMULA = ("=", "@", "\t", "\r")


def write_export(path: Path, form: Format, records: Sequence[Record], ids: Sequence[str]) -> int:
    """Write records into a new file, for its owner only.

    Args:
        path: must not exist.
        form: CSV, JSON lines or FollowTheMoney.
        records: with the properties that may leave.
        ids: of the records as they are on record; a record of fewer properties would have another.

    Returns:
        How many were written; FollowTheMoney does not know all kinds.

    Raises:
        FilesError: the file exists, the disk refuses, or there is no such way of writing.
    """
    try:
        with new_file(path) as file:
            match form:
                case Format.CSV:
                    csv.writer(file).writerows(_rows(records, ids))
                    return len(records)
                case Format.JSONL:
                    lines = [{**plain_record(record), "id": own} for record, own in zip(records, ids, strict=True)]
                    for line in lines:
                        del line["salt"]  # with it, whoever has the file could tell what else has the id
                case Format.FTM:
                    lines = [entity for record in records if (entity := entity_of(record))]
                case Format.XLSX:
                    raise FilesError("exports are written as csv, jsonl or ftm")
            file.writelines(orjson.dumps(line).decode() + "\n" for line in lines)
            return len(lines)
    except OSError as error:
        raise FilesError(f"{path} cannot be written: {error.strerror}") from error


def _rows(records: Sequence[Record], ids: Sequence[str]) -> list[list[str]]:
    """Make a table of records: one column for each property that any of them has."""
    names = sorted({name for record in records for name in record.properties})
    caveats = [plain_caveat(record.caveat) for record in records]
    heads = list(caveats[0]) if caveats else []
    rows = [["id", "kind", "issuer", "lineage", *names, *heads]]
    for record, own, caveat in zip(records, ids, caveats, strict=True):
        told = [_cell(record.properties.get(name, ())) for name in names]
        marks = [_cell(value if isinstance(value, list) else [str(value)]) for value in caveat.values()]
        rows.append([own, record.kind, record.issuer, record.lineage, *told, *marks])
    return rows


def _cell(values: Sequence[str]) -> str:
    cell = _BETWEEN.join(map(str, values))
    risky = cell.startswith(_FORMULA) or (cell[:1] in {"+", "-"} and not cell[1:].replace(" ", "").isdigit())
    return f"'{cell}" if risky else cell
