"""Group commit: works of several threads share one transaction, and so one wait for the disk.

A thread hands its work to a queue. If nobody leads, it becomes the leader: it has all works that wait run and committed
once, and wakes the others after the commit. Meanwhile new works gather, and the first of them leads next. A work that
fails is rolled back alone; if the commit fails, all of the group fail and nothing is kept.
"""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Event, Lock, get_ident
from typing import Any, Generic, Protocol, TypeVar

from egnatia.adapters.sql.dialect import store_error
from egnatia.adapters.sql.errors import StoreError
from egnatia.casework.ports import Transaction

#: No more works than this share one commit, so that the first does not wait for ever.
LARGEST_GROUP = 256

_T = TypeVar("_T")


class Job(Generic[_T]):
    """One work on its way, and what became of it."""

    __slots__ = ("error", "settled", "turn", "value", "work")

    def __init__(self, work: Callable[[Transaction], _T]) -> None:
        self.work = work
        self.turn = Event()  #: Set when the work is settled, or when its thread is to lead.
        self.settled = False
        self.value: _T | None = None
        self.error: Exception | None = None


class Committer(Protocol):
    """Runs a group of works in one transaction; never two groups at once."""

    def commit(self, group: Sequence[Job[Any]]) -> None:
        """Note in each job what its work returned or raised, and return when that is durable.

        Raises:
            StoreError: nothing of the group was kept.
            Exception: a database's error, with the same meaning.
        """
        ...

    def close(self) -> None:
        """Give back what is held."""
        ...


class GroupCommit:
    """The one writer of this process, shared by all threads."""

    def __init__(self, committer: Committer, errors: tuple[type[Exception], ...], name: str) -> None:
        """Write by a committer, whose database raises these errors and is called so."""
        self._committer = committer
        self._errors = errors
        self._name = name
        self._mutex = Lock()
        self._queue: deque[Job[Any]] = deque()
        self._led = False
        self._leader = 0

    def run(self, work: Callable[[Transaction], _T]) -> _T:
        """Run a work in the next transaction and return what it returned, once that is durable.

        Raises:
            StoreError: the database failed; nothing of the work was kept.
            Exception: what the work itself raised; nothing of it was kept.
        """
        if self._leader == get_ident():
            raise StoreError("a write within a write: a work acts on its transaction only")
        job = Job(work)
        if self._waits(job):
            self._wait(job)
        if not job.settled:
            self._lead()
        if job.error is not None:
            raise job.error
        return job.value  # type: ignore[return-value] # a work that returned has a value

    def close(self) -> None:
        """Give back what is held."""
        self._committer.close()

    def _waits(self, job: Job[_T]) -> bool:
        """Queue a job; tell whether somebody else leads."""
        with self._mutex:
            self._queue.append(job)
            waits, self._led = self._led, True
        return waits

    def _wait(self, job: Job[_T]) -> None:
        try:
            job.turn.wait()
        except BaseException:  # an interrupt: the thread goes, so it must not be the one that is to lead
            self._leave(job)
            raise

    def _leave(self, job: Job[_T]) -> None:
        with self._mutex:
            if job not in self._queue:
                return
            self._queue.remove(job)
            if job.turn.is_set():
                self._promote()

    def _promote(self) -> None:
        """Let the first who waits lead, if anybody does; the caller holds the mutex."""
        self._led = bool(self._queue)
        if self._led:
            self._queue[0].turn.set()

    def _lead(self) -> None:
        with self._mutex:
            group = [self._queue.popleft() for _ in range(min(len(self._queue), LARGEST_GROUP))]
        self._leader = get_ident()
        try:
            self._committer.commit(group)
        except StoreError as error:
            _fail(group, error)
        except self._errors as error:
            _fail(group, store_error(error, self._name))
        except BaseException:  # an interrupt strikes the leader, but nobody may wait for ever
            _fail(group, StoreError(f"database {self._name}: the writer was interrupted"))
            raise
        finally:
            self._leader = 0
            self._hand_over(group)

    def _hand_over(self, group: list[Job[Any]]) -> None:
        """Let the first who waits lead next, then wake the group."""
        with self._mutex:
            self._promote()
        for job in group:
            job.settled = True
            job.turn.set()


def _fail(group: Sequence[Job[Any]], error: StoreError) -> None:
    for job in group:
        job.error = error
