"""Writing on a database server: each work in a transaction of its own, run again if it was not its fault.

Transactions are serializable, so that a work may rely on what it read, as it may with SQLite's one writer. The server
ends one of two that contradict each other, and that one is run again; so is one whose connection was lost. If that
happens while a transaction is being committed, the server is asked afterwards what became of it: a work that was kept
is never run a second time.
"""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Engine

from egnatia.adapters.sql.dialect import (
    database_errors,
    look_before_commit,
    may_pass,
    store_error,
    transaction,
    was_committed,
    was_lost,
)
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.schema import needed_version
from egnatia.adapters.sql.transaction import transaction_over
from egnatia.casework.ports import Transaction

#: So often a work is run before it is given up.
ATTEMPTS = 8
#: The longest pause after the first attempt, in seconds; it doubles with each.
_PAUSE = 0.01

_T = TypeVar("_T")


class RetryingWriter:
    """The writer of a database server."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Write through connections of an engine whose transactions are serializable."""
        self._engine = engine
        self._name = name
        self._errors = database_errors(engine.dialect)

    def run(self, work: Callable[[Transaction], _T]) -> _T:
        """Run a work until it succeeds, fails by its own fault, or was tried often enough.

        Raises:
            StoreError: the database failed; nothing of the work was kept.
            Exception: what the work itself raised; nothing of it was kept.
        """
        attempt = 1
        while True:
            try:
                return self._once(work)
            except self._errors as error:
                if attempt == ATTEMPTS or not may_pass(error):
                    raise store_error(error, self._name) from error
            _pause(attempt)
            attempt += 1

    def close(self) -> None:
        """Nothing is held between works."""

    def _once(self, work: Callable[[Transaction], _T]) -> _T:
        number = None
        try:
            with self._engine.connect() as connection, transaction(connection):
                value = work(transaction_over(connection))
                number, version = look_before_commit(connection)
                self._check(version)
        except self._errors as error:
            if number is None or not was_lost(error) or not self._kept(number):
                raise
        return value

    def _check(self, version: str | None) -> None:
        """Refuse to write into tables that another process, of a newer program, has changed meanwhile."""
        if version not in {None, needed_version()}:
            raise StoreError(f"database {self._name}: its version {version} is newer than this program")

    def _kept(self, number: str) -> bool:
        """Ask the server what became of a transaction that was lost as it was being committed."""
        for attempt in range(1, ATTEMPTS + 1):
            with suppress(*self._errors), self._engine.connect() as connection:
                kept = was_committed(connection, number)
                if kept is not None:
                    return kept
            _pause(attempt)
        raise StoreError(
            f"database {self._name}: the connection was lost as work was being committed; "
            "whether it was kept is not known: look before doing it again"
        )


def _pause(attempt: int) -> None:
    """Wait a moment, by chance longer or shorter, so that two do not meet again."""
    time.sleep(random.uniform(0, _PAUSE * 2**attempt))  # noqa: S311 - nothing secret hangs on it
