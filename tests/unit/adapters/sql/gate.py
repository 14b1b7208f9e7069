"""Works that queue behind a leader who is held, so that they come to share a commit."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

from tests.unit.adapters.sql.samples import an_entry

from egnatia.adapters.sql.group import GroupCommit
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.ports import Transaction

PATIENCE = 20.0


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
        assert self._entered.wait(PATIENCE)

    def _hold(self, _tx: Transaction) -> None:
        self._entered.set()
        assert self._opened.wait(PATIENCE)

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
        self._first.result(PATIENCE)
