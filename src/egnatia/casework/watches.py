"""What a node keeps of questions that stay, and the port to them (ADR 0058).

The asking node keeps when its watch ends, and how it ended; the words stand with its question. The partner keeps the
question itself, sealed for its own key, as long as the watch stands, and nothing when it has ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from egnatia.model.identity import NodeId, QuestionId, RecordId

#: So long an officer lets a question stay alone; for longer, somebody who supervises and did not ask looks at it again.
ALONE: Final = timedelta(days=90)


class Ended(StrEnum):
    """How a watch came to its end."""

    STANDS = ""
    WITHDRAWN = "withdrawn"  #: The asker ended it.
    CLOSED = "closed"  #: Its case file was closed.
    EXPIRED = "expired"  #: Its time was over.
    REFUSED = "refused"  #: It never stood: the question was refused, or not answered in time.
    SHELTERED = "sheltered"  #: A record says since that the person seeks protection there (ADR 0140).


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRow:
    """One question that stays, at one partner."""

    question: QuestionId
    received: bool  #: A partner's, which is compared with our records.
    partner: NodeId  #: Who asked, or was asked.
    kind: str
    until: datetime
    begun_at: datetime
    seen: int = 0  #: Of a received one: the row of the register up to which it was compared.
    sealed: bytes | None = None  #: Of a received one: the question, sealed for this node's own key.
    ended: Ended = Ended.STANDS
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A record that came into the register, as watches are held against it."""

    no: int
    id: RecordId
    kind: str
    keys: frozenset[str]  #: Its blocking keys, `scheme:key`.


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """Records that came in one after the other, and up to which row that is all there is of them."""

    rows: tuple[Arrival, ...]
    upto: int
    imported: int | None = None  #: The number of the import that brought them; None: they came one by one.


class Watches(Protocol):
    """Questions that stay; a part of a `ports.Transaction`."""

    def add(self, rows: Sequence[WatchRow]) -> None:
        """Keep new ones."""
        ...

    def get(self, question: QuestionId) -> WatchRow | None:
        """Return one."""
        ...

    def asked(self) -> tuple[WatchRow, ...]:
        """Return all that were asked here, the newest first."""
        ...

    def standing(self) -> tuple[WatchRow, ...]:
        """Return those of partners that stand, in the order in which they came."""
        ...

    def count(self, partner: NodeId) -> int:
        """Return how many a partner has standing here."""
        ...

    def prolong(self, question: QuestionId, until: datetime) -> None:
        """Let one stand until later."""
        ...

    def end(self, question: QuestionId, how: Ended, at: datetime) -> None:
        """Note that one of ours has ended."""
        ...

    def drop(self, question: QuestionId) -> None:
        """Erase a partner's: nothing of it is left."""
        ...

    def arrivals(self, beyond: int, limit: int) -> Arrivals:
        """Return own records that came after a row of the register and count now, but for those of imports."""
        ...

    def landed(self, since: datetime, limit: int) -> Arrivals | None:
        """Return records of an import that ended since then and was not yet compared; None: there is no such."""
        ...

    def advance(self, arrivals: Arrivals) -> None:
        """Note that all that stands was compared with these."""
        ...
