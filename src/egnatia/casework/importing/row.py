"""One row of a table that is imported, and why it was rejected."""

from collections.abc import Mapping
from dataclasses import dataclass

from egnatia.casework.errors import CaseworkError


class RowError(CaseworkError):
    """A row that cannot become records; names the column at fault, if one is."""

    def __init__(self, column: str, reason: str) -> None:
        """Remember the column (empty: the row as a whole) and the reason in words."""
        super().__init__(f"{column}: {reason}" if column else reason)
        self.column = column
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as it was read."""

    line: int  #: As people count: the header of a table is line 1.
    cells: Mapping[str, tuple[str, ...]]  #: By column; several values only where the format has lists.
    raw: object  #: As it stood in the file, for the reject file.
    fault: str = ""  #: Why the row could not even be read.


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that did not become records."""

    line: int
    column: str
    reason: str
