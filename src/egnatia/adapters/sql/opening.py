"""Opening a node's database: a new one is made by the migrations, an old one is looked over first."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import RLock
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, inspect, make_url
from sqlalchemy.exc import ArgumentError

from egnatia.adapters.sql.dialect import (
    OLDEST_SQLITE,
    check_server,
    copy_sqlite,
    database_errors,
    make_writer,
    migrate_alone,
    migrating,
    postgresql_engine,
    sqlite_engine,
    store_error,
    transaction,
)
from egnatia.adapters.sql.embedded import EmbeddedCommitter
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.group import GroupCommit
from egnatia.adapters.sql.readers import KeptReaders, OneReader
from egnatia.adapters.sql.retry import RetryingCommitter
from egnatia.adapters.sql.schema import found_version, known_versions, migrate, needed_version
from egnatia.adapters.sql.store import SqlStore

#: A file up to this size is looked over page by page at the start; a larger one would take too long.
LARGEST_CHECKED = 256 * 2**20


def open_store(url: str, *, readonly: bool = False) -> SqlStore:
    """Open a node's database; a new one is created, readable by its owner only.

    Args:
        url: `sqlite:///` and the path of a file, `sqlite://` for a database in memory, or `postgresql://…`.
        readonly: change nothing, not even the version; works beside a running node.

    Raises:
        StoreError: the database is damaged, no node's, of a version that this program does not know, or cannot be
            reached; the message names it.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "postgresql":
        return _open_server(parsed, readonly=readonly)
    if parsed.database in {None, "", ":memory:"}:
        return _open_in_memory()
    return _open_file(Path(str(parsed.database)), readonly=readonly)


def is_there(url: str) -> bool:
    """Tell whether there is anything at the address of a database: a file that is not empty, or tables of a node's.

    Raises:
        StoreError: the server cannot be reached.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() != "postgresql":
        path = Path(str(parsed.database))
        return path.exists() and path.stat().st_size > 0
    engine = postgresql_engine(parsed)
    with _closing_on_failure(engine, name_of(parsed)), engine.connect() as connection:
        found = found_version(connection)
    engine.dispose()
    return found is not None


def create_store(url: str) -> None:
    """Make the database of a new node.

    Args:
        url: as for `open_store`.

    Raises:
        StoreError: a node has it already, or as for `open_store`.
    """
    parsed = _parse(url)
    # A server's database may be a node's that has not logged anything yet.
    taken = parsed.get_backend_name() == "postgresql" and is_there(url)
    if taken:
        raise StoreError(f"database {name_of(parsed)}: a node has it already")
    store = open_store(url)
    head = store.read(lambda tx: tx.ledger.head())
    store.close()
    if head.size or head.unsequenced:
        raise StoreError(f"database {name_of(parsed)}: a node has it already")


def server_url(url: str) -> URL:
    """Read the address of a database on a server.

    Raises:
        StoreError: it is of no such form.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() != "postgresql":
        raise StoreError("that database is a file, and on no server")
    return parsed


def name_of(url: URL) -> str:
    """Return what messages call a database: its address without a password."""
    return url.difference_update_query(["password"]).render_as_string(hide_password=True)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError("the address of the database is not of the form sqlite:///path") from error
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError(f"a node keeps its data in SQLite or PostgreSQL, not in {parsed.get_backend_name()}")
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; 3.35 is the oldest that will do")
    return parsed


def _open_in_memory() -> SqlStore:
    engine = sqlite_engine(":memory:", shared=True)
    connection, lock = engine.connect(), RLock()
    copy_sqlite(_blank(), connection)
    make_writer(connection, durable=False)
    return SqlStore(engine, "in memory", OneReader(connection, lock), _embedded(connection, lock, "in memory"))


@cache
def _blank() -> Connection:
    """Return an empty node's database, made by the migrations once in a process: tests open very many."""
    connection = sqlite_engine(":memory:", shared=True).connect()
    make_writer(connection, durable=False)
    _bring_up(connection)
    return connection


def _open_file(path: Path, *, readonly: bool) -> SqlStore:
    _touch(path, readonly=readonly)
    target = f"file:{quote(str(path.absolute()))}?mode={'ro' if readonly else 'rw'}"
    engine, name = sqlite_engine(target, shared=False), str(path)
    with _closing_on_failure(engine, name):
        with engine.connect() as connection:
            _look_over(connection, path)
            _check_version(connection, name, readonly=readonly)
        if readonly:
            return SqlStore(engine, name, KeptReaders(engine), None)
        writer = engine.connect()
        make_writer(writer, durable=True)
        _bring_up(writer)
        return SqlStore(engine, name, KeptReaders(engine), _embedded(writer, RLock(), name))


def _embedded(connection: Connection, lock: RLock, name: str) -> GroupCommit:
    return GroupCommit(EmbeddedCommitter(connection, lock, name), database_errors(connection.dialect), name)


def _open_server(url: URL, *, readonly: bool) -> SqlStore:
    name = name_of(url)
    engine = postgresql_engine(url)
    with _closing_on_failure(engine, name):
        with engine.connect() as connection:
            check_server(connection, name)
            _check_version(connection, name, readonly=readonly)
        if not readonly:
            with migrating(engine).connect() as connection:
                _bring_up(connection)
        committer = None if readonly else RetryingCommitter(engine, name)
        writer = GroupCommit(committer, database_errors(engine.dialect), name) if committer else None
        return SqlStore(engine, name, KeptReaders(engine), writer)


@contextmanager
def _closing_on_failure(engine: Engine, name: str) -> Iterator[None]:
    """Close what was opened if the database turns out to be of no use, and say why."""
    try:
        yield
    except database_errors(engine.dialect) as error:
        engine.dispose()
        raise store_error(error, name) from error
    except StoreError:
        engine.dispose()
        raise


def _touch(path: Path, *, readonly: bool) -> None:
    """See that the file is there and can be used; create it, for its owner only, if it may be created."""
    try:
        if not readonly:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise StoreError(f"database {path}: {(error.strerror or str(error)).lower()}") from error


def _look_over(connection: Connection, path: Path) -> None:
    """Let SQLite check every page, and every index against its table, if there are not too many: 1.6 s for 256 MiB.

    Without the indexes it would take 0.6 s, and what a damaged one hides would be missing from every answer.
    """
    if path.stat().st_size > LARGEST_CHECKED:
        return
    found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    connection.rollback()
    if found != "ok":
        raise StoreError(f"database {path}: it is damaged ({found})")


def _check_version(connection: Connection, name: str, *, readonly: bool) -> None:
    """Refuse what is no node's database, is newer than this program, or would have to be changed to be read."""
    found = found_version(connection)
    strange = found is None and bool(inspect(connection).get_table_names())
    connection.rollback()
    if strange:
        raise StoreError(f"database {name}: it belongs to another program")
    if found is not None and found not in known_versions():
        raise StoreError(f"database {name}: its version {found} is newer than this program")
    if readonly and found != needed_version():
        raise StoreError(
            f"database {name}: its version is {found or 'none'}, not {needed_version()}; start the node first"
        )


def _bring_up(connection: Connection) -> None:
    """Run the migrations that the database lacks, each in a transaction of its own: others read on in between."""
    found = found_version(connection)
    connection.rollback()
    while found != needed_version():
        with transaction(connection):
            migrate_alone(connection)
            if found_version(connection) != needed_version():  # another process may have done it meanwhile
                migrate(connection, "+1")
            found = found_version(connection)
