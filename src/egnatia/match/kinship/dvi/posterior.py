"""The joint posterior over all assignments: exact sums over families, which share nothing but the victims.

The weight of a joint assignment is the product of its families' weights, and no victim may be taken twice. So sums
(and maxima) run over families one by one, forwards and backwards (`chain`), with the set of victims that are taken so
far, and that later families want, as the state: this is exact, and its work grows with the sum of the families' ways,
not with their product.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import exp, inf, log1p

import numpy as np

from egnatia.match.kinship.dvi.assignments import Way
from egnatia.match.kinship.dvi.chain import Chain, Combine, link
from egnatia.match.kinship.dvi.together import Together, put_together
from egnatia.match.kinship.kernels.arrays import Numbers


def log_add(one: float, other: float) -> float:
    """Return log(e^one + e^other)."""
    high, low = max(one, other), min(one, other)
    return high if low == -inf else high + log1p(exp(low - high))


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
    unpaired: dict[str, float] = field(default_factory=dict)  #: By victim: that it is nobody who is missing.
    together: tuple[Together, ...] = ()  #: Of people whom DNA cannot tell apart.


def join(families: Sequence[Sequence[Way]], alike: Sequence[tuple[str, ...]] = ()) -> Joint:
    """Compute the joint posterior of all pairings, exactly.

    Args:
        families: all ways of each.
        alike: missing people of one family each whom DNA cannot tell apart.

    Raises:
        TooLargeError: the families compete for more victims than there is room for.
    """
    chain = link(families)
    weights = _weights(chain)
    flows = chain.forwards(weights, np.logaddexp), chain.backwards(weights, np.logaddexp)
    sums = _totals(chain, flows, np.logaddexp)
    peaks = _peaks(chain)
    best = _totals(chain, (chain.forwards(peaks, np.maximum), chain.backwards(peaks, np.maximum)), np.maximum)
    total = float(flows[1][0][0])
    support: dict[tuple[str, str], Support] = {}
    together: list[Together | None] = []
    for step, links in enumerate(chain.links):
        shares, heaviest = sums[step][links.of_way], best[step][links.of_way]
        logs = np.array([way.log_weight for way in links.ways])
        support |= _support(links.ways, logs + shares, logs + heaviest, total)
        known = {name for way in links.ways for name, _ in way.pairs}
        for group in alike:
            if known & set(group):
                taken = [frozenset(victim for name, victim in way.pairs if name in group) for way in links.ways]
                together.append(put_together(group, taken, (logs + shares, logs + heaviest), total))
    counts = chain.backwards([np.log(np.bincount(links.of_way)) for links in chain.links], np.logaddexp)
    return Joint(
        families=tuple(tuple(ways) for ways in families),
        log_total=total,
        support=support,
        count=round(exp(float(counts[0][0]))),
        unpaired=_unpaired(chain, (weights, *flows), sums),
        together=tuple(filter(None, together)),
    )


def _weights(chain: Chain) -> list[Numbers]:
    """Return the log of what the ways weigh together that take the same victims, link by link."""
    found = []
    for links in chain.links:
        weights = np.full(len(links.taken), -inf)
        np.logaddexp.at(weights, links.of_way, np.array([way.log_weight for way in links.ways]))
        found.append(weights)
    return found


def _peaks(chain: Chain) -> list[Numbers]:
    """Return the weight of the heaviest way that takes the same victims, link by link."""
    found = []
    for links in chain.links:
        weights = np.full(len(links.taken), -inf)
        np.maximum.at(weights, links.of_way, np.array([way.log_weight for way in links.ways]))
        found.append(weights)
    return found


def _totals(chain: Chain, flows: tuple[list[Numbers], list[Numbers]], combine: Combine) -> list[Numbers]:
    """Return what all other families add to each set of victims that one takes, by family."""
    before, after = flows
    found = []
    for step, links in enumerate(chain.links):
        totals = np.full(len(links.taken), -inf)
        for number, rows, targets in chain.moves(step):
            totals[number] = combine.reduce(before[step][rows] + after[step + 1][targets], initial=-inf)
        found.append(totals)
    return found


def _unpaired(
    chain: Chain, flows: tuple[list[Numbers], list[Numbers], list[Numbers]], sums: list[Numbers]
) -> dict[str, float]:
    """Return the posterior of each victim being nobody who is missing.

    What is left of one has lost digits; it is summed by itself, at the last family that wants the victim: all ways and
    states that leave it free.
    """
    total = float(flows[2][0][0])
    found: dict[str, float] = {}
    last = {way.victims: (step, way.pairs[0][1]) for step, links in enumerate(chain.links) for way in links.ways
            if len(way.pairs) == 1}  # fmt: skip
    for bit, (step, victim) in last.items():
        links = chain.links[step]
        place = links.places.get(bit.bit_length() - 1)
        if place is None:
            free = np.array([not way.victims & bit for way in links.ways])
            logs = np.array([way.log_weight for way in links.ways]) + sums[step][links.of_way]
            found[victim] = exp(float(np.logaddexp.reduce(logs[free])) - total)
        else:
            found[victim] = exp(_leaving(chain, step, 1 << place, flows) - total)
    return found


def _leaving(chain: Chain, step: int, bit: int, flows: tuple[list[Numbers], list[Numbers], list[Numbers]]) -> float:
    """Return the log of what all weigh together who leave a victim free until after the last family that wants it."""
    weights, before, after = flows
    states, taken = chain.states[step], chain.links[step].taken
    found = [-inf]
    for number, rows, targets in chain.moves(step):
        if not int(taken[number]) & bit:
            free = (states[rows] & bit) == 0
            flow = before[step][rows[free]] + after[step + 1][targets[free]]
            found.append(float(weights[step][number] + np.logaddexp.reduce(flow, initial=-inf)))
    return float(np.logaddexp.reduce(np.array(found)))


def _support(ways: Sequence[Way], weights: Numbers, peaks: Numbers, total: float) -> dict[tuple[str, str], Support]:
    """Return the support of each pairing within one family."""
    shares: dict[tuple[str, str], float] = {}
    heaviest: dict[tuple[str, str], float] = {}
    for way, weight, peak in zip(ways, weights.tolist(), peaks.tolist(), strict=True):
        for name, victim in way.pairs:
            shares[victim, name] = log_add(shares.get((victim, name), -inf), weight)
            heaviest[victim, name] = max(heaviest.get((victim, name), -inf), peak)
    ranked = [(float(peaks[place]), ways[place]) for place in np.argsort(-peaks, kind="stable")]
    return {
        pair: Support(
            posterior=exp(share - total),
            log_glr=heaviest[pair] - next(peak for peak, way in ranked if (pair[1], pair[0]) not in way.pairs),
        )
        for pair, share in shares.items()
    }


def best_assignments(families: Sequence[Sequence[Way]], limit: int) -> list[tuple[float, dict[str, str]]]:
    """Return the heaviest joint assignments, heaviest first: best first, by what is the most that can still follow.

    Args:
        families: all ways of each.
        limit: at most so many.

    Returns:
        Log weight, and victim to missing person for all who are identified.
    """
    chain = link(families)
    after = chain.backwards(_peaks(chain), np.maximum)
    found: list[tuple[float, dict[str, str]]] = []
    made = 0
    heap: list[tuple[float, int, int, int, float, tuple[tuple[str, str], ...]]] = [
        (-float(after[0][0]), 0, 0, 0, 0.0, ())
    ]
    while heap and len(found) < limit:
        _, _, step, row, weight, pairs = heappop(heap)
        if step == len(chain.links):
            found.append((weight, {victim: name for name, victim in pairs}))
            continue
        for way, target in chain.follow(step, row):
            made += 1
            more = weight + way.log_weight
            heappush(heap, (-more - float(after[step + 1][target]), made, step + 1, target, more, pairs + way.pairs))
    return found
