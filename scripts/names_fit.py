"""The arithmetic of fitting the names engine: the transducer's costs, the weights of measures, and figures of merit."""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numba import njit
from numpy.typing import NDArray

from egnatia.match.names.kernels.agreement import compare
from egnatia.match.names.kernels.constants import WORDS
from egnatia.match.names.kernels.layout import SOUNDS, Rows, stack
from egnatia.match.names.kernels.measures import NAMES, PLACES
from egnatia.match.names.tokens import token
from egnatia.match.names.transliterate import is_abjad
from egnatia.match.names.words import person_tokens
from names_sources import NamePair, WordPair

Matrix = NDArray[np.float64]
_SIZE = len(SOUNDS) + 1
#: Rounds of expectation and maximisation, and what each pair of sounds is counted for before it is seen.
_ROUNDS, _UNSEEN = 6, 0.02
#: Weights are drawn towards 0 by so much, times the number of pairs.
_SHRINK = 1e-3
_STEPS = 40
#: Fewer pairs of words of two scripts without vowels say too little.
_ENOUGH = 500


@njit(cache=True)
def _count(ours: NDArray[np.int64], theirs: NDArray[np.int64], joint: Matrix, counts: Matrix) -> float:  # noqa: C901, PLR0912 - forward and backward pass in one
    """Add the expected counts of the alignments of two words (Ristad and Yianilos 1998, algorithm 3)."""
    rows, columns = len(ours) + 1, len(theirs) + 1
    ahead, behind = np.zeros((rows, columns)), np.zeros((rows, columns))
    ahead[0, 0] = behind[rows - 1, columns - 1] = 1.0
    for here in range(rows):
        for there in range(columns):
            if here:
                ahead[here, there] += ahead[here - 1, there] * joint[ours[here - 1], 0]
            if there:
                ahead[here, there] += ahead[here, there - 1] * joint[0, theirs[there - 1]]
            if here and there:
                ahead[here, there] += ahead[here - 1, there - 1] * joint[ours[here - 1], theirs[there - 1]]
    whole = ahead[rows - 1, columns - 1]
    if whole <= 0.0:
        return -math.inf
    for here in range(rows - 1, -1, -1):
        for there in range(columns - 1, -1, -1):
            start = ahead[here, there] / whole
            if here < rows - 1:
                value = joint[ours[here], 0] * behind[here + 1, there]
                behind[here, there] += value
                counts[ours[here], 0] += start * value
            if there < columns - 1:
                value = joint[0, theirs[there]] * behind[here, there + 1]
                behind[here, there] += value
                counts[0, theirs[there]] += start * value
            if here < rows - 1 and there < columns - 1:
                value = joint[ours[here], theirs[there]] * behind[here + 1, there + 1]
                behind[here, there] += value
                counts[ours[here], theirs[there]] += start * value
    return math.log(whole)


def train_costs(pairs: Sequence[WordPair], *, symmetric: bool) -> Matrix:
    """Learn log-likelihood ratios of sounds from words that are one name.

    Args:
        pairs: of words; where the costs are not symmetric, the first one's script leaves vowels out.
        symmetric: whether both sides are spelled in the same way.

    Returns:
        One row for each sound of the first word and one for none; likewise columns; in nats.
    """
    coded = [(_coded(one), _coded(other)) for one, other in pairs]
    joint = np.full((_SIZE, _SIZE), 0.2 / _SIZE**2) + np.eye(_SIZE) * 0.5 / _SIZE
    joint[0, 0] = 0.0
    for _ in range(_ROUNDS):
        counts = np.full((_SIZE, _SIZE), _UNSEEN)
        counts[0, 0] = 0.0
        for ours, theirs in coded:
            best = max(
                ((_chance(mine, yours, joint), k, n) for k, mine in enumerate(ours) for n, yours in enumerate(theirs)),
                default=None,
            )
            if best:
                _count(ours[best[1]], theirs[best[2]], joint, counts)
        counts = (counts + counts.T) / 2 if symmetric else counts
        joint = counts / counts.sum()
    return _ratios(joint)


def _chance(ours: NDArray[np.int64], theirs: NDArray[np.int64], joint: Matrix) -> float:
    return float(_count(ours, theirs, joint, np.zeros((_SIZE, _SIZE))))


def _ratios(joint: Matrix) -> Matrix:
    """Return how much more probable each pair is than by chance; a sound against none, than by itself."""
    first, second = joint.sum(1), joint.sum(0)
    first[0] = second[0] = 0.0
    first, second = first / first.sum(), second / second.sum()
    first[0] = second[0] = 1.0
    with np.errstate(divide="ignore"):
        ratios: Matrix = np.log(joint / np.outer(first, second))
    ratios[0, 0] = 0.0
    return ratios


def _coded(word: str) -> list[NDArray[np.int64]]:
    return [np.array([SOUNDS.index(sound) + 1 for sound in reading]) for reading in token(word).sounds]


def train_all(pairs: Sequence[WordPair]) -> Matrix:
    """Learn the three tables of costs; between two scripts without vowels, from the few such pairs and the first."""
    plain = [pair for pair in pairs if not is_abjad(pair[0]) and not is_abjad(pair[1])]
    mixed = [pair if is_abjad(pair[0]) else pair[::-1] for pair in pairs if is_abjad(pair[0]) != is_abjad(pair[1])]
    both = [pair for pair in pairs if is_abjad(pair[0]) and is_abjad(pair[1])]
    full = train_costs(plain, symmetric=True)
    return np.stack(
        [full, train_costs(mixed, symmetric=False), train_costs(both, symmetric=True) if len(both) > _ENOUGH else full]
    )


def measure(pairs: Sequence[NamePair], costs: Matrix) -> Matrix:
    """Return what the kernel measures of each pair, one row each."""
    found = np.zeros((len(pairs), PLACES))
    for row, pair in enumerate(pairs):
        found[row] = report(_rows(pair.one), _rows(pair.other), costs)[:PLACES]
    return found


@cache
def _rows(name: str) -> Rows:
    return stack(b"".join(word.row for word in person_tokens(name)))


def report(one: Rows, other: Rows, costs: Matrix) -> Matrix:
    """Return the kernel's report on two names; zeros if one has no words."""
    found = np.zeros(PLACES + 2 * WORDS)
    if len(one) and len(other):
        few, many = (one, other) if len(one) <= len(other) else (other, one)
        compare(few, many, costs, found)
    return found


def fit_weights(measured: Matrix, same: NDArray[np.bool_], counts: Matrix) -> Matrix:
    """Fit a logistic regression by Newton's method; the last weight is the constant.

    Args:
        measured: one row for each pair.
        same: whether it is one person.
        counts: how much each pair counts.
    """
    middle, spread = measured.mean(0), measured.std(0) + 1e-9
    scaled = np.c_[(measured - middle) / spread, np.ones(len(same))]
    shrink = _SHRINK * counts.sum() * np.r_[np.ones(measured.shape[1]), 0.0]
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-(scaled @ weights)))
        slope = scaled.T @ (counts * (chance - same)) + shrink * weights
        bend = (scaled * (counts * chance * (1 - chance))[:, None]).T @ scaled + np.diag(shrink)
        weights -= np.linalg.solve(bend, slope)
    fitted: Matrix = np.r_[weights[:-1] / spread, weights[-1] - (weights[:-1] * middle / spread).sum()]
    return fitted


def log_odds(measured: Matrix, weights: Matrix) -> Matrix:
    """Return the log-odds that each pair is one person."""
    found: Matrix = measured @ weights[: len(NAMES)] + weights[-1]
    return found
