"""How hits of a search are told: as JSON and as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from egnatia.match.dna.chance import Worth, expected_chance_hits, least_favourable
from egnatia.match.dna.comparison import Hit
from egnatia.match.dna.populations import Population
from egnatia.match.dna.profile import Profile
from egnatia.match.dna.search import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """By what hits are weighed."""

    populations: Sequence[Population]
    theta: float


def hit_told(asked: Profile, hit: Hit, register: Register, weighing: Weighing) -> dict[str, Any]:
    """Return a hit as JSON; an expert confirms it before anything is released."""
    told: dict[str, Any] = {
        "asked": asked.id,
        "found": hit.profile.id,
        "quality": int(hit.quality),
        "matching": list(hit.matching),
        "loci": {name: how.value for name, how in hit.loci},
        "rules": register.rules.name,
    }
    if weighing.populations:
        worst, everywhere = least_favourable(asked, hit.matching, weighing.populations, weighing.theta)
        population = next(item for item in weighing.populations if item.name == worst.population)
        told |= {
            "theta": weighing.theta,
            "LR": worst.likelihood_ratio,
            "population": worst.population,
            "match_probability": {item.population: item.match_probability.value for item in everywhere},
            "populations": [worth_told(item) for item in everywhere],
            "searched": len(register.profiles),
            "expected_chance_hits": expected_chance_hits(asked, hit.matching, population, len(register.profiles)),
        }
    return told


def worth_told(worth: Worth) -> dict[str, Any]:
    """Return what a match is worth in one population, with the bounds that follow from how many people were typed."""
    probability = worth.match_probability
    return {
        "population": worth.population,
        "source": worth.source,
        "loci": len(worth.loci),
        "least_frequency": worth.least_frequency,
        "LR": worth.likelihood_ratio,
        "LR_95": [1 / probability.high, 1 / probability.low] if probability.high > probability.low else None,
    }


def hit_row(item: dict[str, Any]) -> tuple[str, ...]:
    """Return a hit as a row: the least likelihood ratio decides."""
    worth = (
        (f"{item['LR']:.3g}", f"{item['expected_chance_hits']:.3g}", item["population"]) if "LR" in item else ("-",) * 3
    )
    return (item["asked"], item["found"], str(item["quality"]), str(len(item["matching"])), *worth)
