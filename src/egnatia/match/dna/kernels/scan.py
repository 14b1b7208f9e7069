"""The scan: which profiles of a register differ from one at no more than one locus, where both are designated."""

import numpy as np
from numpy.typing import NDArray

from egnatia.match.compiled import kernel

Words = NDArray[np.uint64]
Rows = NDArray[np.int64]

#: Of each byte: all bits but the highest, and the highest; of each lane of two bytes likewise.
BYTE_LOW = np.uint64(0x7F7F7F7F7F7F7F7F)
BYTE_HIGH = np.uint64(0x8080808080808080)
LANE_LOW = np.uint64(0x7FFF7FFF7FFF7FFF)
LANE_HIGH = np.uint64(0x8000800080008000)
EIGHT = np.uint64(8)
ONE = np.uint64(1)
NONE = np.uint64(0)
SHIFTS = (np.uint64(13), np.uint64(7), np.uint64(17))


@kernel
def designated(word: np.uint64) -> np.uint64:
    """Return the highest bit of each lane whose two bytes are both set: no wildcard."""
    filled = (((word & BYTE_LOW) + BYTE_LOW) | word) & BYTE_HIGH
    return filled & (filled << EIGHT) & LANE_HIGH


@kernel
def differing(one: np.uint64, other: np.uint64) -> np.uint64:
    """Return the highest bit of each lane in which two words are not the same."""
    apart = one ^ other
    return (((apart & LANE_LOW) + LANE_LOW) | apart) & LANE_HIGH


@kernel
def is_candidate(register: Words, row: int, asked: Words, full: Words) -> bool:
    """Tell whether a profile differs at one locus at most."""
    seen = False
    for word in range(len(asked)):
        apart = differing(register[word, row], asked[word]) & full[word]
        if apart == NONE:
            continue
        apart &= designated(register[word, row])
        if apart == NONE:
            continue
        if seen or (apart & (apart - ONE)) != NONE:
            return False
        seen = True
    return True


@kernel
def scan(register: Words, asked: Words, full: Words, found: Rows) -> int:
    """Write the rows of all candidates; return how many there are, which may be more than fit.

    Args:
        register: shape (words, profiles).
        asked: the words of the profile that is asked for.
        full: `designated` of each of them.
        found: where to write rows.
    """
    count = 0
    for row in range(register.shape[1]):
        if is_candidate(register, row, asked, full):
            if count < len(found):
                found[count] = row
            count += 1
    return count


@kernel
def read_all(register: Words) -> np.uint64:
    """Read the whole table and do next to nothing with it: what a scan is measured by."""
    total = NONE
    for word in range(register.shape[0]):
        for row in range(register.shape[1]):
            total ^= register[word, row]
    return total


@kernel
def hash_words(words: Words) -> Words:
    """Return a digest of each column, shape (profiles,): shifts and exclusive or (Marsaglia 2003), word after word."""
    digests = np.zeros(words.shape[1], dtype=np.uint64)
    for word in range(words.shape[0]):
        for row in range(words.shape[1]):
            mixed = digests[row] ^ words[word, row]
            mixed ^= mixed << SHIFTS[0]
            mixed ^= mixed >> SHIFTS[1]
            mixed ^= mixed << SHIFTS[2]
            digests[row] = mixed
    return digests
