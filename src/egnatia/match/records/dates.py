"""Whether two dates of birth agree, as registers and people get them wrong."""

import re
from enum import StrEnum
from functools import lru_cache
from operator import ne
from types import MappingProxyType
from typing import Final

from egnatia.match.records.parameters import CACHED_DATES, VALUES


class Agreement(StrEnum):
    """How two dates of birth agree, the best way first."""

    SAME = "same"
    MONTH = "month"
    SWAPPED = "swapped"
    YEAR = "year"
    FIRST_OF_JANUARY = "first_of_january"
    SLIP = "slip"
    OTHER = "other"


#: In words.
WHY: Final = MappingProxyType(
    {
        Agreement.SAME: "the same day",
        Agreement.MONTH: "the same month and year, as far as both are known",
        Agreement.SWAPPED: "day and month exchanged",
        Agreement.YEAR: "the same year, as far as both are known",
        Agreement.FIRST_OF_JANUARY: "the same year; 1 January often stands for an unknown day",
        Agreement.SLIP: "one digit apart",
        Agreement.OTHER: "another date",
    }
)

_Date = tuple[str, ...]
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_ORDER: Final = tuple(Agreement)
_WHOLE: Final = 3
_PART: Final = (Agreement.YEAR, Agreement.MONTH, Agreement.SAME)
_UNKNOWN_DAY: Final = ("01", "01")


def compare_dates(asked: tuple[str, ...], found: tuple[str, ...]) -> Agreement | None:
    """Return the best agreement of some dates, None if either side has none that can be read.

    Args:
        asked: `1985`, `1985-04` or `1985-04-12`.
        found: likewise.
    """
    ours, theirs = read_dates(asked), read_dates(found)
    if len(ours) == len(theirs) == 1:  # as nearly always
        return _compare(ours[0], theirs[0])
    agreements = {_compare(mine, yours) for mine in ours for yours in theirs}
    return min(agreements, key=_ORDER.index, default=None)


def years(dates: tuple[str, ...]) -> frozenset[str]:
    """Return the years of some dates."""
    return frozenset(date[0] for date in read_dates(dates))


@lru_cache(maxsize=CACHED_DATES)
def read_dates(dates: tuple[str, ...]) -> tuple[_Date, ...]:
    """Read dates as the parts that are known: year, month, day; what is no date is left out."""
    matches = (_DATE.fullmatch(date) for date in dates[:VALUES])
    return tuple(tuple(part for part in match.groups() if part) for match in matches if match)


def _compare(one: _Date, other: _Date) -> Agreement:
    known = min(len(one), len(other))
    if known == _WHOLE and one[0] == other[0] and _UNKNOWN_DAY in (one[1:], other[1:]):
        return Agreement.FIRST_OF_JANUARY
    if one[:known] == other[:known]:
        return _PART[known - 1]
    if known == _WHOLE and one[0] == other[0] and one[1:] == other[:0:-1]:
        return Agreement.SWAPPED
    return Agreement.SLIP if len(one) == len(other) > 1 and _one_digit(one, other) else Agreement.OTHER


def _one_digit(one: _Date, other: _Date) -> bool:
    apart: int = sum(map(ne, "".join(one), "".join(other)))
    return apart == 1
