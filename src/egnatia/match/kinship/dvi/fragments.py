"""Fragments of one body: remains whose profiles are the same are joined before families are compared.

Two profiles may be of one body if they are the same at every marker that both have. They are, if that is far more
probable for one person read twice than for full siblings, who are alike more often than anybody else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import inf
from typing import Final

from egnatia.match.kinship.dvi.disaster import Disaster, Victim
from egnatia.match.kinship.dvi.evidence import without_mutation
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.likelihood import log_likelihood, type_people
from egnatia.match.kinship.marker import Chromosome, Marker
from egnatia.match.kinship.panel import Genotype, Profile, make_panel
from egnatia.match.kinship.pedigree import Sex
from egnatia.match.kinship.relationships import RELATIONSHIPS, A, B

#: Likelihood ratio of one body against full siblings from which fragments are joined.
SAME_BODY: Final = 10_000.0

#: Two fragments by their places among the victims, the smaller first.
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Fragments that are of one body; it is called as the first of them."""

    name: str
    fragments: tuple[str, ...]
    log_ratio: float  #: Of the weakest tie that holds it together.


def same_genotypes(one: Profile, other: Profile) -> bool:
    """Tell whether two profiles agree at every marker that both have, and have one in common."""
    shared = one.keys() & other.keys()
    return bool(shared) and all(_plain(one[name]) == _plain(other[name]) for name in shared)


def _plain(genotype: Genotype) -> tuple[str, ...]:
    return tuple(sorted(genotype)) if len(genotype) > 1 else (genotype[0], genotype[0])


def log_same_body(markers: Sequence[Marker], one: Profile, other: Profile) -> float:
    """Return the log likelihood ratio of one person against full siblings, at the autosomal markers that both have.

    Args:
        markers: of the case; without mutation, since one body is no meiosis.
        one: a profile.
        other: another, the same where both were read.

    Raises:
        CaseError: they have no autosomal marker in common.
        GenotypeError: an allele is not in the table.
    """
    shared = [
        marker
        for marker in without_mutation(tuple(markers))
        if marker.chromosome is Chromosome.AUTOSOMAL and marker.name in one and marker.name in other
    ]
    if not shared:
        raise CaseError("no autosomal marker in common")
    panel = make_panel(shared)
    typed = type_people(panel, {A: one, B: other})
    once, siblings = RELATIONSHIPS["twins"].pedigree, RELATIONSHIPS["siblings"].pedigree
    return log_likelihood(panel, once, typed) - log_likelihood(panel, siblings, typed)


def find_bodies(disaster: Disaster, log_threshold: float) -> list[Body]:
    """Find remains that are of one body, whatever the order in which they were found.

    Two fragments without a marker in common are joined by a third that goes with both. One that goes with two fragments
    that contradict each other, such as a partial profile of either of two people, is joined to none; nor are chains
    whose ends contradict each other.

    Args:
        disaster: the case.
        log_threshold: natural log of the least likelihood ratio against full siblings.

    Raises:
        GenotypeError: an allele is not in the table.
    """
    pairs = combinations(range(len(disaster.victims)), 2)
    ratios = {(a, b): _log_same(disaster.markers, disaster.victims[a], disaster.victims[b]) for a, b in pairs}
    apart = {pair for pair, ratio in ratios.items() if ratio == -inf}
    ties = _clear_ties({pair for pair, ratio in ratios.items() if ratio >= log_threshold}, apart)
    return [
        Body(
            name=disaster.victims[group[0]].id,
            fragments=tuple(disaster.victims[place].id for place in group),
            log_ratio=weakest,
        )
        for group, weakest in _held_together({pair: ratios[pair] for pair in ties}).items()
        if apart.isdisjoint(combinations(group, 2))
    ]


def _clear_ties(ties: set[Pair], apart: set[Pair]) -> set[Pair]:
    """Return the ties without those of fragments that are tied to two fragments that contradict each other."""
    beside: dict[int, set[int]] = {}
    for one, other in ties:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    unclear = {place for place, others in beside.items() if not apart.isdisjoint(combinations(sorted(others), 2))}
    return {pair for pair in ties if unclear.isdisjoint(pair)}


def _held_together(ties: Mapping[Pair, float]) -> dict[tuple[int, ...], float]:
    """Return the groups that ties hold together, each with the weakest tie that it cannot do without."""
    groups: dict[int, tuple[int, ...]] = {}
    weakest: dict[tuple[int, ...], float] = {}
    for pair in sorted(ties, key=lambda one: -ties[one]):
        one, other = (groups.get(place, (place,)) for place in pair)
        if one != other:
            joined = tuple(sorted((*one, *other)))
            weakest[joined] = ties[pair]
            groups |= dict.fromkeys(joined, joined)
    return {group: weakest[group] for group in sorted(set(groups.values()))}


def _log_same(markers: Sequence[Marker], one: Victim, other: Victim) -> float:
    """Return how well two remains go together; -inf if they contradict each other, 0 if nothing speaks for it."""
    sexes = {one.sex, other.sex} - {Sex.UNKNOWN}
    shared = one.profile.keys() & other.profile.keys()
    if len(sexes) > 1 or (shared and not same_genotypes(one.profile, other.profile)):
        return -inf
    autosomal = {marker.name for marker in markers if marker.chromosome is Chromosome.AUTOSOMAL}
    return log_same_body(markers, one.profile, other.profile) if shared & autosomal else 0.0


def join_fragments(disaster: Disaster, bodies: Sequence[Body]) -> Disaster:
    """Return the case with one victim for each body, read at every marker at which a fragment was."""
    known = {victim.id: victim for victim in disaster.victims}
    joined: dict[str, Victim] = {}
    gone = {name for body in bodies for name in body.fragments[1:]}
    pairings: dict[str, frozenset[str]] = {name: names for name, names in disaster.pairings.items() if name not in gone}
    for body in bodies:
        parts = [known[name] for name in body.fragments]
        profile: Mapping[str, Genotype] = {name: own for part in reversed(parts) for name, own in part.profile.items()}
        sex = next((part.sex for part in parts if part.sex is not Sex.UNKNOWN), Sex.UNKNOWN)
        lost = max(part.dropout for part in parts)
        joined[body.name] = Victim(id=body.name, sex=sex, profile=profile, dropout=lost)
        allowed = [disaster.pairings.get(name, frozenset[str]()) for name in body.fragments]
        pairings[body.name] = frozenset.intersection(*allowed)
    victims = tuple(joined.get(victim.id, victim) for victim in disaster.victims if victim.id not in gone)
    return replace(disaster, victims=victims, pairings=pairings)
