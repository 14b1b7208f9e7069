"""Inherited DNA: each of a person's two alleles at a locus is one of the father's or of the mother's.

Nothing is drawn until it is asked for, and always comes out the same: a person's alleles follow from what the person is
called and from those of the parents, so that relatives in different registers, made at different times, agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp
from random import Random

from egnatia.cli.demo.population.chance import Weighted, stream
from egnatia.cli.demo.population.data import read_data

#: How often an allele gains or loses a repeat on its way from parent to child (in the order of what STRs do).
_MUTATION = 0.001

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Genes:
    """What a person inherited; without parents, a founder's alleles are drawn from the population."""

    of: str  #: Names the person; another word, another person.
    parents: tuple[Genes, Genes] | None = None  #: Mother and father.

    def alleles(self, locus: str) -> Pair:
        """Return the two alleles at a locus, the smaller first.

        Raises:
            KeyError: the demo has no such locus.
        """
        one, other = self._inherited(locus)
        return (one, other) if float(one) <= float(other) else (other, one)

    def child(self, other: Genes, of: str) -> Genes:
        """Return the genes of a child of this mother and another's father."""
        return Genes(of, (self, other))

    def _inherited(self, locus: str) -> Pair:
        chance = stream(0, "genes", self.of, locus)
        if self.parents is None:
            table = _tables()[locus]
            return table.draw(chance), table.draw(chance)
        mother, father = (_passed_on(parent.alleles(locus), chance) for parent in self.parents)
        return mother, father


def _passed_on(pair: Pair, chance: Random) -> str:
    """Return one of a parent's two alleles, now and then with a repeat more or less."""
    allele = pair[chance.random() < 0.5]  # noqa: PLR2004 - either with the same chance
    if chance.random() >= _MUTATION:
        return allele
    whole, dot, part = allele.partition(".")
    return f"{int(whole) + chance.choice((-1, 1))}{dot}{part}"


def loci() -> tuple[str, ...]:
    """Return the loci that the demo's laboratories type, in the order of their reports."""
    return tuple(_tables())


def frequencies() -> dict[str, dict[str, float]]:
    """Return the invented population's allele frequencies by locus; those of a locus sum to 1."""
    return {locus: _frequencies(row) for locus, row in read_data("genes").items()}


@cache
def _tables() -> dict[str, Weighted[str]]:
    return {locus: Weighted(table) for locus, table in frequencies().items()}


def _frequencies(row: dict[str, object]) -> dict[str, float]:
    low, high, peak, spread = (float(str(row[key])) for key in ("from", "to", "peak", "spread"))
    bell = {str(size): exp(-(((size - peak) / spread) ** 2) / 2) for size in range(int(low), int(high) + 1)}
    also = row.get("also") or {}
    variants = {str(name): float(share) / 100 for name, share in also.items()} if isinstance(also, dict) else {}
    left, total = 1 - sum(variants.values()), sum(bell.values())
    return {allele: weight / total * left for allele, weight in bell.items()} | variants
