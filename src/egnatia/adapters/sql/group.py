"""Group commit: works of several threads share one transaction, and so one wait for the disk.

A thread hands its work to a queue. If nobody leads, it becomes the leader: it runs all works that wait, each within a
savepoint, commits once, and wakes the others after the commit. Meanwhile new works gather, and the first of them
leads next. A work that fails is rolled back alone; if the commit fails, all of the group fail and nothing is kept.
"""

import sqlite3
from collections import deque
from collections.abc import Callable
from threading import Event, Lock, RLock, get_ident
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from egnatia.adapters.sql.dialect import database_errors, empty_log, raw_sqlite, store_error, transaction
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.transaction import transaction_over
from egnatia.casework.ports import Transaction

#: No more works than this share one commit, so that the first does not wait for ever.
LARGEST_GROUP = 256

_T = TypeVar("_T")


class _Job(Generic[_T]):
    """One work on its way, and what became of it."""

    __slots__ = ("error", "settled", "turn", "value", "work")

    def __init__(self, work: Callable[[Transaction], _T]) -> None:
        self.work = work
        self.turn = Event()  #: Set when the work is settled, or when its thread is to lead.
        self.settled = False
        self.value: _T | None = None
        self.error: Exception | None = None


class GroupCommit:
    """The one writer of an SQLite database, shared by all threads."""

    def __init__(self, connection: Connection, lock: RLock, name: str) -> None:
        """Write through a connection, which is used under the lock only."""
        self._errors = database_errors(connection.dialect)
        self._connection = connection
        self._transaction = transaction_over(connection)
        self._lock = lock
        self._name = name
        self._mutex = Lock()
        self._queue: deque[_Job[Any]] = deque()
        self._led = False
        self._leader = 0

    def run(self, work: Callable[[Transaction], _T]) -> _T:
        """Run a work in the next transaction and return what it returned, once that is durable.

        Raises:
            StoreError: the database failed; nothing of the work was kept.
            Exception: what the work itself raised; nothing of it was kept.
        """
        if self._leader == get_ident():
            raise StoreError("a write within a write: a work acts on its transaction only")
        job = _Job(work)
        if self._waits(job):
            self._wait(job)
        if not job.settled:
            self._lead()
        if job.error is not None:
            raise job.error
        return job.value  # type: ignore[return-value] # a work that returned has a value

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _waits(self, job: _Job[_T]) -> bool:
        """Queue a job; tell whether somebody else leads."""
        with self._mutex:
            self._queue.append(job)
            waits, self._led = self._led, True
        return waits

    def _wait(self, job: _Job[_T]) -> None:
        try:
            job.turn.wait()
        except BaseException:  # an interrupt: the thread goes, so it must not be the one that is to lead
            self._leave(job)
            raise

    def _leave(self, job: _Job[_T]) -> None:
        with self._mutex:
            if job not in self._queue:
                return
            self._queue.remove(job)
            if job.turn.is_set():
                self._promote()

    def _promote(self) -> None:
        """Let the first who waits lead, if anybody does; the caller holds the mutex."""
        self._led = bool(self._queue)
        if self._led:
            self._queue[0].turn.set()

    def _lead(self) -> None:
        with self._mutex:
            group = [self._queue.popleft() for _ in range(min(len(self._queue), LARGEST_GROUP))]
        self._leader = get_ident()
        try:
            self._commit(group)
        except self._errors as error:
            for job in group:
                job.error = store_error(error, self._name)
        except BaseException:  # an interrupt strikes the leader, but nobody may wait for ever
            for job in group:
                job.error = StoreError(f"database {self._name}: the writer was interrupted")
            raise
        finally:
            self._leader = 0
            self._hand_over(group)

    def _hand_over(self, group: list[_Job[Any]]) -> None:
        """Let the first who waits lead next, then wake the group."""
        with self._mutex:
            self._promote()
        for job in group:
            job.settled = True
            job.turn.set()

    def _commit(self, group: list[_Job[Any]]) -> None:
        with self._lock:
            with transaction(self._connection):
                raw = raw_sqlite(self._connection)
                for job in group:
                    self._attempt(job, raw)
            empty_log(self._connection)

    def _attempt(self, job: _Job[Any], raw: sqlite3.Connection) -> None:
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
