"""Reads a table of labelled pairs of names."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from egnatia.cli.ending import Ending

_LABELS: Final[Mapping[str, bool]] = {"1": True, "0": False, "true": True, "false": False}
#: The columns that are read; others may stand beside.
COLUMNS: Final = ("name1", "name2", "is_match")
#: No name is longer.
_LONGEST: Final = 10_000


class NamePair(NamedTuple):
    """Two names, and whether they are one person's."""

    one: str
    other: str
    same: bool


def read_pairs(path: Path) -> list[NamePair]:
    """Read the pairs of a CSV file in UTF-8.

    Args:
        path: of the file; its first line names the columns, `name1`, `name2` and `is_match` (1, 0, true, false) among
            them.

    Raises:
        Ending: it cannot be read; the sentence names the line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_read(csv.DictReader(file, strict=True)))
    except UnicodeDecodeError as error:
        raise Ending(f"{path.name} is not in UTF-8 (byte {error.start})") from error
    except (OSError, csv.Error) as error:
        raise Ending(f"{path.name} cannot be read: {error}") from error


def _read(rows: "csv.DictReader[str]") -> Iterator[NamePair]:
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise Ending(f"the table has no column {', '.join(missing)}")
    for row in rows:
        one, other, label = (row[name] for name in COLUMNS)
        if one is None or other is None or (label or "").strip().lower() not in _LABELS:
            raise Ending(f"line {rows.line_num}: two names and 1 or 0 in is_match are wanted")
        if max(len(one), len(other)) > _LONGEST:
            raise Ending(f"line {rows.line_num}: a name of more than {_LONGEST} characters")
        yield NamePair(one, other, _LABELS[label.strip().lower()])
