"""The likelihood by counting every ordered genotype of every person: slow, and as plain as can be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    silent: int | None = None
    dropout: Mapping[str, float] = field(default_factory=dict)
    theta: float = 0.0

    def likelihood(self) -> float:
        return self._extend(self.pedigree.in_order(), {}, ())

    def _extend(self, rest: list[Person], known: dict[str, Alleles], drawn: Alleles) -> float:
        if not rest:
            return 1.0
        person, copies = rest[0], 1 if self.x and rest[0].sex is Sex.MALE else 2
        total = 0.0
        for own in product(range(len(self.frequencies)), repeat=copies):
            chance = self._reading(person.id, own)
            if not chance:
                continue
            for share, more in self._chance(person, own, known, drawn):
                if share:
                    total += chance * share * self._extend(rest[1:], {**known, person.id: own}, more)
        return total

    def _reading(self, name: str, own: Alleles) -> float:
        """Every way to lose copies: what is left, the silent allele aside, is what was seen."""
        if name not in self.seen:
            return 1.0
        d, total = self.dropout.get(name, 0.0), 0.0
        for lost in product([False, True], repeat=len(own)):
            left = {allele for allele, gone in zip(own, lost, strict=True) if not gone and allele != self.silent}
            if left == set(self.seen[name]):
                total += d ** sum(lost) * (1 - d) ** (len(own) - sum(lost))
        return total

    def _draw(self, alleles: Alleles, drawn: Alleles) -> tuple[float, Alleles]:
        """Draw one after another from the population (Balding & Nichols 1994)."""
        chance = 1.0
        for allele in alleles:
            n = len(drawn)
            again = drawn.count(allele) * self.theta + (1 - self.theta) * self.frequencies[allele]
            chance *= again / (1 + (n - 1) * self.theta)
            drawn = (*drawn, allele)
        return chance, drawn

    def _founder(self, person: Person, own: Alleles, drawn: Alleles) -> list[tuple[float, Alleles]]:
        """Two alleles are drawn, or, of somebody inbred, one that both are copies of."""
        f = dict(self.pedigree.inbreeding).get(person.id, 0.0) if len(own) > 1 else 0.0
        chance, more = self._draw(own, drawn)
        once, fewer = self._draw(own[:1], drawn)
        return [((1 - f) * chance, more), (f * once if own[0] == own[-1] else 0.0, fewer)]

    def _received(self, allele: int, parent: Alleles | None, sex: int, drawn: Alleles) -> tuple[float, Alleles]:
        if parent is None:
            return self._draw((allele,), drawn)
        return sum(self.matrices[sex][own][allele] for own in parent) / len(parent), drawn

    def _chance(
        self, person: Person, own: Alleles, known: Mapping[str, Alleles], drawn: Alleles
    ) -> list[tuple[float, Alleles]]:
        twins = [known[name] for group in self.pedigree.twins if person.id in group for name in group if name in known]
        if twins:
            return [(float(own == twins[0]), drawn)]
        if person.is_founder:
            return self._founder(person, own, drawn)
        mother = known.get(person.mother) if person.mother else None
        father = known.get(person.father) if person.father else None
        if len(own) == 1:
            return [self._received(own[0], mother, 0, drawn)]
        one, drawn = self._received(own[0], father, 1, drawn)
        other, drawn = self._received(own[1], mother, 0, drawn)
        return [(one * other, drawn)]
