"""The joint posterior over all assignments: exact sums over families, which share nothing but the victims.

The weight of a joint assignment is the product of its families' weights, and no victim may be taken twice. So sums
(and maxima) run over families one by one, with the set of victims that are taken so far as the state: this is exact,
and its work grows with the sum of the families' ways, not with their product.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappush, heappushpop
from math import exp, inf, log1p
from typing import TypeAlias

from egnatia.match.kinship.dvi.assignments import Way
from egnatia.match.kinship.errors import TooLargeError

#: Sets of victims that several families may take together, and that are kept apart.
MOST_STATES = 500_000

#: Victims taken to the sum (or the maximum) of log weights.
States: TypeAlias = dict[int, float]

Combine: TypeAlias = Callable[[float, float], float]


def log_add(one: float, other: float) -> float:
    """Return log(e^one + e^other)."""
    high, low = max(one, other), min(one, other)
    return high if low == -inf else high + log1p(exp(low - high))


def join_families(families: Sequence[Sequence[Way]], combine: Combine) -> States:
    """Return what all assignments of several families weigh together, by the victims that they take."""
    states: States = {0: 0.0}
    for ways in families:
        grouped: States = {}
        for way in ways:
            grouped[way.victims] = combine(grouped.get(way.victims, -inf), way.log_weight)
        joined: States = {}
        for taken, weight in states.items():
            for more, own in grouped.items():
                if not taken & more:
                    joined[taken | more] = combine(joined.get(taken | more, -inf), weight + own)
        states = joined
    return states


def free_of(states: States, victims: int, combine: Combine) -> float:
    """Return what the states weigh that leave some victims free."""
    total = -inf
    for taken, weight in states.items():
        if not taken & victims:
            total = combine(total, weight)
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What speaks for one pairing."""

    posterior: float
    log_glr: float  #: Log of the best assignment with the pairing over the best without it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """The joint posterior."""

    families: tuple[tuple[Way, ...], ...]
    log_total: float  #: Log of the sum of all weights.
    support: dict[tuple[str, str], Support]  #: By victim and missing person; what is not here is impossible.
    count: int  #: Joint assignments that are possible.


def check_size(families: Sequence[Sequence[Way]]) -> None:
    """Refuse families that compete for too many victims: the sets that they may take together are bounded at first.

    Raises:
        TooLargeError: the joint posterior may need more room than there is.
    """
    taken, bound = 0, 1
    for ways in families:
        own = {way.victims for way in ways}
        for victims in own:
            taken |= victims
        bound = min(bound * len(own), 1 << taken.bit_count())
    if bound > MOST_STATES:
        raise TooLargeError(
            f"families compete for {taken.bit_count()} victims in up to {bound} ways, and at most {MOST_STATES} are "
            "computed exactly: settle undisputed identifications first, restrict the pairings, or sample"
        )


def join(families: Sequence[Sequence[Way]]) -> Joint:
    """Compute the joint posterior of all pairings, exactly.

    Args:
        families: all ways of each.

    Raises:
        TooLargeError: as `check_size` says.
    """
    check_size(families)
    total = free_of(join_families(families, log_add), 0, log_add)
    support: dict[tuple[str, str], Support] = {}
    for number, ways in enumerate(families):
        others = [*families[:number], *families[number + 1 :]]
        support |= _support(ways, join_families(others, log_add), join_families(others, max), total)
    counts = [[Way(pairs=way.pairs, victims=way.victims, log_weight=0.0) for way in ways] for ways in families]
    count = free_of(join_families(counts, log_add), 0, log_add)
    return Joint(
        families=tuple(tuple(ways) for ways in families), log_total=total, support=support, count=round(exp(count))
    )


def _support(ways: Sequence[Way], sums: States, best: States, total: float) -> dict[tuple[str, str], Support]:
    """Return the support of each pairing within one family."""
    shares: dict[tuple[str, str], float] = {}
    peaks: dict[tuple[str, str], float] = {}
    top: list[tuple[float, Way]] = []
    for way in ways:
        weight = way.log_weight + free_of(sums, way.victims, log_add)
        peak = way.log_weight + free_of(best, way.victims, max)
        top.append((peak, way))
        for name, victim in way.pairs:
            shares[victim, name] = log_add(shares.get((victim, name), -inf), weight)
            peaks[victim, name] = max(peaks.get((victim, name), -inf), peak)
    top.sort(key=lambda item: -item[0])
    return {
        pair: Support(
            posterior=exp(share - total),
            log_glr=peaks[pair] - next(peak for peak, way in top if (pair[1], pair[0]) not in way.pairs),
        )
        for pair, share in shares.items()
    }


def best_assignments(families: Sequence[Sequence[Way]], limit: int) -> list[tuple[float, dict[str, str]]]:
    """Return the heaviest joint assignments, heaviest first: branch and bound over families.

    Args:
        families: all ways of each.
        limit: at most so many.

    Returns:
        Log weight, and victim to missing person for all who are identified.
    """
    ordered = [sorted(ways, key=lambda way: -way.log_weight) for ways in families]
    bounds = [0.0]
    for ways in reversed(ordered):
        bounds.append(bounds[-1] + ways[0].log_weight)
    heap: list[tuple[float, int, tuple[tuple[str, str], ...]]] = []
    for number, (weight, pairs) in enumerate(_descend(ordered, bounds[::-1], heap, limit)):
        item = (weight, -number, pairs)
        if len(heap) < limit:
            heappush(heap, item)
        else:
            heappushpop(heap, item)
    return [(weight, {victim: name for name, victim in pairs}) for weight, _, pairs in sorted(heap, reverse=True)]


def _descend(
    ordered: Sequence[Sequence[Way]],
    bounds: Sequence[float],
    heap: list[tuple[float, int, tuple[tuple[str, str], ...]]],
    limit: int,
) -> Iterator[tuple[float, tuple[tuple[str, str], ...]]]:
    """Give joint assignments, leaving out branches that cannot reach those already kept."""
    stack: list[tuple[int, int, float, tuple[tuple[str, str], ...]]] = [(0, 0, 0.0, ())]
    while stack:
        depth, taken, weight, pairs = stack.pop()
        if len(heap) >= limit and weight + bounds[depth] < heap[0][0]:
            continue
        if depth == len(ordered):
            yield weight, pairs
            continue
        stack.extend(
            (depth + 1, taken | way.victims, weight + way.log_weight, pairs + way.pairs)
            for way in reversed(ordered[depth])
            if not taken & way.victims
        )
