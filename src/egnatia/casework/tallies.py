"""The port to the counts of what the log says; a part of a `ports.Transaction`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """So many entries of one sort in one month; empty text where an entry does not say."""

    month: str  #: Such as 2026-11, UTC.
    act: str
    what: str
    ground: str  #: Of a refusal; or the reason of an erasure, the result of an answer, the outcome of a request.
    instrument: str
    partner: str  #: The node to or from which it went.
    stopped: bool  #: Nothing more was told, or asked, after too many altered questions.
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From one time on until just before another."""

    begins: datetime
    ends: datetime


class Tallies(Protocol):
    """Counts over the log, made by the database."""

    def entries(self, period: Period) -> Sequence[Tally]:
        """Count the entries of a period, by all that a tally tells apart."""
        ...

    def looked_in_vain(self, period: Period) -> Sequence[Tally]:
        """Count the looks at hits whose record was not released (until now), by month, instrument and partner."""
        ...
