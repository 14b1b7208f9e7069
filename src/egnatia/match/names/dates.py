"""Whether two dates of birth agree, as registers and people get them wrong."""

import re
from enum import Enum
from functools import lru_cache
from typing import Final

from egnatia.match.names.parameters import CACHED_NAMES, DATE_OTHER, DATE_PART, DATE_SAME, DATE_SLIP, VALUES


class Agreement(Enum):
    """How two dates of birth agree: what it adds to a score, and why."""

    SAME = (DATE_SAME, "the same day")
    PART = (DATE_PART, "agree as far as both are known")
    SLIP = (DATE_SLIP, "one slip apart: day and month exchanged, or one digit")
    OTHER = (DATE_OTHER, "another date")

    @property
    def worth(self) -> float:
        """What it adds to the score."""
        return self.value[0]

    @property
    def why(self) -> str:
        """In words."""
        return self.value[1]


_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_ORDER: Final = tuple(Agreement)


def compare_dates(asked: tuple[str, ...], found: tuple[str, ...]) -> Agreement | None:
    """Return the best agreement of some dates, None if either side has none that can be read.

    Args:
        asked: `1985`, `1985-04` or `1985-04-12`.
        found: likewise.
    """
    ours, theirs = _read(asked), _read(found)
    agreements = {_compare(mine, yours) for mine in ours for yours in theirs}
    return min(agreements, key=_ORDER.index, default=None)


def years(dates: tuple[str, ...]) -> frozenset[str]:
    """Return the years of some dates."""
    return frozenset(date[0] for date in _read(dates))


@lru_cache(maxsize=CACHED_NAMES)
def _read(dates: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Read dates as the parts that are known: year, month, day."""
    matches = (_DATE.fullmatch(date) for date in dates[:VALUES])
    return tuple(tuple(part for part in match.groups() if part) for match in matches if match)


def _compare(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement:
    known = min(len(one), len(other))
    if one[:known] == other[:known]:
        return Agreement.SAME if len(one) == len(other) == len(("year", "month", "day")) else Agreement.PART
    if len(one) != len(other):
        return Agreement.OTHER
    return Agreement.SLIP if _slipped(one, other) else Agreement.OTHER


def _slipped(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether day and month are exchanged, or one digit of a full date is wrong."""
    if one[0] == other[0] and one[1:] == other[:0:-1]:
        return True
    wrong = sum(mine != yours for mine, yours in zip("".join(one), "".join(other), strict=True))
    return wrong == 1 and len(one) > 1
