"""Learning what the agreement of a field is worth, from pairs on which people decided and from others (EM).

The pairs that nobody judged are sorted by the figures as they stand, the figures are counted anew, and so on (Dempster,
Laird and Rubin 1977; Winkler 1988). Shipped figures count as so many pairs, so that few examples change little. What is
learned are levels of agreement; nothing of what a record says goes in.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from egnatia.match.merit import Merit, merit
from egnatia.match.records.weights import Figures, shipped_figures

#: Fewer examples of either sort teach nothing that could be told from chance.
LEAST: Final = 30
#: As so many pairs of either sort the shipped figures count.
PRIOR_PAIRS: Final = 40.0
_ROUNDS: Final = 25
_STILL: Final = 1e-5
_FOLDS: Final = 5
#: Rarer than this nothing is taken to be.
_FLOOR: Final = 1e-9


class TrainingError(Exception):
    """There is too little to learn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Two records as training knows them: how each field agrees, and what the names say."""

    levels: Mapping[str, str]  #: Of each field that both know.
    name: float  #: What their names say, in nats; 0 if they have none.
    same: bool | None  #: What people judged; None: nobody did.


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """New figures, from how much, and how they do on pairs that they were not learned from, beside the shipped ones."""

    sort: str
    figures: Figures
    same: int
    different: int
    unjudged: int
    before: Merit
    after: Merit


_Pairs: TypeAlias = Sequence[Example]


def train(sort: str, examples: _Pairs) -> Learned:
    """Learn figures for one sort of record, and measure them by cross-validation against the shipped ones.

    Args:
        sort: `person`, `vehicle`, `document` or `organisation`.
        examples: pairs, judged or not.

    Raises:
        TrainingError: too few pairs were judged one way or the other.
    """
    judged = [one for one in examples if one.same is not None]
    unjudged = [one for one in examples if one.same is None]
    same = sum(bool(one.same) for one in judged)
    if min(same, len(judged) - same) < LEAST:
        counted = f"{same} pairs were judged the same and {len(judged) - same} not the same"
        raise TrainingError(f"{counted}: at least {LEAST} of each are needed")
    before, after = _validated(sort, judged, unjudged)
    return Learned(
        sort=sort,
        figures=_fit(sort, judged, unjudged),
        same=same,
        different=len(judged) - same,
        unjudged=len(unjudged),
        before=before,
        after=after,
    )


def _validated(sort: str, judged: _Pairs, unjudged: _Pairs) -> tuple[Merit, Merit]:
    """Measure the shipped figures and learned ones, each pair by figures that it did not teach."""
    shipped = shipped_figures()[sort]
    labels = np.array([bool(one.same) for one in judged])
    old = np.array([_score(one, shipped) for one in judged])
    new = np.empty(len(judged))
    for fold in range(_FOLDS):
        rest = [one for place, one in enumerate(judged) if place % _FOLDS != fold]
        figures = _fit(sort, rest, unjudged)
        new[fold::_FOLDS] = [_score(one, figures) for one in judged[fold::_FOLDS]]
    share = math.log(labels.mean() / (1 - labels.mean()))
    return tuple(merit(_probabilities(scores + share), labels) for scores in (old, new))  # type: ignore[return-value] # two


def _probabilities(
    odds: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -500, 500))))


def _fit(sort: str, judged: _Pairs, unjudged: _Pairs) -> Figures:
    """Count figures, and sort what nobody judged by them, until that changes nothing."""
    figures = shipped_figures()[sort]
    pairs = [*judged, *unjudged]
    known = [float(bool(one.same)) for one in judged]
    share = sum(known) / len(known)
    for _ in range(_ROUNDS):
        odds = math.log(share / (1 - share))
        guessed = [1 / (1 + math.exp(-max(min(_score(one, figures) + odds, 500), -500))) for one in unjudged]
        counted = _count(sort, pairs, [*known, *guessed])
        change = max((abs(new - old) for new, old in _both(counted, figures)), default=0.0)
        figures, share = counted, min(max((sum(known) + sum(guessed)) / len(pairs), 0.001), 0.999)
        if change < _STILL:
            break
    return figures


def _both(one: Figures, other: Figures) -> Iterator[tuple[float, float]]:
    return (
        (seen[side], other[field][level][side])
        for field, levels in one.items()
        for level, seen in levels.items()
        for side in seen
    )


def _count(sort: str, pairs: _Pairs, same: Sequence[float]) -> Figures:
    """Count how often each level is seen in pairs that are one and in pairs that are two."""
    seen, known = defaultdict[tuple[str, str, str], float](float), defaultdict[tuple[str, str], float](float)
    for pair, likely in zip(pairs, same, strict=True):
        for field, level in pair.levels.items():
            for side, weight in (("one", likely), ("two", 1 - likely)):
                seen[side, field, level] += weight
                known[side, field] += weight
    return {
        field: {
            level: {
                side: max(
                    (seen[side, field, level] + PRIOR_PAIRS * figure) / (known[side, field] + PRIOR_PAIRS), _FLOOR
                )
                for side, figure in sides.items()
            }
            for level, sides in levels.items()
        }
        for field, levels in shipped_figures()[sort].items()
    }


def _score(pair: Example, figures: Figures) -> float:
    """Return the evidence of a pair, in nats."""
    agreed = (figures[field][level] for field, level in pair.levels.items() if level in figures.get(field, {}))
    return pair.name + sum(math.log(seen["one"] / seen["two"]) for seen in agreed)
