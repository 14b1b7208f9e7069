"""The ports of what stands beside a big register: an index of names, and its DNA profiles in memory.

The index only proposes. What it names is read from the database, which alone knows what counts, and the engines judge.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from egnatia.match.engine import Properties, Term
from egnatia.model.identity import RecordId
from egnatia.model.kinds import Kind
from egnatia.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedRow:
    """An own, original version with the number of its row, as an index takes it."""

    no: int
    id: RecordId
    kind: Kind
    properties: Properties


class Numbered(Protocol):
    """The register by the numbers of its rows, which grow in the order in which they came."""

    def last(self) -> tuple[int, RecordId] | None:
        """Return the newest row; None if there is none."""
        ...

    def at(self, no: int) -> RecordId | None:
        """Return whose row a number is; None: nobody's."""
        ...

    def after(self, no: int, kinds: Sequence[str], limit: int) -> tuple[NumberedRow, ...]:
        """Return what may be answered with, of some kinds, after a number, in order; an open import's too."""
        ...

    def count(self, kind: str) -> int:
        """Count what may be answered with, of one kind; an open import's too."""
        ...

    def records(self, kind: str, numbers: Sequence[int]) -> tuple[Record, ...]:
        """Return those of the rows that may be answered with now, in the order of the numbers."""
        ...

    def refile(self, no: int, limit: int, terms: Callable[[Record], frozenset[Term]]) -> tuple[int | None, int]:
        """Give the records of the next rows after a number the keys that they have today.

        Returns:
            The number of the last of them, None if there was none; and how many had other keys.
        """
        ...

    def filed(self, version: str) -> int | None:
        """Return up to which row the register was filed by a version of the engines; None: nobody began."""
        ...

    def note_filed(self, version: str, no: int) -> None:
        """Note up to which row it was; what was noted of other versions goes."""
        ...


class Nearby(Protocol):
    """Names the rows of the register whose names or profiles are near to one that is asked for."""

    def nearest(self, kind: Kind, asked: Properties, limit: int) -> tuple[int, ...] | None:
        """Return the numbers of rows, nearest first; they may be out of date, but none that counts is left out.

        Returns:
            None if there is no index, or it has not come as far as the register: the blocking keys are to be used.
        """
        ...


class NoIndex:
    """A small register, which needs no index."""

    def nearest(self, kind: Kind, asked: Properties, limit: int) -> tuple[int, ...] | None:  # noqa: ARG002 - the port's
        """Know nothing."""
        return None
