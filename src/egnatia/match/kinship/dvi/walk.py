"""A walk from assignment to assignment of a disaster, as probable in the long run as the posterior is.

Metropolis et al. 1953, Hastings 1970. A step draws a victim for one missing person, or for two of one family at once,
the likelier the more DNA speaks for the pairing by itself; whoever had the victim gets the other's in exchange. Only
families whose assignment changes are weighed, each assignment of a family once for all walks.
"""

from array import array
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import exp, inf, log
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from egnatia.match.kinship.dvi.disaster import Disaster
from egnatia.match.kinship.dvi.evidence import Evidence
from egnatia.match.kinship.kernels.arrays import Integers, Numbers

NOBODY: Final = -1
#: How often a victim is drawn whatever DNA says of the pairing by itself: others of the family may speak for it.
_EVEN: Final = 0.1
#: How often two of one family are drawn at once.
_TOGETHER: Final = 0.25
#: The part of a walk in which it is heated; nothing of it counts.
HEATED: Final = 0.25
#: In how many parts the rest is counted.
PARTS: Final = 4
_HOTTEST: Final = 8.0

#: Missing person to victim, both by place.
Change: TypeAlias = dict[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """How often each victim is drawn for a missing person."""

    victims: tuple[int, ...]  #: Possible by themselves, and nobody.
    heaped: tuple[float, ...]  #: Sums of their probabilities, in order.
    logs: Mapping[int, float]  #: Of their probabilities.

    def draw(self, number: float) -> int:
        """Return a victim by a random number below one."""
        return self.victims[min(bisect(self.heaped, number), len(self.victims) - 1)]


def make_draws(ratios: Mapping[int, float]) -> Draws:
    """Return how to draw, given log weights of victims by themselves; nobody weighs one."""
    logs = {**ratios, NOBODY: 0.0}
    top = max(logs.values())
    weights = {victim: exp(value - top) for victim, value in logs.items()}
    total = sum(weights.values())
    chances = {
        victim: (1 - _EVEN) * weight / total + _EVEN / len(weights) for victim, weight in sorted(weights.items())
    }
    return Draws(
        victims=tuple(chances),
        heaped=tuple(accumulate(chances.values())),
        logs={victim: log(chance) for victim, chance in chances.items()},
    )


class Ground:
    """What all walks share: who may be whom, and what assignments of families weigh."""

    def __init__(
        self, disaster: Disaster, evidence: Evidence, log_odds: float, pairwise: Mapping[tuple[str, str], float]
    ) -> None:
        """Lay out a disaster; pairings that are impossible by themselves are left out for good."""
        self.people = disaster.missing
        self.victims = tuple(victim.id for victim in disaster.victims)
        self._disaster, self._evidence, self._log_odds = disaster, evidence, log_odds
        possible: list[dict[int, float]] = [{} for _ in self.people]
        places = {name: place for place, name in enumerate(self.people)}
        for place, victim in enumerate(self.victims):
            for name in sorted(disaster.pairings.get(victim, ())):
                if pairwise[victim, name] > -inf:
                    possible[places[name]][place] = pairwise[victim, name] + log_odds
        self.draws = [make_draws(own) for own in possible]
        self.members = [[places[name] for name in family.missing] for family in disaster.families]
        self.family = {person: number for number, own in enumerate(self.members) for person in own}
        self.several = [own for own in self.members if len(own) > 1]
        self._weights: dict[tuple[int, ...], float] = {}

    def weigh(self, number: int, chosen: Sequence[int]) -> float:
        """Return the log weight of an assignment of a family."""
        key = (number, *chosen)
        if key not in self._weights:
            family = self._disaster.families[number]
            pairs = {
                name: self.victims[victim]
                for name, victim in zip(family.missing, chosen, strict=True)
                if victim != NOBODY
            }
            self._weights[key] = self._evidence.log_weight(family, pairs) + self._log_odds * len(pairs)
        return self._weights[key]


class Step(NamedTuple):
    """A step that may be taken."""

    change: Change
    log_back: float  #: Log of how much oftener its reverse is drawn than it is.


@dataclass(slots=True, kw_only=True)
class Walk:
    """One walk, and what it met."""

    ground: Ground
    chance: np.random.Generator
    state: list[int] = field(default_factory=list)  #: Victim of each missing person.
    holders: dict[int, int] = field(default_factory=dict)  #: Missing person of each victim who is identified.
    parts: list[float] = field(default_factory=list)  #: Log weight of each family.
    met: dict[bytes, float] = field(default_factory=dict)  #: Log weight of every assignment that was looked at.
    counts: list[Numbers] = field(default_factory=list)  #: By part: steps by missing person and victim, nobody last.
    fresh: int = 0  #: Steps of the last part that were the first in their assignment.

    def walk(self, steps: int) -> None:
        """Take steps, the first of them heated; then count, part by part."""
        ground, heated = self.ground, int(steps * HEATED)
        self.state = [NOBODY] * len(ground.people)
        self.parts = [ground.weigh(number, [NOBODY] * len(own)) for number, own in enumerate(ground.members)]
        self.met = {array("h", self.state).tobytes(): sum(self.parts)}
        for step, numbers in enumerate(self._numbers(heated)):
            self._take(numbers, 1 + (_HOTTEST - 1) * (1 - step / heated))
        visited = set[bytes]()
        for _ in range(PARTS):
            self.counts.append(np.zeros((len(self.state), len(ground.victims) + 1)))
            self.fresh = self._count((steps - heated) // PARTS, visited)

    def _numbers(self, steps: int) -> Iterator[list[float]]:
        """Give random numbers for each step."""
        for start in range(0, steps, 1000):
            yield from self.chance.random((min(1000, steps - start), 5)).tolist()

    def _count(self, steps: int, visited: set[bytes]) -> int:
        """Take steps and count where they are; return how many came to an assignment that none had come to.

        Each step counts for both ends, by how probable it was to be taken (Frenkel 2004): so that rare assignments
        count though none is ever in them.
        """
        counts, fresh = self.counts[-1], 0
        since = [0] * len(self.state)
        for step, numbers in enumerate(self._numbers(steps)):
            before = self.state.copy()
            change, taken, accepted = self._take(numbers, 1.0)
            for person, victim in change.items():
                counts[person, victim] += taken
                counts[person, before[person]] -= taken
                if accepted:
                    counts[person, before[person]] += step + 1 - since[person]
                    since[person] = step + 1
            if accepted or not step:
                key = array("h", self.state).tobytes()
                fresh += key not in visited
                visited.add(key)
        for person, victim in enumerate(self.state):
            counts[person, victim] += steps - since[person]
        return fresh

    def _take(self, numbers: Sequence[float], warmth: float) -> tuple[Change, float, bool]:
        """Take a step or not; return what it changes, how probable it was to be taken, and whether it was."""
        step = self._together(numbers) if numbers[0] < _TOGETHER and self.ground.several else self._one(numbers)
        if step is None:
            return {}, 0.0, False
        proposed = self.state.copy()
        for person, victim in step.change.items():
            proposed[person] = victim
        parts = {
            number: self.ground.weigh(number, [proposed[person] for person in self.ground.members[number]])
            for number in {self.ground.family[person] for person in step.change}
        }
        gain = sum(weight - self.parts[number] for number, weight in parts.items())
        if gain == -inf:
            return {}, 0.0, False
        self.met[array("h", proposed).tobytes()] = sum(self.parts) + gain
        probable = exp(min(0.0, gain / warmth + step.log_back))
        accepted = numbers[4] < probable
        if accepted:
            self._move(step.change, parts)
        return step.change, probable, accepted

    def _move(self, change: Change, parts: Mapping[int, float]) -> None:
        for person in change:
            self.holders.pop(self.state[person], None)
        for person, victim in change.items():
            self.state[person] = victim
            if victim != NOBODY:
                self.holders[victim] = person
        for number, weight in parts.items():
            self.parts[number] = weight

    def _one(self, numbers: Sequence[float]) -> Step | None:
        """Return a step that gives a missing person another victim, and whoever had that one this person's."""
        person = int(numbers[1] * len(self.state))
        draws = self.ground.draws
        own, victim = self.state[person], draws[person].draw(numbers[2])
        if victim == own:
            return None
        other = self.holders.get(victim)
        forth, back = draws[person].logs[victim], draws[person].logs[own]
        if other is None:
            return Step({person: victim}, back - forth)
        if own not in draws[other].logs:
            return None
        if own == NOBODY:
            return Step({person: victim, other: own}, draws[other].logs[victim] - forth)
        forth = float(np.logaddexp(forth, draws[other].logs[own]))
        back = float(np.logaddexp(back, draws[other].logs[victim]))
        return Step({person: victim, other: own}, back - forth)

    def _together(self, numbers: Sequence[float]) -> Step | None:
        """Return a step that gives two of one family victims whom nobody else has."""
        several = self.ground.several
        place = numbers[1] * len(several)
        members = several[int(place)]
        pairs = len(members) * (len(members) - 1) // 2
        one, two = _pair(members, int(place % 1 * pairs))
        draws = self.ground.draws
        found = {one: draws[one].draw(numbers[2]), two: draws[two].draw(numbers[3])}
        same = found[one] == found[two] != NOBODY
        taken = any(self.holders.get(victim, one) not in found for victim in found.values())
        if same or taken or all(self.state[person] == victim for person, victim in found.items()):
            return None
        back = sum(draws[person].logs[self.state[person]] - draws[person].logs[victim]
                   for person, victim in found.items())  # fmt: skip
        return Step(found, back)


def _pair(members: Sequence[int], number: int) -> tuple[int, int]:
    """Return the so-many-th pair of some people."""
    pairs = [(one, two) for place, one in enumerate(members) for two in members[place + 1 :]]
    return pairs[number]


def states_of(met: Mapping[bytes, float], people: int) -> tuple[Integers, Numbers]:
    """Return assignments, heaviest first: victims by missing person, and log weights."""
    keys = sorted(met, key=lambda key: (-met[key], key))
    states = np.frombuffer(b"".join(keys), dtype=np.int16).reshape(len(keys), people).astype(np.int64)
    return states, np.array([met[key] for key in keys])
