"""Working days: public holidays by country, with Easter of both calendars computed (Meeus, Astronomical Algorithms)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from egnatia.law.marks import Mark
from egnatia.law.texts import Texts, parse_mark
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode
from egnatia.model.reading import Fields, listed, text, truth, whole
from egnatia.model.values import parse_country

_FILE = "holidays.yaml"
#: Saturday and Sunday: the days on which no desk of a country of the network works.
_WEEKEND = (6, 7)
#: Days from Easter within which feasts fall that move with it.
_FARTHEST = 70
_DAY = timedelta(days=1)


def western_easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, chapter 8, after Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, month, day + 1)


def eastern_easter(year: int) -> date:
    """Return Easter Sunday of the Julian calendar, by its day in the Gregorian one (Meeus, chapter 8)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    julian_lag = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + julian_lag * _DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """On which days of a year the desks of a country are closed."""

    fixed: frozenset[tuple[int, int]] = frozenset()  #: Month and day.
    western: frozenset[int] = frozenset()  #: Days from Easter Sunday.
    eastern: frozenset[int] = frozenset()
    lunar: bool = False  #: Further days are decided by the moon, which this calendar does not know.
    mark: Mark = Mark.LOW

    def is_working(self, day: date) -> bool:
        """Tell whether desks are open on a day."""
        return day.isoweekday() not in _WEEKEND and not self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        """Tell whether a day is a public holiday."""
        if (day.month, day.day) in self.fixed:
            return True
        west, east = (day - western_easter(day.year)).days, (day - eastern_easter(day.year)).days
        return west in self.western or east in self.eastern

    def next_working(self, day: date) -> date:
        """Return a day itself if it is a working day, else the next one that is."""
        while not self.is_working(day):
            day += _DAY
        return day


#: Weekends only: of a body, or a country of which nothing is known.
PLAIN = Calendar()


def parse_holidays(content: str) -> Mapping[CountryCode, Calendar]:
    """Read `holidays.yaml` strictly.

    Raises:
        DataError: something is missing, unknown or impossible; names the place.
    """
    found = Texts(MappingProxyType({_FILE: content})).table(_FILE, "countries", _parse)
    return MappingProxyType({CountryCode(country): calendar for country, calendar in found.items()})


def _parse(value: object, path: str) -> Calendar:
    parse_country(path, path)
    fields = Fields(value, path)
    read = listed(whole(-_FARTHEST, _FARTHEST))
    calendar = Calendar(
        fixed=frozenset(fields.take("fixed", listed(_parse_day))),
        western=frozenset(fields.take_optional("western", read) or ()),
        eastern=frozenset(fields.take_optional("eastern", read) or ()),
        lunar=fields.take_optional("lunar", truth) or False,
        mark=fields.take("mark", parse_mark),
    )
    fields.finish()
    return calendar


def _parse_day(value: object, path: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2024-{text(5)(value, path)}")  # a leap year has every day
    except ValueError:
        raise ParseError(path, "not a day such as 05-01") from None
    return day.month, day.day


@lru_cache(maxsize=1)
def holidays() -> Mapping[CountryCode, Calendar]:
    """Return the calendars that ship with the package (ADR 0003: package data are code)."""
    return parse_holidays((files("egnatia.law") / _FILE).read_text("utf-8"))


def calendar_of(country: CountryCode | None) -> Calendar:
    """Return the calendar of a country, or weekends only."""
    return holidays().get(country, PLAIN) if country else PLAIN
