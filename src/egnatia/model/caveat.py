"""How a record may be used: evaluation, handling, purpose, role, contested or not, how long.

Evaluation and handling codes after Regulation (EU) 2016/794 Art. 19 and 29; roles after its Annex II B and
Directive (EU) 2016/680 (LED) Art. 6; fact or assessment after LED Art. 7; retention after LED Art. 5.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import Any

from egnatia.model.errors import ContradictionError
from egnatia.model.identity import CountryCode
from egnatia.model.reading import Fields, contradictions, distinct, member, text, truth
from egnatia.model.values import parse_country, parse_day


class Source(StrEnum):
    """How reliable the source is, from no doubt (A) to cannot be assessed (X)."""

    NO_DOUBT = "A"
    MOSTLY = "B"
    SELDOM = "C"
    UNKNOWN = "X"


class Information(StrEnum):
    """How accurate the information is, from not in doubt (1) to cannot be corroborated (4)."""

    SURE = "1"
    KNOWN_TO_SOURCE = "2"
    CORROBORATED = "3"
    UNCORROBORATED = "4"


class Handling(StrEnum):
    """What a recipient may not do. A set, not a scale: codes combine by union."""

    CRIME_ONLY = "H0"
    NOT_IN_COURT = "H1"
    NOT_ONWARD = "H2"
    RESTRICTED = "H3"


class Purpose(StrEnum):
    """What data are asked, kept or given for."""

    CRIMINAL_INVESTIGATION = "criminal_investigation"
    JUDICIAL_PROCEEDINGS = "judicial_proceedings"
    THREAT_PREVENTION = "threat_prevention"
    BORDER_CHECK = "border_check"
    MISSING_PERSON = "missing_person"
    IDENTIFY_REMAINS = "identify_remains"
    VICTIM_PROTECTION = "victim_protection"


class SubjectRole(StrEnum):
    """What the person is in the matter; listed from the strictest to the least strict."""

    UNKNOWN = "unknown"
    INFORMANT = "informant"
    VICTIM = "victim"
    WITNESS = "witness"
    RELATIVE = "relative"
    MISSING = "missing"
    CONTACT = "contact"
    DECEASED = "deceased"
    CONVICTED = "convicted"
    SUSPECT = "suspect"
    NOBODY = "nobody"


class Nature(StrEnum):
    """Whether a record states a fact or somebody's assessment (LED Art. 7)."""

    FACT = "fact"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """The conditions that travel with a record and are enforced wherever it is."""

    source: Source
    information: Information
    handling: frozenset[Handling] = frozenset()
    restriction: str = ""  #: The words of H3; one restriction a line where several records were combined.
    purposes: frozenset[Purpose]
    role: SubjectRole = SubjectRole.UNKNOWN
    nature: Nature = Nature.FACT
    contested: bool = False
    asylum_from: frozenset[CountryCode] = frozenset()  #: From where the person seeks protection.
    retain_until: date

    def __post_init__(self) -> None:
        """Refuse a caveat that contradicts itself."""
        if (Handling.RESTRICTED in self.handling) != bool(self.restriction.strip()):
            raise ContradictionError("restriction", "H3 and its words go together")
        if not self.purposes:
            raise ContradictionError("purposes", "empty: a record without a purpose may not be kept")


def combine(caveats: Iterable[Caveat]) -> Caveat:
    """Return the caveat of something made of several records: at every point the strictest of theirs.

    Raises:
        ContradictionError: no purpose is common to all, so that they may not be combined at all.
    """
    return reduce(_stricter, caveats)


def _stricter(one: Caveat, other: Caveat) -> Caveat:
    if one == other:
        return one
    words = {*one.restriction.splitlines(), *other.restriction.splitlines()} - {""}
    roles = list(SubjectRole)
    return Caveat(
        source=max(one.source, other.source),
        information=max(one.information, other.information),
        handling=one.handling | other.handling,
        restriction="\n".join(sorted(words)),
        purposes=one.purposes & other.purposes,
        role=min(one.role, other.role, key=roles.index),
        nature=max(one.nature, other.nature, key=list(Nature).index),
        contested=one.contested or other.contested,
        asylum_from=one.asylum_from | other.asylum_from,
        retain_until=min(one.retain_until, other.retain_until),
    )


def plain_caveat(caveat: Caveat) -> dict[str, Any]:
    """Write a caveat as plain values for canonical JSON."""
    return {
        "source": caveat.source,
        "information": caveat.information,
        "handling": sorted(caveat.handling),
        "restriction": caveat.restriction,
        "purposes": sorted(caveat.purposes),
        "role": caveat.role,
        "nature": caveat.nature,
        "contested": caveat.contested,
        "asylum_from": sorted(caveat.asylum_from),
        "retain_until": caveat.retain_until.isoformat(),
    }


def parse_caveat(value: object, path: str) -> Caveat:
    """Read a caveat strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    with contradictions(path):
        caveat = _take_caveat(fields)
    fields.finish()
    return caveat


def _take_caveat(fields: Fields) -> Caveat:
    return Caveat(
        source=fields.take("source", member(Source)),
        information=fields.take("information", member(Information)),
        handling=fields.take("handling", distinct(member(Handling))),
        restriction=fields.take("restriction", text(4000, empty=True)),
        purposes=fields.take("purposes", distinct(member(Purpose))),
        role=fields.take("role", member(SubjectRole)),
        nature=fields.take("nature", member(Nature)),
        contested=fields.take("contested", truth),
        asylum_from=fields.take("asylum_from", distinct(parse_country)),
        retain_until=fields.take("retain_until", parse_day),
    )
