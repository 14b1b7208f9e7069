"""The migrations lead to exactly the tables that `tables.py` describes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, make_url, text
from tests.twins.postgresql import Server

from egnatia.adapters.sql import schema
from egnatia.adapters.sql.dialect import (
    guard_entries,
    make_writer,
    migrating,
    postgresql_engine,
    sqlite_engine,
    transaction,
)
from egnatia.adapters.sql.schema import found_version, known_versions, migrate, needed_version
from egnatia.adapters.sql.tables import METADATA
from egnatia.model.kinds import KINDS

#: The design's list, what witnesses say, imports (ADR 0090), what protects the people concerned (ADR 0083, 0084), and
#: messages from desk to desk (ADR 0054).
_TABLES = (
    "record statement term holding question answer outbox inbox case_member case_item entry tree_node checkpoint "
    "account blob import witnessed probe access_request credential ticket dispatch watch"
)


#: What a migration takes away on purpose: data that came without the conditions of their use (ADR 0085).
_TAKEN_AWAY = {("answer", "properties")}
_MIGRATIONS = str(Path(schema.__file__).parent / "migrations")


@pytest.fixture
def empty() -> Iterator[Connection]:
    """A connection to an empty database of SQLite's."""
    with sqlite_engine(":memory:", shared=True).connect() as connection:
        make_writer(connection, durable=False)
        yield connection


@pytest.fixture
def empty_server(postgresql: Server) -> Iterator[Connection]:
    """A connection to an empty database of a server's."""
    address = postgresql.database()
    engine = migrating(postgresql_engine(make_url(address)))
    with engine.connect() as connection:
        yield connection
    engine.dispose()
    postgresql.drop(address)


@pytest.fixture(params=["empty", pytest.param("empty_server", marks=pytest.mark.postgresql)])
def either(request: pytest.FixtureRequest) -> Connection:
    """A connection to an empty database of either sort."""
    connection: Connection = request.getfixturevalue(request.param)
    return connection


def migrated_to(connection: Connection, revision: str) -> Connection:
    config = Config()
    config.set_main_option("script_location", _MIGRATIONS)
    config.attributes["connection"] = connection
    with transaction(connection):
        command.upgrade(config, revision)
    return connection


def filled(connection: Connection) -> dict[str, dict[str, Any]]:
    """Put a row into every table, whatever its columns are; returns the rows."""
    values: dict[type, Any] = {str: "the same", int: 1, bool: True, bytes: b"bytes"}
    found = MetaData()
    found.reflect(connection)
    connection.rollback()
    rows = {
        table.name: {column.name: values[column.type.python_type] for column in table.columns}
        for table in found.sorted_tables
        if table.name != "alembic_version"
    }
    with transaction(connection):
        for table in found.sorted_tables:
            if table.name in rows:
                connection.execute(table.insert().values(rows[table.name]))
    return rows


#: Tables that were never written before the version that made them anew.
_MADE_ANEW = {"blob": "0014"}


def rows_of(connection: Connection) -> dict[str, dict[str, Any]]:
    """Return the one row of every table that has one."""
    found = MetaData()
    found.reflect(connection)
    rows = {table.name: connection.execute(table.select()).mappings().all() for table in found.sorted_tables}
    connection.rollback()
    return {name: dict(several[0]) for name, several in rows.items() if len(several) == 1}


def migrated(connection: Connection) -> Connection:
    with transaction(connection):
        migrate(connection)
    return connection


def statements_of(connection: Connection) -> set[str]:
    """Return all that makes up a database, in one spelling."""
    found = connection.execute(text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")).scalars()
    return {
        ",".join(sorted(re.sub(r"\s+", " ", statement).replace("( ", "(").split(",")))
        for statement in found
        if "alembic_version" not in statement
    }


def test_the_tables_are_those_of_the_design() -> None:
    assert set(METADATA.tables) == set(_TABLES.split())


@pytest.mark.slow
def test_migrations_and_tables_agree(either: Connection) -> None:
    context = MigrationContext.configure(migrated(either), opts={"compare_type": True})
    assert compare_metadata(context, METADATA) == []


@pytest.mark.slow
def test_migrations_write_the_very_statements_of_the_tables(empty: Connection) -> None:
    made = sqlite_engine(":memory:", shared=True).connect()
    make_writer(made, durable=False)
    with transaction(made):
        METADATA.create_all(made)
        guard_entries(made)
    assert statements_of(migrated(empty)) == statements_of(made)


@pytest.mark.slow
@pytest.mark.parametrize("revision", sorted(known_versions()))
def test_a_database_of_every_version_is_brought_up_with_all_that_is_in_it(either: Connection, revision: str) -> None:
    rows = filled(migrated_to(either, revision))
    found = rows_of(migrated(either))
    assert found_version(either) == needed_version()
    for table, row in rows.items():
        if table in _MADE_ANEW and revision < _MADE_ANEW[table]:
            continue
        kept = {name: value for name, value in row.items() if (table, name) not in _TAKEN_AWAY}
        assert {name: found[table][name] for name in kept} == kept
        assert all(value is None for name, value in found[table].items() if name not in row)


def test_migrations_are_one_line_from_the_first_to_the_newest() -> None:
    line = list(ScriptDirectory(_MIGRATIONS).walk_revisions())
    assert [script.down_revision for script in line] == [*(script.revision for script in line[1:]), None]
    assert [script.revision for script in line] == [f"{number:04}" for number in range(len(line), 0, -1)]
    assert not any(script.dependencies for script in line)


@pytest.mark.slow
def test_a_database_knows_its_version(either: Connection) -> None:
    assert found_version(either) is None
    either.rollback()
    assert found_version(migrated(either)) == needed_version()
    assert needed_version() in known_versions()


def test_a_migration_that_fails_leaves_nothing(either: Connection) -> None:
    either.exec_driver_sql("CREATE TABLE entry (in_the_way TEXT)")
    either.commit()
    with pytest.raises(Exception, match=r"entry.* already exists"), transaction(either):
        migrate(either)
    assert inspect(either).get_table_names() == ["entry"]


def test_no_kind_of_record_is_called_as_another_sort_of_row() -> None:
    assert not {"statement", "entry", "source", "refers", "view"} & KINDS.keys()
