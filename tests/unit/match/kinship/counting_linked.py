"""Two linked markers by counting every pair of haplotypes of every person."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from tests.unit.match.kinship.counting import Count

from egnatia.match.kinship.pedigree import Person, Sex

#: One allele at each of two markers.
Haplotype = tuple[int, ...]
#: What was drawn from the population, haplotype by haplotype.
Drawn_ = tuple[Haplotype, ...]
Person_ = tuple[Haplotype, ...]


@dataclass(frozen=True)
class LinkedCount:
    """Two markers, each as `Count` has it, and the recombination fraction between them."""

    counts: tuple[Count, Count]
    recombination: float

    def likelihood(self) -> float:
        return self._extend(self.counts[0].pedigree.in_order(), {}, ())

    def _extend(self, rest: list[Person], known: dict[str, Person_], drawn: Drawn_) -> float:
        if not rest:
            return 1.0
        person, copies = rest[0], 1 if self.counts[0].x and rest[0].sex is Sex.MALE else 2
        sizes = [range(len(count.frequencies)) for count in self.counts]
        total = 0.0
        for own in product(product(*sizes), repeat=copies):
            if all(
                sorted(haplotype[place] for haplotype in own) == sorted(count.seen[person.id])
                for place, count in enumerate(self.counts)
                if person.id in count.seen
            ):
                chance, more = self._chance(person, own, known, drawn)
                total += chance and chance * self._extend(rest[1:], {**known, person.id: own}, more)
        return total

    def _chance(
        self, person: Person, own: Person_, known: Mapping[str, Person_], drawn: Drawn_
    ) -> tuple[float, Drawn_]:
        if len(own) == 1:
            return self._received(own[0], known.get(person.mother or ""), 0, drawn)
        father, mother = known.get(person.father or ""), known.get(person.mother or "")
        one, drawn = self._received(own[0], father, 1, drawn)
        other, drawn = self._received(own[1], mother, 0, drawn)
        return one * other, drawn

    def _received(self, got: Haplotype, parent: Person_ | None, sex: int, drawn: Drawn_) -> tuple[float, Drawn_]:
        one, other = self.counts
        if parent is None:
            return self._draw(one, got, drawn, 0) * self._draw(other, got, drawn, 1), (*drawn, got)
        total = 0.0
        for first, second in product(range(len(parent)), repeat=2):
            same = 1 - self.recombination if first == second else self.recombination
            way = 1.0 if len(parent) == 1 else 0.5 * same
            moved = one.matrices[sex][parent[first][0]][got[0]] * other.matrices[sex][parent[second][1]][got[1]]
            total += way * moved
        return total, drawn

    @staticmethod
    def _draw(count: Count, got: Haplotype, drawn: Drawn_, place: int) -> float:
        """Each marker draws from its own urn (Balding & Nichols 1994)."""
        same = sum(before[place] == got[place] for before in drawn)
        return (same * count.theta + (1 - count.theta) * count.frequencies[got[place]]) / (
            1 + (len(drawn) - 1) * count.theta
        )
