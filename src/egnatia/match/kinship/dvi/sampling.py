"""Sampling a disaster that is too large to be solved exactly: chains that walk from assignment to assignment.

Metropolis et al. 1953. A step draws one of the pairings that are possible by themselves, and adds it, removes it, moves
a victim, replaces one by another, or exchanges two; each step is as probable as the one that undoes it. Every chain
starts by itself and is heated at first, so that it finds its way. The assignments that were met are weighed exactly;
how much of the posterior was never met is estimated by how often the later half of a chain still met a new one (Good
1953), and how sure a marginal is by how far the chains differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, inf, log, sqrt
from typing import Final, TypeAlias

import numpy as np

from egnatia.match.kinship.dvi.disaster import Disaster, Family
from egnatia.match.kinship.dvi.evidence import Evidence
from egnatia.match.kinship.dvi.posterior import Support, log_add
from egnatia.match.kinship.errors import CaseError

#: Missing person to victim, in the order of names.
State: TypeAlias = tuple[tuple[str, str], ...]

#: The part of each chain in which it is heated; what it meets then counts for no estimate of sureness.
_HEATED: Final = 0.25
_HOTTEST: Final = 8.0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What the chains met."""

    plan: Plan
    weights: Mapping[State, float]  #: Log weight of each assignment that was met.
    unseen: float  #: Estimated share of the posterior in assignments that were never met.
    shares: Mapping[tuple[str, str], float]  #: By victim and missing person: in how many steps they were paired.
    errors: Mapping[tuple[str, str], float]  #: Standard errors of these, by how far the chains differ.

    @property
    def log_total(self) -> float:
        """Log of the sum of the weights that were met."""
        total = -inf
        for weight in self.weights.values():
            total = log_add(total, weight)
        return total

    @property
    def error(self) -> float:
        """How far marginals may be off: the largest standard error, and what was not met."""
        return max(self.errors.values(), default=0.0) + self.unseen


@dataclass(slots=True, kw_only=True)
class _Walk:
    """One chain on its way."""

    families: Sequence[Family]
    evidence: Evidence
    log_odds: float
    pairs: Sequence[tuple[str, str]]  #: Victim and missing person, of those possible by themselves.
    chance: np.random.Generator
    known: frozenset[tuple[str, str]] = frozenset()
    home: dict[str, Family] = field(default_factory=dict)
    visits: dict[State, int] = field(default_factory=dict)
    fresh: int = 0  #: Steps of the later half that met a new assignment.

    def walk(self, steps: int, weights: dict[State, float]) -> None:
        """Take steps from nobody being identified; weights are kept for all chains."""
        self.known = frozenset(self.pairs)
        self.home = {name: family for family in self.families for name in family.missing}
        state: dict[str, str] = {}
        weight = self._weigh(state, weights)
        for step in range(steps):
            warmth = 1 + (_HOTTEST - 1) * max(0.0, 1 - step / (steps * _HEATED))
            victim, name = self.pairs[int(self.chance.integers(len(self.pairs)))]
            proposed = self._step(state, victim, name)
            new = -inf if proposed is None else self._weigh(proposed, weights)
            if proposed is not None and log(self.chance.random() or 1e-300) < (new - weight) / warmth:
                state, weight = proposed, new
            if step >= steps * _HEATED:
                key = _key(state)
                self.fresh += step >= steps / 2 and key not in self.visits
                self.visits[key] = self.visits.get(key, 0) + 1

    def _step(self, state: dict[str, str], victim: str, name: str) -> dict[str, str] | None:
        """Return the assignment to which a pairing leads; None if it leads nowhere."""
        proposed = dict(state)
        before = next((other for other, taken in state.items() if taken == victim), None)
        if before == name:
            del proposed[name]
            return proposed
        displaced = proposed.get(name)
        if before is not None:
            del proposed[before]
        if displaced is not None and before is not None:
            if (displaced, before) not in self.known:
                return None
            proposed[before] = displaced
        proposed[name] = victim
        return proposed

    def _weigh(self, state: Mapping[str, str], weights: dict[State, float]) -> float:
        key = _key(state)
        if key not in weights:
            parts: dict[str, dict[str, str]] = {}
            for name, victim in key:
                parts.setdefault(self.home[name].id, {})[name] = victim
            weight = self.log_odds * len(key)
            for family in self.families:
                if family.id in parts and weight > -inf:
                    weight += self.evidence.log_weight(family, parts[family.id])
            weights[key] = weight
        return weights[key]


def _key(state: Mapping[str, str]) -> State:
    return tuple(sorted(state.items()))


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
    pairs = sorted(pair for pair, ratio in pairwise.items() if ratio > -inf)
    weights: dict[State, float] = {(): 0.0}
    walks = []
    for number in range(plan.chains if pairs else 0):
        walk = _Walk(
            families=disaster.families,
            evidence=evidence,
            log_odds=log_odds,
            pairs=pairs,
            chance=np.random.default_rng((plan.seed, number)),
        )
        walk.walk(plan.steps, weights)
        walks.append(walk)
    met = {state: weight for state, weight in weights.items() if weight > -inf}
    later = plan.chains * plan.steps / 2
    shares = {pair: [_share(walk, pair) for walk in walks] for pair in pairs}
    return Sample(
        plan=plan,
        weights=met,
        unseen=sum(walk.fresh for walk in walks) / later,
        shares={pair: float(np.mean(found)) for pair, found in shares.items()},
        errors={pair: _error(found) for pair, found in shares.items()},
    )


def _share(walk: _Walk, pair: tuple[str, str]) -> float:
    total = sum(walk.visits.values())
    return sum(count for state, count in walk.visits.items() if (pair[1], pair[0]) in state) / total


def _error(shares: Sequence[float]) -> float:
    """Return the standard error of the mean over chains."""
    return float(np.std(shares, ddof=1)) / sqrt(len(shares))


def support_of(found: Sample) -> dict[tuple[str, str], Support]:
    """Return the support of each pairing among the assignments that were met."""
    total, ranked = found.log_total, sorted(found.weights.items(), key=lambda item: -item[1])
    support = {}
    for victim, name in sorted({(victim, name) for state in found.weights for name, victim in state}):
        with_it = [weight for state, weight in ranked if (name, victim) in state]
        without = next((weight for state, weight in ranked if (name, victim) not in state), -inf)
        share = -inf
        for weight in with_it:
            share = log_add(share, weight)
        support[victim, name] = Support(posterior=exp(share - total), log_glr=with_it[0] - without)
    return support
