"""Pace: when the reply to a request is due, by what was asked alone, so that its time tells nothing of what was found.

The work that an answer takes depends on how many records come near, and on how many of these the law withholds. So the
reply waits until a time within which the most that a question of its kind can take is done. Only where that was too
short, because the node is busy, it waits as long again as one such question may take.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a reply goes: not before, and if it is late, only after a whole number of steps more."""

    after: timedelta  #: From the arrival of the request.
    step: timedelta


def due(paces: Sequence[Pace]) -> Due:
    """Return when the reply to a request is due, in whole buckets.

    Args:
        paces: of the questions in it; other messages take one bucket together.
    """
    if not paces:
        return Due(after=ANSWER_BUCKET, step=ANSWER_BUCKET)
    slowest = max(paces, key=lambda pace: pace.alone - pace.further)
    time = slowest.alone - slowest.further + sum((pace.further for pace in paces), timedelta(0))
    return Due(after=_whole(time, ANSWER_BUCKET), step=_whole(max(pace.alone for pace in paces), ANSWER_BUCKET))


def rest(passed: timedelta, until: Due) -> timedelta:
    """Return how long a reply waits that took this long to make."""
    late = passed - until.after
    return -late if late <= timedelta(0) else _whole(late, until.step) - late


def _whole(time: timedelta, unit: timedelta) -> timedelta:
    return ceil(time / unit) * unit
