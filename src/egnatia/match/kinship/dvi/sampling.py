"""Sampling a disaster that is too large to be solved exactly: several walks, and how far they agree.

Every walk (`walk`) starts by itself. A marginal is how much of the walks its pairing takes; how sure it is says how far
parts of walks differ, and whether they found the same at all says R-hat (Gelman & Rubin 1992; by parts, Gelman et
al. 2013). How much of the posterior is in assignments that were never met is estimated by how often the last part of a
walk still met a new one (Good 1953).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final

import numpy as np

from egnatia.match.kinship.dvi.disaster import Disaster
from egnatia.match.kinship.dvi.evidence import Evidence
from egnatia.match.kinship.dvi.posterior import Support
from egnatia.match.kinship.dvi.together import Together, put_together
from egnatia.match.kinship.dvi.walk import HEATED, NOBODY, PARTS, Ground, Walk, states_of
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.kernels.arrays import Integers, Numbers

#: R-hat from which walks have not found the same, so that their error says nothing (Gelman & Rubin).
DISAGREEING: Final = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long is sampled, and from which random numbers."""

    steps: int
    seed: int
    chains: int = 4

    def __post_init__(self) -> None:
        """Check the numbers.

        Raises:
            CaseError: too few steps or chains to estimate an error by.
        """
        if self.steps < 100 or self.chains < 2:  # noqa: PLR2004 - less says nothing
            raise CaseError("sampling needs 100 steps and 2 chains at least")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sample:
    """What the walks found."""

    plan: Plan
    people: tuple[str, ...]  #: Who is missing.
    victims: tuple[str, ...]
    states: Integers  #: Assignments that were met, heaviest first: victim of each missing person by place, -1 nobody.
    weights: Numbers  #: Their log weights.
    unseen: float  #: Estimated share of the posterior in assignments that were never met.
    shares: Mapping[tuple[str, str], float]  #: By victim and missing person: how much of the walks they were paired.
    errors: Mapping[tuple[str, str], float]  #: Standard errors of these, by how far parts of walks differ.
    disagreement: float  #: The largest R-hat of a pairing: 1 if walks found the same.

    @property
    def log_total(self) -> float:
        """Log of the estimated sum of all weights: of those met, and of the share that was not."""
        seen = max(1 - self.unseen, 1 / self.plan.steps)
        return float(np.logaddexp.reduce(self.weights)) - log(seen)

    @property
    def error(self) -> float:
        """How far marginals may be off: the largest standard error, and what one step could not see."""
        return max(self.errors.values(), default=0.0) + 1 / (self.plan.steps * self.plan.chains)

    def best(self, limit: int) -> list[tuple[float, dict[str, str]]]:
        """Return the heaviest assignments that were met: log weight, and victim to missing person."""
        return [
            (weight, {self.victims[victim]: name for name, victim in zip(self.people, state, strict=True)
                      if victim != NOBODY})
            for weight, state in zip(self.weights[:limit].tolist(), self.states[:limit].tolist(), strict=True)
        ]  # fmt: skip


def sample(
    disaster: Disaster, evidence: Evidence, log_odds: float, pairwise: Mapping[tuple[str, str], float], plan: Plan
) -> Sample:
    """Sample the joint posterior.

    Args:
        disaster: the case.
        evidence: the likelihoods.
        log_odds: log of the prior odds of an identification.
        pairwise: log likelihood ratios of pairings by themselves.
        plan: how long, and from which random numbers.

    Raises:
        KinshipError: profiles that contradict their pedigree.
    """
    ground = Ground(disaster, evidence, log_odds, pairwise)
    walks, met = [], dict[bytes, float]()
    for number in range(plan.chains):
        walk = Walk(ground=ground, chance=np.random.default_rng((plan.seed, number)))
        walk.walk(plan.steps)
        met |= walk.met
        walks.append(walk)
    length = (plan.steps - int(plan.steps * HEATED)) // PARTS
    states, weights = states_of(met, len(ground.people))
    counted = np.array([part for walk in walks for part in walk.counts]) / length
    shares, errors = counted.mean(axis=0), _errors(counted)
    possible = [
        (person, victim) for person, draws in enumerate(ground.draws) for victim in draws.victims if victim != NOBODY
    ]
    named = {place: (ground.victims[place[1]], ground.people[place[0]]) for place in possible}
    return Sample(
        plan=plan,
        people=ground.people,
        victims=ground.victims,
        states=states,
        weights=weights,
        unseen=sum(walk.fresh for walk in walks) / (plan.chains * length),
        shares={pair: float(shares[place]) for place, pair in named.items()},
        errors={pair: float(errors[place]) for place, pair in named.items()},
        disagreement=_disagreement(counted, length),
    )


def _errors(counted: Numbers) -> Numbers:
    """Return standard errors of shares by parts of walks; none smaller than the average for how even a share is.

    A few parts tell little of one pairing: some lie close to one another by chance.
    """
    within, between = (counted * (1 - counted)).mean(axis=0), counted.var(axis=0, ddof=1)
    usual = within * (between.sum() / max(within.sum(), 1e-300))
    errors: Numbers = np.sqrt(np.maximum(between, usual) / len(counted))
    return errors


def _disagreement(counted: Numbers, steps: int) -> float:
    """Return the largest R-hat of a pairing, or of nobody: parts of walks against one another."""
    within = (counted * (1 - counted)).mean(axis=0)
    between = counted.var(axis=0, ddof=1)
    seen = counted.mean(axis=0) * steps > 1
    ratios = between[seen] / np.maximum(within[seen], 1 / steps)
    return sqrt(1 + float(ratios.max(initial=0.0)))


def together_of(found: Sample, alike: Sequence[tuple[str, ...]]) -> tuple[Together, ...]:
    """Return what speaks for victims being among people whom DNA cannot tell apart, by what assignments were met."""
    made = []
    for group in alike:
        columns = found.states[:, [found.people.index(name) for name in group]]
        victims = [frozenset(found.victims[one] for one in row if one != NOBODY) for row in columns.tolist()]
        made.append(put_together(group, victims, (found.weights, found.weights), found.log_total))
    return tuple(filter(None, made))


def support_of(found: Sample) -> dict[tuple[str, str], Support]:
    """Return the support of each pairing: posteriors by the walks, GLR among the assignments that were met."""
    support = {}
    for person, name in enumerate(found.people):
        column = found.states[:, person]
        lacking = {int(column[0]): int(np.argmax(column != column[0]))}
        for victim, first in zip(*(own.tolist() for own in np.unique(column, return_index=True)), strict=True):
            if victim != NOBODY:
                pair = found.victims[victim], name
                gain = float(found.weights[first] - found.weights[lacking.get(victim, 0)])
                support[pair] = Support(posterior=found.shares[pair], log_glr=gain)
    return support
