"""A store in which somebody else writes between a reading and the writing that follows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from egnatia.casework.ports import Store, Transaction

_T = TypeVar("_T")


@dataclass
class Meddled:
    """The store of a node, with the hand that comes in between."""

    store: Store
    meddle: Callable[[], object]

    def read(self, work: Callable[[Transaction], _T]) -> _T:
        """Read, and let the other write."""
        found = self.store.read(work)
        self.meddle()
        return found

    def write(self, work: Callable[[Transaction], _T]) -> _T:
        """Write."""
        return self.store.write(work)
