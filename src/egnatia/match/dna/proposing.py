"""Which rows of a big table of profiles are worth comparing with one: no hit under any rule set is left out.

A hit has at least six loci that match in full, and one that differs at most. What counts is said by the rule set of
the instrument, which is not known here: a locus that differs is held against a row only if every rule set counts it,
and one that matches speaks for it if any does. The rules judge the few rows that are left.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from egnatia.match.dna.coding import LANES, ORDER, Words, lane_of
from egnatia.match.dna.engine import RULES
from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.kernels.scan import BYTE_HIGH, BYTE_LOW, EIGHT, LANE_HIGH, LANE_LOW
from egnatia.match.dna.loci import AMELOGENIN, rule_set, rule_sets
from egnatia.match.dna.profile import read_locus
from egnatia.match.dna.search import candidate_rows
from egnatia.match.dna.written import lines_of

#: Words of a row: all loci that there are.
WORDS: Final = -(-len(ORDER) // LANES)
_LANE_BITS: Final = 16
_BYTES: Final = 8 * WORDS

#: A profile of which nothing was typed.
NOTHING: Final = bytes(_BYTES)

Rows = NDArray[np.int64]


def encode_text(text: str) -> bytes:
    """Return the words of a profile as records hold it; what cannot be read is as if it had not been typed."""
    return sum({locus: code for locus, code in map(_line, text.splitlines()) if code}.values()).to_bytes(
        _BYTES, "little"
    )


@lru_cache(maxsize=1 << 16)
def _line(line: str) -> tuple[str, int]:
    """Return a locus and its two bytes where they belong in the row; 0 if nothing was typed, or it cannot be read."""
    try:
        for locus, values in lines_of(line).items():
            pair = read_locus(values, locus, rule_set(RULES))
            return locus, 0 if pair is None else lane_of(pair, locus) << _LANE_BITS * ORDER.index(locus)
    except (ProfileError, ValueError):
        return "", 0
    return "", 0


def table_of(rows: Sequence[bytes]) -> Words:
    """Lay out encoded profiles for searching, shape (words, profiles)."""
    table = np.frombuffer(b"".join(rows), dtype="<u8").reshape(-1, WORDS)
    return np.ascontiguousarray(table.T.astype(np.uint64))


@lru_cache
def _masks() -> tuple[Words, Words]:
    """Return which lanes speak against a row if they differ, and which speak for it if they match; shape (words,)."""
    counted = [set(rules.exchanged) - {AMELOGENIN} for rules in rule_sets()]
    made = []
    for loci in (set.intersection(*counted), set.union(*counted)):
        whole = sum(0xFFFF << _LANE_BITS * place for place, locus in enumerate(ORDER) if locus in loci)
        made.append(np.frombuffer(whole.to_bytes(_BYTES, "little"), dtype="<u8").astype(np.uint64))
    return made[0], made[1]


def propose(table: Words, asked: bytes) -> tuple[Rows, Rows]:
    """Return the rows that may be hits, and at how many loci each matches in full.

    Args:
        table: as `table_of` lays it out.
        asked: the profile that is asked for, encoded.
    """
    words = np.frombuffer(asked, dtype="<u8").astype(np.uint64)
    against, speaking = _masks()
    rows = candidate_rows(table, words & against)
    matching = _matching(table[:, rows], (words & speaking)[:, None])
    least = min(rules.least_matching for rules in rule_sets())
    kept = matching >= least
    return rows[kept], matching[kept]


def _matching(rows: Words, asked: Words) -> Rows:
    """Count the loci at which both are designated and the same, shape (rows,)."""
    apart = rows ^ asked
    same = ~(((apart & LANE_LOW) + LANE_LOW) | apart) & LANE_HIGH
    both = _designated(rows) & _designated(asked) & same
    counted: Rows = np.bitwise_count(both).sum(axis=0, dtype=np.int64)
    return counted


def _designated(words: Words) -> Words:
    """Return the highest bit of each lane whose two bytes are both set."""
    filled: Words = (((words & BYTE_LOW) + BYTE_LOW) | words) & BYTE_HIGH
    return filled & (filled << EIGHT) & LANE_HIGH
