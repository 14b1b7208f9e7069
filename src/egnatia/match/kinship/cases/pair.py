"""Cases of two people: what `egnatia kinship blind` and `egnatia kinship lineage` read.

A blind search has `markers`, `profiles` of two people and `priors` by relationship, and may have `reference`, `theta`,
`dropout` and `links`. A lineage has `markers`, `haplotypes` of two people, `meioses` and `sample`, and may
have `theta`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp, log, log10

from egnatia.match.kinship.cases.comparison import (
    check_links,
    read_chance,
    read_conditions,
    read_markers,
    read_profiles,
)
from egnatia.match.kinship.cases.fields import Json, Object, as_number, as_object, as_text, field
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.likelihood import Conditions
from egnatia.match.kinship.lineage import Haplotype, Sample, are_alike, chance_in_common, log_transmission
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.panel import Profile
from egnatia.match.kinship.ratio import Comparison
from egnatia.match.kinship.relationships import RELATIONSHIPS, A, B, blind_search

BLIND_FIELDS = ("id", "markers", "profiles", "priors", "reference", "theta", "dropout", "links", "source")
LINEAGE_FIELDS = ("id", "markers", "haplotypes", "meioses", "sample", "theta", "source")
SAMPLE_FIELDS = ("people", "seen")
_TWO, _UNRELATED = 2, "unrelated"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindCase:
    """Two people of whom nobody says how they are related."""

    name: str
    people: tuple[str, str]
    markers: tuple[Marker, ...]
    profiles: tuple[Profile, Profile]
    priors: Mapping[str, float]
    reference: str
    conditions: Conditions

    def compare(self) -> Comparison:
        """Compute the likelihood and the posterior of each relationship.

        Raises:
            KinshipError: what the case says does not fit together.
        """
        return blind_search(self.markers, self.profiles, self.priors, self.conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageCase:
    """Two haplotypes that may be of one lineage."""

    name: str
    people: tuple[str, str]
    markers: tuple[Marker, ...]
    haplotypes: tuple[Haplotype, Haplotype]
    meioses: int
    sample: Sample
    theta: float = 0.0

    def compare(self) -> "LineageFound":
        """Compute the likelihood ratio of one lineage against none in common.

        Raises:
            KinshipError: what the case says does not fit together.
        """
        logged = log_transmission(self.markers, self.haplotypes, self.meioses)
        bound = self.sample.upper_bound()
        alike = are_alike(self.markers, self.haplotypes)
        common, least = (chance_in_common(one, self.theta, alike=alike) for one in (self.sample.frequency, bound))
        ratio = exp(logged - log(common))
        return LineageFound(
            ratio=ratio,
            log10_ratio=log10(ratio) if ratio else None,
            frequency=self.sample.frequency,
            upper_bound=bound,
            lower_ratio=ratio * common / least,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageFound:
    """What two haplotypes say; people of one lineage share them, so that they single out a family and no person."""

    ratio: float
    log10_ratio: float | None  #: None: the ratio is 0.
    frequency: float  #: (x+1)/(n+1).
    upper_bound: float  #: One-sided, 95 %.
    lower_ratio: float  #: The ratio by the upper bound: the one to report where the sample is small.


def read_blind(value: Json, place: str = "case") -> BlindCase:
    """Return a blind search.

    Raises:
        CaseError: it is not laid out so.
        KinshipError: what it says of markers cannot be.
    """
    given = as_object(value, place, BLIND_FIELDS)
    profiles = read_profiles(field(given, "profiles", place), place)
    first, second = two_of(profiles, f"{place}, profiles")
    priors = _priors(given.get("priors"), f"{place}, priors")
    conditions = read_conditions(given, place)
    markers = read_markers(field(given, "markers", place), place)
    check_links(conditions, [marker.name for marker in markers], place)
    return BlindCase(
        name=as_text(given.get("id") or place, place),
        people=(first, second),
        markers=markers,
        profiles=(profiles[first], profiles[second]),
        priors=priors,
        reference=_reference(given.get("reference"), priors, f"{place}, reference"),
        conditions=_astwo_of(conditions, {first: A, second: B}, place),
    )


def read_lineage(value: Json, place: str = "case") -> LineageCase:
    """Return a case of two haplotypes.

    Raises:
        CaseError: it is not laid out so.
        KinshipError: what it says of markers cannot be.
    """
    given = as_object(value, place, LINEAGE_FIELDS)
    haplotypes = {
        person: {name: as_text(allele, f"{place}, {person}, {name}") for name, allele in as_object(one, person).items()}
        for person, one in as_object(field(given, "haplotypes", place), f"{place}, haplotypes").items()
    }
    first, second = two_of(haplotypes, f"{place}, haplotypes")
    markers = read_markers(field(given, "markers", place), place)
    for person, haplotype in haplotypes.items():
        strange = haplotype.keys() - {marker.name for marker in markers}
        if strange:
            raise CaseError(f"{place}, {person}: {min(strange)} is none of the markers")
    return LineageCase(
        name=as_text(given.get("id") or place, place),
        people=(first, second),
        markers=markers,
        haplotypes=(haplotypes[first], haplotypes[second]),
        meioses=_count(field(given, "meioses", place), f"{place}, meioses"),
        sample=read_sample(given, place),
        theta=read_chance(given.get("theta") or 0, f"{place}, theta"),
    )


def read_sample(given: Object, place: str) -> Sample:
    """Return the reference sample in which a haplotype was counted: `people`, and how many of them had it, `seen`.

    Raises:
        CaseError: it is not laid out so, or cannot be.
    """
    sample = as_object(field(given, "sample", place), f"{place}, sample", SAMPLE_FIELDS)
    people, seen = (_count(field(sample, name, f"{place}, sample"), f"{place}, {name}") for name in SAMPLE_FIELDS)
    return Sample(people=people, seen=seen)


def two_of(people: Mapping[str, object], place: str) -> tuple[str, str]:
    """Return the names of the two people of a case.

    Raises:
        CaseError: there are not two.
    """
    if len(people) != _TWO:
        raise CaseError(f"{place}: two people are compared, not {len(people)}")
    first, second = people
    return first, second


def _priors(value: Json, place: str) -> dict[str, float]:
    """Return the priors as they are stated; where none are, every relationship that is known is as likely."""
    if value is None:
        return dict.fromkeys(RELATIONSHIPS, 1 / len(RELATIONSHIPS))
    priors = {name: as_number(prior, f"{place}, {name}") for name, prior in as_object(value, place).items()}
    if not priors:
        raise CaseError(f"{place}: no relationship")
    return priors


def _reference(value: Json, priors: Mapping[str, float], place: str) -> str:
    name = _UNRELATED if value is None and _UNRELATED in priors else as_text(value or list(priors)[-1], place)
    if name not in priors:
        raise CaseError(f"{place}: {name!r} has no prior")
    return name


def _astwo_of(conditions: Conditions, names: Mapping[str, str], place: str) -> Conditions:
    """Call the two people as the pedigrees of relationships do."""
    dropped = [person for person, *_ in (*conditions.dropout, *conditions.dropout_at)]
    strange = [person for person in dropped if person not in names]
    if strange:
        raise CaseError(f"{place}, dropout: {strange[0]} has no profile")
    return replace(
        conditions,
        dropout=tuple((names[person], chance) for person, chance in conditions.dropout),
        dropout_at=tuple((names[person], marker, chance) for person, marker, chance in conditions.dropout_at),
    )


def _count(value: Json, place: str) -> int:
    number = as_number(value, place)
    if number != int(number) or number < 0:
        raise CaseError(f"{place}: a whole number is expected, not {number:g}")
    return int(number)
