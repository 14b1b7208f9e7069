"""Identifications that stand by themselves: one pairing far above all others of its victim and its missing person."""

from dataclasses import dataclass

from egnatia.match.kinship.dvi.assignments import candidates
from egnatia.match.kinship.dvi.disaster import Disaster
from egnatia.match.kinship.dvi.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisputed:
    """A pairing that nothing competes with."""

    victim: str
    missing: str
    family: str
    log_ratio: float  #: Log of the likelihood ratio, given the ones found before.
    step: int  #: In which round it was found.


def find_undisputed(disaster: Disaster, evidence: Evidence, log_threshold: float) -> list[Undisputed]:
    """Find undisputed pairings, round after round: what is found counts as known in the next.

    A pairing is undisputed if its likelihood ratio reaches the threshold, and is by as much above that of every
    other pairing of the same victim or the same missing person (Vigeland & Egeland 2021, the relaxed form).

    Args:
        disaster: the case.
        evidence: the likelihoods.
        log_threshold: natural log of the least likelihood ratio.
    """
    known: dict[str, dict[str, str]] = {family.id: {} for family in disaster.families}
    found: list[Undisputed] = []
    while True:
        weights = _weights(disaster, evidence, known)
        step = found[-1].step + 1 if found else 1
        new = []
        for (victim, name), (family, weight) in weights.items():
            rivals = [
                other
                for pair, (_, other) in weights.items()
                if pair != (victim, name) and (pair[0] == victim or pair[1] == name)
            ]
            if weight >= log_threshold and all(weight - rival >= log_threshold for rival in rivals):
                new.append(Undisputed(victim=victim, missing=name, family=family, log_ratio=weight, step=step))
        if not new:
            return found
        for item in new:
            known[item.family][item.missing] = item.victim
        found += new


def _weights(
    disaster: Disaster, evidence: Evidence, known: dict[str, dict[str, str]]
) -> dict[tuple[str, str], tuple[str, float]]:
    """Return log likelihood ratios of all open pairings, with the family."""
    taken = {victim for pairs in known.values() for victim in pairs.values()}
    weights = {}
    for family in disaster.families:
        settled = known[family.id]
        base = evidence.log_weight(family, settled)
        for name, victims in candidates(disaster, family).items():
            for victim in victims:
                if name not in settled and victim not in taken:
                    weight = evidence.log_weight(family, {**settled, name: victim}) - base
                    weights[victim, name] = (family.id, weight)
    return weights
