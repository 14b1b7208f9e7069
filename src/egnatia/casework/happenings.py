"""What happened when and where, as records say it: the matter of a timeline and of a map.

A date of which a part is unknown is the range of days that it can mean. Where a person or a telephone was is told of
days gone by, never while it lasts: a desk shows what is on record, it follows nobody.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from egnatia.model.errors import SchemaError
from egnatia.model.identity import LineageId
from egnatia.model.instant import parse_instant
from egnatia.model.kinds import KINDS
from egnatia.model.partial_date import parse_partial_date
from egnatia.model.record import Record
from egnatia.model.shipped import read_data
from egnatia.model.values import ValueType

#: How long ago a person or a telephone must have been somewhere for a map to show it.
GONE_BY: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place as far as it is known."""

    point: tuple[float, float] | None  #: Latitude and longitude, WGS 84.
    words: str
    place: LineageId | None = None  #: The thing that the place is on record as.
    radius: str = ""  #: Uncertainty of the point, such as `200 m`.


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened, as one record says it."""

    record: Record
    begins: date  #: The first day that it can have been.
    ends: date  #: The last; of what lasts, the last day known.
    at: datetime | None = None  #: The moment, where it is known.
    lasts: bool = False  #: From the first day to the last; else on one day between them.
    spots: tuple[Spot, ...] = ()
    withheld: bool = False  #: Where it was is not shown yet: it says where somebody is now.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """Which properties of a kind say when and where."""

    day: str = ""
    begins: str = ""
    until: str = ""
    place: str = ""
    point: str = ""
    words: str = ""
    moves: str = ""


@cache
def forms() -> Mapping[str, _Form]:
    """Return by kind which properties say when and where (ADR 0003: package data are code).

    Raises:
        SchemaError: a kind has no such property.
    """
    plain = read_data(files("egnatia.casework") / "happenings.yaml")
    found = {}
    for kind, names in plain.items():
        unknown = set(names.values()) - KINDS[kind].properties.keys() if kind in KINDS else {kind}
        if unknown:
            raise SchemaError(f"happenings.yaml: {kind} has no {', '.join(sorted(unknown))}")
        found[kind] = _Form(**{"begins" if key == "from" else key: name for key, name in names.items()})
    return MappingProxyType(found)


def happened(records: Iterable[Record], places: Mapping[LineageId, Record], now: datetime) -> tuple[Happening, ...]:
    """Return what records say that happened, the earliest first; records without a date are passed over.

    Args:
        records: of any kinds.
        places: the places that may be shown, by their lineage.
        now: what lasts on, or says where a person or a telephone was a moment ago, is not placed.
    """
    found = (_happening(record, forms()[record.kind], places, now) for record in records if record.kind in forms())
    return tuple(sorted(filter(None, found), key=lambda one: (one.begins, one.ends, one.record.id)))


def fixed_places(places: Iterable[Record]) -> Iterator[tuple[Record, Spot]]:
    """Yield the places that have a point of their own, such as border crossings, whether or not anything happened."""
    for record in places:
        spot = _spot(record)
        if spot.point:
            yield record, spot


def _happening(record: Record, form: _Form, places: Mapping[LineageId, Record], now: datetime) -> Happening | None:
    start = record.first(form.begins) or record.first(form.day)
    end = record.first(form.until)
    if start is None and end is None:
        return None
    begins, _ = _days(record, start or str(end))
    _, ends = _days(record, end or str(start))
    at = _moment(start) if start and not end else None
    return Happening(
        record=record,
        begins=begins,
        ends=max(begins, ends),
        at=at,
        lasts=bool(start and end),
        spots=tuple(_spots(record, form, places)),
        withheld=bool(form.moves) and _is_fresh(record, form, now),
    )


def _is_fresh(record: Record, form: _Form, now: datetime) -> bool:
    """Tell whether a record says where somebody is, or was within the last day."""
    last = record.first(form.until) or record.first(form.begins)
    moment = _moment(last) if last else None
    return moment is None or now - moment < GONE_BY


def _days(record: Record, value: str) -> tuple[date, date]:
    moment = _moment(value)
    if moment:
        return moment.date(), moment.date()
    found = parse_partial_date(value, record.kind)
    return found.earliest, found.latest


def _moment(value: str) -> datetime | None:
    return parse_instant(value, "") if value.endswith("Z") else None


def _spots(record: Record, form: _Form, places: Mapping[LineageId, Record]) -> Iterator[Spot]:
    point = record.first(form.point)
    words = record.first(form.words) or ""
    if point or words:
        yield Spot(point=_parse_point(point), words=words)
    for name in record.properties.get(form.place, ()):
        if name in places:
            yield _spot(places[LineageId(name)])


def _spot(place: Record) -> Spot:
    words = place.first("name") or place.first("town") or place.first("description") or ""
    return Spot(
        point=_parse_point(place.first("point")),
        words=words,
        place=place.lineage,
        radius=place.first("radius") or "",
    )


def _parse_point(text: str | None) -> tuple[float, float] | None:
    if not text:
        return None
    latitude, _, longitude = text.partition(",")
    return float(latitude), float(longitude)


def is_place_property(kind: str, name: str) -> bool:
    """Tell whether a property names a place at which something happened."""
    found = KINDS[kind].properties.get(name)
    return found is not None and found.type is ValueType.RECORD and found.refers == {"place"}
