"""What an identification board has before it: the primary identifiers, reconciled, and what else speaks for or against.

DNA, prints and dental work are primary identifiers (INTERPOL, Guide to Disaster Victim Identification): one is enough,
and if two contradict each other, nobody is identified until the board has found out why. Everything else (effects,
marks, place) ranks or flags. It never lifts a posterior over a threshold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log
from typing import Final

from egnatia.match.kinship.dvi.solution import Solution

#: Conclusions on DNA that identify, and that exclude; all others leave it open.
_IDENTIFY: Final = frozenset({"Undisputed", "Match"})
_EXCLUDE: Final = frozenset({"Excluded", "No match"})


class Finding(StrEnum):
    """What one primary identifier says of a pairing."""

    IDENTIFIED = "identified"
    EXCLUDED = "excluded"
    OPEN = "open"  #: Not examined, or not enough.


class Outcome(StrEnum):
    """What the board may decide."""

    IDENTIFIED = "identified"
    EXCLUDED = "excluded"
    CONFLICT = "conflict"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secondary:
    """Evidence that identifies nobody by itself."""

    what: str
    speaks_for: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """The primary identifiers beside one another."""

    outcome: Outcome
    primary: Mapping[str, Finding]
    flags: tuple[str, ...]  #: What the board must look at before it signs.


def dna_finding(solution: Solution, pair: tuple[str, str]) -> Finding:
    """Return what DNA says of a victim being a missing person.

    DNA excludes not only whom the conclusion on the missing person excludes, but also a victim who was identified as
    somebody else, and one whom the profiles contradict as clearly as they would have to speak for an identification:
    else dental work or prints that name such a victim would meet no objection.

    Args:
        solution: of the disaster.
        pair: who is supposed to be the missing person, and that person.
    """
    victim, missing = pair
    for conclusion in solution.conclusions:
        if conclusion.verdict in _IDENTIFY and (conclusion.victim == victim or conclusion.missing == missing):
            return Finding.IDENTIFIED if (conclusion.victim, conclusion.missing) == pair else Finding.EXCLUDED
    verdicts = {conclusion.missing: conclusion.verdict for conclusion in solution.conclusions}
    contradicted = solution.pairwise.get(pair, 0.0) <= -log(solution.policy.ratio)
    return Finding.EXCLUDED if contradicted or verdicts.get(missing) in _EXCLUDE else Finding.OPEN


def reconcile(primary: Mapping[str, Finding], secondary: Sequence[Secondary]) -> Reconciled:
    """Reconcile primary identifiers; secondary evidence flags a conflict and decides nothing."""
    found = set(primary.values())
    if {Finding.IDENTIFIED, Finding.EXCLUDED} <= found:
        outcome = Outcome.CONFLICT
    elif Finding.IDENTIFIED in found:
        outcome = Outcome.IDENTIFIED
    else:
        outcome = Outcome.EXCLUDED if Finding.EXCLUDED in found else Outcome.OPEN
    flags = []
    if outcome is Outcome.CONFLICT:
        sides = ", ".join(f"{name}: {finding}" for name, finding in sorted(primary.items()))
        flags.append(f"primary identifiers contradict each other ({sides})")
    against = [item.what for item in secondary if not item.speaks_for]
    if outcome is Outcome.IDENTIFIED and against:
        flags.append(f"secondary evidence speaks against it: {'; '.join(against)}")
    if outcome is Outcome.EXCLUDED and any(item.speaks_for for item in secondary):
        flags.append(f"secondary evidence speaks for it: {'; '.join(i.what for i in secondary if i.speaks_for)}")
    return Reconciled(outcome=outcome, primary=primary, flags=tuple(flags))
