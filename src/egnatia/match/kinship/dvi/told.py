"""How the solution of a disaster is told, as plain values for JSON."""

from collections.abc import Sequence
from math import exp, inf
from typing import Any

from egnatia.match.kinship.dvi.conclusion import Conclusion
from egnatia.match.kinship.dvi.disaster import symmetric
from egnatia.match.kinship.dvi.fragments import Body
from egnatia.match.kinship.dvi.solution import Solution
from egnatia.match.kinship.ratio import ratio_of

NOBODY = "*"


def _matrix(solution: Solution, numbers: dict[tuple[str, str], Any]) -> list[list[Any]]:
    """Return figures of pairings by victim and missing person; None where a pairing is not considered."""
    return [
        [numbers.get((victim.id, name)) for name in solution.disaster.missing] for victim in solution.disaster.victims
    ]


def marginals(solution: Solution) -> list[list[float]]:
    """Return the posterior of each victim being each missing person, and in the last column none of them."""
    rows = []
    for victim in solution.disaster.victims:
        own = [solution.joint.support.get((victim.id, name)) for name in solution.disaster.missing]
        row = [0.0 if item is None else item.posterior for item in own]
        rows.append([*row, solution.joint.unpaired.get(victim.id, max(0.0, 1.0 - sum(row)))])
    return rows


def _assignments(solution: Solution) -> list[dict[str, Any]]:
    best = solution.assignments[0][0]
    told = []
    for weight, pairs in solution.assignments:
        item: dict[str, Any] = {victim.id: pairs.get(victim.id, NOBODY) for victim in solution.disaster.victims}
        item |= dict.fromkeys(solution.disaster.missing, NOBODY) | {name: victim for victim, name in pairs.items()}
        item["loglik"] = solution.log_null + weight if solution.policy.odds == 1 else None
        item["LR"] = ratio_of(best - weight)
        item["posterior"] = exp(weight - solution.joint.log_total)
        told.append(item)
    return told


def _conclusion(item: Conclusion) -> dict[str, Any]:
    return {
        "Family": item.family,
        "Missing": item.missing,
        "Sample": "/".join(item.victims) or None,
        "LR": None if item.log_ratio is None or len(item.victims) > 1 else ratio_of(item.log_ratio),
        "GLR": None if item.log_glr is None or item.log_glr == inf else ratio_of(item.log_glr),
        "posterior": item.posterior,
        "posterior_together": item.together.posterior if item.together else None,
        "Conclusion": item.verdict,
        "Comment": item.comment,
    }


def solution_told(solution: Solution, seconds: float) -> dict[str, Any]:
    """Return a solution as JSON."""
    disaster, names = solution.disaster, [*solution.disaster.missing, NOBODY]
    rows = [victim.id for victim in disaster.victims]
    table = marginals(solution)
    support = {pair: ratio_of(item.log_glr) for pair, item in solution.joint.support.items()}
    ratios = {pair: ratio_of(log) for pair, log in solution.pairwise.items()}
    return {
        "name": disaster.name,
        **_method(solution),
        "mutation": solution.policy.mutation,
        "prior": solution.policy.prior,
        "threshold": solution.policy.threshold,
        "markers": len(disaster.markers),
        "dropout": {victim.id: victim.dropout for victim in disaster.victims if victim.dropout}
        | {f"{family.id}: {name}": chance for family in disaster.families for name, chance in family.dropout},
        "families_untyped": list(disaster.silent),
        "loglik_null": solution.log_null,
        "pairwise": {"rows": rows, "cols": list(disaster.missing), "LR": _matrix(solution, ratios)},
        "exclusions": {"rows": rows, "cols": list(disaster.missing), "n": _matrix(solution, solution.exclusions)},
        "assignment_count": solution.possible,
        "assignments_possible": solution.joint.count,
        "assignments": _assignments(solution),
        "marginals": {"rows": rows, "cols": names, "P": table},
        "marginals_by_missing": {
            name: {row: table[number][column] for number, row in enumerate(rows)}
            for column, name in enumerate(disaster.missing)
        },
        "glr": {"rows": rows, "cols": list(disaster.missing), "GLR": _matrix(solution, support)},
        "undisputed": [
            {"Family": item.family, "Missing": item.missing, "Sample": item.victim, "LR": ratio_of(item.log_ratio),
             "Step": item.step}
            for item in solution.undisputed
        ],
        "symmetric": [list(group) for family in disaster.families for group in symmetric(family)],
        "conclusions": [_conclusion(item) for item in solution.conclusions],
        "seconds": seconds,
    }  # fmt: skip


def _method(solution: Solution) -> dict[str, Any]:
    """Say how the joint posterior was found; of a sampled one, how far it may be off."""
    found = solution.sample
    if found is None:
        return {"method": "exact"}
    return {
        "method": "sampled",
        "sampling": {
            "steps": found.plan.steps,
            "chains": found.plan.chains,
            "seed": found.plan.seed,
            "assignments_met": len(found.weights),
            "posterior_unseen": found.unseen,
            "error": found.error,
            "r_hat": found.disagreement,
            "errors": _matrix(solution, dict(found.errors)),
        },
    }


def bodies_told(bodies: Sequence[Body], *, joined: bool) -> list[dict[str, Any]]:
    """Return the bodies of several fragments as JSON, and whether they were joined before families were compared."""
    return [
        {"body": item.name, "fragments": list(item.fragments), "LR": ratio_of(item.log_ratio), "joined": joined}
        for item in bodies
    ]
