"""Writing to an SQLite file: one connection, a savepoint for each work, one commit for a group."""

import sqlite3
from collections.abc import Sequence
from threading import RLock
from typing import Any

from sqlalchemy import Connection

from egnatia.adapters.sql.dialect import database_errors, empty_log, raw_of, store_error, transaction
from egnatia.adapters.sql.group import Job
from egnatia.adapters.sql.transaction import transaction_over


class EmbeddedCommitter:
    """Commits groups to the one file of this process."""

    def __init__(self, connection: Connection, lock: RLock, name: str) -> None:
        """Write through a connection, which is used under the lock only."""
        self._errors = database_errors(connection.dialect)
        self._connection = connection
        self._transaction = transaction_over(connection)
        self._lock = lock
        self._name = name

    def commit(self, group: Sequence[Job[Any]]) -> None:
        """Run the works of a group and commit once; a work that fails is rolled back alone.

        Raises:
            Exception: one of `database_errors`: nothing of the group was kept.
        """
        with self._lock:
            with transaction(self._connection):
                raw = raw_of(self._connection)
                for job in group:
                    self._attempt(job, raw)
            empty_log(self._connection)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _attempt(self, job: Job[Any], raw: sqlite3.Connection) -> None:
        """Run one work within its savepoint."""
        raw.execute("SAVEPOINT work")
        try:
            job.value = job.work(self._transaction)
        except Exception as error:  # whatever a work raises is raised again in its own thread
            job.error = store_error(error, self._name) if isinstance(error, self._errors) else error
            if not raw.in_transaction:  # a full disk may end all of it (sqlite.org/lang_transaction.html)
                raise error if isinstance(error, self._errors) else sqlite3.OperationalError(str(error)) from error
            raw.execute("ROLLBACK TO work")
        raw.execute("RELEASE work")
