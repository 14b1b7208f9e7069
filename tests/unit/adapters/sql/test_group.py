"""Group commit: works share a commit, fail alone, and nobody waits for ever."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from tests.unit.adapters.sql.gate import PATIENCE, Gate, appending, entries_in, group_of
from tests.unit.adapters.sql.samples import ACCEPTED, an_entry, connection_of, run

from egnatia.adapters.sql import dialect
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.group import LARGEST_GROUP, Job
from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.ports import Transaction


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Threads that write at once."""
    with ThreadPoolExecutor(max_workers=LARGEST_GROUP + 20) as pool:
        yield pool


def commits_of(store: SqlStore) -> list[str]:
    """Note every commit from now on."""
    seen: list[str] = []

    def note(statement: str) -> None:
        if statement.startswith("COMMIT"):
            seen.append(statement)

    store.write(lambda tx: raw_of(tx).set_trace_callback(note))
    seen.clear()
    return seen


def raw_of(tx: Transaction) -> sqlite3.Connection:
    raw: sqlite3.Connection = dialect.raw_of(connection_of(tx))
    return raw


def test_works_that_queue_share_one_commit(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    commits = commits_of(embedded)
    gate = Gate(embedded, threads)
    futures = gate.queue([appending(number) for number in range(40)])
    gate.open()
    assert [future.result(PATIENCE) for future in futures] == list(range(40))
    assert len(commits) == 2
    assert entries_in(embedded) == 40


@pytest.mark.slow
def test_a_group_is_no_larger_than_allowed(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    commits = commits_of(embedded)
    gate = Gate(embedded, threads)
    futures = gate.queue([appending(number) for number in range(LARGEST_GROUP + 1)])
    gate.open()
    assert [future.result(PATIENCE) for future in futures] == list(range(LARGEST_GROUP + 1))
    assert len(commits) == 3
    assert entries_in(embedded) == LARGEST_GROUP + 1


def test_a_work_that_fails_leaves_nothing_and_disturbs_nobody(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    def failing(tx: Transaction) -> int:
        tx.ledger.append([an_entry(99)])
        raise LookupError("of its own")

    gate = Gate(embedded, threads)
    futures = gate.queue([appending(1), failing, appending(2)])
    gate.open()
    assert (futures[0].result(PATIENCE), futures[2].result(PATIENCE)) == (1, 2)
    with pytest.raises(LookupError, match="of its own"):
        futures[1].result(PATIENCE)
    assert entries_in(embedded) == 2


def test_a_work_that_breaks_a_rule_of_the_database_fails_alone(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    gate = Gate(embedded, threads)
    futures = gate.queue([appending(1), lambda tx: run(tx, "INSERT INTO tree_node VALUES (1, NULL)"), appending(2)])
    gate.open()
    assert (futures[0].result(PATIENCE), futures[2].result(PATIENCE)) == (1, 2)
    with pytest.raises(StoreError, match="contradicts what is there"):
        futures[1].result(PATIENCE)
    assert entries_in(embedded) == 2


def test_if_the_transaction_is_lost_all_of_the_group_fail(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    def losing(tx: Transaction) -> int:
        raw_of(tx).execute("ROLLBACK")
        return 0

    gate = Gate(embedded, threads)
    futures = gate.queue([appending(1), losing, appending(2)])
    gate.open()
    for future in futures:
        with pytest.raises(StoreError, match="database"):
            future.result(PATIENCE)
    assert entries_in(embedded) == 0
    assert embedded.write(appending(3)) == 3


def test_if_a_work_fails_as_the_transaction_is_lost_all_of_the_group_fail(
    embedded: SqlStore, threads: ThreadPoolExecutor
) -> None:
    def losing(tx: Transaction) -> int:
        raw_of(tx).execute("ROLLBACK")
        raise LookupError("after the loss")

    gate = Gate(embedded, threads)
    futures = gate.queue([appending(1), losing])
    gate.open()
    for future in futures:
        with pytest.raises(StoreError, match="after the loss"):
            future.result(PATIENCE)
    assert entries_in(embedded) == 0


def test_an_interrupt_of_the_leader_leaves_nobody_waiting(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    def interrupted(_tx: Transaction) -> int:
        raise KeyboardInterrupt

    gate = Gate(embedded, threads)
    futures = gate.queue([interrupted, appending(1)])
    gate.open()
    with pytest.raises(KeyboardInterrupt):
        futures[0].result(PATIENCE)
    with pytest.raises(StoreError, match="interrupted"):
        futures[1].result(PATIENCE)
    assert embedded.write(appending(2)) == 2
    assert entries_in(embedded) == 1


def test_who_is_interrupted_while_waiting_lets_the_next_one_lead(
    embedded: SqlStore, threads: ThreadPoolExecutor
) -> None:
    gate, group, gone = Gate(embedded, threads), group_of(embedded), Job(appending(1))
    assert group._waits(gone)
    futures = gate.queue([appending(2)])
    gate.open()
    assert gone.turn.wait(PATIENCE)
    assert not futures[0].done()
    group._leave(gone)
    assert futures[0].result(PATIENCE) == 2
    assert entries_in(embedded) == 1


def test_who_is_interrupted_with_the_work_done_leaves_it_done(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    gate, group, gone = Gate(embedded, threads), group_of(embedded), Job(appending(1))
    futures = gate.queue([appending(2)])
    assert group._waits(gone)
    gate.open()
    assert futures[0].result(PATIENCE) == 2
    assert gone.turn.wait(PATIENCE)
    group._leave(gone)
    assert gone.settled
    assert embedded.write(appending(3)) == 3
    assert entries_in(embedded) == 3


def test_a_write_within_a_write_is_refused(embedded: SqlStore) -> None:
    with pytest.raises(StoreError, match="a write within a write"):
        embedded.write(lambda _tx: embedded.write(appending(1)))
    assert embedded.write(appending(2)) == 2


def test_a_work_reads_what_works_before_it_in_the_group_wrote(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    gate = Gate(embedded, threads)
    futures = gate.queue([lambda tx: int(tx.inbox.accept(ACCEPTED)), lambda tx: int(tx.inbox.accept(ACCEPTED))])
    gate.open()
    assert [future.result(PATIENCE) for future in futures] == [1, 0]


@pytest.mark.slow
def test_nobody_reads_what_is_not_committed(tmp_path: Path, threads: ThreadPoolExecutor) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'node.db'}")
    written, read = Event(), Event()

    def slow(tx: Transaction) -> None:
        tx.ledger.append([an_entry(1)])
        written.set()
        assert read.wait(PATIENCE)

    future = threads.submit(store.write, slow)
    assert written.wait(PATIENCE)
    assert entries_in(store) == 0
    read.set()
    future.result(PATIENCE)
    assert entries_in(store) == 1
    store.close()
