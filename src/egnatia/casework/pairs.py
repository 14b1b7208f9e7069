"""Pairs of records that may be about the same and wait for a person: what is kept of each, and the port."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from egnatia.model.answer import Quality
from egnatia.model.errors import ParseError
from egnatia.model.identity import RecordId

_ORDER: Final = (Quality.FULL, Quality.CLOSE, Quality.POSSIBLE)
#: Values are kept to so many parts of one, the greatest first in the order of texts.
_PARTS: Final = 9999
_WRITTEN: Final = re.compile(r"([012]) (\d{4}) ([a-z_]+) ([0-9a-f]{64}) ([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records that an engine finds alike; nothing of what they say."""

    kind: str
    one: RecordId  #: The lesser id of the two.
    other: RecordId
    quality: Quality
    value: float  #: 0 to 1; orders the queue, and is told to nobody outside the node.


def pair_of(kind: str, records: tuple[RecordId, RecordId], quality: Quality, value: float) -> Pair:
    """Make a pair, whichever record comes first."""
    one, other = sorted(records)
    return Pair(kind=kind, one=one, other=other, quality=quality, value=value)


def write_pair(pair: Pair) -> str:
    """Write a pair as text, whose order is that of the queue: the likeliest first."""
    less = _PARTS - round(pair.value * _PARTS)
    return f"{_ORDER.index(pair.quality)} {less:04d} {pair.kind} {pair.one} {pair.other}"


def read_pair(written: str) -> Pair:
    """Read a pair that was written so.

    Raises:
        ParseError: it is none.
    """
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise ParseError("after", "not a pair of the queue")
    rank, less, kind, one, other = found.groups()
    value = (_PARTS - int(less)) / _PARTS
    return Pair(kind=kind, one=RecordId(one), other=RecordId(other), quality=_ORDER[int(rank)], value=value)


class Pairs(Protocol):
    """The pairs that wait, and how far the register has been compared with itself."""

    def add(self, pairs: Sequence[Pair]) -> None:
        """Let pairs wait; one that waits already is left as it is."""
        ...

    def drop(self, pairs: Sequence[Pair]) -> None:
        """Let pairs wait no more."""
        ...

    def clear(self) -> None:
        """Let no pair wait, and forget how far the register has been compared."""
        ...

    def after(self, pair: Pair | None, limit: int) -> tuple[Pair, ...]:
        """Return the pairs that come after one, the likeliest first; None: from the first on."""
        ...

    def compared(self, version: str) -> int | None:
        """Return up to which row a version of the engines has compared the register; None: it never began."""
        ...

    def note_compared(self, version: str, no: int) -> None:
        """Note up to which row it has; what was noted of other versions goes."""
        ...
