"""Linking two registers: which pairs of records, of all that there are, are worth comparing.

Each record gives join keys, made of those of the search index (`near.py`): two words of the name, one of which may lack
a consonant, with the year of birth; one word with the day of birth; and two whole words alone, which count only where
one of the two has no date of birth. Numbers of vehicles, documents and organisations are keys as they are looked up.
Two records that share a key are a candidate pair (ADR 0046).
"""

from collections.abc import Iterable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from egnatia.match.engine import Term
from egnatia.match.near import KEY_BITS, NAME_SCHEMES, Digest, NearKeys

#: Keys, or pairs of rows, as numbers of 64 bits.
Numbers: TypeAlias = NDArray[np.uint64]

#: A key that so many pairs share says too little to look at them.
MOST_PAIRS: Final = 10_000
_NAMES_ALONE: Final = (1 << KEY_BITS) - 1
_LOW: Final = np.uint64((1 << 32) - 1)
_HALF: Final = np.uint64(32)


def dated_keys(keys: NearKeys) -> list[int]:
    """Return the join keys of a record with a date of birth; none without."""
    names = keys.whole + keys.part
    return [name << KEY_BITS | year for name in names for year in keys.years] + [
        word << KEY_BITS | day for word in keys.bones for day in keys.days
    ]


def name_keys(keys: NearKeys) -> list[int]:
    """Return the join keys of a record by its name alone: two words, or the only one."""
    return [name << KEY_BITS | _NAMES_ALONE for name in keys.whole or keys.bones]


def number_keys(terms: Iterable[Term], digest: Digest) -> list[int]:
    """Return the join keys of the terms that are no names: of numbers."""
    return [digest(f"{term.scheme}:{term.key}") for term in terms if term.scheme.partition(".")[0] not in NAME_SCHEMES]


def join(ours: Numbers, our_rows: Numbers, theirs: Numbers, their_rows: Numbers) -> Numbers:
    """Return the pairs of rows that share a key, each pair as often as it shares keys.

    Args:
        ours: the keys of one register.
        our_rows: whose key each is, below 2³².
        theirs: the keys of the other.
        their_rows: likewise.

    Returns:
        Numbers whose upper 32 bits are our row, and whose lower ones are theirs. Keys that more than `MOST_PAIRS` pairs
        share are passed over.
    """
    our_keys, our_first, our_counts, our_order = _grouped(ours)
    their_keys, their_first, their_counts, their_order = _grouped(theirs)
    _, mine, yours = np.intersect1d(our_keys, their_keys, assume_unique=True, return_indices=True)
    sizes = our_counts[mine] * their_counts[yours]
    mine, yours, sizes = (some[sizes <= MOST_PAIRS] for some in (mine, yours, sizes))
    place = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    across = np.repeat(their_counts[yours], sizes)
    one = our_rows[our_order[np.repeat(our_first[mine], sizes) + place // np.maximum(across, 1)]]
    other = their_rows[their_order[np.repeat(their_first[yours], sizes) + place % np.maximum(across, 1)]]
    return pack(one, other)


def pack(ours: Numbers, theirs: Numbers) -> Numbers:
    """Put two rows into one number each."""
    packed: Numbers = (ours << _HALF) | theirs
    return packed


def unpack(pairs: Numbers) -> tuple[Numbers, Numbers]:
    """Return our rows and theirs of some pairs."""
    return pairs >> _HALF, pairs & _LOW


def _grouped(keys: Numbers) -> tuple[Numbers, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return each key once, where it begins among the sorted ones, how often it is there, and the order that sorts."""
    order = np.argsort(keys, kind="stable")
    found, first, counts = np.unique(keys[order], return_index=True, return_counts=True)
    return found, first, counts, order
