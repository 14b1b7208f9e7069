"""Points in time, as nodes write them to each other: UTC, milliseconds, a final Z (RFC 3339)."""

import re
from datetime import UTC, datetime
from functools import lru_cache

from egnatia.model.errors import ParseError

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@lru_cache(maxsize=16)  # what is done at one moment names it many times
def format_instant(at: datetime) -> str:
    """Write an aware time as UTC with milliseconds, such as `2026-11-21T08:15:00.000Z`.

    Raises:
        ParseError: the time has no zone, so that it would mean another moment on another machine.
    """
    if at.tzinfo is None:
        raise ParseError("", f"a time without a zone: {at}")
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def parse_instant(value: object, path: str) -> datetime:
    """Read a time in exactly the form that `format_instant` writes.

    Raises:
        ParseError: any other form, or a time that the calendar does not have.
    """
    if not isinstance(value, str) or not value.isascii() or not _INSTANT.fullmatch(value):
        raise ParseError(path, "not a time such as 2026-11-21T08:15:00.000Z")
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise ParseError(path, f"no such time: {value}") from error
