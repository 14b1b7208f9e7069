"""The solution of a disaster: pairwise figures, the joint posterior, and a conclusion for each missing person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np

from egnatia.match.kinship.dvi.assignments import all_ways, candidates, check_size, count_ways
from egnatia.match.kinship.dvi.chain import check_states
from egnatia.match.kinship.dvi.conclusion import Conclusion
from egnatia.match.kinship.dvi.disaster import Disaster, symmetric
from egnatia.match.kinship.dvi.evidence import Evidence
from egnatia.match.kinship.dvi.policy import Policy
from egnatia.match.kinship.dvi.posterior import Joint, Support, best_assignments, join
from egnatia.match.kinship.dvi.sampling import Plan, Sample, sample, support_of, together_of
from egnatia.match.kinship.dvi.together import Together
from egnatia.match.kinship.dvi.undisputed import Undisputed, find_undisputed

#: The conclusion on people of whom DNA says only that some victims are among them.
SYMMETRIC: Final = "Symmetric match"


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
    alike = [group for family in disaster.families for group in symmetric(family)]
    found = None if plan is None else sample(disaster, evidence, log(chosen.odds), pairwise, plan)
    if found is None:
        families = [all_ways(disaster, family, evidence, log(chosen.odds)) for family in disaster.families]
        joint, assignments = join(families, alike), best_assignments(families, chosen.listed)
    else:
        joint, assignments = _sampled(found, chosen.listed, alike)
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
        conclusions=conclude(disaster, chosen, (pairwise, joint), undisputed),
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


def _sampled(
    found: Sample, limit: int, alike: Sequence[tuple[str, ...]]
) -> tuple[Joint, list[tuple[float, dict[str, str]]]]:
    """Return the joint posterior among the assignments that were met, and the heaviest of them."""
    joint = Joint(
        families=(),
        log_total=found.log_total,
        support=support_of(found),
        count=len(found.weights),
        together=together_of(found, alike),
    )
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
    figures: tuple[dict[tuple[str, str], float], Joint],
    undisputed: list[Undisputed],
) -> list[Conclusion]:
    """Draw a conclusion for each missing person."""
    pairwise, joint = figures
    support, together = joint.support, {name: one for one in joint.together for name in one.missing}
    settled = {item.missing: item for item in undisputed}
    drawn = []
    for family in disaster.families:
        for name in family.missing:
            own = {victim: item for (victim, other), item in support.items() if other == name}
            best = max(own, key=lambda victim: own[victim].posterior, default=None)
            verdict, comment = _verdict(policy, (name, best), support, (together.get(name), settled.get(name)))
            found = together.get(name) if verdict == SYMMETRIC else None
            drawn.append(
                Conclusion(
                    missing=name,
                    family=family.id,
                    victim=best,
                    posterior=0.0 if best is None else own[best].posterior,
                    log_ratio=None if best is None else pairwise[best, name],
                    log_glr=None if best is None else found.log_glr if found else own[best].log_glr,
                    verdict=verdict,
                    comment=comment,
                    together=found,
                )
            )
    return drawn


def _in_no_order(together: Together) -> str:
    victims, missing = together.victims, ", ".join(together.missing)
    if len(victims) == 1:
        return f"{victims[0]} is one of {missing}, whom DNA cannot tell apart"
    return f"{', '.join(victims)} are among {missing}, whom DNA cannot tell apart"


def _verdict(
    policy: Policy,
    pair: tuple[str, str | None],
    support: dict[tuple[str, str], Support],
    known: tuple[Together | None, Undisputed | None],
) -> tuple[str, str]:
    """Return the words for a missing person's likeliest pairing."""
    name, victim = pair
    together, settled = known
    if victim is None:
        return "Excluded", "no victim is possible"
    posterior = support[victim, name].posterior
    none = 1 - sum(item.posterior for (_, other), item in support.items() if other == name)
    step = settled.step if settled is not None and settled.victim == victim else None
    rules = (
        (step is not None, "Undisputed", f"step {step}"),
        (posterior >= policy.threshold, "Match", f"posterior at least {policy.threshold:g}"),
        (
            together is not None and together.posterior >= policy.threshold,
            SYMMETRIC,
            _in_no_order(together) if together else "",
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
