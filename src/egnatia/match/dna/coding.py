"""Profiles as numbers: two bytes a locus, four loci a word, so that most profiles are ruled out by their first word.

A byte is 0 for a wildcard, else 1 + repeats · bases of a repeat + further bases, which fits into 255 for every ladder.
The loci that vary most and that everybody types come first. The table is stored word by word: a search reads the first
words of all profiles in a row, and of further words only those it needs.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import AMELOGENIN, repeat_length
from egnatia.match.dna.profile import WILDCARD, Pair, Profile

#: Loci in the order of the bytes; at most four in a word, seven words.
ORDER = (
    "D18S51", "FGA", "D21S11", "D8S1179", "VWA", "TH01", "D3S1358", "D12S391", "D1S1656", "D2S1338", "D19S433",
    "D16S539", "SE33", "D2S441", "D10S1248", "D22S1045", "PENTA_E", "PENTA_D", "D13S317", "D7S820", "D5S818",
    "CSF1PO", "TPOX", "AMELOGENIN", "FES", "F13A1", "F13B", "CD4", "GABA",
)  # fmt: skip

LANES = 4
Words = NDArray[np.uint64]


def code_of(value: str, locus: str) -> int:
    """Return the byte of an allele value."""
    if value == WILDCARD:
        return 0
    if locus == AMELOGENIN:
        return 1 + (value == "Y")
    whole, _, part = value.partition(".")
    code = 1 + int(whole) * repeat_length(locus) + int(part or 0)
    if code > 255:  # noqa: PLR2004 - a byte
        raise ProfileError(f"{locus}: value {value} is beyond what the search table holds")
    return code


def lane_of(pair: Pair, locus: str) -> int:
    """Return the two bytes of a locus, the larger code in the upper one."""
    one, other = sorted(code_of(value, locus) for value in pair)
    return one | other << 8


def word_count(loci: Sequence[str]) -> int:
    """Return how many words profiles of these loci need: those up to the last in the order."""
    places = [ORDER.index(locus) for locus in loci]
    return max(places, default=0) // LANES + 1


def encode(profile: Profile, loci: frozenset[str], words: int) -> list[int]:
    """Return the words of a profile; loci that do not count are wildcards.

    Raises:
        ProfileError: a value is beyond what a byte holds.
    """
    made = [0] * words
    for place, locus in enumerate(ORDER[: words * LANES]):
        if locus in loci and locus in profile.loci:
            made[place // LANES] |= lane_of(profile.loci[locus], locus) << (16 * (place % LANES))
    return made


def lay_out(profiles: Sequence[Profile], loci: Sequence[str]) -> Words:
    """Lay out a register for searching, shape (words, profiles).

    Raises:
        ProfileError: a value is beyond what a byte holds.
    """
    words, chosen = word_count(loci), frozenset(loci)
    rows = [encode(profile, chosen, words) for profile in profiles]
    return np.ascontiguousarray(np.array(rows, dtype=np.uint64).reshape(-1, words).T)
