"""Writing on a database server: a group of works in one transaction, run again if it was not its fault.

One transaction writes at a time, whichever process it is of, so that a work may rely on what it read, as it may with
SQLite's one writer. What met a failure that passes, such as a lost connection, is run again. If that happens while a
transaction is being committed, the server is asked afterwards what became of it: a work that was kept is never run a
second time.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine

from egnatia.adapters.clock.system import CHANCE
from egnatia.adapters.sql.dialect import (
    begin_alone,
    database_errors,
    look_before_commit,
    may_pass,
    prepare_writer,
    raw_of,
    store_error,
    was_committed,
    was_lost,
)
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.group import Job
from egnatia.adapters.sql.schema import needed_version
from egnatia.adapters.sql.transaction import transaction_over

#: So often a work is run before it is given up.
ATTEMPTS = 8
#: The longest pause after the first attempt, in seconds; it doubles with each.
_PAUSE = 0.01


class _FaultError(Exception):
    """A work failed by its own fault; the cause is what it raised."""


class RetryingCommitter:
    """Commits groups to a database server, through one connection that is kept."""

    def __init__(self, engine: Engine, name: str) -> None:
        """Write through connections of an engine that begins and commits nothing by itself."""
        self._engine = engine
        self._name = name
        self._errors = database_errors(engine.dialect)
        self._connection: Connection | None = None

    def commit(self, group: Sequence[Job[Any]]) -> None:
        """Run the works of a group until they are kept, or were tried often enough.

        A savepoint would cost each work two questions to the server. So they are run without first; if one fails by its
        own fault, all are run again, each in a savepoint.

        Raises:
            StoreError: the database failed; nothing of the group was kept.
            Exception: one of `database_errors`, with the same meaning.
        """
        careful, attempt = False, 1
        while True:
            try:
                return self._once(group, careful=careful)
            except _FaultError as fault:
                if len(group) == 1:
                    group[0].error = self._own(fault.__cause__)
                    return None
                careful = True
            except self._errors as error:
                if attempt == ATTEMPTS or not may_pass(error):
                    raise
                _pause(attempt)
                attempt += 1

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _once(self, group: Sequence[Job[Any]], *, careful: bool) -> None:
        number, connection = None, self._begun()
        try:
            for job in group:
                self._attempt(job, connection, careful=careful)
            number, version = look_before_commit(connection)
            self._check(version)
            raw_of(connection).execute("COMMIT")
            self._connection = connection
        except BaseException as error:  # an interrupt too: the transaction must not stay open
            self._give_up(connection)
            if number is None or not isinstance(error, self._errors) or not was_lost(error) or not self._kept(number):
                raise

    def _attempt(self, job: Job[Any], connection: Connection, *, careful: bool) -> None:
        """Run one work; a failure that may pass is the group's, another one the work's."""
        job.error = None
        if careful:
            raw_of(connection).execute("SAVEPOINT work")
        try:
            job.value = job.work(transaction_over(connection))
        except Exception as error:  # whatever a work raises is raised again in its own thread
            if isinstance(error, self._errors) and may_pass(error):
                raise
            if not careful:
                raise _FaultError from error
            job.error = self._own(error)
            raw_of(connection).execute("ROLLBACK TO work")
        if careful:
            raw_of(connection).execute("RELEASE work")

    def _own(self, error: BaseException | None) -> Exception:
        """Return a work's own failure as it is raised in its thread."""
        assert isinstance(error, Exception)  # noqa: S101 - it was caught as one
        return store_error(error, self._name) if isinstance(error, self._errors) else error

    def _begun(self) -> Connection:
        """Return a connection within a transaction: the one that is kept, if it still answers."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                begin_alone(connection)
            except self._errors:
                connection.close()
            else:
                return connection
        connection = self._engine.connect()
        connection.detach()  # from the pool: closing it closes it
        prepare_writer(connection)
        begin_alone(connection)
        return connection

    def _give_up(self, connection: Connection) -> None:
        try:
            raw_of(connection).execute("ROLLBACK")
        except self._errors:
            connection.close()
        else:
            self._connection = connection

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
    time.sleep(CHANCE.uniform(0, _PAUSE * 2**attempt))
