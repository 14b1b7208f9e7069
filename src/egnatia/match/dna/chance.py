"""What a hit is worth: match probability, likelihood ratio, and how many hits chance alone would bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from egnatia.match.dna.errors import DnaError
from egnatia.match.dna.populations import Interval, Population, compared_loci, interval
from egnatia.match.dna.profile import WILDCARD, Pair, Profile


def match_probability(pair: Pair, chances: tuple[float, float], theta: float) -> float:
    """Return the probability that somebody else of the population has a genotype (Balding & Nichols 1994).

    Homozygote [2θ+(1-θ)p]·[3θ+(1-θ)p] / [(1+θ)(1+2θ)], heterozygote 2·[θ+(1-θ)p]·[θ+(1-θ)q] / [(1+θ)(1+2θ)].
    With a wildcard, the probability to have the one value that was read.

    Args:
        pair: both values.
        chances: their frequencies.
        theta: coancestry.
    """
    one, other = ((1 - theta) * chance for chance in chances)
    below = (1 + theta) * (1 + 2 * theta)
    if WILDCARD in pair:
        return 1 - (1 - one - theta) * (1 - one) / (1 + theta)
    if pair[0] == pair[1]:
        return (2 * theta + one) * (3 * theta + one) / below
    return 2 * (theta + one) * (theta + other) / below


def log_slopes(pair: Pair, chances: tuple[float, float], theta: float) -> tuple[float, float]:
    """Return by how much the log of the match probability rises with the log of each frequency.

    Less than by as much: of what θ adds, nothing depends on the table.

    Args:
        pair: both values, none a wildcard.
        chances: their frequencies.
        theta: coancestry.
    """
    one, other = ((1 - theta) * chance for chance in chances)
    if pair[0] == pair[1]:
        return one / (2 * theta + one), one / (3 * theta + one)
    return one / (theta + one), other / (theta + other)


def near_probability(pair: Pair, chances: tuple[float, float]) -> float:
    """Return the probability that somebody's genotype differs in exactly one value, at θ = 0."""
    if WILDCARD in pair:
        return 0.0
    p, q = chances
    if pair[0] == pair[1]:
        return 2 * p * (1 - p)
    return 2 * (p + q) * (1 - p - q) + p * p + q * q


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What a match at some loci is worth in one population."""

    population: str
    source: str
    loci: tuple[str, ...]
    theta: float
    least_frequency: float  #: That an allele is given, however rare.
    match_probability: Interval  #: Of full matches at these loci, with 95 % bounds where the source gives numbers.

    @property
    def likelihood_ratio(self) -> float:
        """Same person against somebody unrelated of the population."""
        return 1 / self.match_probability.value


def _chances(population: Population, locus: str, pair: Pair) -> tuple[float, float]:
    one, other = (1.0 if value == WILDCARD else population.frequency(locus, value) for value in pair)
    return one, other


def worth(profile: Profile, loci: Sequence[str], population: Population, theta: float) -> Worth:
    """Return what a match of a profile at some loci is worth in one population.

    Raises:
        DnaError: the population has frequencies for none of them, or θ is out of its range.
    """
    if not 0 <= theta < 1:
        raise DnaError(f"theta {theta} is not between 0 and 1")
    known = compared_loci(population, tuple(loci))
    total = spread = 0.0
    for locus in known:
        pair = profile.loci[locus]
        chances = _chances(population, locus, pair)
        total += log(match_probability(pair, chances, theta))
        if WILDCARD not in pair:
            spread += population.log_spread(locus, pair, log_slopes(pair, chances, theta)) ** 2
    return Worth(
        population=population.name,
        source=population.source,
        loci=known,
        theta=theta,
        least_frequency=population.floor,
        match_probability=interval(total, spread**0.5),
    )


def least_favourable(
    profile: Profile, loci: Sequence[str], populations: Sequence[Population], theta: float
) -> tuple[Worth, list[Worth]]:
    """Return the worth that decides, and that in every population: the least likelihood ratio (Ge & Budowle 2012).

    Raises:
        DnaError: no population, or one without frequencies for the loci.
    """
    if not populations:
        raise DnaError("no population to compare with")
    all_of_them = [worth(profile, loci, population, theta) for population in populations]
    return min(all_of_them, key=lambda item: item.likelihood_ratio), all_of_them


def expected_chance_hits(profile: Profile, loci: Sequence[str], population: Population, searched: int) -> float:
    """Return how many unrelated people on record are expected to hit by chance: a full match, or one value apart.

    Supposes that everybody on record is typed at these loci; θ = 0.01 for full matches and 0 for near ones.

    Args:
        profile: that is asked for.
        loci: that are compared.
        population: of those on record.
        searched: how many are on record.

    Raises:
        DnaError: the population has frequencies for none of the loci.
    """
    full, near = 0.0, 0.0
    for locus in compared_loci(population, tuple(loci)):
        pair = profile.loci[locus]
        chances = _chances(population, locus, pair)
        full += log(match_probability(pair, chances, 0.01))
        near += near_probability(pair, chances) / match_probability(pair, chances, 0.0)
    at_zero = sum(
        log(match_probability(profile.loci[locus], _chances(population, locus, profile.loci[locus]), 0.0))
        for locus in compared_loci(population, tuple(loci))
    )
    return searched * (exp(full) + near * exp(at_zero))
