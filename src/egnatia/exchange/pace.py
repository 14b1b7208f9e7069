"""Pace: when the reply to a request is due, by what was asked alone, so that its time tells nothing of what was found.

The work that an answer takes depends on how many records come near, and on how many of these the law withholds. So the
reply waits until a time within which the most that a question of its kind can take is done. Only where that was too
short, because the node is busy, it waits as long again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from egnatia.exchange.limits import ANSWER_BUCKET


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long a question of one sort may take."""

    alone: timedelta  #: The most that it takes on an idle machine.
    further: timedelta  #: What each further one of a request takes as a rule.


def due(paces: Sequence[Pace]) -> timedelta:
    """Return how long after its arrival the reply to a request is due: a whole number of buckets.

    Args:
        paces: of the questions in it; other messages take one bucket together.
    """
    if not paces:
        return ANSWER_BUCKET
    slowest = max(paces, key=lambda pace: pace.alone - pace.further)
    time = slowest.alone - slowest.further + sum((pace.further for pace in paces), timedelta(0))
    return ceil(time / ANSWER_BUCKET) * ANSWER_BUCKET


def rest(passed: timedelta, due_after: timedelta) -> timedelta:
    """Return how long a reply waits that took this long to make: until it is due, or a whole number of times as long.

    Args:
        passed: since the request was read.
        due_after: as `due` says.
    """
    return max(1, ceil(passed / due_after)) * due_after - passed
