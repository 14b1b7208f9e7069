"""The solution of a disaster: pairwise figures, the joint posterior, and a conclusion for each missing person."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

import numpy as np

from egnatia.match.kinship.dvi.assignments import all_ways, candidates, check_size, count_ways
from egnatia.match.kinship.dvi.chain import check_states
from egnatia.match.kinship.dvi.conclusion import Conclusion
from egnatia.match.kinship.dvi.disaster import Disaster, symmetric
from egnatia.match.kinship.dvi.evidence import Evidence
from egnatia.match.kinship.dvi.policy import Policy
from egnatia.match.kinship.dvi.posterior import Joint, Support, best_assignments, join
from egnatia.match.kinship.dvi.sampling import Plan, Sample, sample, support_of
from egnatia.match.kinship.dvi.undisputed import Undisputed, find_undisputed


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """Everything that the report of an identification needs."""

    disaster: Disaster
    policy: Policy
    log_null: float  #: Log likelihood if nobody is identified.
    pairwise: dict[tuple[str, str], float]  #: Log likelihood ratios by victim and missing person.
    exclusions: dict[tuple[str, str], int]  #: Markers that contradict a pairing unless there was a mutation.
    possible: int | None  #: Assignments that sexes and pairings allow; None: too many kinds of pairings to count them.
    joint: Joint
    assignments: list[tuple[float, dict[str, str]]]  #: Log weight, and victim to missing person; heaviest first.
    undisputed: list[Undisputed]
    conclusions: list[Conclusion]
    sample: Sample | None = None  #: None: the joint posterior is exact.


def solve(disaster: Disaster, policy: Policy | None = None, plan: Plan | None = None) -> Solution:
    """Solve a disaster: exactly, or by sampling if a plan is given.

    Args:
        disaster: victims, families and markers.
        policy: thresholds and prior; None: the usual ones.
        plan: how to sample; None: exactly.

    Raises:
        KinshipError: profiles that contradict their pedigree, or more assignments than can be summed; said before
            families are weighed, and before pairings are if DNA cannot exclude any.
    """
    chosen = policy or Policy()
    evidence = Evidence(disaster, mutation=chosen.mutation)
    allowed = {family.id: candidates(disaster, family) for family in disaster.families}
    if plan is None and not evidence.excludes:
        _check_size(disaster, allowed)
    pairwise = pairwise_ratios(disaster, evidence)
    if plan is None and evidence.excludes:
        _check_size(disaster, {name: _not_excluded(options, pairwise) for name, options in allowed.items()})
    found = None if plan is None else sample(disaster, evidence, log(chosen.odds), pairwise, plan)
    if found is None:
        families = [all_ways(disaster, family, evidence, log(chosen.odds)) for family in disaster.families]
        joint, assignments = join(families), best_assignments(families, chosen.listed)
    else:
        joint, assignments = _sampled(found, chosen.listed)
    undisputed = find_undisputed(disaster, evidence, log(chosen.ratio))
    return Solution(
        disaster=disaster,
        policy=chosen,
        log_null=sum(float(evidence.family(family, {}).sum()) for family in disaster.families)
        + sum(float(evidence.alone(victim.id).sum()) for victim in disaster.victims),
        pairwise=pairwise,
        exclusions=count_exclusions(disaster, evidence),
        possible=count_ways({name: victims for options in allowed.values() for name, victims in options.items()}),
        joint=joint,
        assignments=assignments,
        undisputed=undisputed,
        conclusions=conclude(disaster, chosen, (pairwise, joint.support), undisputed),
        sample=found,
    )


def _not_excluded(
    options: Mapping[str, tuple[str, ...]], pairwise: Mapping[tuple[str, str], float]
) -> dict[str, tuple[str, ...]]:
    """Return whom each missing person may be for all that DNA says of the two."""
    return {
        name: tuple(victim for victim in victims if pairwise[victim, name] > -np.inf)
        for name, victims in options.items()
    }


def _check_size(disaster: Disaster, options: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
    """Refuse what cannot be summed.

    Raises:
        TooLargeError: with how much it is, and the ways out.
    """
    check_size(options)
    bits = {victim.id: 1 << number for number, victim in enumerate(disaster.victims)}
    check_states([[sum(bits[victim] for victim in victims) for victims in own.values()] for own in options.values()])


def _sampled(found: Sample, limit: int) -> tuple[Joint, list[tuple[float, dict[str, str]]]]:
    """Return the joint posterior among the assignments that were met, and the heaviest of them."""
    joint = Joint(families=(), log_total=found.log_total, support=support_of(found), count=len(found.weights))
    return joint, found.best(limit)


def pairwise_ratios(disaster: Disaster, evidence: Evidence) -> dict[tuple[str, str], float]:
    """Return the log likelihood ratio of each pairing by itself against nobody being identified."""
    return {
        (victim, name): evidence.log_weight(family, {name: victim})
        for family in disaster.families
        for name, victims in candidates(disaster, family).items()
        for victim in victims
    }


def count_exclusions(disaster: Disaster, evidence: Evidence) -> dict[tuple[str, str], int]:
    """Count for each pairing the markers at which it is impossible without a mutation."""
    strict = Evidence(disaster, mutation=False) if evidence.mutates else evidence
    return {
        (victim, name): int(np.sum(strict.family(family, {name: victim}) == -np.inf))
        for family in disaster.families
        for name, victims in candidates(disaster, family).items()
        for victim in victims
    }


def conclude(
    disaster: Disaster,
    policy: Policy,
    figures: tuple[dict[tuple[str, str], float], dict[tuple[str, str], Support]],
    undisputed: list[Undisputed],
) -> list[Conclusion]:
    """Draw a conclusion for each missing person."""
    pairwise, support = figures
    settled = {item.missing: item for item in undisputed}
    drawn = []
    for family in disaster.families:
        alike = {name: group for group in symmetric(family) for name in group}
        for name in family.missing:
            own = {victim: item for (victim, other), item in support.items() if other == name}
            best = max(own, key=lambda victim: own[victim].posterior, default=None)
            verdict, comment = _verdict(policy, (name, best), support, (alike.get(name, ()), settled.get(name)))
            drawn.append(
                Conclusion(
                    missing=name,
                    family=family.id,
                    victim=best,
                    posterior=0.0 if best is None else own[best].posterior,
                    log_ratio=None if best is None else pairwise[best, name],
                    log_glr=None if best is None else own[best].log_glr,
                    verdict=verdict,
                    comment=comment,
                )
            )
    return drawn


def _verdict(
    policy: Policy,
    pair: tuple[str, str | None],
    support: dict[tuple[str, str], Support],
    known: tuple[tuple[str, ...], Undisputed | None],
) -> tuple[str, str]:
    """Return the words for a missing person's likeliest pairing."""
    name, victim = pair
    alike, settled = known
    if victim is None:
        return "Excluded", "no victim is possible"
    posterior = support[victim, name].posterior
    shared = sum(support[victim, other].posterior for other in alike if (victim, other) in support)
    none = 1 - sum(item.posterior for (_, other), item in support.items() if other == name)
    step = settled.step if settled is not None and settled.victim == victim else None
    rules = (
        (step is not None, "Undisputed", f"step {step}"),
        (posterior >= policy.threshold, "Match", f"posterior at least {policy.threshold:g}"),
        (
            bool(alike) and shared >= policy.threshold,
            "Symmetric match",
            f"{victim} is one of {', '.join(alike)}, whom DNA cannot tell apart",
        ),
        (
            support[victim, name].log_glr >= log(policy.ratio),
            "Match (GLR)",
            f"posterior {posterior:.6g} is below the threshold {policy.threshold:g}",
        ),
        (none >= policy.threshold, "No match", "none of the victims"),
    )
    return next(
        ((verdict, comment) for holds, verdict, comment in rules if holds), ("Inconclusive", f"likeliest: {victim}")
    )
