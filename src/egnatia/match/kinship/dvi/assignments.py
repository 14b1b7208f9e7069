"""All ways to identify a family's missing people, with their weights.

A way that contains an impossible one is impossible too, so that whole branches are left out without a computation:
more evidence never makes possible what was not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from egnatia.match.kinship.dvi.disaster import Disaster, Family
from egnatia.match.kinship.dvi.evidence import Evidence
from egnatia.match.kinship.errors import TooLargeError

#: Assignments of one family that are computed exactly; about a millisecond each.
MOST_ASSIGNMENTS = 200_000


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


def count_ways(options: Mapping[str, tuple[str, ...]]) -> int:
    """Count the ways to give each missing person one of the victims, or nobody, and no victim twice."""
    counts = {frozenset[str](): 1}
    for victims in options.values():
        extended = dict(counts)
        for used, count in counts.items():
            for victim in victims:
                if victim not in used:
                    key = used | {victim}
                    extended[key] = extended.get(key, 0) + count
        counts = extended
    return sum(counts.values())


def all_ways(disaster: Disaster, family: Family, evidence: Evidence, log_odds: float) -> list[Way]:
    """Return every possible way to identify a family's missing people, the empty one first.

    Args:
        disaster: with the victims.
        family: one of its families.
        evidence: the likelihoods.
        log_odds: log of the prior odds of an identification.

    Raises:
        TooLargeError: there are too many; said before the computation starts.
    """
    evidence.log_weight(family, {})
    bits = {victim.id: 1 << number for number, victim in enumerate(disaster.victims)}
    options = {
        name: tuple(victim for victim in victims if evidence.log_weight(family, {name: victim}) > float("-inf"))
        for name, victims in candidates(disaster, family).items()
    }
    count = count_ways(options)
    if count > MOST_ASSIGNMENTS:
        raise TooLargeError(
            f"family {family.id} allows {count} assignments, and at most {MOST_ASSIGNMENTS} are computed exactly: "
            "settle undisputed identifications first, restrict the pairings, or sample"
        )
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
