"""Reads who is bound by an instrument, since when, and since when the parties are connected."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from egnatia.law.instruments import ANY_NGO, Connection, Terms
from egnatia.law.marks import Mark
from egnatia.law.memberships import Memberships, Period, refuse_overlap
from egnatia.law.texts import parse_date, parse_mark
from egnatia.model.errors import ParseError
from egnatia.model.reading import Fields, listed, text, truth
from egnatia.model.values import COUNTRIES

#: The word by which an instrument names all member states of the Union.
_UNION = "eu"

Parties = Mapping[str, tuple[Terms, ...]]


def items(value: object, path: str) -> Iterator[tuple[str, object, str]]:
    """Yield name, value and path of each entry of a mapping that must have some.

    Raises:
        ParseError: not a mapping, or empty.
    """
    if not isinstance(value, dict) or not value:
        raise ParseError(path, "not a mapping with entries")
    for name, found in value.items():
        yield str(name), found, f"{path}.{name}"


def parse_parties(value: object, path: str, mark: Mark, memberships: Memberships) -> Parties:
    """Read the parties of an instrument; `eu` stands for the member states, each from its accession on.

    Raises:
        ParseError: an unknown party, one that stands twice, or days that contradict one another.
    """
    found: dict[str, tuple[Terms, ...]] = {}
    for name, given, place in items(value, path):
        terms = _parse_spells(given, place, mark)
        for party, spells in _bound(name, terms, place, memberships):
            if party in found:
                raise ParseError(f"{path}.{party}", "stands twice, by itself and as a member of the Union")
            found[party] = spells
    return MappingProxyType(found)


def _bound(
    name: str, terms: tuple[Terms, ...], path: str, memberships: Memberships
) -> Iterator[tuple[str, tuple[Terms, ...]]]:
    if name == _UNION:
        yield from _members(terms, memberships)
    elif name == ANY_NGO or name in COUNTRIES or name in memberships.bodies:
        yield name, terms
    else:
        raise ParseError(path, "neither a country, nor a body of memberships.yaml, nor ngo, nor eu")


def _members(terms: tuple[Terms, ...], memberships: Memberships) -> Iterator[tuple[str, tuple[Terms, ...]]]:
    for country, periods in memberships.eu.items():
        spells = tuple(_as_member(one, period) for one in terms for period in periods if _meet(one, period))
        if spells:
            yield country, spells


def _meet(terms: Terms, period: Period) -> bool:
    return period.until is None or (terms.in_force or period.until) <= period.until


def _as_member(terms: Terms, period: Period) -> Terms:
    ends = [day for day in (terms.until, period.until) if day]
    return Terms(
        signed=_later(terms.signed, period.since),
        in_force=_later(terms.in_force, period.since),
        until=min(ends) if ends else None,
        custom=terms.custom,
        mark=terms.mark,
        note=terms.note,
    )


def _later(day: date | None, other: date) -> date | None:
    return max(day, other) if day else None


def _parse_spells(value: object, path: str, mark: Mark) -> tuple[Terms, ...]:
    """Read one spell of being bound, or a list of them that do not overlap."""
    spells = (
        listed(lambda found, where: _parse_terms(found, where, mark))(value, path) if isinstance(value, list) else ()
    )
    refuse_overlap((Period(since=found.in_force, until=found.until) for found in spells if found.in_force), path)
    return spells or (_parse_terms(value, path, mark),)


def _parse_terms(value: object, path: str, mark: Mark) -> Terms:
    fields = Fields(value, path)
    terms = Terms(
        signed=fields.take_optional("signed", parse_date),
        in_force=fields.take_optional("in_force", parse_date),
        until=fields.take_optional("until", parse_date),
        custom=fields.take_optional("custom", truth) or False,
        mark=fields.take_optional("mark", parse_mark) or mark,
        note=fields.take_optional("note", text(300)) or "",
    )
    fields.finish()
    days = [day for day in (terms.signed, terms.in_force, terms.until) if day]
    if days != sorted(days):
        raise ParseError(path, "signed, in force and until are not in this order")
    if terms.custom == (terms.signed is not None):
        raise ParseError(path, "a party either signed on a day or is bound by custom")
    return terms


def parse_connection(value: object, path: str, parties: Parties, mark: Mark) -> Connection:
    """Read since when parties are connected for a kind.

    Raises:
        ParseError: a party that is none, or one that was connected before it was bound.
    """
    fields = Fields(value, path)
    found = Connection(
        since=fields.take_optional("from", parse_date),
        parties=fields.take_optional("parties", lambda given, where: _parse_days(given, where, parties)) or {},
        pairs=fields.take_optional("pairs", lambda given, where: _parse_pairs(given, where, parties)) or {},
        mark=fields.take_optional("mark", parse_mark) or mark,
        because=fields.take_optional("because", text(400)) or "",
    )
    fields.finish()
    if found.since is None and not found.parties and not found.pairs and not found.because:
        raise ParseError(path, "not operational, and no reason given")
    return found


def _parse_days(value: object, path: str, parties: Parties) -> Mapping[str, date | None]:
    return MappingProxyType({party: _parse_day(party, day, place, parties) for party, day, place in items(value, path)})


def _parse_day(party: str, value: object, path: str, parties: Parties) -> date | None:
    if party not in parties:
        raise ParseError(path, "not a party")
    if value is None:
        return None
    day = parse_date(value, path)
    if not any(terms.is_in_force(day) for terms in parties[party]):
        raise ParseError(path, f"operational on {day}, when it was not in force")
    return day


def _parse_pairs(value: object, path: str, parties: Parties) -> Mapping[frozenset[str], date | None]:
    """Read pairs such as `AUT HUN: 2012-01-01`; without a day the pair is not connected."""
    found: dict[frozenset[str], date | None] = {}
    for pair, day, place in items(value, path):
        names = pair.split()
        if len(set(names)) != 2 or len(names) != 2:  # noqa: PLR2004 - a pair
            raise ParseError(place, "not a pair such as AUT HUN")
        if frozenset(names) in found:
            raise ParseError(place, "the pair stands twice")
        days = [_parse_day(name, day, place, parties) for name in names]
        found[frozenset(names)] = days[0]
    return MappingProxyType(found)
