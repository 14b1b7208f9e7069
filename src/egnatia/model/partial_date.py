"""Dates of which a part may be unknown, as passports and old registers have them (ICAO 9303-3, 4.8)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from egnatia.model.errors import ParseError

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_NO_DATE = "not a date such as 1985, 1985-04 or 1985-04-12"
_LAST_MONTH = 12
_FIRST_YEAR = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """Write it as ISO 8601 with reduced precision: `1985`, `1985-04` or `1985-04-12`."""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def earliest(self) -> date:
        """The first day that it can mean."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def latest(self) -> date:
        """The last day that it can mean."""
        if self.day is not None:
            return self.earliest
        month = _LAST_MONTH if self.month is None else self.month
        return date(self.year, month, monthrange(self.year, month)[1])


def parse_partial_date(value: object, path: str) -> PartialDate:
    """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    Raises:
        ParseError: another form, a year before 1000, or a day that the calendar does not have.
    """
    if not isinstance(value, str):
        raise ParseError(path, _NO_DATE)
    try:
        return _read(value)
    except ParseError as error:
        raise ParseError(path, error.problem) from error


@lru_cache(maxsize=2**15)
def _read(value: str) -> PartialDate:
    """Read a date; a register names the same days of birth again and again."""
    match = _DATE.fullmatch(value) if value.isascii() else None
    if not match:
        raise ParseError("", _NO_DATE)
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year < _FIRST_YEAR:
        raise ParseError("", f"no such date: {value}")
    found = PartialDate(year=year, month=month, day=day)
    try:
        _ = found.earliest
    except ValueError as error:
        raise ParseError("", f"no such date: {value}") from error
    return found
