"""The likelihood by counting every ordered genotype of every person: slow, and as plain as can be."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from egnatia.match.kinship.pedigree import Pedigree, Person, Sex

Alleles = tuple[int, ...]


@dataclass(frozen=True)
class Count:
    """What is counted; matrices are those of mothers and fathers."""

    pedigree: Pedigree
    frequencies: list[float]
    matrices: list[list[list[float]]]
    seen: Mapping[str, Alleles]
    x: bool

    def likelihood(self) -> float:
        return self._extend(self.pedigree.in_order(), {})

    def _extend(self, rest: list[Person], known: dict[str, Alleles]) -> float:
        if not rest:
            return 1.0
        person, copies = rest[0], 1 if self.x and rest[0].sex is Sex.MALE else 2
        total = 0.0
        for own in product(range(len(self.frequencies)), repeat=copies):
            if person.id in self.seen and sorted(own) != sorted(self.seen[person.id]):
                continue
            chance = self._chance(person, own, known)
            if chance:
                total += chance * self._extend(rest[1:], {**known, person.id: own})
        return total

    def _founder(self, person: Person, own: Alleles) -> float:
        chance = 1.0
        for allele in own:
            chance *= self.frequencies[allele]
        f = dict(self.pedigree.inbreeding).get(person.id, 0.0)
        if len(own) == 1:
            return chance
        return (1 - f) * chance + (f * self.frequencies[own[0]] if own[0] == own[1] else 0.0)

    def _received(self, allele: int, parent: Alleles | None, sex: int) -> float:
        if parent is None:
            return self.frequencies[allele]
        return sum(self.matrices[sex][own][allele] for own in parent) / len(parent)

    def _chance(self, person: Person, own: Alleles, known: Mapping[str, Alleles]) -> float:
        if person.is_founder:
            return self._founder(person, own)
        mother = known.get(person.mother) if person.mother else None
        father = known.get(person.father) if person.father else None
        if len(own) == 1:
            return self._received(own[0], mother, 0)
        return self._received(own[0], father, 1) * self._received(own[1], mother, 0)
