"""The likelihood by counting: every ordered genotype of every person, one after another. Slow, and so plain as can be."""

from collections.abc import Mapping
from itertools import product

from egnatia.match.kinship.pedigree import Pedigree, Person, Sex

Alleles = tuple[int, ...]


def count_likelihood(
    pedigree: Pedigree, frequencies: list[float], matrices: list[list[list[float]]], seen: Mapping[str, Alleles], *, x: bool
) -> float:  # fmt: skip
    """Sum over all ordered genotypes; matrices are those of mothers and fathers."""
    people = pedigree.in_order()
    inbreeding = dict(pedigree.inbreeding)

    def founder(person: Person, own: Alleles) -> float:
        chance = 1.0
        for allele in own:
            chance *= frequencies[allele]
        f = inbreeding.get(person.id, 0.0)
        return (1 - f) * chance + (f * frequencies[own[0]] if len(set(own)) == 1 else 0.0) if len(own) > 1 else chance

    def received(allele: int, parent: Alleles | None, sex: int) -> float:
        if parent is None:
            return frequencies[allele]
        return sum(matrices[sex][own][allele] for own in parent) / len(parent)

    def chance_of(person: Person, own: Alleles, known: Mapping[str, Alleles]) -> float:
        if person.is_founder:
            return founder(person, own)
        mother = known.get(person.mother) if person.mother else None
        father = known.get(person.father) if person.father else None
        if len(own) == 1:
            return received(own[0], mother, 0)
        return received(own[0], father, 1) * received(own[1], mother, 0)

    def extend(rest: list[Person], known: dict[str, Alleles]) -> float:
        if not rest:
            return 1.0
        person, copies = rest[0], 1 if x and rest[0].sex is Sex.MALE else 2
        total = 0.0
        for own in product(range(len(frequencies)), repeat=copies):
            if person.id in seen and sorted(own) != sorted(seen[person.id]):
                continue
            chance = chance_of(person, own, known)
            if chance:
                total += chance * extend(rest[1:], {**known, person.id: own})
        return total

    return extend(people, {})
