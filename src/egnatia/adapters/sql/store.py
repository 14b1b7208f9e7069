"""The node's store on SQLite: one writer that commits for all threads, and a few readers, each with its snapshot."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TypeVar

from sqlalchemy import Connection, Engine

from egnatia.adapters.sql.dialect import DATABASE_ERRORS, make_writer, snapshot, store_error
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.group import GroupCommit
from egnatia.adapters.sql.transaction import transaction_over
from egnatia.casework.ports import Transaction

_T = TypeVar("_T")


class SqliteStore:
    """A file of SQLite's, or a database in memory whose one connection serves writer and readers in turn."""

    def __init__(self, engine: Engine, name: str, *, in_memory: bool = False, readonly: bool = False) -> None:
        """Take over an engine of `dialect.sqlite_engine` whose database is ready for use."""
        self._engine = engine
        self._name = name
        self._lock = Lock()
        self._shared: Connection | None = None
        self._group: GroupCommit | None = None
        if not readonly:
            writer = engine.connect()
            make_writer(writer, durable=not in_memory)
            self._group = GroupCommit(writer, self._lock, name)
            self._writer = writer
            self._shared = writer if in_memory else None

    def read(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads in one consistent snapshot.

        Raises:
            StoreError: the database failed, or a row is damaged.
        """
        try:
            with self._reader() as connection, snapshot(connection):
                return work(transaction_over(connection))
        except DATABASE_ERRORS as error:
            raise store_error(error, self._name) from error

    def write(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads and writes in one transaction, durable on disk when this returns.

        Raises:
            StoreError: the database failed, or is open for reading only; nothing of the work was kept.
            StoreFull: there is no space left; nothing of the work was kept.
        """
        if self._group is None:
            raise StoreError(f"database {self._name}: it is open for reading only")
        return self._group.run(work)

    def close(self) -> None:
        """Close all connections; nothing may be running."""
        if self._group is not None:
            self._writer.close()
        self._engine.dispose()

    @contextmanager
    def _reader(self) -> Iterator[Connection]:
        if self._shared is not None:
            with self._lock:
                yield self._shared
        else:
            with self._engine.connect() as connection:
                yield connection
