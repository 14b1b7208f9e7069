"""While one process brings a server's database up, another one reads; a file is brought up before it is opened."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, make_url, select, text
from tests.twins.postgresql import Server
from tests.unit.adapters.sql.migrations.test_old_rows import Worked, lay, worked
from tests.unit.adapters.sql.test_schema import migrated_to
from tests.unit.casework.conftest import scene

from egnatia.adapters.sql.dialect import make_writer, migrating, postgresql_engine, sqlite_engine
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.schema import found_version, needed_version
from egnatia.adapters.sql.tables import RECORD

__all__ = ["scene", "worked"]

_OPEN = "import sys; from egnatia.adapters.sql.opening import open_store; open_store(sys.argv[1]).close()"
QUESTIONS = 5_000


@pytest.fixture
def old_server(postgresql: Server, worked: Worked) -> Iterator[tuple[str, Connection]]:
    """A server's database from before the pages of questions, with many of these; its address and a connection."""
    address = postgresql.database()
    engine = migrating(postgresql_engine(make_url(address)))
    [question] = worked.rows["question"]
    many = [{**question, "no": number, "id": f"{number:032x}"} for number in range(1, QUESTIONS)]
    with engine.connect() as connection:
        lay(migrated_to(connection, "0006"), "0006", {**worked.rows, "question": many, "answer": []})
        yield address, connection
    engine.dispose()
    postgresql.drop(address)


@pytest.mark.postgresql
def test_another_process_reads_on_while_one_brings_the_database_up(old_server: tuple[str, Connection]) -> None:
    address, connection = old_server
    reads, longest = 0, 0.0
    with subprocess.Popen([sys.executable, "-c", _OPEN, address]) as bringing_up:
        while bringing_up.poll() is None:
            begun = time.monotonic()
            assert connection.execute(select(func.count()).select_from(RECORD)).scalar()
            connection.rollback()
            reads, longest = reads + 1, max(longest, time.monotonic() - begun)
    assert (bringing_up.returncode, found_version(connection)) == (0, needed_version())
    assert reads > 10
    assert longest < 5


@pytest.mark.postgresql
def test_a_table_that_somebody_holds_is_not_waited_for_and_nothing_is_half_done(
    old_server: tuple[str, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("egnatia.adapters.sql.dialect._PATIENCE", 1)
    address, connection = old_server
    connection.execute(text("SELECT 1 FROM question LIMIT 1"))  # and the transaction stays open
    with pytest.raises(StoreError, match="somebody holds one of its tables"):
        open_store(address)
    connection.rollback()
    assert found_version(connection) == "0006"
    connection.rollback()
    open_store(address).close()
    assert found_version(connection) == needed_version()


@pytest.mark.postgresql
def test_two_processes_that_start_at_once_bring_it_up_once(old_server: tuple[str, Connection]) -> None:
    address, connection = old_server
    both = [subprocess.Popen([sys.executable, "-c", _OPEN, address]) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    assert found_version(connection) == needed_version()


@pytest.mark.slow
def test_a_file_is_brought_up_version_by_version_and_a_stop_in_between_is_made_up_for(
    worked: Worked, tmp_path: Path
) -> None:
    path = tmp_path / "node.db"
    with sqlite_engine(f"file:{path}?mode=rwc", shared=False).connect() as connection:
        make_writer(connection, durable=False)
        lay(migrated_to(connection, "0003"), "0003", worked.rows)
        migrated_to(connection, "0005")
    store = open_store(f"sqlite:///{path}")
    assert store.read(lambda tx: tx.records.get(worked.record))
    store.close()


@pytest.mark.slow
def test_a_database_of_a_newer_program_is_refused_by_its_version(tmp_path: Path) -> None:
    path = tmp_path / "node.db"
    open_store(f"sqlite:///{path}").close()
    with sqlite_engine(f"file:{path}?mode=rw", shared=False).connect() as connection:
        make_writer(connection, durable=False)
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    with pytest.raises(StoreError, match=r"node\.db: its version 9999 is newer than this program"):
        open_store(f"sqlite:///{path}")
