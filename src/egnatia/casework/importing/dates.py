"""Dates as other people's tables spell them, read by a pattern such as `DD.MM.YYYY`.

A two-digit year says no century and is refused as a pattern. A day or month of zeros is unknown, as in many registers,
and gives a partial date. ISO 8601 is always read, because nothing else is spelt like it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from egnatia.model.errors import ParseError
from egnatia.model.instant import format_instant
from egnatia.model.partial_date import PartialDate, parse_partial_date

_TOKENS = {
    "YYYY": r"(?P<year>\d{4})",
    "MM": r"(?P<month>\d{2})",
    "DD": r"(?P<day>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "D": r"(?P<day>\d{1,2})",
    "hh": r"(?P<hour>\d{2})",
    "mm": r"(?P<minute>\d{2})",
    "ss": r"(?P<second>\d{2})",
}
_TOKEN = re.compile("YYYY|YY|MM|DD|M|D|hh|mm|ss|[A-Za-z]+")
#: What spreadsheets and databases append to a plain date.
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePattern:
    """How a column spells dates."""

    text: str
    regex: re.Pattern[str]

    def find(self, cell: str) -> dict[str, int] | None:
        """Return the parts of a date that is spelt so, zeros left out; None if it is not."""
        match = self.regex.fullmatch(cell)
        if match is None:
            return None
        return {part: int(digits) for part, digits in match.groupdict().items() if digits}


def parse_pattern(value: object, path: str) -> DatePattern:
    """Read a pattern.

    Raises:
        ParseError: it holds no year, a two-digit year, a part twice, or letters that are no part of a date.
    """
    if not isinstance(value, str):
        raise ParseError(path, "not a pattern such as DD.MM.YYYY")
    found = _TOKEN.findall(value)
    if "YY" in found:
        raise ParseError(path, f"{value}: a year of two digits says no century")
    if strange := [token for token in found if token not in _TOKENS]:
        raise ParseError(path, f"{value}: {strange[0]} is no part of a date (YYYY MM DD M D hh mm ss)")
    if "YYYY" not in found or len({token[0] + token[0].lower() for token in found}) != len(found):
        raise ParseError(path, f"{value}: a pattern has a year, and no part twice")
    parts = re.split(f"({_TOKEN.pattern})", value)
    regex = "".join(_TOKENS.get(part) or re.escape(part) for part in parts)
    return DatePattern(text=value, regex=re.compile(regex, re.ASCII))


def read_date(cell: str, patterns: Sequence[DatePattern]) -> str:
    """Write a date as records have it: a year, a month or a day in ISO 8601.

    Raises:
        ParseError: it is spelt by none of the patterns, or the calendar has no such day.
    """
    for pattern in patterns:
        if parts := pattern.find(cell):
            return _write_date(cell, parts)
    try:
        return str(parse_partial_date(_MIDNIGHT.sub("", cell), ""))
    except ParseError:
        raise ParseError("", f"not a date: {shown(cell)} ({_wanted(patterns)})") from None


def read_instant(cell: str, patterns: Sequence[DatePattern], zone: tzinfo | None) -> str:
    """Write a point in time as records have it, in UTC.

    Args:
        cell: ISO 8601, or by one of the patterns.
        patterns: with hours and minutes.
        zone: of times that name none.

    Raises:
        ParseError: no time, or a time of which nobody said in which zone it is.
    """
    at = next((_instant(cell, parts) for pattern in patterns if (parts := pattern.find(cell))), None) or _iso(cell)
    if at is None:
        raise ParseError("", f"not a time: {shown(cell)} ({_wanted(patterns)})")
    if at.tzinfo is None and zone is None:
        raise ParseError("", f"a time without a zone: {shown(cell)}; the mapping can name one")
    return format_instant(at if at.tzinfo else at.replace(tzinfo=zone))


def shown(cell: str) -> str:
    """Quote a cell in a sentence, cut to a readable length."""
    return repr(cell if len(cell) <= 60 else cell[:57] + "...")  # noqa: PLR2004 - what fits a line


def _write_date(cell: str, parts: dict[str, int]) -> str:
    day = parts.get("day") or None
    month = parts.get("month") or None
    if day and not month:
        raise ParseError("", f"a day without a month: {shown(cell)}")
    written = str(PartialDate(year=parts["year"], month=month, day=day))
    try:
        return str(parse_partial_date(written, ""))
    except ParseError:
        raise ParseError("", f"no such day: {shown(cell)}") from None


def _instant(cell: str, parts: dict[str, int]) -> datetime:
    try:
        return datetime(**{"month": 1, "day": 1, **parts})  # type: ignore[arg-type] # noqa: DTZ001 - the zone is set later
    except ValueError:
        raise ParseError("", f"no such time: {shown(cell)}") from None


def _iso(cell: str) -> datetime | None:
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return None


def _wanted(patterns: Sequence[DatePattern]) -> str:
    return f"wanted: {' or '.join([*(pattern.text for pattern in patterns), 'YYYY-MM-DD'])}"
