"""Mixed stains, at home only: who on record may have contributed, ranked by the likelihood ratio of each.

The model is semi-continuous: alleles are there or not, heights do not count. Each copy of an allele is lost by itself
with the probability d; alleles of nobody turn up with the chance c at a locus, one at a time, drawn by frequency
(Curran, Gill & Bill 2005; Haned, Egeland, Pontier, Pène & Gill 2011). Unknown contributors are unrelated people of the
population. What is not on the stain and of nobody typed is one further allele, which is exact.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement
from math import inf, log, prod
from typing import Final

from egnatia.match.dna.errors import DnaError, ProfileError
from egnatia.match.dna.loci import AMELOGENIN, RuleSet, locus_named
from egnatia.match.dna.populations import Population
from egnatia.match.dna.profile import WILDCARD, Profile, read_value, value_order

#: Contributors of one stain; more make every sum too large and every answer too weak.
MOST_CONTRIBUTORS: Final = 3

#: Stands for every allele that is neither on the stain nor of the person in question.
OTHER: Final = "Q"

Genotype = tuple[str, str]
#: Locus to the alleles that were read.
Stain = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What is supposed of a stain.

    Raises:
        DnaError: a number out of its range.
    """

    contributors: int
    dropout: float = 0.05  #: Probability that one copy of an allele is lost.
    dropin: float = 0.01  #: Probability that an allele of nobody turns up at a locus.

    def __post_init__(self) -> None:
        """Check the numbers."""
        if not 1 <= self.contributors <= MOST_CONTRIBUTORS:
            raise DnaError(f"{self.contributors} contributors, and 1 to {MOST_CONTRIBUTORS} can be weighed")
        if not (0 <= self.dropout < 1 and 0 <= self.dropin < 1):
            raise DnaError("drop-out and drop-in are probabilities below 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody on record who may have contributed; an expert judges, and nothing of it goes to partners."""

    profile: Profile
    log_ratio: float  #: In the least favourable population.
    population: str
    missing: tuple[str, ...]  #: Loci at which an allele of the person is not on the stain.
    loci: int  #: How many were compared.


def read_stain(values: Mapping[str, Sequence[str]], rules: RuleSet) -> dict[str, frozenset[str]]:
    """Return the alleles of a stain by locus; what could not be read is left out.

    Raises:
        ProfileError: a locus or a value that is none, a locus twice, or nothing that was read.
    """
    stain: dict[str, frozenset[str]] = {}
    for written, found in values.items():
        locus = locus_named(written)
        if locus in stain:
            raise ProfileError(f"{locus} is there twice")
        read = frozenset(read_value(value, locus, rules) for value in found if value.strip()) - {WILDCARD}
        if read:
            stain[locus] = read
    if not stain:
        raise ProfileError("nothing was read of the stain")
    return stain


def least_contributors(stain: Stain) -> int:
    """Return how many people a stain needs at least, if nothing dropped in: half its alleles at the fullest locus."""
    return max((len(alleles) + 1) // 2 for alleles in stain.values())


def chance_of_stain(
    seen: frozenset[str], genotypes: Sequence[Genotype], chances: Mapping[str, float], of: Model
) -> float:
    """Return the probability to read these alleles of these contributors.

    Args:
        seen: alleles on the stain, at one locus.
        genotypes: of all contributors.
        chances: frequencies of alleles, with `OTHER`.
        of: drop-out and drop-in.
    """
    copies = Counter(allele for genotype in genotypes for allele in genotype)
    total = prod(1 - of.dropout**count if allele in seen else of.dropout**count for allele, count in copies.items())
    strange = seen - copies.keys()
    return total * (prod(of.dropin * chances[allele] for allele in strange) if strange else 1 - of.dropin)


def _pairs(chances: Mapping[str, float]) -> Iterator[tuple[Genotype, float]]:
    """Give every genotype of the population with its probability."""
    for one, other in combinations_with_replacement(sorted(chances), 2):
        yield (one, other), chances[one] * chances[other] * (1 if one == other else 2)


@lru_cache(maxsize=4096)
def _likelihood(
    seen: frozenset[str], known: tuple[Genotype, ...], chances: tuple[tuple[str, float], ...], of: Model
) -> float:
    table = dict(chances)

    def extend(genotypes: tuple[Genotype, ...], weight: float) -> float:
        if len(genotypes) == of.contributors:
            return weight * chance_of_stain(seen, genotypes, table, of)
        return sum(extend((*genotypes, pair), weight * share) for pair, share in _pairs(table))

    return extend(known, 1.0)


def log_ratio(stain: Stain, person: Profile, population: Population, of: Model) -> tuple[float, tuple[str, ...]]:
    """Return the log likelihood ratio that a person is one of the contributors, and the loci that were compared.

    Args:
        stain: alleles by locus.
        person: loci that were not read in full are left out.
        population: of the unknown contributors.
        of: how many contributed, and what may be lost or added.

    Raises:
        DnaError: no locus can be compared.
    """
    total, compared = 0.0, []
    for locus in person.full_loci():
        if locus not in stain or locus not in population.frequencies or locus == AMELOGENIN:
            continue
        chances = _chances(population, locus, stain[locus] | set(person.loci[locus]))
        with_person, without = (_likelihood(stain[locus], known, chances, of) for known in ((person.loci[locus],), ()))
        compared.append(locus)
        total += log(with_person / without) if with_person else -inf
    if not compared:
        raise DnaError(f"{person.id}: no locus of the stain can be compared")
    return total, tuple(compared)


def _chances(population: Population, locus: str, named: frozenset[str]) -> tuple[tuple[str, float], ...]:
    """Return the frequencies of alleles that were named, and of all others together; they sum to one."""
    ordered = sorted(named, key=value_order)
    shares = [population.frequency(locus, allele) for allele in ordered]
    rest = max(1 - sum(shares), population.floor)
    whole = sum(shares) + rest
    return (*((allele, share / whole) for allele, share in zip(ordered, shares, strict=True)), (OTHER, rest / whole))


def search_stain(
    stain: Stain, register: Sequence[Profile], populations: Sequence[Population], of: Model, most_missing: int
) -> list[Candidate]:
    """Return who on record may have contributed to a stain, the largest likelihood ratio first.

    Args:
        stain: alleles by locus.
        register: profiles of persons.
        populations: the least favourable decides.
        of: how many contributed, and what may be lost or added.
        most_missing: at how many loci an allele of the person may be missing on the stain.

    Raises:
        DnaError: no population.
    """
    if not populations:
        raise DnaError("no population to compare with")
    found = []
    for person in register:
        shared = [locus for locus in person.full_loci() if locus in stain]
        missing = tuple(locus for locus in shared if not set(person.loci[locus]) <= stain[locus])
        if not shared or len(missing) > most_missing:
            continue
        ratios = [(*log_ratio(stain, person, population, of), population.name) for population in populations]
        least, loci, name = min(ratios)
        candidate = Candidate(profile=person, log_ratio=least, population=name, missing=missing, loci=len(loci))
        found.append(candidate)
    return sorted((item for item in found if item.log_ratio > 0), key=lambda item: -item.log_ratio)
