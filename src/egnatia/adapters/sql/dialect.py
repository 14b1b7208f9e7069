"""All that is particular to one database: how SQLite is opened, what only one of the two can say, what errors mean.

SQLite runs with a write-ahead log and `synchronous=FULL`, so that a commit that returned survives a power cut. What
is erased is overwritten (`secure_delete`), and the log that still holds it is emptied after the commit.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Dialect,
    Engine,
    QueuePool,
    Table,
    Text,
    cast,
    create_engine,
    event,
    func,
    literal_column,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.dml import Insert

from egnatia.adapters.sql.errors import StoreError, StoreFull

#: Connections for readers, opened when first needed.
READERS = 4
#: RETURNING came with SQLite 3.35.
OLDEST_SQLITE = (3, 35)
#: What the design asks for; PostgreSQL 14 is maintained until November 2026.
OLDEST_POSTGRESQL = 15

#: The key of an advisory lock: the letters "egna".
_MIGRATING = 0x65676E61
_PATIENCE = 10  # seconds: whoever wants to read a table waits behind a migration that waits for it

_ERASED = "erased"
_BUSY_MS = 5000
#: A reader's page cache; the operating system's serves it as well, and a demo has a hundred readers.
_READER_KIB = 512
_WRITER_KIB = 2000
#: Pages to which the writer's cache may grow within one large transaction, such as an import: 64 MiB.
_LARGEST_CACHE = 16_000
#: Bytes to which the write-ahead log is cut back after a large transaction.
_LARGEST_LOG = 16 * 2**20
_PRAGMAS = (
    f"PRAGMA busy_timeout={_BUSY_MS}",
    f"PRAGMA cache_size=-{_READER_KIB}",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
)

#: What SQLite's primary result codes mean to a person (sqlite.org/rescode.html).
_MEANINGS = {
    sqlite3.SQLITE_FULL: "there is no space left",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
    sqlite3.SQLITE_NOTADB: "it is damaged, or is no database",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
    sqlite3.SQLITE_READONLY: "it may not be written",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_PERM: "access to it is denied",
    sqlite3.SQLITE_BUSY: "another program holds it",
    sqlite3.SQLITE_LOCKED: "another program holds it",
    sqlite3.SQLITE_CONSTRAINT: "what is to be written contradicts what is there",
}


#: What PostgreSQL's error codes, or their first two digits, mean to a person (its manual, appendix A).
_STATES = {
    "08": "the connection was lost",
    "23": _MEANINGS[sqlite3.SQLITE_CONSTRAINT],
    "28": _MEANINGS[sqlite3.SQLITE_PERM],
    "40": "it was too busy",
    "53": _MEANINGS[sqlite3.SQLITE_FULL],
    "25006": _MEANINGS[sqlite3.SQLITE_READONLY],
    "55P03": "somebody holds one of its tables: end what runs on it (a dump, another session), then try again",
    "57P01": "the server is stopping",
    "57P02": "the server is stopping",
    "57P03": "the server is starting",
    "P0001": _MEANINGS[sqlite3.SQLITE_CONSTRAINT],
}
#: Two transactions contradicted each other.
_CONTRADICTED = ("40001", "40P01")
#: The connection was lost; the server is stopping; the writer paused too long.
_LOST = ("08", "57P", "25P03")
#: How long a writer may pause within a transaction before a server ends it.
_LONGEST_PAUSE = "60s"


def database_errors(dialect: Dialect) -> tuple[type[Exception], ...]:
    """Return all that a database's failure can raise, through SQLAlchemy or from the driver itself."""
    assert dialect.loaded_dbapi is not None  # noqa: S101 - an engine has a driver
    return (DBAPIError, PoolTimeoutError, dialect.loaded_dbapi.Error)


def insert_new(dialect: str, table: Table) -> Insert:
    """Build an insert that leaves rows that are there already as they are.

    Args:
        dialect: SQLAlchemy's name of it.
        table: with a unique column or index.
    """
    if dialect == "postgresql":
        return postgresql_insert(table).on_conflict_do_nothing()
    return sqlite_insert(table).on_conflict_do_nothing()


def joined(dialect: str, column: ColumnElement[int]) -> ColumnElement[str]:
    """Join the numbers of all rows to one text, a comma between; null if there is no row."""
    comma: ColumnElement[str] = literal_column("','")
    if dialect == "postgresql":
        return func.string_agg(cast(column, Text), comma)
    return func.group_concat(column, comma)


def sqlite_engine(target: str, *, shared: bool) -> Engine:
    """Return an engine on an SQLite database.

    Args:
        target: a file's URI, or `:memory:`.
        shared: one connection serves all, as for a database in memory.
    """

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(target, uri=True, isolation_level=None, check_same_thread=False, cached_statements=256)

    size = 1 if shared else READERS + 1
    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=size, max_overflow=0, query_cache_size=120
    )
    event.listen(engine, "connect", _prepare)
    return engine


def postgresql_engine(url: URL) -> Engine:
    """Return an engine on a database of PostgreSQL's that begins and commits what it is told to, and nothing else."""
    return create_engine(url, isolation_level="AUTOCOMMIT", pool_pre_ping=True, query_cache_size=120)


def reading_only(engine: Engine) -> Engine:
    """Return the same engine for who reads one state of the database through SQLAlchemy."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def migrating(engine: Engine) -> Engine:
    """Return the same engine for migrations: each statement sees what others committed before it."""
    return engine.execution_options(isolation_level="READ COMMITTED")


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Set up a new connection; it reads only until `make_writer` says otherwise."""
    cursor = connection.cursor()
    for pragma in (*_PRAGMAS, "PRAGMA query_only=ON"):
        cursor.execute(pragma)
    cursor.close()


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """Read within one consistent state of the database."""
    with _begun(connection, "BEGIN"):
        yield


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Write, all or nothing; the lock is taken at once, so that no writer has to give up half-way."""
    with _begun(connection, "BEGIN IMMEDIATE"):
        yield


@contextmanager
def _begun(connection: Connection, begin: str) -> Iterator[None]:
    # The driver begins nothing by itself (isolation_level None). A listener to SQLAlchemy's own event would do, but
    # an engine with listeners pays for them in every statement.
    with connection.begin():
        if connection.dialect.name == "sqlite":
            raw_of(connection).execute(begin)
        yield


def begin_reading(connection: Connection) -> None:
    """Begin to read one state of the database, whatever is written meanwhile."""
    raw_of(connection).execute(_READING[connection.dialect.name])


def begin_alone(connection: Connection) -> None:
    """Begin to write, when nobody else writes: on a server, whoever does so in another process.

    After LOCK TABLE a transaction sees all that was committed while it waited (PostgreSQL's manual, 13.2.2 and the page
    on LOCK), which it would not after an advisory lock.
    """
    raw_of(connection).execute(_WRITING[connection.dialect.name])


def prepare_writer(connection: Connection) -> None:
    """Let a server end a writer that was stopped in the middle, for whom all others would wait."""
    if connection.dialect.name == "postgresql":
        raw_of(connection).execute(f"SET idle_in_transaction_session_timeout = '{_LONGEST_PAUSE}'")


_READING = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
_WRITING = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE checkpoint IN SHARE ROW EXCLUSIVE MODE",
}


def make_writer(connection: Connection, *, durable: bool) -> None:
    """Make a connection the writer of its database.

    Args:
        connection: of an SQLite engine, with no transaction begun.
        durable: use the write-ahead log; not for a database in memory.
    """
    raw = raw_of(connection)
    raw.execute("PRAGMA query_only=OFF")
    raw.execute(f"PRAGMA cache_size=-{_WRITER_KIB}")
    raw.execute(f"PRAGMA cache_spill={_LARGEST_CACHE}")
    if durable:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute(f"PRAGMA journal_size_limit={_LARGEST_LOG}")


def raw_of(connection: Connection) -> Any:  # noqa: ANN401 - SQLAlchemy types no driver
    """Return the driver's connection, for what needs no compiling."""
    return connection.connection.dbapi_connection


def copy_sqlite(source: Connection, target: Connection) -> None:
    """Copy one SQLite database over another, page by page."""
    raw_of(source).backup(raw_of(target))


def note_erasure(connection: Connection) -> None:
    """Remember that this transaction erases, so that `empty_log` has something to do after the commit."""
    connection.info[_ERASED] = True


def empty_log(connection: Connection) -> None:
    """Empty SQLite's write-ahead log if erased data may still stand in it; if a reader is in the way, next time."""
    if connection.dialect.name != "sqlite" or not connection.info.get(_ERASED):
        return
    raw = raw_of(connection)
    raw.execute("PRAGMA busy_timeout=0")
    busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    raw.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    connection.info[_ERASED] = bool(busy)


def may_pass(error: Exception) -> bool:
    """Tell whether a failure on a database server may be gone when the work is run again."""
    return _state(error).startswith(_CONTRADICTED) or was_lost(error)


def was_lost(error: Exception) -> bool:
    """Tell whether the connection to a database server was lost, or not made at all."""
    if _state(error).startswith(_LOST) or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return True
    # Of a connection that fails, libpq has words but no code.
    cause = _cause(error)
    operational = any(sort.__name__ == OperationalError.__name__ for sort in type(cause).__mro__)
    return operational and getattr(cause, "sqlstate", "") is None


def _state(error: Exception) -> str:
    return getattr(_cause(error), "sqlstate", None) or ""


def store_error(error: Exception, name: str) -> StoreError:
    """Say in one sentence what a database's error means.

    Args:
        error: one of `database_errors`.
        name: what the database is called: its file, or its address without a password.
    """
    cause = _cause(error)
    meaning = _meaning(cause)
    detail = f" ({cause})" if meaning == _MEANINGS[sqlite3.SQLITE_CONSTRAINT] else ""
    sort = StoreFull if meaning == _MEANINGS[sqlite3.SQLITE_FULL] else StoreError
    return sort(f"database {name}: {meaning}{detail}")


def _cause(error: Exception) -> BaseException:
    """Return what the driver raised."""
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def _meaning(cause: BaseException) -> str:
    code, state = getattr(cause, "sqlite_errorcode", None), getattr(cause, "sqlstate", None)
    if code is not None:
        return _MEANINGS.get(code & 0xFF, str(cause))
    if state is not None:
        return _STATES.get(state) or _STATES.get(state[:2]) or str(cause)
    return _unreached(str(cause)) if hasattr(cause, "sqlstate") else str(cause)


def _unreached(words: str) -> str:
    """Say what libpq says, in several lines, of a connection that was not made or was lost."""
    first = next(iter(words.splitlines()), "")
    if "FATAL:" in first:
        return f"the server refuses: {first.partition('FATAL:')[2].strip()}"
    if "failed: " in first or "resolve host" in first:
        return f"the server cannot be reached ({first.rpartition('failed: ')[2]})"
    return _STATES["08"] if "connection" in first else words


def check_server(connection: Connection, name: str, oldest: int = OLDEST_POSTGRESQL) -> None:
    """Refuse a server that is too old or confirms what is not on its disk, or a database that lacks scripts.

    Raises:
        StoreError: it is one of these.
    """
    raw: Any = connection.connection.dbapi_connection
    version, encoding = raw.info.server_version // 10000, raw.info.parameter_status("server_encoding")
    if version < oldest:
        raise StoreError(f"database {name}: PostgreSQL {version} is too old; {oldest} is the oldest that will do")
    if encoding != "UTF8":
        raise StoreError(f"database {name}: its encoding is {encoding}; create it with ENCODING 'UTF8'")
    if connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "off":
        raise StoreError(f"database {name}: synchronous_commit is off: what it confirms may be lost; switch it on")


def migrate_alone(connection: Connection) -> None:
    """Let others that start wait until this transaction has brought it up; wait for nobody who holds a table long."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}s'")


def look_before_commit(connection: Connection) -> tuple[str | None, str | None]:
    """Return a transaction's number, if it wrote anything, and the version of the tables; of a server's only."""
    if connection.dialect.name != "postgresql":
        return None, None
    cursor = connection.connection.cursor()
    cursor.execute("SELECT pg_current_xact_id_if_assigned()::text, (SELECT version_num FROM alembic_version)")
    number, version = cursor.fetchone() or (None, None)
    return number, version


def was_committed(connection: Connection, number: str) -> bool | None:
    """Tell whether a transaction, whose connection was lost as it was to end, was kept; None: it has not ended yet."""
    status = connection.exec_driver_sql("SELECT pg_xact_status(%(number)s::xid8)", {"number": number}).scalar()
    return None if status == "in progress" else status == "committed"


def guard_entries(connection: Connection) -> None:
    """Let the database itself refuse to change or delete an entry of the log: a bar against mistakes, not intent."""
    for statement in _GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def drop_guards(connection: Connection) -> None:
    """Take away what `guard_entries` made beside a table that is gone, on a server."""
    connection.exec_driver_sql("DROP FUNCTION refuse_change()")


def number_on(connection: Connection, table: Table) -> None:
    """Let the database number further rows of a table after those that were copied into it with their numbers."""
    column = table.autoincrement_column
    if connection.dialect.name == "postgresql" and column is not None:
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', '{column.name}'), "  # noqa: S608 - our own names
            f'(SELECT max({column.name}) FROM "{table.name}"))'
        )


_CHANGED = "an entry of the ledger is never changed"
_GUARDED = "act, at, body, leaf_hash, no"
_GUARDS = {
    "sqlite": (
        f"""CREATE TRIGGER entry_unchanged BEFORE UPDATE OF {_GUARDED} ON entry
        BEGIN SELECT RAISE(ABORT, '{_CHANGED}'); END""",
        f"""CREATE TRIGGER entry_stays BEFORE UPDATE OF place ON entry WHEN OLD.place IS NOT NULL
        BEGIN SELECT RAISE(ABORT, '{_CHANGED}'); END""",
        f"CREATE TRIGGER entry_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, '{_CHANGED}'); END",
    ),
    "postgresql": (
        f"""CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{_CHANGED}'; END $$""",
        f"""CREATE TRIGGER entry_unchanged BEFORE UPDATE OF {_GUARDED} ON entry
        FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
        """CREATE TRIGGER entry_stays BEFORE UPDATE OF place ON entry
        FOR EACH ROW WHEN (OLD.place IS NOT NULL) EXECUTE FUNCTION refuse_change()""",
        "CREATE TRIGGER entry_kept BEFORE DELETE ON entry FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    ),
}
