"""What the database can fail with.

StoreError
├── StoreFull       there is no space left
└── DamagedRowError a row cannot be read as what it is; also a `casework.errors.DamagedError`
"""

from egnatia.casework.errors import DamagedError


class StoreError(Exception):
    """The database cannot be opened, read or written, or a row is damaged; one sentence says which and why."""


class StoreFull(StoreError):  # noqa: N818 - reads as the domain says it
    """There is no space left; nothing of the work was kept, and it can be done again once there is."""


class DamagedRowError(StoreError, DamagedError):
    """A row was changed by hand or is damaged; the others can be read."""

    def __init__(self, row: str, problem: str) -> None:
        """Name the row by its table and key, such as `question 3f...`, and what is wrong with it."""
        table, _, key = row.partition(" ")
        DamagedError.__init__(self, table, key, f"the row {row} is damaged: {problem}")
