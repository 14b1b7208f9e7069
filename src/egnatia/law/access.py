"""What a person who is, or may be, on record can expect: the time of an answer, the grounds to tell less, the remedies.

Directive (EU) 2016/680 (LED) Arts 12 to 17. A state may allow fewer grounds than the directive; none may add one.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType

from egnatia.law.errors import DataError
from egnatia.law.marks import Mark
from egnatia.law.texts import Texts, parse_mark
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.reading import Fields, distinct, member, text, whole

_FILE = "access.yaml"
#: A year, to which no state stretches the time.
_LONGEST = 12


class Restriction(StrEnum):
    """Why a person is told less, or nothing: the closed list of LED Art. 15(1), in its order."""

    INQUIRY = "inquiry"  #: (a) It would obstruct an official or legal inquiry, investigation or procedure.
    OFFENCE = "offence"  #: (b) It would prejudice preventing, detecting, investigating or prosecuting an offence.
    PUBLIC_SECURITY = "public_security"  #: (c)
    NATIONAL_SECURITY = "national_security"  #: (d)
    OTHERS = "others"  #: (e) It would touch the rights and freedoms of others.


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """Within how many months a person is answered, on which grounds told less, and who supervises the agency."""

    months: int
    source: str  #: Of the time.
    mark: Mark  #: How sure the time is.
    authority: str  #: With its seat; empty where none is known.
    grounds: frozenset[Restriction] = frozenset(Restriction)

    def due(self, received: datetime) -> datetime:
        """Return until when an answer is due: the same day so many months on, or the last of that month."""
        ahead = received.month - 1 + self.months
        year, month = received.year + ahead // 12, ahead % 12 + 1
        return received.replace(year=year, month=month, day=min(received.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLaw:
    """What holds where; by country, by node for bodies, and for all others."""

    default: Remedies
    by_place: Mapping[str, Remedies]

    def at(self, node: NodeId, country: CountryCode | None) -> Remedies:
        """Return what holds at a node: its own, its country's, or the default."""
        return self.by_place.get(node) or self.by_place.get(country or "") or self.default


def parse_access_law(content: str) -> AccessLaw:
    """Read `access.yaml` strictly.

    Raises:
        DataError: something is missing, unknown or impossible; names the place.
    """
    try:
        return _parse(Texts(MappingProxyType({_FILE: content})).data(_FILE))
    except ParseError as error:
        raise DataError(f"{_FILE} {error.path}", error.problem) from error


def _parse(value: object) -> AccessLaw:
    fields = Fields(value, "")
    default = fields.take("default", _parse_default)
    places = fields.take("authorities", _parse_mapping)
    fields.finish()
    found = {place: _parse_place(given, f"authorities.{place}", default) for place, given in places.items()}
    return AccessLaw(default=default, by_place=MappingProxyType(found))


def _parse_default(value: object, path: str) -> Remedies:
    fields = Fields(value, path)
    found = Remedies(
        months=fields.take("months", whole(1, _LONGEST)),
        source=fields.take("source", text(200)),
        mark=fields.take("mark", parse_mark),
        authority="",
    )
    fields.finish()
    return found


def _parse_mapping(value: object, path: str) -> Mapping[str, object]:
    if not isinstance(value, dict) or not all(isinstance(place, str) for place in value):
        raise ParseError(path, "not a mapping of countries and nodes")
    return value


def _parse_place(value: object, path: str, default: Remedies) -> Remedies:
    fields = Fields(value, path)
    name, seat = fields.take("name", text(120)), fields.take("seat", text(60))
    mark = fields.take("mark", parse_mark)
    months = fields.take_optional("months", whole(1, _LONGEST))
    source = fields.take_optional("source", text(200))
    grounds = fields.take_optional("grounds", distinct(member(Restriction)))
    fields.finish()
    if (months is None) != (source is None):
        raise ParseError(path, "a number of months and its source go together")
    return Remedies(
        months=months or default.months,
        source=source or default.source,
        mark=mark if months else default.mark,
        authority=f"{name}, {seat}",
        grounds=default.grounds if grounds is None else grounds,
    )


#: As it ships with the package (ADR 0003: package data are code).
ACCESS: AccessLaw = parse_access_law((files("egnatia.law") / _FILE).read_text("utf-8"))
