"""The one event loop of a process, in a thread of its own, and the threads that work for what comes in by it.

Everything else in a node is synchronous. Nodes in one process share a loop, so that 22 of them need no more threads
than one.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

import uvloop

from egnatia.adapters.http.errors import LineError

#: Threads that take requests in. They compute and wait for the disk in turn; more of them only fight for the
#: interpreter (16 cost a quarter more processor time a request than 4), fewer leave it idle while the disk works.
WORKERS = 4

_T = TypeVar("_T")


class Loop:
    """An event loop in its own thread; closed by its last user."""

    def __init__(self, workers: int = WORKERS) -> None:
        """Start the thread."""
        self.workers = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="door")
        self._loop = uvloop.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="line", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Run a coroutine in the loop and wait for what it returns.

        Raises:
            LineError: the loop is closed.
            Exception: what the coroutine raised.
        """
        return self.begin(work).result()

    def begin(self, work: Coroutine[Any, Any, _T]) -> Future[_T]:
        """Begin a coroutine in the loop, and return where its outcome will be.

        Raises:
            LineError: the loop is closed.
        """
        if not self._thread.is_alive():
            work.close()
            raise LineError("the line is closed")
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def call(self, function: Callable[..., object], *arguments: object) -> None:
        """Have a function called in the loop's thread, soon.

        Raises:
            LineError: the loop is closed.
        """
        try:
            self._loop.call_soon_threadsafe(function, *arguments)
        except RuntimeError as error:
            raise LineError("the line is closed") from error

    def close(self) -> None:
        """End the tasks that are left, the threads, and the loop; a second time does nothing."""
        if not self._thread.is_alive():
            return
        self.run(_cancel_others())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self.workers.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


async def _cancel_others() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
