"""The node's store: readers that each see one state of the database, and one way to write."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import RLock
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine

from egnatia.adapters.sql.dialect import database_errors, snapshot, store_error
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.transaction import transaction_over
from egnatia.casework.ports import Transaction

_T = TypeVar("_T")

#: Lends a connection to a reader, within a snapshot.
Lend = Callable[[], AbstractContextManager[Connection]]


class Writer(Protocol):
    """Runs works, each all or nothing, and returns when they are durable."""

    def run(self, work: Callable[[Transaction], _T]) -> _T:
        """Run one work."""
        ...

    def close(self) -> None:
        """Give back what is held."""
        ...


class SqlStore:
    """A database of a node that is open."""

    def __init__(self, engine: Engine, name: str, lend: Lend, writer: Writer | None) -> None:
        """Take over a database that is ready for use; without a writer it is open for reading only."""
        self._engine = engine
        self._name = name
        self._lend = lend
        self._writer = writer
        self._errors = database_errors(engine.dialect)

    def read(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads in one consistent snapshot.

        Raises:
            StoreError: the database failed, or a row is damaged.
        """
        try:
            with self._lend() as connection:
                return work(transaction_over(connection))
        except self._errors as error:
            raise store_error(error, self._name) from error

    def write(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads and writes in one transaction, durable on disk when this returns.

        Raises:
            StoreError: the database failed, or is open for reading only; nothing of the work was kept.
            StoreFull: there is no space left; nothing of the work was kept.
        """
        if self._writer is None:
            raise StoreError(f"database {self._name}: it is open for reading only")
        return self._writer.run(work)

    def close(self) -> None:
        """Close all connections; nothing may be running."""
        if self._writer is not None:
            self._writer.close()
        self._engine.dispose()


def lend_from(engine: Engine) -> Lend:
    """Lend each reader a connection of its own; more readers than connections wait for one another."""

    @contextmanager
    def lend() -> Iterator[Connection]:
        with engine.connect() as connection, snapshot(connection):
            yield connection

    return lend


def lend_one(connection: Connection, lock: RLock) -> Lend:
    """Lend the same connection to one reader after another, as a database in memory has but one."""

    @contextmanager
    def lend() -> Iterator[Connection]:
        with lock:
            if connection.in_transaction():
                raise StoreError("a read within a read or write: a work acts on its transaction only")
            with snapshot(connection):
                yield connection

    return lend
