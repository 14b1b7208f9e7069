"""An index of complete profiles: of two halves of the loci, one is equal if no more than one locus differs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from egnatia.match.dna.coding import Words
from egnatia.match.dna.kernels.scan import designated, hash_words, is_candidate

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """Digests of both halves of every profile, in order, and whose they are."""

    digests: tuple[Words, Words]
    rows: tuple[Rows, Rows]


def _parts(words: Words) -> tuple[Words, Words]:
    middle = (len(words) + 1) // 2
    return words[:middle], words[middle:]


def index_halves(register: Words) -> Halves:
    """Index a register of complete profiles, shape (words, profiles); profiles with wildcards need the scan."""
    digests = [hash_words(np.ascontiguousarray(part)) for part in _parts(register)]
    orders = [np.argsort(part, kind="stable") for part in digests]
    return Halves(
        digests=(digests[0][orders[0]], digests[1][orders[1]]),
        rows=(orders[0].astype(np.int64), orders[1].astype(np.int64)),
    )


def look_up(index: Halves, register: Words, asked: Words) -> list[int]:
    """Return the rows that differ from a complete profile at one locus at most.

    Args:
        index: of the register.
        register: shape (words, profiles).
        asked: shape (words,), without wildcards.
    """
    full = np.array([designated(word) for word in asked], dtype=np.uint64)
    rows: set[int] = set()
    for part, digests, owners in zip(_parts(asked), index.digests, index.rows, strict=True):
        digest = hash_words(np.ascontiguousarray(part.reshape(-1, 1)))[0]
        first, last = np.searchsorted(digests, digest, "left"), np.searchsorted(digests, digest, "right")
        rows.update(owners[first:last].tolist())
    return sorted(row for row in rows if is_candidate(register, row, asked, full))
