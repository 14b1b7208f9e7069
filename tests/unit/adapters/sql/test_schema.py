"""The migrations lead to exactly the tables that `tables.py` describes."""

import re
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, select, text
from tests.unit.model.samples import MORNING

from egnatia.adapters.sql import schema
from egnatia.adapters.sql.dialect import guard_entries, make_writer, sqlite_engine, transaction
from egnatia.adapters.sql.schema import found_version, known_versions, migrate, needed_version
from egnatia.adapters.sql.tables import CHECKPOINT, METADATA
from egnatia.model.kinds import KINDS

#: The design's list, what witnesses say, and imports (ADR 0090).
_TABLES = (
    "record statement term holding question answer outbox inbox case_member case_item entry tree_node checkpoint "
    "account blob import witnessed"
)


@pytest.fixture
def empty() -> Connection:
    """A connection to an empty database."""
    connection = sqlite_engine(":memory:", shared=True).connect()
    make_writer(connection, durable=False)
    return connection


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


def test_migrations_and_tables_agree(empty: Connection) -> None:
    context = MigrationContext.configure(migrated(empty), opts={"compare_type": True})
    assert compare_metadata(context, METADATA) == []


def test_migrations_write_the_very_statements_of_the_tables(empty: Connection) -> None:
    made = sqlite_engine(":memory:", shared=True).connect()
    make_writer(made, durable=False)
    with transaction(made):
        METADATA.create_all(made)
        guard_entries(made)
    assert statements_of(migrated(empty)) == statements_of(made)


def test_a_database_of_the_first_version_is_brought_up_with_what_is_in_it(empty: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    config.attributes["connection"] = empty
    with transaction(empty):
        command.upgrade(config, "0001")
        empty.execute(CHECKPOINT.insert().values(size=1, at=MORNING, root=b"root", note="kept"))
    migrated(empty)
    assert found_version(empty) == needed_version()
    assert empty.execute(select(CHECKPOINT.c.note)).scalars().all() == ["kept"]


def test_a_database_knows_its_version(empty: Connection) -> None:
    assert found_version(empty) is None
    empty.rollback()
    assert found_version(migrated(empty)) == needed_version()
    assert needed_version() in known_versions()


def test_a_migration_that_fails_leaves_nothing(empty: Connection) -> None:
    empty.exec_driver_sql("CREATE TABLE entry (in_the_way TEXT)")
    empty.rollback()
    with pytest.raises(Exception, match="entry already exists"), transaction(empty):
        migrate(empty)
    assert statements_of(empty) == {"CREATE TABLE entry (in_the_way TEXT)"}


def test_no_kind_of_record_is_called_as_another_sort_of_row() -> None:
    assert not {"statement", "entry", "source"} & KINDS.keys()
