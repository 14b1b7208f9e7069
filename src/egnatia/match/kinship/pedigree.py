"""Pedigrees: who is whose child, checked when they are made."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from egnatia.match.kinship.errors import PedigreeError


class Sex(StrEnum):
    """The sex of a person, which decides who can be father or mother and what an X chromosome passes on."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"  #: Of somebody without children; not with X-linked markers.


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of a pedigree.

    A parent that is None is somebody of the population whom nobody else in the pedigree descends from: the child's
    allele on that side is one of the population.
    """

    id: str
    father: str | None = None
    mother: str | None = None
    sex: Sex = Sex.UNKNOWN

    @property
    def is_founder(self) -> bool:
        """Whether neither parent is in the pedigree."""
        return self.father is None and self.mother is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pedigree:
    """People and how they descend from one another; several families that are not related, too, are one pedigree.

    Raises:
        PedigreeError: an id twice, a parent that is not there or has the wrong sex, a father who is a mother too,
            somebody who is the own ancestor, twins of different parents, an inbreeding coefficient outside 0 to 1 or of
            somebody with parents.
    """

    people: tuple[Person, ...]
    twins: tuple[tuple[str, ...], ...] = ()  #: Sets of monozygotic twins: one genome, several persons.
    inbreeding: tuple[tuple[str, float], ...] = ()  #: Coefficients of founders whose parents were related.
    _hash: int = field(default=0, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check that people can be related so, and remember the hash: pedigrees are looked up often."""
        _check_ids(self.people)
        known = self.by_id
        for person in self.people:
            _check_parents(person, known)
        _check_sexes(self.people)
        self.in_order()
        _check_twins(self.twins, known)
        _check_inbreeding(self.inbreeding, known)
        object.__setattr__(self, "_hash", hash((self.people, self.twins, self.inbreeding)))

    def __hash__(self) -> int:
        """Return the hash of what the pedigree says."""
        return self._hash

    @property
    def by_id(self) -> dict[str, Person]:
        """Everybody by id."""
        return {person.id: person for person in self.people}

    def in_order(self) -> list[Person]:
        """Return everybody, parents before their children.

        Raises:
            PedigreeError: somebody is the own ancestor.
        """
        known = self.by_id
        parents = {person.id: [parent for parent in (person.father, person.mother) if parent] for person in self.people}
        try:
            return [known[name] for name in TopologicalSorter(parents).static_order()]
        except CycleError as error:
            circle = " → ".join(reversed(error.args[1]))
            raise PedigreeError(f"somebody is the own ancestor: {circle}") from error


def _check_ids(people: Iterable[Person]) -> None:
    twice = [name for name, count in Counter(person.id for person in people).items() if count > 1]
    if twice:
        raise PedigreeError(f"{twice[0]} is in the pedigree twice")


def _check_parents(person: Person, known: Mapping[str, Person]) -> None:
    for parent, word, wrong in ((person.father, "father", Sex.FEMALE), (person.mother, "mother", Sex.MALE)):
        if parent is None:
            continue
        if parent not in known:
            raise PedigreeError(f"{word} {parent} of {person.id} is not in the pedigree")
        if known[parent].sex is wrong:
            raise PedigreeError(f"{parent} is {wrong.value} and cannot be the {word} of {person.id}")
    if person.father is not None and person.father == person.mother:
        raise PedigreeError(f"{person.father} is both parents of {person.id}")


def _check_sexes(people: Iterable[Person]) -> None:
    """Refuse somebody of unknown sex who is a father here and a mother there."""
    fathers = {person.father: person.id for person in people if person.father is not None}
    for person in people:
        if person.mother in fathers:
            raise PedigreeError(
                f"{person.mother} is the father of {fathers[person.mother]} and the mother of {person.id}"
            )


def _check_twins(twins: Iterable[tuple[str, ...]], known: Mapping[str, Person]) -> None:
    seen: set[str] = set()
    for group in twins:
        missing = [name for name in group if name not in known]
        if missing:
            raise PedigreeError(f"twin {missing[0]} is not in the pedigree")
        if len(set(group)) < 2 or seen & set(group):  # noqa: PLR2004 - twins are at least two
            raise PedigreeError(f"twins {', '.join(group)}: at least two people, each in one set only")
        if len({(known[name].father, known[name].mother, known[name].sex) for name in group}) > 1:
            raise PedigreeError(f"twins {', '.join(group)} have not the same parents and sex")
        seen |= set(group)


def _check_inbreeding(inbreeding: Iterable[tuple[str, float]], known: Mapping[str, Person]) -> None:
    for name, coefficient in inbreeding:
        if name not in known or not known[name].is_founder:
            raise PedigreeError(f"an inbreeding coefficient is given for {name}, who is no founder of the pedigree")
        if not 0 <= coefficient <= 1:
            raise PedigreeError(f"inbreeding coefficient {coefficient} of {name} is not between 0 and 1")
