"""The clocks of instruments: until when a message is to be answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from types import MappingProxyType

from egnatia.law.holidays import Calendar
from egnatia.law.marks import Mark
from egnatia.law.texts import Texts, parse_date, parse_mark
from egnatia.model.dispatch_forms import Sort
from egnatia.model.errors import ParseError
from egnatia.model.reading import Fields, listed, member, text, truth, whole

_FILE = "clocks.yaml"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A time as an instrument names it: hours, or days."""

    hours: int = 0
    days: int = 0

    def ends(self, begun: datetime, calendar: Calendar | None) -> datetime:
        """Return when the time is over.

        Days are counted without the first and end with the last one (Regulation (EEC, Euratom) 1182/71 Art. 3(1), (2)).

        Args:
            begun: when the message was received.
            calendar: of whoever is to answer, where the last day must be a working day; None: it need not.
        """
        if self.hours:
            return begun + timedelta(hours=self.hours)
        last = begun.astimezone(UTC).date() + self.days * _DAY
        return datetime.combine((calendar.next_working(last) if calendar else last) + _DAY, time(), UTC)

    def __str__(self) -> str:
        return f"{self.hours} hours" if self.hours else f"{self.days} days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Within what time messages under one instrument are answered."""

    source: str
    mark: Mark
    since: date
    sorts: frozenset[Sort]
    urgent: Span | None
    latest: Span | None  #: Urgent, and what is asked for is not directly accessible.
    receipt: Span | None  #: Until when the receipt is acknowledged.
    other: Span | None  #: None: it names a time for what is urgent only.
    working: bool

    def span(self, *, urgent: bool) -> Span | None:
        """Return the time that counts; None: none is named."""
        return self.urgent if urgent and self.urgent else self.other

    def runs(self, sort: Sort, on: date) -> bool:
        """Tell whether it runs for a sort of message on a day."""
        return sort in self.sorts and on >= self.since

    def due(self, begun: datetime, calendar: Calendar, *, urgent: bool) -> datetime | None:
        """Return until when an answer is due; None: no time is named."""
        span = self.span(urgent=urgent)
        return span.ends(begun, calendar if self.working else None) if span else None


def parse_clocks(content: str) -> Mapping[str, Clock]:
    """Read `clocks.yaml` strictly.

    Raises:
        DataError: something is missing, unknown or impossible; names the place.
    """
    return Texts(MappingProxyType({_FILE: content})).table(_FILE, "instruments", _parse)


def _parse(value: object, path: str) -> Clock:
    fields = Fields(value, path)
    clock = Clock(
        source=fields.take("source", text(200)),
        mark=fields.take("mark", parse_mark),
        since=fields.take("from", parse_date),
        sorts=frozenset(fields.take("sorts", listed(member(Sort)))),
        urgent=fields.take_optional("urgent", _parse_span),
        latest=fields.take_optional("latest", _parse_span),
        receipt=fields.take_optional("receipt", _parse_span),
        other=fields.take_optional("other", _parse_span),
        working=fields.take("working", truth),
    )
    fields.finish()
    if not (clock.urgent or clock.other):
        raise ParseError(path, "no time at all")
    if clock.latest and not clock.urgent:
        raise ParseError(path, "a latest time, and none that is urgent")
    return clock


def _parse_span(value: object, path: str) -> Span:
    fields = Fields(value, path)
    hours = fields.take_optional("hours", whole(1, 24 * 366)) or 0
    days = fields.take_optional("days", whole(1, 366)) or 0
    fields.finish()
    if bool(hours) == bool(days):
        raise ParseError(path, "hours or days, one of them")
    return Span(hours=hours, days=days)


#: By instrument (ADR 0003: package data are code).
CLOCKS: Mapping[str, Clock] = parse_clocks((files("egnatia.law") / _FILE).read_text("utf-8"))
