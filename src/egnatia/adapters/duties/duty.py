"""A duty: work that is done soon after there is some, and from time to time in any case."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread

from egnatia.adapters.clock.system import CHANCE

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When a duty is done; all in seconds."""

    gather: float  #: After being woken, wait so long for more of the same.
    at_latest: float  #: Unwoken, it is done after so long.
    jitter: float = 0.0  #: Up to so much longer, by chance, so that many do not do it at the same moment.
    hands: int = 1  #: Threads; with more than one, a slow round holds nobody up.


class Duty:
    """Work in threads of its own, until it is stopped."""

    def __init__(self, name: str, work: Callable[[], object], rhythm: Rhythm) -> None:
        """Set the work up; `start` begins it."""
        self._name = name
        self._work = work
        self._rhythm = rhythm
        self._woken = Event()
        self._stopped = Event()
        self._threads = [Thread(target=self._run, name=name, daemon=True) for _ in range(rhythm.hands)]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Say that there is work."""
        if not self._woken.is_set():
            self._woken.set()

    def stop(self) -> None:
        """End the duty, and wait for the round that is under way."""
        self._stopped.set()
        self._woken.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._woken.wait(self._rhythm.at_latest)
            jitter = self._rhythm.jitter * CHANCE.random()
            if self._stopped.wait(self._rhythm.gather + jitter):
                return
            self._woken.clear()
            self._do()

    def _do(self) -> None:
        try:
            self._work()
        except Exception:  # noqa: BLE001 - whatever failed, such as a full disk, may succeed in the next round
            _log.exception("%s failed; it will be tried again", self._name)
