"""What tables with a header have in common."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from egnatia.adapters.files.errors import FilesError

#: The columns that a reject file has besides: read again, they are passed over.
REJECT_COLUMNS = ("rejected line", "rejected column", "rejected because")


def check_names(path: Path, cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of columns as they are written; those without a name are there but cannot be mapped.

    Raises:
        FilesError: there is none, or one stands twice, so that nobody could say which is meant.
    """
    names = tuple(cell.strip() for cell in cells)
    named = [name for name in names if name]
    if not named:
        raise FilesError(f"{path}: its header names no column")
    if twice := next((name for name in named if named.count(name) > 1), ""):
        raise FilesError(f"{path}: the column {twice} stands twice")
    return names


def cells_of(names: Sequence[str], cells: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Put cells under the names of their columns; empty ones are left out."""
    return {name: (cell,) for name, cell in zip(names, cells, strict=False) if name and cell}
