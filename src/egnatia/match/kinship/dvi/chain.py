"""Families one after another, and the victims that are taken on the way: what the joint posterior runs along.

A victim counts as taken only while a later family still wants it. So victims of one family, and groups of families
that compete with no other, do not multiply the states; families stand in an order that keeps them few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from egnatia.match.kinship.dvi.assignments import WAYS_OUT, Way
from egnatia.match.kinship.errors import TooLargeError
from egnatia.match.kinship.kernels.arrays import Integers, Numbers

#: Sets of victims that are kept apart at once.
MOST_STATES = 500_000
#: Steps from one set of victims to the next, family by family; ten million take less than a second.
MOST_MOVES = 500_000_000
#: Victims that may be kept apart at once: bits of a number.
MOST_VICTIMS = 62

#: Sets of victims that are collected before those that stand there twice are thrown out.
_COLLECTED = 1 << 22

#: How logs of weights are put together: `np.logaddexp` or `np.maximum`.
Combine: TypeAlias = np.ufunc


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The ways of one family."""

    ways: tuple[Way, ...]
    taken: Integers  #: Sets of contested victims that ways take, each once, as bits.
    of_way: Integers  #: Which of them each way takes, shape (ways,).
    kept: int  #: Bits of victims that later families want too.
    places: dict[int, int]  #: Number of each contested victim to its bit.


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Families in an order that keeps states few; state number 0 before the first is that nobody is taken."""

    links: tuple[Links, ...]
    states: tuple[Integers, ...]  #: Before each family, and after the last: sets of victims taken, as bits, in order.

    def moves(self, step: int) -> Iterator[tuple[int, Integers, Integers]]:
        """Give for each set that a family may take: its number, the states that allow it, and those that follow."""
        links, states, after = self.links[step], self.states[step], self.states[step + 1]
        for number, taken in enumerate(links.taken.tolist()):
            rows = np.flatnonzero((states & taken) == 0)
            yield number, rows, np.searchsorted(after, (states[rows] | taken) & links.kept)

    def follow(self, step: int, row: int) -> Iterator[tuple[Way, int]]:
        """Give the ways that a state allows, each with the state that follows."""
        links, state = self.links[step], int(self.states[step][row])
        sets = links.taken.tolist()
        free = [number for number, taken in enumerate(sets) if not taken & state]
        places = np.searchsorted(self.states[step + 1], [(sets[number] | state) & links.kept for number in free])
        targets = dict(zip(free, places.tolist(), strict=True))
        for way, number in zip(links.ways, links.of_way.tolist(), strict=True):
            if number in targets:
                yield way, targets[number]

    def forwards(self, weights: Sequence[Numbers], combine: Combine) -> list[Numbers]:
        """Return what the families before each step weigh together, by state.

        Args:
            weights: logs, by family and set that it takes.
            combine: of logs.
        """
        found = [np.zeros(1)]
        for step, own in enumerate(weights):
            made = np.full(len(self.states[step + 1]), -np.inf)
            for number, rows, targets in self.moves(step):
                combine.at(made, targets, found[-1][rows] + own[number])
            found.append(made)
        return found

    def backwards(self, weights: Sequence[Numbers], combine: Combine) -> list[Numbers]:
        """Return what the families from each step on weigh together, by state before it; as `forwards`."""
        found = [np.zeros(len(self.states[-1]))]
        for step in range(len(weights) - 1, -1, -1):
            made = np.full(len(self.states[step]), -np.inf)
            for number, rows, targets in self.moves(step):
                made[rows] = combine(made[rows], found[-1][targets] + weights[step][number])
            found.append(made)
        return found[::-1]


def link(families: Sequence[Sequence[Way]]) -> Chain:
    """Put families in order and find the states between them.

    Args:
        families: all ways of each, the empty one among them.

    Raises:
        TooLargeError: too many sets of victims would have to be kept apart.
    """
    ordered = [families[number] for number in _order([_wanted([ways]) for ways in families])]
    places: dict[int, int] = {}
    links, states = [], [np.zeros(1, dtype=np.int64)]
    for number, ways in enumerate(ordered):
        later = _wanted(ordered[number + 1 :])
        links.append(_link(ways, later, places))
        following = _next_states(states[-1], links[-1]) if len(places) <= MOST_VICTIMS else None
        if following is None:
            raise _too_many(_wanted(families))
        states.append(following)
        _forget(places, later)
    return Chain(links=tuple(links), states=tuple(states))


def check_states(families: Sequence[Sequence[int]], most: int = MOST_STATES) -> None:
    """Refuse families who compete for too many victims, before anything is weighed; exact if no way is impossible.

    Args:
        families: for each missing person of each, the victims that it may be, as bits.
        most: so many sets are kept apart.

    Raises:
        TooLargeError: too many sets of victims would have to be kept apart, or too many steps lead from one to another.
    """
    wanted = [_union(people) for people in families]
    order = _order(wanted)
    places: dict[int, int] = {}
    states = np.zeros(1, dtype=np.int64)
    moves = 0
    for number, family in enumerate(order):
        later = _union([wanted[other] for other in order[number + 1 :]])
        _place(places, wanted[family] & later)
        if len(places) > MOST_VICTIMS:
            raise _too_many(_union(wanted))
        taken = [_bits(places, victims) for victims in families[family]]
        moves += len(states) * len(_with_each(np.zeros(1, dtype=np.int64), taken, most))
        if moves > MOST_MOVES:
            raise _too_many(_union(wanted))
        kept = _bits(places, later)
        states = _with_each(_distinct([states & kept]), [own & kept for own in taken], most)
        if len(states) > most:
            raise _too_many(_union(wanted))
        _forget(places, later)


def _with_each(states: Integers, people: Sequence[int], most: int) -> Integers:
    """Return sets of victims, each with one more for some of the people; not all if there are more than can be kept."""
    found = states
    for victims in people:
        states = found
        for place in range(victims.bit_length()):
            if victims >> place & 1 and len(found) <= most:
                found = _distinct([found, states | 1 << place])
    return found


def _distinct(sets: Sequence[Integers]) -> Integers:
    """Return sets of victims in order, each once; ten times faster than by hashes, as `numpy.unique` does it."""
    found = np.sort(np.concatenate(sets))
    first = np.ones(len(found), dtype=np.bool_)
    first[1:] = found[1:] != found[:-1]
    distinct: Integers = found[first]
    return distinct


def _too_many(wanted: int) -> TooLargeError:
    return TooLargeError(
        f"families compete for {wanted.bit_count()} victims, in more than the {MOST_STATES} ways, or by more than "
        f"the {MOST_MOVES} steps, that are computed exactly within about a minute: {WAYS_OUT}"
    )


def _union(victims: Sequence[int]) -> int:
    found = 0
    for own in victims:
        found |= own
    return found


def _wanted(families: Sequence[Sequence[Way]]) -> int:
    """Return the victims that families may take, as bits."""
    return _union([way.victims for ways in families for way in ways])


def _order(wanted: Sequence[int]) -> list[int]:
    """Return families so that few victims stand between those before and those after: the next leaves the fewest."""
    left = list(range(len(wanted)))
    ordered: list[int] = []
    before = 0
    while left:
        family = left.pop(_next([wanted[number] for number in left], before))
        before |= wanted[family]
        ordered.append(family)
    return ordered


def _next(wanted: Sequence[int], before: int) -> int:
    """Return which family leaves the fewest contested victims behind it."""
    contested = []
    for number, own in enumerate(wanted):
        after = _union([*wanted[:number], *wanted[number + 1 :]])
        contested.append(((before | own) & after).bit_count())
    return contested.index(min(contested))


def _place(places: dict[int, int], contested: int) -> None:
    """Give victims who are contested from here on a place among the bits."""
    for victim in range(contested.bit_length()):
        if contested >> victim & 1 and victim not in places:
            free = set(range(len(places) + 1)) - set(places.values())
            places[victim] = min(free)


def _forget(places: dict[int, int], later: int) -> None:
    """Free the places of victims whom no later family wants."""
    for victim in [victim for victim in places if not later >> victim & 1]:
        del places[victim]


def _bits(places: dict[int, int], victims: int) -> int:
    """Return victims by their places; those who have none are left out."""
    return sum(1 << place for victim, place in places.items() if victims >> victim & 1)


def _link(ways: Sequence[Way], later: int, places: dict[int, int]) -> Links:
    """Lay out one family."""
    _place(places, _wanted([ways]) & later)
    bits = [_bits(places, way.victims) for way in ways]
    taken, of_way = np.unique(np.array(bits), return_inverse=True)
    return Links(ways=tuple(ways), taken=taken, of_way=of_way, kept=_bits(places, later), places=dict(places))


def _next_states(states: Integers, links: Links) -> Integers | None:
    """Return the sets of victims taken after a family; None if there are too many to keep apart."""
    found: list[Integers] = []
    for taken in links.taken.tolist():
        found.append((states[(states & taken) == 0] | taken) & links.kept)
        if sum(map(len, found)) > _COLLECTED:
            found = [_distinct(found)]
            if len(found[0]) > MOST_STATES:
                return None
    all_of_them = _distinct(found)
    return all_of_them if len(all_of_them) <= MOST_STATES else None
