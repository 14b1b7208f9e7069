"""Opening a node's database: a new one is made by the migrations, an old one is looked over first."""

import os
import sqlite3
from functools import cache
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from egnatia.adapters.sql.dialect import (
    DATABASE_ERRORS,
    OLDEST_SQLITE,
    copy_sqlite,
    make_writer,
    sqlite_engine,
    store_error,
    transaction,
)
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.schema import found_version, known_versions, migrate, needed_version
from egnatia.adapters.sql.store import SqliteStore

#: A file up to this size is looked over page by page at the start; a larger one would take too long.
LARGEST_CHECKED = 256 * 2**20


def open_store(url: str, *, readonly: bool = False) -> SqliteStore:
    """Open a node's database; a new one is created, readable by its owner only.

    Args:
        url: `sqlite:///` and the path of a file, or `sqlite://` for a database in memory.
        readonly: change nothing, not even the version; works beside a running node.

    Raises:
        StoreError: the database is damaged, no node's, of a version that this program does not know, or cannot be
            reached; the message names it.
    """
    parsed = _parse(url)
    if parsed.database in {None, "", ":memory:"}:
        return _open_in_memory()
    return _open_file(Path(str(parsed.database)), readonly=readonly)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError("the address of the database is not of the form sqlite:///path") from error
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(f"there is no support for {parsed.get_backend_name()} databases yet")
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; 3.35 is the oldest that will do")
    return parsed


def _open_in_memory() -> SqliteStore:
    engine = sqlite_engine(":memory:", shared=True)
    with engine.connect() as connection:
        copy_sqlite(_blank(), connection)
    return SqliteStore(engine, "in memory", in_memory=True)


@cache
def _blank() -> Connection:
    """Return an empty node's database, made by the migrations once in a process: tests open very many."""
    connection = sqlite_engine(":memory:", shared=True).connect()
    _migrate(connection, durable=False)
    return connection


def _open_file(path: Path, *, readonly: bool) -> SqliteStore:
    _touch(path, readonly=readonly)
    target = f"file:{quote(str(path.absolute()))}?mode={'ro' if readonly else 'rw'}"
    engine = sqlite_engine(target, shared=False)
    try:
        with engine.connect() as connection:
            _look_over(connection, path)
            _check_version(connection, path, readonly=readonly)
            if not readonly:
                _migrate(connection, durable=True)
        return SqliteStore(engine, str(path), readonly=readonly)
    except DATABASE_ERRORS as error:
        engine.dispose()
        raise store_error(error, str(path)) from error
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
    """Let SQLite check the structure of every page, if there are not too many."""
    if path.stat().st_size > LARGEST_CHECKED:
        return
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    connection.rollback()
    if found != "ok":
        raise StoreError(f"database {path}: it is damaged ({found})")


def _check_version(connection: Connection, path: Path, *, readonly: bool) -> None:
    """Refuse what is no node's database, is newer than this program, or would have to be changed to be read."""
    found = found_version(connection)
    strange = found is None and bool(inspect(connection).get_table_names())
    connection.rollback()
    if strange:
        raise StoreError(f"database {path}: it belongs to another program")
    if found is not None and found not in known_versions():
        raise StoreError(f"database {path}: its version {found} is newer than this program")
    if readonly and found != needed_version():
        raise StoreError(
            f"database {path}: its version is {found or 'none'}, not {needed_version()}; start the node first"
        )


def _migrate(connection: Connection, *, durable: bool) -> None:
    if found_version(connection) != needed_version():
        connection.rollback()
        make_writer(connection, durable=durable)
        with transaction(connection):
            migrate(connection)
    connection.rollback()
