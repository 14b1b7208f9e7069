"""How readers get at the database: each sees one state of it, however long it looks."""

from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from threading import RLock, Semaphore
from typing import Protocol

from sqlalchemy import Connection, Engine

from egnatia.adapters.sql.dialect import READERS, begin_reading, database_errors, raw_of, snapshot
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.transaction import transaction_over
from egnatia.casework.ports import Transaction


class Readers(Protocol):
    """Lends snapshots."""

    def lend(self) -> AbstractContextManager[Transaction]:
        """Lend a snapshot for as long as the block runs."""
        ...

    def close(self) -> None:
        """Give back what is held; nobody may be reading."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """A connection that is kept, with all that is made once for it."""

    connection: Connection
    transaction: Transaction


class KeptReaders:
    """Lends connections that are kept open; more readers than connections wait for one another.

    SQLAlchemy's own way of lending would be a third of the work of looking up an identifier in a file.
    """

    def __init__(self, engine: Engine) -> None:
        """Begin without a connection."""
        self._engine = engine
        self._errors = database_errors(engine.dialect)
        self._kept = deque[_Reader]()
        self._turn = Semaphore(READERS)

    @contextmanager
    def lend(self) -> Iterator[Transaction]:
        """Lend a snapshot for as long as the block runs."""
        with self._turn:
            reader = self._begun()
            usable = False
            try:
                yield reader.transaction
                raw_of(reader.connection).execute("COMMIT")
                usable = not reader.connection.in_transaction()  # a stream, read through SQLAlchemy, may be left open
            finally:
                if usable:
                    self._kept.append(reader)
                else:
                    reader.connection.close()

    def close(self) -> None:
        """Close the connections."""
        while self._kept:
            self._kept.pop().connection.close()

    def _begun(self) -> _Reader:
        """Return a reader that has begun; one that was kept may have lost its server, and makes room for a new one."""
        while self._kept:
            reader = self._kept.pop()
            try:
                begin_reading(reader.connection)
            except self._errors:
                reader.connection.close()
            else:
                return reader
        connection = self._engine.connect()
        connection.detach()  # from the pool: closing it closes it
        begin_reading(connection)
        return _Reader(connection=connection, transaction=transaction_over(connection))


class OneReader:
    """Lends the same connection to one reader after another, as a database in memory has but one."""

    def __init__(self, connection: Connection, lock: RLock) -> None:
        """Share a connection that is used under the lock only; the engine closes it."""
        self._connection = connection
        self._transaction = transaction_over(connection)
        self._lock = lock

    @contextmanager
    def lend(self) -> Iterator[Transaction]:
        """Lend a snapshot for as long as the block runs."""
        with self._lock:
            if self._connection.in_transaction():
                raise StoreError("a read within a read or write: a work acts on its transaction only")
            with snapshot(self._connection):
                yield self._transaction

    def close(self) -> None:
        """Hold nothing."""
