"""The node's store: readers that each see one state of the database, and one way to write."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Engine

from egnatia.adapters.sql.dialect import database_errors, store_error
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.readers import Readers
from egnatia.casework.ports import Transaction

_T = TypeVar("_T")


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

    def __init__(self, engine: Engine, name: str, readers: Readers, writer: Writer | None) -> None:
        """Take over a database that is ready for use; without a writer it is open for reading only."""
        self._engine = engine
        self._name = name
        self._readers = readers
        self._writer = writer
        self._errors = database_errors(engine.dialect)

    def read(self, work: Callable[[Transaction], _T]) -> _T:
        """Run reads in one consistent snapshot.

        Raises:
            StoreError: the database failed, or a row is damaged.
        """
        try:
            with self._readers.lend() as snapshot:
                return work(snapshot)
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
        self._readers.close()
        self._engine.dispose()
