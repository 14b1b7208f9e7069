"""Figures of merit of a scorer on labelled pairs: how well it tells one from two, how true its probabilities are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Merit:
    """How good the scores of labelled pairs are."""

    auc: float  #: Area under the receiver operating characteristic; equal scores count half.
    average_precision: float  #: Sum over thresholds of precision times the recall that each adds.
    f1: float  #: The best over all thresholds, which is optimistic.
    recall_at_p95: float  #: The greatest recall at a precision of 95 % or more.
    brier: float  #: Mean square of probability less label.


def merit(scores: NDArray[np.float64], same: NDArray[np.bool_]) -> Merit:
    """Measure probabilities against labels.

    Args:
        scores: probabilities that each pair is one.
        same: whether it is.

    Raises:
        ValueError: all labels are equal, so that there is nothing to tell apart.
    """
    if same.all() or not same.any():
        raise ValueError("pairs that are one and pairs that are two are both needed")
    precision, recall = _curve(scores, same)
    with np.errstate(invalid="ignore"):
        f1 = np.nanmax(2 * precision * recall / (precision + recall))
    return Merit(
        auc=_area(scores, same),
        average_precision=float(np.sum(precision * np.diff(recall, prepend=0.0))),
        f1=float(f1),
        recall_at_p95=float(recall[precision >= 0.95].max(initial=0.0)),  # noqa: PLR2004 - the 95 % of its name
        brier=float(np.mean((scores - same) ** 2)),
    )


def _curve(scores: NDArray[np.float64], same: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return precision and recall at each threshold, the highest first."""
    order = np.argsort(-scores, kind="stable")
    last = np.append(np.diff(scores[order]) != 0, True)
    hits = np.cumsum(same[order])[last]
    taken = np.flatnonzero(last) + 1
    return hits / taken, hits / hits[-1]


def _area(scores: NDArray[np.float64], same: NDArray[np.bool_]) -> float:
    """Return the chance that a pair that is one scores higher than a pair that is two (Mann and Whitney 1947)."""
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    one = int(same.sum())
    return float((ranks[same].sum() - one * (one + 1) / 2) / (one * (len(same) - one)))
