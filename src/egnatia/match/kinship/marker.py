"""Markers: alleles, how frequent they are, where they lie, and how they mutate."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from egnatia.match.kinship.errors import MarkerError
from egnatia.match.kinship.mutation import ROUNDING, Matrix, Mutation, mutation_matrix

#: What a silent (null) allele is called, in any case.
SILENT = "silent"


class Chromosome(StrEnum):
    """Where a marker lies, as far as inheritance goes."""

    AUTOSOMAL = "autosomal"
    X = "X"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One locus: its alleles, their frequencies in a population, and its mutation models.

    Raises:
        MarkerError: an allele twice, frequencies that are none or do not sum to one, a model that does not exist.
    """

    name: str
    alleles: tuple[str, ...]  #: Labels; one may be `silent`, which is never seen.
    frequencies: tuple[float, ...]
    chromosome: Chromosome = Chromosome.AUTOSOMAL
    female: Mutation | None = None  #: Mothers' mutations; None: never.
    male: Mutation | None = None  #: Fathers' mutations; None: never.

    def __post_init__(self) -> None:
        """Check that alleles and frequencies fit."""
        twice = [allele for allele, count in Counter(self.alleles).items() if count > 1]
        if twice:
            raise MarkerError(f"{self.name}: allele {twice[0]} is there twice")
        if not self.alleles or len(self.alleles) != len(self.frequencies):
            raise MarkerError(f"{self.name}: {len(self.alleles)} alleles and {len(self.frequencies)} frequencies")
        wrong = [a for a, p in zip(self.alleles, self.frequencies, strict=True) if not 0 <= p <= 1]
        if wrong:
            raise MarkerError(f"{self.name}: the frequency of allele {wrong[0]} is not between 0 and 1")
        total = sum(self.frequencies)
        if abs(total - 1) > ROUNDING:
            raise MarkerError(f"{self.name}: frequencies sum to {total:.6g}, not to 1")

    @property
    def silent(self) -> int | None:
        """Where the silent allele is among the alleles; None: there is none."""
        names = [allele.casefold() for allele in self.alleles]
        return names.index(SILENT) if SILENT in names else None

    def matrix(self, mutation: Mutation | None) -> Matrix | None:
        """Return a mutation matrix over all alleles, shape (n, n); None: alleles never mutate.

        Raises:
            MarkerError: the model does not exist for these alleles.
        """
        return None if mutation is None else _matrix(self, mutation)


@lru_cache(maxsize=512)
def _matrix(marker: Marker, mutation: Mutation) -> Matrix:
    silent = marker.silent
    seen = [index for index in range(len(marker.alleles)) if index != silent]
    frequencies = np.array([marker.frequencies[index] for index in seen])
    custom = mutation.matrix is not None and len(mutation.matrix) == len(marker.alleles)
    try:
        if custom:
            return mutation_matrix(mutation, marker.alleles, np.array(marker.frequencies))
        hidden = 0.0 if silent is None else marker.frequencies[silent]
        inner = mutation_matrix(mutation, tuple(marker.alleles[index] for index in seen), frequencies, hidden)
    except MarkerError as error:
        raise MarkerError(f"{marker.name}: {error}") from error
    made = np.eye(len(marker.alleles))
    made[np.ix_(seen, seen)] = inner
    return made
