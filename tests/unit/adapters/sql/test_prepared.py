"""Prepared statements: the SQL of either database, and no parameter forgotten."""

import pytest
from sqlalchemy import Connection, Dialect, bindparam, select, update
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from tests.unit.model.samples import MORNING

from egnatia.adapters.sql import inbox, outbox, records
from egnatia.adapters.sql.dialect import insert_new, make_writer, sqlite_engine, transaction
from egnatia.adapters.sql.prepared import Prepared, PreparedList
from egnatia.adapters.sql.tables import CHECKPOINT, INBOX, METADATA, OUTBOX

_SQLITE: Dialect = SQLiteDialect_pysqlite()
_POSTGRESQL: Dialect = PGDialect_psycopg()  # type: ignore[no-untyped-call]

_SIZES = PreparedList(
    lambda sizes: select(CHECKPOINT.c.size).where(CHECKPOINT.c.size.in_(sizes)).order_by(CHECKPOINT.c.size)
)


@pytest.fixture
def connection() -> Connection:
    """A connection with the tables."""
    connection = sqlite_engine(":memory:", shared=True).connect()
    make_writer(connection, durable=False)
    with transaction(connection):
        METADATA.create_all(connection)
    return connection


def sql_of(prepared: Prepared, dialect: Dialect) -> str:
    return prepared._for(dialect).sql


def add(connection: Connection, *sizes: int) -> None:
    rows = [{"size": size, "at": MORNING, "root": b"r", "note": "n"} for size in sizes]
    Prepared(CHECKPOINT.insert()).run_many(connection, rows)


def test_rows_come_back_by_name_with_their_types(connection: Connection) -> None:
    add(connection, 7)
    row = Prepared(select(CHECKPOINT)).get(connection)
    assert row._asdict() == {"size": 7, "at": MORNING, "root": b"r", "note": "n"}


def test_no_row_is_none(connection: Connection) -> None:
    assert Prepared(select(CHECKPOINT)).one(connection) is None


@pytest.mark.parametrize("length", [0, 1, 16, 17, 64, 200])
def test_a_list_of_any_length_finds_its_rows(connection: Connection, length: int) -> None:
    add(connection, *range(300))
    wanted = list(range(length))
    assert [row.size for row in _SIZES.all(connection, wanted)] == wanted


@pytest.mark.parametrize("given", [{}, {"of_size": 1, "other": 2}, {"misspelt": 1}])
def test_a_forgotten_or_misspelt_parameter_is_refused(connection: Connection, given: dict[str, int]) -> None:
    statement = Prepared(select(CHECKPOINT).where(CHECKPOINT.c.size == bindparam("of_size")))
    with pytest.raises(TypeError, match="param"):
        statement.one(connection, **given)


def test_values_of_the_statement_itself_need_not_be_given(connection: Connection) -> None:
    add(connection, 7)
    statement = Prepared(update(CHECKPOINT).where(CHECKPOINT.c.size == bindparam("of_size")).values(note="changed"))
    assert statement.run(connection, of_size=8) == 0
    assert statement.run(connection, of_size=7) == 1
    assert Prepared(select(CHECKPOINT)).get(connection).note == "changed"


def test_what_is_there_already_is_left_on_either_database() -> None:
    for dialect in (_SQLITE, _POSTGRESQL):
        assert sql_of(inbox._ACCEPT, dialect).split("RETURNING")[0].strip().endswith("ON CONFLICT DO NOTHING")
    assert str(insert_new("sqlite", INBOX)).startswith("INSERT INTO inbox")


def test_senders_on_postgresql_skip_what_others_are_taking() -> None:
    assert sql_of(outbox._DUE, _POSTGRESQL).endswith("FOR UPDATE SKIP LOCKED")
    assert "FOR UPDATE" not in sql_of(outbox._DUE, _SQLITE)


def test_every_value_that_postgresql_wants_by_name_is_given() -> None:
    ready = outbox._DELIVERED._for(_POSTGRESQL)
    values = ready.values({"of_message": "m", "at": MORNING, "signed": "s"})
    assert values.items() >= {"of_message": "m", "open": False, "body": "{}", "signed": "s"}.items()
    assert ready.sql % dict.fromkeys(values, "?") == sql_of(outbox._DELIVERED, _POSTGRESQL) % dict.fromkeys(values, "?")
    assert OUTBOX.name in ready.sql


def test_a_record_that_is_added_on_postgresql_returns_its_number() -> None:
    assert sql_of(records._ADD, _POSTGRESQL).endswith("ON CONFLICT DO NOTHING RETURNING record.no")
