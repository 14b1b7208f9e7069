"""Comparing two profiles by the Prüm rules: locus by locus, with wildcards and micro-variants, to a hit or none.

2008/616/JHA, Annex ch. 1: at least six loci match in full, and at most one value differs.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from egnatia.match.dna.loci import AMELOGENIN, RuleSet, repeat_length
from egnatia.match.dna.profile import WILDCARD, Pair, Profile


class Quality(IntEnum):
    """How good a hit is, as Prüm replies state it."""

    EQUAL = 1  #: Equal in all values, without wildcards.
    WILDCARD = 2  #: Equal in all values, some of them wildcards.
    DEVIATION = 3  #: One value differs by the size of a micro-variant.
    MISMATCH = 4  #: One value differs.


class Agreement(StrEnum):
    """How two profiles agree at one locus."""

    FULL = "full"
    WILDCARD = "wildcard"
    DEVIATION = "deviation"
    MISMATCH = "mismatch"
    CONTRADICTION = "contradiction"  #: More than one value differs.


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A profile on record that may be of the same person; an expert confirms before anything is released."""

    profile: Profile
    quality: Quality
    loci: tuple[tuple[str, Agreement], ...]  #: Those that both profiles have.

    @property
    def matching(self) -> tuple[str, ...]:
        """Loci that match in full, amelogenin not counted."""
        return tuple(name for name, how in self.loci if how is Agreement.FULL and name != AMELOGENIN)


def is_deviation(one: str, other: str, locus: str) -> bool:
    """Tell whether two values differ by the size of a micro-variant: one of them is none whole, and a base is between.

    x.1 goes with x and x.2, x.2 with x.1 and x.3, and so on up to the next whole repeat (2008/616/JHA, Annex ch. 1).
    """
    if locus == AMELOGENIN or ("." not in one and "." not in other):
        return False
    length = repeat_length(locus)
    bases = [int(value.partition(".")[0]) * length + int(value.partition(".")[2] or 0) for value in (one, other)]
    return abs(bases[0] - bases[1]) == 1


def agreement(one: Pair, other: Pair, locus: str) -> Agreement:
    """Compare two profiles at a locus; a wildcard goes with every value, in both permutations."""
    if one == other and WILDCARD not in one:
        return Agreement.FULL
    best = Agreement.CONTRADICTION
    for turned in (other, other[::-1]):
        apart = [(a, b) for a, b in zip(one, turned, strict=True) if a != b and WILDCARD not in {a, b}]
        if not apart:
            return Agreement.WILDCARD
        if len(apart) == 1:
            near = is_deviation(*apart[0], locus)
            best = Agreement.DEVIATION if near or best is Agreement.DEVIATION else Agreement.MISMATCH
    return best


def compare_loci(asked: Profile, found: Profile, rules: RuleSet) -> tuple[tuple[str, Agreement], ...]:
    """Compare two profiles at each locus that counts and that both have."""
    shared = [name for name in rules.exchanged if name in asked.loci and name in found.loci]
    return tuple((name, agreement(asked.loci[name], found.loci[name], name)) for name in shared)


def compare(asked: Profile, found: Profile, rules: RuleSet) -> Hit | None:
    """Apply the rules to two profiles; None: no hit."""
    loci = compare_loci(asked, found, rules)
    ways = [how for _, how in loci]
    apart = [how for how in ways if how in {Agreement.DEVIATION, Agreement.MISMATCH}]
    full = sum(how is Agreement.FULL and name != AMELOGENIN for name, how in loci)
    if Agreement.CONTRADICTION in ways or len(apart) > rules.most_differing or full < rules.least_matching:
        return None
    if apart:
        quality = Quality.MISMATCH if Agreement.MISMATCH in apart else Quality.DEVIATION
    else:
        quality = Quality.WILDCARD if Agreement.WILDCARD in ways else Quality.EQUAL
    return Hit(profile=found, quality=quality, loci=loci)
