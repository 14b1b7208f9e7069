"""A node's database on a server as a file and back: in a backup, every node's is an SQLite file of the same tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, insert, select

from egnatia.adapters.sql.dialect import (
    check_server,
    database_errors,
    drop_guards,
    make_writer,
    migrating,
    number_on,
    postgresql_engine,
    reading_only,
    snapshot,
    sqlite_engine,
    store_error,
    transaction,
)
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.opening import name_of, server_url
from egnatia.adapters.sql.schema import found_version, migrate, needed_version
from egnatia.adapters.sql.tables import METADATA, TICKET

#: Who is signed in: no backup brings back a session that was ended (ADR 0099).
NOT_COPIED = (TICKET.name,)
#: Rows that are held in memory at once.
_PIECE = 2000


def copy_out(url: str, target: Path) -> None:
    """Write one consistent state of a node's database on a server into a file; the node may be running.

    Args:
        url: `postgresql://…`.
        target: an empty SQLite file for its owner only.

    Raises:
        StoreError: the server cannot be reached, or its tables are of another version than this program's.
    """
    address = server_url(url)
    name = name_of(address)
    with _opened(reading_only(postgresql_engine(address)), name) as source, snapshot(source):
        if found_version(source) != needed_version():
            raise StoreError(f"database {name}: its version is not {needed_version()}; start the node first")
        with _opened(sqlite_engine(str(target), shared=True), str(target)) as copy:
            make_writer(copy, durable=False)
            with transaction(copy):
                migrate(copy)
                _copy(source, copy)


def copy_in(source: Path, url: str) -> None:
    """Put what a backup holds into an empty database on a server, all of it or nothing.

    Args:
        source: an SQLite file, as `copy_out` or a node wrote it.
        url: `postgresql://…`.

    Raises:
        StoreError: the database is not empty, or the server refuses, or the file is damaged or of a newer program.
    """
    address = server_url(url)
    name = name_of(address)
    with _opened(sqlite_engine(str(source), shared=True), str(source)) as held:
        make_writer(held, durable=False)
        with transaction(held):
            migrate(held)  # a backup of an older program's
        with _opened(migrating(postgresql_engine(address)), name) as target:
            check_server(target, name)
            if found_version(target) is not None:
                raise StoreError(f"database {name}: a node has it already; name an empty one")
            target.rollback()
            with transaction(target):
                migrate(target)
                _copy(held, target)


def empty_server(url: str) -> None:
    """Take away what `copy_in` put into a database that could not be used after all.

    Raises:
        StoreError: the server refuses.
    """
    address = server_url(url)
    with _opened(migrating(postgresql_engine(address)), name_of(address)) as connection, transaction(connection):
        METADATA.drop_all(connection)
        drop_guards(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")


def _copy(source: Connection, target: Connection) -> None:
    """Copy all rows of all tables, those that others refer to first."""
    for table in METADATA.sorted_tables:
        if table.name in NOT_COPIED:
            continue
        for rows in _pieces(source, table):
            target.execute(insert(table), rows)
        number_on(target, table)


def _pieces(source: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    found = source.execution_options(stream_results=True).execute(select(table))
    for piece in found.mappings().partitions(_PIECE):
        yield [dict(row) for row in piece]


@contextmanager
def _opened(engine: Engine, name: str) -> Iterator[Connection]:
    """Connect for as long as the block runs, and say of a failure whose it is."""
    try:
        with engine.connect() as connection:
            yield connection
    except database_errors(engine.dialect) as error:
        raise store_error(error, name) from error
    finally:
        engine.dispose()
