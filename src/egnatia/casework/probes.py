"""The port to the count of differently worded questions about one subject; a part of a `ports.Transaction`.

It holds digests and ids for some days, and nothing of what was asked (ADR 0083).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One wording of a question that came near one subject."""

    subject: str  #: An own record's id, where a partner asked; the digest of a blocking key, where this node did.
    by: str  #: The node that asked.
    wording: str  #: A few digits by which wordings about one record are told apart; or the id of an own question.
    at: datetime  #: When it was last asked so.


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How many wordings about one record one partner has tried lately."""

    record: str
    by: str
    wordings: int
    last: datetime


class Probes(Protocol):
    """The count: a wording that was there already is there once, with its newest time."""

    def add(self, probes: Sequence[Probe]) -> None:
        """Count wordings."""
        ...

    def wordings(self, subject: str, by: str, since: datetime) -> frozenset[str]:
        """Return the different wordings about one subject since a time."""
        ...

    def sharing(self, subjects: Iterable[str], by: str, since: datetime) -> tuple[str, ...]:
        """Return the wordings that share subjects, those with most first."""
        ...

    def tried(self, least: int, since: datetime) -> tuple[Tried, ...]:
        """Return the records about which a partner has tried so many wordings, or more, since a time."""
        ...

    def forget(self, subject: str) -> None:
        """Drop the count about one subject: the record is erased."""
        ...

    def prune(self, before: datetime) -> int:
        """Drop what was last asked before a time; returns how many."""
        ...
