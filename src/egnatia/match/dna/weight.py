"""What a hit between a question's profile and a record's is worth, for the expert who judges it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from egnatia.match.dna.chance import Worth, expected_chance_hits, least_favourable
from egnatia.match.dna.comparison import Agreement, compare, compare_loci
from egnatia.match.dna.engine import RULES, profile_in
from egnatia.match.dna.errors import DnaError
from egnatia.match.dna.loci import AMELOGENIN, rule_set
from egnatia.match.dna.populations import Population
from egnatia.match.engine import Properties

#: Coancestry within a population, in its usual range of 0.01 to 0.03 (NRC 1996, recommendation 4.2).
THETA: Final = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLocus:
    """One locus that both profiles have."""

    locus: str
    asked: str
    found: str
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """A comparison with its quality by the rules, and what it is worth in each population that the node knows."""

    rules: str
    quality: int  #: 1 to 4 by 2008/616/JHA; 0: no hit.
    loci: tuple[ComparedLocus, ...]
    matching: int  #: Loci that match in full, amelogenin not counted; the likelihood ratio is that of these.
    worths: tuple[Worth, ...]  #: The least likelihood ratio first: that decides. Empty: the node knows no population.
    searched: int  #: How many profiles chance hits are counted for.
    chance_hits: float | None  #: How many of them are expected to hit by chance; None: no population.
    unweighed: str  #: Why there is no likelihood ratio; empty: there is.


def weigh(
    populations: Sequence[Population], asked: Properties, found: Properties, searched: int, rules_named: str = ""
) -> Weight | None:
    """Weigh a hit.

    Args:
        populations: with their frequencies; the least favourable decides (Ge & Budowle 2012).
        asked: what the question says.
        found: what the record says.
        searched: how many profiles are on record.
        rules_named: the rule set of the instrument; empty: the usual one.

    Returns:
        None if one of both has no profile that can be compared.
    """
    rules = rule_set(rules_named or RULES)
    one, other = profile_in(asked, rules.name), profile_in(found, rules.name)
    if one is None or other is None:
        return None
    hit = compare(one, other, rules)
    loci = compare_loci(one, other, rules)
    full = tuple(locus for locus, how in loci if how is Agreement.FULL and locus != AMELOGENIN)
    worths: tuple[Worth, ...] = ()
    chance, why = None, "this node has no frequencies of alleles" if not populations else ""
    try:
        if populations:
            least, everywhere = least_favourable(one, full, populations, THETA)
            worths = tuple(sorted(everywhere, key=lambda item: item.likelihood_ratio))
            chosen = next(item for item in populations if item.name == least.population)
            chance = expected_chance_hits(one, full, chosen, searched)
    except DnaError as error:
        why = str(error)
    return Weight(
        rules=rules.name,
        quality=int(hit.quality) if hit else 0,
        loci=tuple(
            ComparedLocus(locus=name, asked=",".join(one.loci[name]), found=",".join(other.loci[name]), agreement=how)
            for name, how in loci
        ),
        matching=len(full),
        worths=worths,
        searched=searched,
        chance_hits=chance,
        unweighed=why,
    )
