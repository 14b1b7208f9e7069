"""Disasters in Familias project files.

A family's last pedigree is that in which a victim is the missing person. The person whom it calls `Missing person` has
the sex that the other parent of a child leaves, else that of the listed one whose name begins with `Missing` and who
has no place in it; all others of such names are missing too. They are called M1, M2 ... family by family. A child with
one parent is given another, untyped one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from egnatia.match.kinship.cases.people import read_genotype, read_sex
from egnatia.match.kinship.cases.projects import Part, read_parts, read_project, with_point
from egnatia.match.kinship.dvi.disaster import Disaster, Family, Victim, pair_by_sex
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.panel import Genotype
from egnatia.match.kinship.pedigree import Pedigree, Person, Sex

MISSING = "Missing person"


def read_familias_disaster(text: str, name: str) -> Disaster:
    """Return the disaster of a project.

    Raises:
        CaseError: the file is not laid out so, or has no victims or families.
        KinshipError: what it says of markers and people cannot be.
    """
    project = read_project(text)
    for chance, word in ((project.theta, "theta"), (max(project.dropout, default=0.0), "drop-out")):
        if chance:
            raise CaseError(f"{word} {chance:g} is not computed in disasters")
    markers, part = project.markers, read_parts(project.lines)
    people = [person for found in part.named("Unidentified persons") for person in found.named("Person")]
    victims = tuple(
        Victim(id=person.value("Name"), sex=read_sex(person.value("Gender"), "[DVI]"), profile=_profile(person))
        for person in people
    )
    families: list[Family] = []
    for found in part.named("Reference Families"):
        for item in found.named("Family"):
            families.append(_family(item, sum(len(family.missing) for family in families)))
    if not victims or not families:
        raise CaseError("[DVI]: victims and families are expected")
    return Disaster(
        name=name,
        markers=markers,
        victims=victims,
        families=tuple(families),
        pairings=pair_by_sex(victims, tuple(families)),
    )


def over_and_over(part: Part, keys: tuple[str, ...], whose: str) -> Iterator[tuple[str, ...]]:
    """Yield the values of keys that stand one after another, again and again; other keys are passed over.

    Raises:
        CaseError: one is missing, or they stand in another order: whose value it is would be a guess.
    """
    rows = [(key, value) for key, value in part.values if key in keys]
    for start in range(0, len(rows), len(keys)):
        group = rows[start : start + len(keys)]
        if tuple(key for key, _ in group) != keys:
            raise CaseError(f"[DVI], {whose}: {', '.join(keys)} are expected over and over, not {group[-1][0]}")
        yield tuple(value for _, value in group)


def _profile(person: Part) -> dict[str, Genotype]:
    """Return what was typed of a person: marker, first and second allele, over and over."""
    profile: dict[str, Genotype] = {}
    for data in person.named("DNA data"):
        for marker, one, other in over_and_over(data, ("SystemName", "Allele1", "Allele2"), person.value("Name")):
            if marker in profile:
                raise CaseError(f"[DVI], {person.value('Name')}: {marker} is there twice")
            genotype = read_genotype([with_point(one), with_point(other)], f"[DVI], {person.value('Name')}, {marker}")
            if genotype is not None:
                profile[marker] = genotype
    return profile


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A family while it is read."""

    sexes: dict[str, Sex]
    parents: dict[str, list[str]] = field(default_factory=dict)

    def relate(self, pedigree: Part) -> None:
        """Take the relations of a pedigree: a parent and a child, over and over."""
        for parent, child in over_and_over(pedigree, ("Parent", "Child"), "relations"):
            self.parents.setdefault(child, []).append(parent)
            self.sexes.setdefault(parent, Sex.UNKNOWN)
            self.sexes.setdefault(child, Sex.UNKNOWN)

    def settle_missing(self) -> None:
        """Find out who `Missing person` is: of the sex that a parent must have, else as the one listed without a place.

        The listed one is a placeholder: real projects call a child's father `Missing female 1`.
        """
        placed = set(self.parents) | {parent for parents in self.parents.values() for parent in parents}
        listed = [name for name in self.sexes if name.startswith("Missing") and name != MISSING and name not in placed]
        if MISSING not in self.sexes:
            return
        if listed:
            self.sexes[MISSING] = self.sexes.pop(listed[0])
        mates = {
            self.sexes[mate]
            for parents in self.parents.values()
            if MISSING in parents
            for mate in parents
            if mate != MISSING
        } - {Sex.UNKNOWN}
        if mates:
            self.sexes[MISSING] = Sex.FEMALE if Sex.MALE in mates else Sex.MALE

    def person(self, child: str, names: dict[str, str]) -> list[Person]:
        """Return a person, with the other parent if the file names only one."""
        parents = self.parents.get(child, [])
        fathers = [parent for parent in parents if self.sexes[parent] is Sex.MALE]
        mothers = [parent for parent in parents if parent not in fathers]
        if len(fathers) > 1 or len(mothers) > 1:
            raise CaseError(f"[DVI]: {child} has the parents {', '.join(parents)}, of one sex")
        found = [names.get(parent[0], parent[0]) if parent else None for parent in (fathers, mothers)]
        added = f"parent of {names.get(child, child)}"
        people = []
        if parents and None in found:
            sex = Sex.MALE if found[0] is None else Sex.FEMALE
            people.append(Person(id=added, sex=sex))
            found = [added if parent is None else parent for parent in found]
        name = names.get(child, child)
        return [*people, Person(id=name, father=found[0], mother=found[1], sex=self.sexes[child])]


def _family(part: Part, before: int) -> Family:
    listed = [person for found in part.named("Persons") for person in found.named("Person")]
    draft = _Draft(sexes={person.value("Name"): read_sex(person.value("Gender"), part.heading) for person in listed})
    pedigrees = [pedigree for found in part.named("Pedigrees") for pedigree in found.named("Pedigree")]
    if not pedigrees:
        raise CaseError(f"[DVI], {part.heading}: no pedigree")
    draft.relate(pedigrees[-1])
    draft.settle_missing()
    profiles = {person.value("Name"): _profile(person) for person in listed}
    placed = list(draft.parents)
    missing = sorted(
        (name for name in draft.sexes if name.startswith("Missing") and not profiles.get(name)),
        key=lambda name: (name != MISSING, placed.index(name) if name in placed else len(placed)),
    )
    names = {name: f"M{before + number}" for number, name in enumerate(missing, 1)}
    return Family(
        id=part.value("Name"),
        pedigree=Pedigree(people=tuple(person for name in draft.sexes for person in draft.person(name, names))),
        profiles={name: profile for name, profile in profiles.items() if profile},
        missing=tuple(names.values()),
    )
