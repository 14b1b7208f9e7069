"""Standing by: of several processes of a node one serves programs and people; if it ends, another one takes over."""

import logging
import threading
from collections.abc import Sequence
from typing import Final, Protocol

from egnatia.bootstrap import NodeError, Turn

#: How often a process that stands by looks whether the first one is still there.
_LOOKS_EVERY: Final = 0.5

_log = logging.getLogger(__name__)


class Part(Protocol):
    """A port or a socket."""

    def start(self) -> None:
        """Listen; NodeError if the address is taken."""
        ...

    def stop(self) -> None:
        """Close it."""
        ...


class StandingBy:
    """Waits for the turn to serve programs and people, and then does. `start` and `stop` it once."""

    def __init__(self, turn: Turn, parts: Sequence[Part]) -> None:
        """Prepare; nothing is served yet."""
        self._turn = turn
        self._parts = parts
        self._served: list[Part] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._wait, name="standing by", daemon=True)

    def start(self) -> None:
        """Begin to wait."""
        self._thread.start()

    def stop(self) -> None:
        """End what is served, and wait no more."""
        self._stopped.set()
        self._thread.join()
        while self._served:
            self._served.pop().stop()
        self._turn.give()

    def _wait(self) -> None:
        while not self._stopped.is_set():
            if self._turn.take() and self._take_over():
                return
            self._stopped.wait(_LOOKS_EVERY)

    def _take_over(self) -> bool:
        """Serve what is not served yet; False if an address is not free yet, so that it is tried again."""
        try:
            for part in self._parts[len(self._served) :]:
                part.start()
                self._served.append(part)
        except NodeError as error:
            _log.warning("not taken over yet: %s", error)
            return False
        _log.warning("this process serves programs and people now")
        return True
