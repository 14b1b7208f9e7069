"""Forms that came before: a double press, or a page that is loaded again, does nothing twice."""

from collections import OrderedDict
from threading import Lock
from typing import Final

#: How many forms are remembered; a second press comes within seconds.
_KEPT: Final = 10_000


class Once:
    """The marks of the forms that were carried out or are under way; used by many threads. A restart forgets them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._marks: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def take(self, mark: str) -> bool:
        """Let a form with this mark through, the first time only. A form without a mark always gets through."""
        with self._lock:
            if mark and mark in self._marks:
                return False
            if mark:
                self._marks[mark] = None
            while len(self._marks) > _KEPT:
                self._marks.popitem(last=False)
        return True

    def give_back(self, mark: str) -> None:
        """Let a form come again that was refused: nothing was done."""
        with self._lock:
            self._marks.pop(mark, None)
