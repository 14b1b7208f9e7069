"""Opening a database of a server: what is no node's, or newer than the program, is named and left as it is."""

import pytest
from psycopg import sql
from sqlalchemy import make_url
from tests.twins.postgresql import Server, connected
from tests.unit.adapters.sql.samples import an_entry, run

from egnatia.adapters.sql import dialect
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.opening import create_store, open_store
from egnatia.adapters.sql.schema import needed_version

pytestmark = pytest.mark.postgresql


def test_any_way_to_write_its_address_will_do(database: str) -> None:
    for name in ("postgresql", "postgresql+psycopg", "postgresql+psycopg2"):
        address = make_url(database).set(drivername=name).render_as_string(hide_password=False)
        open_store(address).close()


def test_for_reading_only_nothing_can_be_written(database: str) -> None:
    store = open_store(database, readonly=True)
    with pytest.raises(StoreError, match="open for reading only"):
        store.write(lambda tx: tx.ledger.append([an_entry(1)]))
    with pytest.raises(StoreError, match="may not be written"):
        store.read(lambda tx: tx.ledger.append([an_entry(1)]))
    store.close()


def test_for_reading_only_an_empty_database_stays_empty(postgresql: Server) -> None:
    address = postgresql.database()
    with pytest.raises(StoreError, match=f"its version is none, not {needed_version()}; start the node first"):
        open_store(address, readonly=True)
    with connected(address) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    postgresql.drop(address)


def test_a_database_of_another_program_is_left_alone(postgresql: Server) -> None:
    address = postgresql.database()
    with connected(address) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    with pytest.raises(StoreError, match="belongs to another program"):
        open_store(address)
    postgresql.drop(address)


def test_an_older_program_refuses_a_database_that_a_newer_one_brought_up(database: str) -> None:
    with connected(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for readonly in (True, False):
        with pytest.raises(StoreError, match="its version 9999 is newer than this program"):
            open_store(database, readonly=readonly)


def test_an_older_program_that_still_runs_writes_no_more_when_a_newer_one_has_brought_it_up(database: str) -> None:
    store = open_store(database)
    store.write(lambda tx: tx.ledger.append([an_entry(1)]))
    with connected(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="its version 9999 is newer than this program"):
        store.write(lambda tx: tx.ledger.append([an_entry(2)]))
    assert store.read(lambda tx: tx.ledger.head()).unsequenced == 1
    store.close()


def test_a_database_that_cannot_hold_every_script_is_refused(postgresql: Server) -> None:
    postgresql.run(sql.SQL("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN2' LOCALE 'C'"))
    address = postgresql.url.set(database="latin").render_as_string(hide_password=False)
    with pytest.raises(StoreError, match="its encoding is LATIN2; create it with ENCODING 'UTF8'"):
        open_store(address)
    postgresql.drop(address)


def test_a_new_node_takes_an_empty_database_once(postgresql: Server) -> None:
    address = postgresql.database()
    create_store(address)
    with pytest.raises(StoreError, match="a node has it already"):
        create_store(address)
    postgresql.drop(address)


def test_a_server_that_is_too_old_is_refused(postgresql: Server) -> None:
    engine = dialect.postgresql_engine(postgresql.url)
    with (
        engine.connect() as connection,
        pytest.raises(StoreError, match=r"PostgreSQL \d+ is too old; 99 is the oldest"),
    ):
        dialect.check_server(connection, "x", oldest=99)
    engine.dispose()


def test_a_server_that_confirms_what_is_not_on_its_disk_is_refused(postgresql: Server, database: str) -> None:
    name = sql.Identifier(make_url(database).database or "")
    postgresql.run(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(name))
    with pytest.raises(StoreError, match="synchronous_commit is off: what it confirms may be lost"):
        open_store(database)


def test_readers_only_read_one_state(database: str) -> None:
    store = open_store(database)
    assert store.read(lambda tx: run(tx, "SHOW transaction_isolation").scalar_one()) == "repeatable read"
    assert store.read(lambda tx: run(tx, "SHOW transaction_read_only").scalar_one()) == "on"
    store.close()
