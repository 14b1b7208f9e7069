"""Tables as tests write and read them."""

from collections.abc import Iterable
from pathlib import Path

from egnatia.casework.importing.mapping import Format, ImportMapping, Table
from egnatia.casework.importing.row import Row


def bare(form: Format = Format.CSV, **table: object) -> ImportMapping:
    """Return a mapping of which only the reading of the file matters."""
    return ImportMapping(
        source="x", format=form, table=Table(**table), empty=frozenset(), templates=()  # type: ignore[arg-type]
    )  # fmt: skip


def write(path: Path, content: str | bytes) -> Path:
    """Write a file."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def cells(rows: Iterable[Row]) -> list[tuple[int, dict[str, tuple[str, ...]], str]]:
    """Return what was read of rows."""
    return [(row.line, dict(row.cells), row.fault) for row in rows]
