"""All ways to identify a family's missing people, with their weights.

A way that contains an impossible one is impossible too, so that whole branches are left out without a computation:
more evidence never makes possible what was not.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from egnatia.match.kinship.dvi.disaster import Disaster, Family
from egnatia.match.kinship.dvi.evidence import Evidence
from egnatia.match.kinship.errors import TooLargeError

#: Assignments of families that are computed exactly, counted family by family; 0.2 to 0.5 milliseconds each.
MOST_ASSIGNMENTS = 100_000
#: Steps on the way to a number of assignments, which pairings that differ from victim to victim multiply.
MOST_COUNTS = 100_000
#: What whoever solves a case that is too large can do.
WAYS_OUT = "settle undisputed identifications first, restrict the pairings, or sample (egnatia dvi solve --sample)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to identify missing people of a family."""

    pairs: tuple[tuple[str, str], ...]  #: Missing person and victim.
    victims: int  #: Which victims it takes, a bit for each.
    log_weight: float  #: Log of likelihood ratio times prior odds.


def candidates(disaster: Disaster, family: Family) -> dict[str, tuple[str, ...]]:
    """Return the victims that each missing person of a family may be."""
    return {
        name: tuple(victim.id for victim in disaster.victims if name in disaster.pairings.get(victim.id, frozenset()))
        for name in family.missing
    }


def count_ways(options: Mapping[str, tuple[str, ...]]) -> int | None:
    """Count the ways to give each missing person one of the victims, or nobody, and no victim twice.

    Victims whom the same people may be are alike, so that only how many of them are taken matters, and that only while
    somebody left may still be one.

    Returns:
        None if so many victims differ in whom they may be that the ways cannot be counted.
    """
    wanted_by: dict[str, tuple[int, ...]] = {}
    for number, victims in enumerate(options.values()):
        for victim in victims:
            wanted_by[victim] = (*wanted_by.get(victim, ()), number)
    sizes = Counter(wanted_by.values())
    counts = {frozenset[tuple[tuple[int, ...], int]](): 1}
    for number in range(len(options)):
        alike = [people for people in sizes if number in people]
        extended: Counter[frozenset[tuple[tuple[int, ...], int]]] = Counter()
        for taken, count in counts.items():
            left = {people: used for people, used in taken if people[-1] > number}
            extended[frozenset(left.items())] += count
            for people in alike:
                used = dict(taken).get(people, 0)
                after = left | {people: used + 1} if people[-1] > number else left
                extended[frozenset(after.items())] += count * (sizes[people] - used)
        counts = +extended
        if len(counts) > MOST_COUNTS:
            return None
    return sum(counts.values())


def check_size(families: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
    """Refuse a disaster that is too large, before it is weighed.

    Args:
        families: by name, the victims that each missing person may be.

    Raises:
        TooLargeError: a family, or all together, have more assignments than can be weighed.
    """
    counts = {name: count_ways(options) for name, options in families.items()}
    for name, count in counts.items():
        if count is None or count > MOST_ASSIGNMENTS:
            raise _too_many(f"family {name} allows {count or 'too many'}")
    total = sum(count for count in counts.values() if count)
    if total > MOST_ASSIGNMENTS:
        raise _too_many(f"families, each by itself, allow {total}")


def _too_many(who: str) -> TooLargeError:
    return TooLargeError(f"{who} assignments, and at most {MOST_ASSIGNMENTS} are computed exactly: {WAYS_OUT}")


def all_ways(disaster: Disaster, family: Family, evidence: Evidence, log_odds: float) -> list[Way]:
    """Return every possible way to identify a family's missing people, the empty one first.

    Args:
        disaster: with the victims.
        family: one of its families.
        evidence: the likelihoods.
        log_odds: log of the prior odds of an identification.
    """
    evidence.log_weight(family, {})
    bits = {victim.id: 1 << number for number, victim in enumerate(disaster.victims)}
    options = {
        name: tuple(victim for victim in victims if evidence.log_weight(family, {name: victim}) > float("-inf"))
        for name, victims in candidates(disaster, family).items()
    }
    search = _Search(family=family, evidence=evidence, log_odds=log_odds, bits=bits)
    return list(search.extend(Way(pairs=(), victims=0, log_weight=0.0), list(options.items())))


@dataclass(slots=True, kw_only=True)
class _Search:
    """Walks through the ways of a family."""

    family: Family
    evidence: Evidence
    log_odds: float
    bits: Mapping[str, int]
    #: Impossible sets of pairs found so far, by the pair that made them so and by the others; none within another.
    impossible: dict[tuple[str, str], list[frozenset[tuple[str, str]]]] = field(default_factory=dict)

    def extend(self, way: Way, left: list[tuple[str, tuple[str, ...]]]) -> Iterator[Way]:
        """Give a way and all that identify more of those who are left."""
        yield way
        for number, (name, victims) in enumerate(left):
            for victim in victims:
                more = None if way.victims & self.bits[victim] else self._add(way, name, victim)
                if more is not None:
                    yield from self.extend(more, left[number + 1 :])

    def _add(self, way: Way, name: str, victim: str) -> Way | None:
        """Return a way with one more pair; None if that is impossible."""
        pairs = (*way.pairs, (name, victim))
        before = frozenset(way.pairs)
        if any(bad <= before for bad in self.impossible.get((name, victim), ())):
            return None
        weight = self.evidence.log_weight(self.family, dict(pairs))
        if weight == float("-inf"):
            self.impossible.setdefault((name, victim), []).append(before)
            return None
        return Way(
            pairs=pairs,
            victims=way.victims | self.bits[victim],
            log_weight=weight + self.log_odds * len(pairs),
        )
