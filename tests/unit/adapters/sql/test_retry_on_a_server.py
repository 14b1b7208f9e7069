"""Writing on a database server: works share a commit, and one process writes at a time."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from psycopg import sql
from sqlalchemy import make_url
from tests.twins.postgresql import Server
from tests.unit.adapters.sql.gate import PATIENCE, Gate, appending, entries_in
from tests.unit.adapters.sql.samples import ACCEPTED, an_entry, run

from egnatia.adapters.sql import dialect
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.ports import Transaction

pytestmark = pytest.mark.postgresql


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Threads that write at once."""
    with ThreadPoolExecutor(max_workers=20) as pool:
        yield pool


@pytest.fixture
def other(blank_database: str, in_postgresql: SqlStore) -> Iterator[SqlStore]:
    """The same database, as another process has it open."""
    assert in_postgresql
    opened = open_store(blank_database)
    yield opened
    opened.close()


def number_of(tx: Transaction) -> int:
    """Return the number of the transaction that the work runs in."""
    return int(run(tx, "SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint)").scalar_one())


def test_works_that_queue_share_one_transaction(in_postgresql: SqlStore, threads: ThreadPoolExecutor) -> None:
    gate = Gate(in_postgresql, threads)
    futures = gate.queue([number_of] * 10)
    gate.open()
    assert len({future.result(PATIENCE) for future in futures}) == 1


def test_a_work_that_fails_leaves_nothing_and_disturbs_nobody(
    in_postgresql: SqlStore, threads: ThreadPoolExecutor
) -> None:
    def failing(tx: Transaction) -> int:
        tx.ledger.append([an_entry(99)])
        raise LookupError("of its own")

    gate = Gate(in_postgresql, threads)
    futures = gate.queue([appending(1), failing, appending(2)])
    gate.open()
    assert (futures[0].result(PATIENCE), futures[2].result(PATIENCE)) == (1, 2)
    with pytest.raises(LookupError, match="of its own"):
        futures[1].result(PATIENCE)
    assert entries_in(in_postgresql) == 2


def test_a_work_that_breaks_a_rule_of_the_database_fails_alone(
    in_postgresql: SqlStore, threads: ThreadPoolExecutor
) -> None:
    def breaking(tx: Transaction) -> int:
        return int(run(tx, "INSERT INTO tree_node VALUES (1, NULL)").rowcount)

    gate = Gate(in_postgresql, threads)
    futures = gate.queue([appending(1), breaking, appending(2)])
    gate.open()
    assert (futures[0].result(PATIENCE), futures[2].result(PATIENCE)) == (1, 2)
    with pytest.raises(StoreError, match="contradicts what is there"):
        futures[1].result(PATIENCE)
    assert entries_in(in_postgresql) == 2


def test_a_work_reads_what_works_before_it_in_the_group_wrote(
    in_postgresql: SqlStore, threads: ThreadPoolExecutor
) -> None:
    accept: Callable[[Transaction], int] = lambda tx: int(tx.inbox.accept(ACCEPTED))  # noqa: E731 - the same, twice
    gate = Gate(in_postgresql, threads)
    futures = gate.queue([accept, accept])
    gate.open()
    assert [future.result(PATIENCE) for future in futures] == [1, 0]


def test_another_process_waits_for_its_turn_and_then_sees_what_was_written(
    in_postgresql: SqlStore, other: SqlStore, threads: ThreadPoolExecutor
) -> None:
    entered, leave = Event(), Event()

    def slow(tx: Transaction) -> None:
        entered.set()
        assert leave.wait(PATIENCE)
        tx.ledger.append([an_entry(1)])

    first = threads.submit(in_postgresql.write, slow)
    assert entered.wait(PATIENCE)
    second = threads.submit(other.write, lambda tx: tx.ledger.head().unsequenced)
    assert not second.done()
    leave.set()
    first.result(PATIENCE)
    assert second.result(PATIENCE) == 1


def test_many_writers_in_two_processes_lose_nothing(
    in_postgresql: SqlStore, other: SqlStore, threads: ThreadPoolExecutor
) -> None:
    def twice(tx: Transaction) -> None:
        before = tx.ledger.head().unsequenced
        tx.ledger.append([an_entry(before)])

    futures = [threads.submit(store.write, twice) for _ in range(60) for store in (in_postgresql, other)]
    for future in futures:
        future.result(PATIENCE)
    assert entries_in(other) == 120


def test_connections_that_were_cut_between_works_are_replaced(postgresql: Server, database: str) -> None:
    store = open_store(database)
    store.write(appending(1))
    assert entries_in(store) == 1
    assert postgresql.cut(database) >= 2
    assert entries_in(store) == 1
    store.write(appending(2))
    assert entries_in(store) == 2
    store.close()


def test_a_writer_that_stopped_in_the_middle_does_not_hold_up_others_for_ever(
    postgresql: Server, database: str, monkeypatch: pytest.MonkeyPatch, threads: ThreadPoolExecutor
) -> None:
    monkeypatch.setattr(dialect, "_LONGEST_PAUSE", "200ms")
    stuck, well, leave = open_store(database), open_store(database), Event()
    entered = Event()

    def stop(_tx: Transaction) -> None:
        entered.set()
        assert leave.wait(PATIENCE)

    first = threads.submit(stuck.write, stop)
    assert entered.wait(PATIENCE)
    assert threads.submit(well.write, appending(1)).result(PATIENCE) == 1
    leave.set()
    first.result(PATIENCE)  # what it was about to do is done again, on a new connection
    assert entries_in(well) == 1
    name = make_url(database).database or ""
    assert postgresql.run(sql.SQL("SELECT count(*) FROM pg_stat_activity WHERE datname = %s"), name) != [(0,)]
    for store in (stuck, well):
        store.close()
