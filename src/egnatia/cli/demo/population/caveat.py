"""Caveats of the demo's records: how sure, for what, of whom, how long; by the role that a person has."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from types import MappingProxyType

from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.chance import Weighted
from egnatia.law.facts import PartySort
from egnatia.model.caveat import Caveat, Handling, Nature, Purpose, SubjectRole
from egnatia.model.identity import CountryCode

_R, _P = SubjectRole, Purpose
_CRIME = frozenset({_P.CRIMINAL_INVESTIGATION, _P.JUDICIAL_PROCEEDINGS, _P.THREAT_PREVENTION})
_SEARCH = frozenset({_P.MISSING_PERSON, _P.IDENTIFY_REMAINS})

#: For what a record about a person in this role may be used.
PURPOSES: Mapping[SubjectRole, frozenset[Purpose]] = MappingProxyType({
    _R.SUSPECT: _CRIME | {_P.BORDER_CHECK},
    _R.CONVICTED: _CRIME | {_P.BORDER_CHECK},
    _R.CONTACT: frozenset({_P.CRIMINAL_INVESTIGATION}),
    _R.WITNESS: frozenset({_P.CRIMINAL_INVESTIGATION, _P.JUDICIAL_PROCEEDINGS}),
    _R.VICTIM: frozenset({_P.VICTIM_PROTECTION}),
    _R.MISSING: _SEARCH | {_P.VICTIM_PROTECTION},
    _R.DECEASED: _SEARCH | {_P.CRIMINAL_INVESTIGATION},
    _R.RELATIVE: _SEARCH,
    _R.INFORMANT: frozenset({_P.CRIMINAL_INVESTIGATION}),
    _R.UNKNOWN: frozenset({_P.CRIMINAL_INVESTIGATION}),
    _R.NOBODY: _CRIME | {_P.BORDER_CHECK},
})  # fmt: skip

#: A thing keeps its owner's role where that role protects; otherwise it is a thing and nobody's secret.
_PROTECTED = frozenset({_R.UNKNOWN, _R.INFORMANT, _R.VICTIM, _R.WITNESS, _R.RELATIVE, _R.MISSING})
_GUARDED = frozenset({_R.SUSPECT, _R.CONVICTED, _R.CONTACT})

_SOURCES = Weighted(parameters.SOURCES)
_INFORMATION = Weighted(parameters.INFORMATION)
_HANDLING = Weighted(parameters.HANDLING)
_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a person is in one register's matter."""

    role: SubjectRole
    sort: PartySort  #: Of the member that keeps the register.
    asylum_from: frozenset[CountryCode] = frozenset()


def draw_caveat(rng: Random, standing: Standing, today: date) -> Caveat:
    """Draw the caveat of a record about a person."""
    handling = _handling(rng, standing.role)
    role = standing.role
    return Caveat(
        source=_SOURCES.draw(rng),
        information=_INFORMATION.draw(rng),
        handling=handling,
        restriction=parameters.RESTRICTION if Handling.RESTRICTED in handling else "",
        purposes=_purposes(standing),
        role=role,
        nature=Nature.ASSESSMENT if role in _GUARDED and rng.random() < parameters.ASSESSMENT else Nature.FACT,
        contested=rng.random() < parameters.CONTESTED,
        asylum_from=standing.asylum_from,
        retain_until=today + timedelta(days=180 + int(rng.random() * parameters.RETENTION_YEARS[role] * _YEAR)),
    )


def caveat_of_thing(person: Caveat) -> Caveat:
    """Return the caveat of a person's thing: as strict as the person's where that protects somebody."""
    if person.role in _PROTECTED:
        return replace(person, nature=Nature.FACT)
    return replace(person, nature=Nature.FACT, contested=False, role=SubjectRole.NOBODY, purposes=PURPOSES[_R.NOBODY])


def _handling(rng: Random, role: SubjectRole) -> frozenset[Handling]:
    if role is SubjectRole.INFORMANT:
        return frozenset({Handling.NOT_IN_COURT, Handling.NOT_ONWARD})
    codes = _HANDLING.draw(rng) if role in _GUARDED else "-"
    return frozenset() if codes == "-" else frozenset(map(Handling, codes.split()))


def _purposes(standing: Standing) -> frozenset[Purpose]:
    """An NGO's data are for protection and search, whatever else others may use such data for."""
    allowed = PURPOSES[standing.role]
    if standing.sort is PartySort.NGO:
        return allowed & {Purpose.VICTIM_PROTECTION, Purpose.MISSING_PERSON}
    return allowed
