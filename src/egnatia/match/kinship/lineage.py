"""Lineages: Y-haplotypes pass from father to son and mitochondrial DNA from mother to child, whole and unmixed.

Markers of a lineage do not recombine, so that their frequencies are those of whole haplotypes, counted in a reference
sample, and never products over markers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, log1p

import numpy as np

from egnatia.match.kinship.errors import CaseError, GenotypeError
from egnatia.match.kinship.marker import Marker

#: Marker to allele; a marker that is duplicated in the genome is left out.
Haplotype = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A reference sample: how many people were typed, and how many of them had a haplotype."""

    people: int
    seen: int

    def __post_init__(self) -> None:
        """Check the counts.

        Raises:
            CaseError: no people, or more seen than typed.
        """
        if not 0 <= self.seen <= self.people or not self.people:
            raise CaseError(f"{self.seen} of {self.people} people is no count of a haplotype")

    @property
    def frequency(self) -> float:
        """The frequency with the person in question counted in: (x+1)/(n+1) (Brenner 2010; SWGDAM 2014)."""
        return (self.seen + 1) / (self.people + 1)

    def upper_bound(self, confidence: float = 0.95) -> float:
        """Return the one-sided upper bound of the frequency (Clopper & Pearson 1934).

        Args:
            confidence: above 0 and below 1.

        Raises:
            CaseError: it is not.
        """
        if not 0 < confidence < 1:
            raise CaseError(f"confidence {confidence} is not between 0 and 1")
        if self.seen == self.people:
            return 1.0
        low, high = self.seen / self.people, 1.0
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if self._tail(middle) > 1 - confidence else (low, middle)
        return high

    def _tail(self, frequency: float) -> float:
        """Return the probability to see the haplotype as rarely as it was, or more rarely."""
        term = self.people * log1p(-frequency)
        total = exp(term)
        for seen in range(1, self.seen + 1):
            term += log((self.people - seen + 1) / seen) + log(frequency) - log1p(-frequency)
            total += exp(term)
        return total


def log_transmission(markers: Sequence[Marker], pair: tuple[Haplotype, Haplotype], meioses: int) -> float:
    """Return the log probability to read the second haplotype if it descends from the first, or shares its origin.

    Over k meioses, allele i becomes j with the probability (M^k)[i, j]. Two people of one lineage are as many meioses
    apart as there are births between them through their last common ancestor; that this may be counted as one descent
    needs a mutation model that is reversible, which steps are but for the ends of the ladder.

    Args:
        markers: with the mutation model of fathers for Y; one without never mutates.
        pair: both haplotypes; markers that one of them lacks are left out.
        meioses: births between them, from 0 on.

    Raises:
        CaseError: no marker in common, or a negative number of meioses.
        GenotypeError: an allele is not in the marker's table.
    """
    if meioses < 0:
        raise CaseError(f"{meioses} meioses are none")
    total, compared = 0.0, 0
    for marker in markers:
        alleles = [haplotype.get(marker.name) for haplotype in pair]
        if None in alleles:
            continue
        compared += 1
        places = [_place(marker, str(allele)) for allele in alleles]
        matrix = marker.matrix(marker.male)
        moved = np.linalg.matrix_power(np.eye(len(marker.alleles)) if matrix is None else matrix, meioses)
        chance = float(moved[places[0], places[1]])
        if chance == 0.0:
            return -np.inf
        total += log(chance)
    if not compared:
        raise CaseError("the haplotypes have no marker in common")
    return total


def _place(marker: Marker, allele: str) -> int:
    if allele not in marker.alleles:
        raise GenotypeError(f"{marker.name}: allele {allele} is not in the table")
    return marker.alleles.index(allele)


def are_alike(markers: Sequence[Marker], pair: tuple[Haplotype, Haplotype]) -> bool:
    """Tell whether two haplotypes have the same alleles at all markers that both have."""
    one, other = pair
    return all(
        one[name] == other[name] for name in (marker.name for marker in markers) if name in one and name in other
    )


def chance_in_common(frequency: float, theta: float, *, alike: bool) -> float:
    """Return the probability to meet a haplotype in another lineage, once one person's has been seen.

    That is θ+(1-θ)p if it is the same as that person's, and else (1-θ)p (Balding & Nichols 1994; for Y SWGDAM 2014).

    Args:
        frequency: p, of the haplotype.
        theta: how much oftener lineages of one population share a haplotype than its frequency says.
        alike: whether the person who was seen has it.
    """
    return theta * alike + (1 - theta) * frequency
