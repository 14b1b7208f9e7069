"""Mitochondrial DNA: what was read as differences from the reference sequence, and how two people's compare.

Differences are from the revised Cambridge Reference Sequence (rCRS), in the notation of forensic laboratories (Parson
et al. 2014, recommendations of the ISFG): `263G`, `A263G`, `315.1C`, `249del`, and a letter of IUPAC for a mixture of
bases (point heteroplasmy): `16189Y`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from egnatia.match.kinship.errors import CaseError, GenotypeError

#: Bases of the reference sequence, which is a circle.
LENGTH: Final = 16_569
#: Bases that each letter stands for.
BASES: Final[Mapping[str, str]] = {
    "A": "A", "C": "C", "G": "G", "T": "T", "R": "AG", "Y": "CT", "S": "CG", "W": "AT", "K": "GT", "M": "AC",
    "B": "CGT", "D": "AGT", "H": "ACT", "V": "ACG", "N": "ACGT",
}  # fmt: skip
#: The base of the reference sequence (of an insertion: that there is none), and that a base is missing.
REFERENCE, MISSING = "=", "-"
#: Stretches of like bases whose length differs between the cells of one person: differences of length are left out.
LENGTH_VARIANTS: Final = (
    range(303, 316), range(451, 456), range(456, 464), range(514, 525), range(568, 574), range(16_180, 16_194),
)  # fmt: skip
#: From so many differences on, two people are of different maternal lineages; fewer leave it open (SWGDAM 2013).
EXCLUDING: Final = 2

_DIFFERENCE = re.compile(r"([ACGT]?)(\d{1,5})(?:\.(\d{1,2}))?([A-Z]|-|del|DEL|d)")
_RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")

#: A position, and 0 for its own base or the number of a base that is inserted behind it.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitotype:
    """What was read of somebody's mitochondrial DNA."""

    positions: frozenset[int]
    read: Mapping[Place, frozenset[str]]  #: What is not as in the reference sequence; several if mixed.

    def at(self, place: Place) -> frozenset[str]:
        """Return which bases were read at a place."""
        return self.read.get(place, frozenset(REFERENCE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How the mitochondrial DNA of two people compares, where both were read."""

    positions: int
    differences: tuple[str, ...]  #: A run of missing or inserted bases is one.
    mixed: tuple[str, ...]  #: Where they share a base, and one has another beside it.
    of_length: tuple[str, ...]  #: Of stretches of like bases; these do not count.

    @property
    def verdict(self) -> str:
        """What follows for a common maternal lineage."""
        if len(self.differences) >= EXCLUDING:
            return "excluded"
        return "inconclusive" if self.differences else "not excluded"


def read_mitotype(ranges: str, differences: str, place: str) -> Mitotype:
    """Return what was read.

    Args:
        ranges: positions that were read, such as `16024-16365 73-340`, or `16024-576` across the origin.
        differences: from the reference sequence, with spaces or commas between; empty if there is none.
        place: for errors.

    Raises:
        CaseError: a range is none.
        GenotypeError: a difference is none, is there twice, or lies outside the ranges.
    """
    positions = _read_ranges(ranges, place)
    read: dict[Place, frozenset[str]] = {}
    for written in differences.replace(",", " ").split():
        where, bases = _read_difference(written, place)
        if where[0] not in positions:
            raise GenotypeError(f"{place}: {written} lies outside what was read ({ranges})")
        if where in read:
            raise GenotypeError(f"{place}: {written} is there twice")
        read[where] = bases
    for position, number in read:
        if number > 1 and (position, number - 1) not in read:
            raise GenotypeError(f"{place}: base {number} is inserted behind {position}, and base {number - 1} is not")
    return Mitotype(positions=positions, read=read)


def _read_ranges(written: str, place: str) -> frozenset[int]:
    positions = set[int]()
    for part in written.replace(",", " ").split():
        found = _RANGE.fullmatch(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not (1 <= first <= LENGTH and 1 <= last <= LENGTH):
            raise CaseError(f"{place}: {part!r} is no range of positions such as 16024-16365, from 1 to {LENGTH}")
        positions.update(
            range(first, (last if first <= last else LENGTH) + 1), range(1, 1 if first <= last else last + 1)
        )
    if not positions:
        raise CaseError(f"{place}: no range was read")
    return frozenset(positions)


def _read_difference(written: str, place: str) -> tuple[Place, frozenset[str]]:
    """Return a difference; a mixture holds the reference's base, where that is named or nothing says otherwise."""
    found = _DIFFERENCE.fullmatch(written)
    if found is None or (found[4].isalpha() and len(found[4]) == 1 and found[4] not in {*BASES, "d"}):
        raise GenotypeError(f"{place}: {written!r} is no difference such as 263G, 315.1C, 249del or 16189Y")
    before, where, letter = found[1], (int(found[2]), int(found[3] or 0)), found[4]
    missing = letter not in BASES
    if letter == before or (missing and where[1]) or (before and where[1]) or found[3] == "0":
        raise GenotypeError(f"{place}: {written!r} is no difference from the reference sequence")
    bases = frozenset(MISSING if missing else BASES[letter])
    if before in bases or (len(bases) > 1 and not before and not where[1]):
        bases = bases - {before} | {REFERENCE}
    return where, bases


def compare_mitotypes(one: Mitotype, other: Mitotype) -> Compared:
    """Compare two people where both were read.

    Raises:
        CaseError: there is no such position.
    """
    shared = one.positions & other.positions
    if not shared:
        raise CaseError("no position of mitochondrial DNA was read of both")
    apart: list[Place] = []
    mixed, of_length = list[str](), list[str]()
    for place in sorted(place for place in {*one.read, *other.read} if place[0] in shared):
        first, second = one.at(place), other.at(place)
        if first == second:
            continue
        if _is_of_length(place, first | second):
            of_length.append(_told(place))
        elif first & second:
            mixed.append(_told(place))
        else:
            apart.append(place)
    differences = tuple(_told(place) for place in apart if not _goes_on(place, apart, one, other))
    return Compared(positions=len(shared), differences=differences, mixed=tuple(mixed), of_length=tuple(of_length))


def _is_of_length(place: Place, bases: frozenset[str]) -> bool:
    return (place[1] > 0 or MISSING in bases) and any(place[0] in stretch for stretch in LENGTH_VARIANTS)


def _goes_on(place: Place, apart: list[Place], one: Mitotype, other: Mitotype) -> bool:
    """Tell whether a base is missing, or inserted, in a row with the one before it: that is one event."""
    position, number = place
    if number:
        return (position, number - 1) in apart and number > 1
    before = (position - 1, 0)
    return before in apart and any(MISSING in own.at(place) and MISSING in own.at(before) for own in (one, other))


def _told(place: Place) -> str:
    return f"{place[0]}.{place[1]}" if place[1] else str(place[0])
