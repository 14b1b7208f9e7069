"""Lays the words of two names side by side, in whatever order they stand, and weighs how well the names agree."""

import math
from dataclasses import dataclass

import numpy as np

from egnatia.match.names.forms import Form
from egnatia.match.names.kernels.constants import WORDS
from egnatia.match.names.kernels.judging import judge, weigh
from egnatia.match.names.kernels.layout import stack
from egnatia.match.names.kernels.measures import JOINED, PLACES
from egnatia.match.names.weights import weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Which words of two names met."""

    pairs: tuple[tuple[int, int, float], ...]  #: Place in the first name, place in the second, likeness, 0 to 1.
    joined: bool  #: The names agree better run together than word by word.


def weigh_names(ours: Form, theirs: Form) -> float:
    """Return the log-likelihood ratio of one person to two, in nats, by the names alone; the same either way round."""
    few, many = (theirs, ours) if _turned(ours, theirs) else (ours, theirs)
    learned = weights()
    odds: float = judge(few.code, many.code, learned.costs, learned.measures)
    return odds - learned.odds


def align(ours: Form, theirs: Form) -> Alignment:
    """Return the best alignment of two names; the same either way round."""
    turned = _turned(ours, theirs)
    few, many = (theirs, ours) if turned else (ours, theirs)
    report = np.empty(PLACES + 2 * WORDS)
    learned = weights()
    weigh(stack(few.code), stack(many.code), learned.costs, learned.measures, report)
    told = report.tolist()
    met = [(here, int(told[PLACES + here]), told[PLACES + WORDS + here]) for here in range(len(few.words))]
    pairs = sorted((there, here, value) if turned else (here, there, value) for here, there, value in met)
    likely = tuple([(here, there, min(max(value, 0.0), 1.0)) for here, there, value in pairs])
    return Alignment(pairs=likely, joined=bool(told[JOINED]))


def _turned(ours: Form, theirs: Form) -> bool:
    """Tell whether the second name is the one to begin with: the shorter, or of two as long the lesser."""
    return (len(theirs.code), theirs.code) < (len(ours.code), ours.code)


def probability(log_odds: float) -> float:
    """Return the probability of log-odds in nats."""
    return 1 / (1 + math.exp(-max(min(log_odds, 700.0), -700.0)))


def name_probability(evidence: float) -> float:
    """Return the probability of one person to two for a log-likelihood ratio in nats, at the prior of the weights."""
    return probability(evidence + weights().odds)
