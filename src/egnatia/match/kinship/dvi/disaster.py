"""A disaster: victims with profiles, families with relatives' profiles, and who is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from egnatia.match.kinship.errors import CaseError, PedigreeError
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.panel import Profile
from egnatia.match.kinship.pedigree import Pedigree, Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """Remains with a profile (post mortem); fragments of one body are one victim already."""

    id: str
    sex: Sex
    profile: Profile
    dropout: float = 0.0  #: How often one copy of an allele is there and not seen: degraded remains.


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Relatives with profiles (ante mortem) and the people whom they miss."""

    id: str
    pedigree: Pedigree
    profiles: Mapping[str, Profile]
    missing: tuple[str, ...]
    dropout: tuple[tuple[str, float], ...] = ()  #: Of relatives, as of victims.


@dataclass(frozen=True, slots=True, kw_only=True)
class Disaster:
    """Everything that an identification rests on.

    Raises:
        CaseError: no marker, no victim, nobody missing, a name twice, somebody missing who has a profile, a pairing of
            people that are not there.
    """

    name: str
    markers: tuple[Marker, ...]
    victims: tuple[Victim, ...]
    families: tuple[Family, ...]
    pairings: Mapping[str, frozenset[str]]  #: Victim to the missing people that it may be.

    def __post_init__(self) -> None:
        """Check that names are clear and people there."""
        missing = [name for family in self.families for name in family.missing]
        if not self.victims or not missing:
            raise CaseError("there is no victim" if missing else "nobody is missing")
        if not self.markers:
            raise CaseError("there is no marker")
        for names, word in ((missing, "missing person"), ([victim.id for victim in self.victims], "victim")):
            twice = [name for name in names if names.count(name) > 1]
            if twice:
                raise CaseError(f"{word} {twice[0]} is there twice")
        for family in self.families:
            _check_family(family)
        self._check_pairings(set(missing))

    def _check_pairings(self, missing: set[str]) -> None:
        strange = set(self.pairings) - {victim.id for victim in self.victims}
        if strange:
            raise CaseError(f"pairings name victim {min(strange)}, who is not there")
        unknown = {name for names in self.pairings.values() for name in names} - missing
        if unknown:
            raise CaseError(f"pairings name missing person {min(unknown)}, who is in no family")
        possible = pair_by_sex(self.victims, self.families)
        for victim in self.victims:
            wrong = self.pairings.get(victim.id, frozenset()) - possible[victim.id]
            if wrong:
                raise CaseError(f"pairings: victim {victim.id} is {victim.sex}, and missing person {min(wrong)} is not")

    @property
    def missing(self) -> tuple[str, ...]:
        """Everybody who is missing, family by family."""
        return tuple(name for family in self.families for name in family.missing)

    @property
    def silent(self) -> tuple[str, ...]:
        """Families that miss somebody and of whom nobody has a profile: every likelihood ratio with them is 1."""
        return tuple(family.id for family in self.families if family.missing and not family.profiles)


def _check_family(family: Family) -> None:
    known = family.pedigree.by_id
    for name in family.missing:
        if name not in known:
            raise PedigreeError(f"family {family.id}: missing person {name} is not in the pedigree")
        if name in family.profiles:
            raise CaseError(f"family {family.id}: missing person {name} has a profile; compare that directly")
    strange = set(family.profiles) - set(known)
    if strange:
        raise PedigreeError(f"family {family.id}: {min(strange)} has a profile and is not in the pedigree")


def pair_by_sex(victims: tuple[Victim, ...], families: tuple[Family, ...]) -> dict[str, frozenset[str]]:
    """Return whom each victim may be: everybody missing whose sex is the same, or unknown on either side."""
    missing = [(name, family.pedigree.by_id[name].sex) for family in families for name in family.missing]
    return {
        victim.id: frozenset(name for name, sex in missing if sex is victim.sex or Sex.UNKNOWN in {sex, victim.sex})
        for victim in victims
    }


def symmetric(family: Family) -> list[tuple[str, ...]]:
    """Return missing people whom no DNA can tell apart: childless full siblings of one sex."""
    parents = {person.father for person in family.pedigree.people} | {
        person.mother for person in family.pedigree.people
    }
    groups: dict[tuple[str | None, str | None, Sex], list[str]] = {}
    known = family.pedigree.by_id
    twins = {name for group in family.pedigree.twins for name in group}
    for name in family.missing:
        person = known[name]
        if not person.is_founder and name not in parents and name not in twins:
            groups.setdefault((person.father, person.mother, person.sex), []).append(name)
    return [tuple(names) for names in groups.values() if len(names) > 1]
