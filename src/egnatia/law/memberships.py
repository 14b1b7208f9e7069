"""Who belongs to the European Union, whose protection of data is adequate, and who reads what a body holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from egnatia.law.errors import DataError
from egnatia.law.facts import Party, PartySort
from egnatia.law.marks import Mark
from egnatia.law.texts import Texts, parse_date, parse_mark
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, NodeId, parse_node
from egnatia.model.reading import Fields, distinct, listed, text, truth
from egnatia.model.values import parse_country


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From one day to another, both included; an open end lasts."""

    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        """Tell whether the day lies within."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An international body, and the states whose officers read what it holds."""

    name: str
    readers: frozenset[CountryCode]
    union: bool  #: A body of the European Union, bound by its rules of data protection.
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Memberships:
    """What several instruments depend on."""

    eu: Mapping[CountryCode, tuple[Period, ...]]
    adequacy: Mapping[CountryCode, tuple[Period, ...]]
    bodies: Mapping[NodeId, Body]

    def in_union(self, party: Party, on: date) -> bool:
        """Tell whether the party is bound by EU law on police data: a member state, or a body of the Union."""
        if party.sort is PartySort.BODY:
            return party.node in self.bodies and self.bodies[party.node].union
        return _holds(self.eu, party.country, on)

    def is_adequate(self, party: Party, on: date) -> bool:
        """Tell whether the Commission found the country's protection of police data adequate (LED Art. 36)."""
        return _holds(self.adequacy, party.country, on)

    def reach(self, party: Party) -> frozenset[CountryCode]:
        """Return the countries that learn what this party learns."""
        own = frozenset({party.country}) if party.country else frozenset[CountryCode]()
        return own | self.bodies[party.node].readers if party.node in self.bodies else own


def _holds(periods: Mapping[CountryCode, tuple[Period, ...]], country: CountryCode | None, on: date) -> bool:
    return country is not None and any(period.holds(on) for period in periods.get(country, ()))


def load_memberships(texts: Texts) -> Memberships:
    """Read `memberships.yaml`.

    Raises:
        DataError: a field is missing or unknown, a country does not exist, periods overlap or end before they begin.
    """
    try:
        fields = Fields(texts.data("memberships.yaml"), "")
        found = Memberships(
            eu=_by_country(fields.take("eu", listed(_parse_spell)), "eu"),
            adequacy=_by_country(fields.take("adequacy", listed(_parse_spell)), "adequacy"),
            bodies=MappingProxyType(fields.take("bodies", _parse_bodies)),
        )
        fields.finish()
    except ParseError as error:
        raise DataError(f"memberships.yaml {error.path}", error.problem) from error
    return found


def _parse_spell(value: object, path: str) -> tuple[CountryCode, Period]:
    fields = Fields(value, path)
    country = fields.take("country", parse_country)
    period = Period(since=fields.take("from", parse_date), until=fields.take_optional("until", parse_date))
    fields.take("mark", parse_mark)
    fields.take_optional("source", text(300))
    fields.finish()
    if period.until and period.until < period.since:
        raise ParseError(path, "ends before it begins")
    return country, period


def _by_country(spells: Iterable[tuple[CountryCode, Period]], path: str) -> Mapping[CountryCode, tuple[Period, ...]]:
    found: dict[CountryCode, tuple[Period, ...]] = {}
    for country, period in spells:
        found[country] = (*found.get(country, ()), period)
    for country, periods in found.items():
        refuse_overlap(periods, f"{path}.{country}")
    return MappingProxyType(found)


def refuse_overlap(periods: Iterable[Period], path: str) -> None:
    """Refuse periods of one thing that overlap: on a day in both, which would hold?

    Raises:
        ParseError: two of them share a day.
    """
    ordered = sorted(periods, key=lambda period: period.since)
    for earlier, later in pairwise(ordered):
        if earlier.until is None or later.since <= earlier.until:
            raise ParseError(path, f"periods overlap on {later.since}")


def _parse_bodies(value: object, path: str) -> dict[NodeId, Body]:
    if not isinstance(value, dict):
        raise ParseError(path, "not a mapping of bodies")
    return {parse_node(node, path): _parse_body(found, f"{path}.{node}") for node, found in value.items()}


def _parse_body(value: Any, path: str) -> Body:  # noqa: ANN401 - raw YAML
    fields = Fields(value, path)
    found = Body(
        name=fields.take("name", text(100)),
        readers=fields.take("readers", distinct(parse_country)),
        union=fields.take("union", truth),
        mark=fields.take("mark", parse_mark),
    )
    fields.finish()
    return found
