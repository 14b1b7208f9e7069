"""Writing on a database server: each work in a transaction of its own, run again if it was not its fault.

Transactions are serializable, so that a work may rely on what it read, as it may with SQLite's one writer. The server
ends one of two that contradict each other, and that one is run again; so is one whose connection was lost.
"""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Engine

from egnatia.adapters.sql.dialect import database_errors, may_pass, store_error, transaction
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
                with self._engine.connect() as connection, transaction(connection):
                    return work(transaction_over(connection))
            except self._errors as error:
                if attempt == ATTEMPTS or not may_pass(error):
                    raise store_error(error, self._name) from error
            time.sleep(random.uniform(0, _PAUSE * 2**attempt))  # noqa: S311 - so that two do not meet again
            attempt += 1

    def close(self) -> None:
        """Nothing is held between works."""
