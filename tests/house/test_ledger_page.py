"""The page on the ledger lists each column of each table in which a hand would not be found, and no other."""

import re
from pathlib import Path

from egnatia.adapters.sql.inventory import COVERED
from egnatia.adapters.sql.tables import METADATA

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "explanation" / "ledger.md").read_text(encoding="utf-8")
SECTION = PAGE.split("## What no seal covers")[1].split("\n## ")[0]
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")] for line in SECTION.splitlines() if line.startswith("| `")
]
EVERY = {(table.name, column.name) for table in METADATA.tables.values() for column in table.c}
HELD = {(table, column) for table, columns in COVERED.items() for column in columns}


def names(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


def listed() -> set[tuple[str, str]]:
    """Return what the page lists as covered by nothing."""
    found = set[tuple[str, str]]()
    for tables, columns, *_ in ROWS:
        for table in names(tables):
            own = [column.name for column in METADATA.tables[table].c]
            found |= {(table, column) for column in (own if columns == "all" else names(columns))}
    return found


def test_every_column_is_covered_or_listed_with_its_reason() -> None:
    assert EVERY - HELD - listed() == set()
    assert all(len(row[2]) > len("no seal") for row in ROWS)


def test_nothing_is_listed_that_is_covered_or_is_not_there() -> None:
    assert listed() & HELD == set()
    assert (listed() | HELD) <= EVERY
