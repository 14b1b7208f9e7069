"""Group commit: works share a commit, fail alone, and nobody waits for ever."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from tests.unit.adapters.sql.samples import ACCEPTED, an_entry, connection_of, run

from egnatia.adapters.sql.dialect import raw_sqlite
from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.group import LARGEST_GROUP, GroupCommit, _Job
from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.ports import Transaction

_PATIENCE = 20.0


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Threads that write at once."""
    with ThreadPoolExecutor(max_workers=LARGEST_GROUP + 20) as pool:
        yield pool


def entries_in(store: SqlStore) -> int:
    return store.read(lambda tx: tx.ledger.head().unsequenced)


def appending(number: int) -> Callable[[Transaction], int]:
    def work(tx: Transaction) -> int:
        tx.ledger.append([an_entry(number)])
        return number

    return work


def group_of(store: SqlStore) -> GroupCommit:
    assert isinstance(store._writer, GroupCommit)
    return store._writer


class Gate:
    """Holds the first leader inside its work until all others have queued."""

    def __init__(self, store: SqlStore, threads: ThreadPoolExecutor) -> None:
        self._opened, self._entered = Event(), Event()
        self._store, self._threads = store, threads
        self._first = threads.submit(store.write, self._hold)
        assert self._entered.wait(_PATIENCE)

    def _hold(self, _tx: Transaction) -> None:
        self._entered.set()
        assert self._opened.wait(_PATIENCE)

    def queue(self, works: list[Callable[[Transaction], int]]) -> list[Future[int]]:
        """Queue works behind the leader, in this order."""
        futures = []
        for work in works:
            before = len(group_of(self._store)._queue)
            futures.append(self._threads.submit(self._store.write, work))
            while len(group_of(self._store)._queue) == before:
                threading.Event().wait(0.0005)
        return futures

    def open(self) -> None:
        """Let the leader go on."""
        self._opened.set()
        self._first.result(_PATIENCE)


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
    return raw_sqlite(connection_of(tx))


def test_works_that_queue_share_one_commit(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    commits = commits_of(embedded)
    gate = Gate(embedded, threads)
    futures = gate.queue([appending(number) for number in range(40)])
    gate.open()
    assert [future.result(_PATIENCE) for future in futures] == list(range(40))
    assert len(commits) == 2
    assert entries_in(embedded) == 40


def test_a_group_is_no_larger_than_allowed(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    commits = commits_of(embedded)
    gate = Gate(embedded, threads)
    futures = gate.queue([appending(number) for number in range(LARGEST_GROUP + 1)])
    gate.open()
    assert [future.result(_PATIENCE) for future in futures] == list(range(LARGEST_GROUP + 1))
    assert len(commits) == 3
    assert entries_in(embedded) == LARGEST_GROUP + 1


def test_a_work_that_fails_leaves_nothing_and_disturbs_nobody(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    def failing(tx: Transaction) -> int:
        tx.ledger.append([an_entry(99)])
        raise LookupError("of its own")

    gate = Gate(embedded, threads)
    futures = gate.queue([appending(1), failing, appending(2)])
    gate.open()
    assert (futures[0].result(_PATIENCE), futures[2].result(_PATIENCE)) == (1, 2)
    with pytest.raises(LookupError, match="of its own"):
        futures[1].result(_PATIENCE)
    assert entries_in(embedded) == 2


def test_a_work_that_breaks_a_rule_of_the_database_fails_alone(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    gate = Gate(embedded, threads)
    futures = gate.queue([appending(1), lambda tx: run(tx, "INSERT INTO blob VALUES ('x', NULL)"), appending(2)])
    gate.open()
    assert (futures[0].result(_PATIENCE), futures[2].result(_PATIENCE)) == (1, 2)
    with pytest.raises(StoreError, match="contradicts what is there"):
        futures[1].result(_PATIENCE)
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
            future.result(_PATIENCE)
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
            future.result(_PATIENCE)
    assert entries_in(embedded) == 0


def test_an_interrupt_of_the_leader_leaves_nobody_waiting(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    def interrupted(_tx: Transaction) -> int:
        raise KeyboardInterrupt

    gate = Gate(embedded, threads)
    futures = gate.queue([interrupted, appending(1)])
    gate.open()
    with pytest.raises(KeyboardInterrupt):
        futures[0].result(_PATIENCE)
    with pytest.raises(StoreError, match="interrupted"):
        futures[1].result(_PATIENCE)
    assert embedded.write(appending(2)) == 2
    assert entries_in(embedded) == 1


def test_who_is_interrupted_while_waiting_lets_the_next_one_lead(
    embedded: SqlStore, threads: ThreadPoolExecutor
) -> None:
    gate, group, gone = Gate(embedded, threads), group_of(embedded), _Job(appending(1))
    assert group._waits(gone)
    futures = gate.queue([appending(2)])
    gate.open()
    assert gone.turn.wait(_PATIENCE)
    assert not futures[0].done()
    group._leave(gone)
    assert futures[0].result(_PATIENCE) == 2
    assert entries_in(embedded) == 1


def test_who_is_interrupted_with_the_work_done_leaves_it_done(embedded: SqlStore, threads: ThreadPoolExecutor) -> None:
    gate, group, gone = Gate(embedded, threads), group_of(embedded), _Job(appending(1))
    futures = gate.queue([appending(2)])
    assert group._waits(gone)
    gate.open()
    assert futures[0].result(_PATIENCE) == 2
    assert gone.turn.wait(_PATIENCE)
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
    assert [future.result(_PATIENCE) for future in futures] == [1, 0]


def test_nobody_reads_what_is_not_committed(tmp_path: Path, threads: ThreadPoolExecutor) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'node.db'}")
    written, read = Event(), Event()

    def slow(tx: Transaction) -> None:
        tx.ledger.append([an_entry(1)])
        written.set()
        assert read.wait(_PATIENCE)

    future = threads.submit(store.write, slow)
    assert written.wait(_PATIENCE)
    assert entries_in(store) == 0
    read.set()
    future.result(_PATIENCE)
    assert entries_in(store) == 1
    store.close()
