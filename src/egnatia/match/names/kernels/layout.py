"""How a name lies in memory for the kernel: one row of bytes for each word, made once, compared often."""

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from egnatia.match.names.kernels.constants import LONGEST_WORD, READINGS

#: A name: one row for each word.
Rows: TypeAlias = NDArray[np.uint8]

#: Every sound that a reading consists of; its number is its place here, from 1 on. 0 is no sound. Lengths of words are
#: less than any letter's code, so that numbering the sounds leaves them as they are.
SOUNDS: Final = "abcdefghiklmnoprstuvwyzCJSZ"
NUMBERED: Final = bytes.maketrans(SOUNDS.encode(), bytes(range(1, len(SOUNDS) + 1)))

#: What the first bytes of a row say.
ABJAD: Final = 0  #: 1: a script that leaves most vowels out.
INITIAL: Final = 1  #: 1: one letter stands for the word.
COMMON: Final = 2  #: 1: many people are called so.
READ: Final = 3  #: In how many ways it is read.
ENDING: Final = 4  #: 0: says nothing; 1: like a woman's first name; 2: like a man's.
LETTER: Final = 5  #: First letter in Latin: 1 is a, 26 is z, 0 none.
SCRIPT: Final = 6
SHORT: Final = 7  #: From here, the families of nicknames that it belongs to: low bytes of two numbers, high bytes.
KNOWN: Final = 11  #: From here, the well-known names that it may be: low bytes of four numbers, high bytes.
NAMED: Final = 4
BORNE: Final = 19  #: As a first name: 1 by women, 2 by men, 3 by both; 0 if that is not known.
FATHER: Final = 20  #: 1: 'son of' or 'daughter of' stands before it.
HEAD: Final = 21
#: Then each reading: its length, and the numbers of its sounds.
STRIDE: Final = LONGEST_WORD + 1
WIDTH: Final = HEAD + READINGS * STRIDE


def lay_out(head: bytes, sounds: tuple[str, ...]) -> bytes:
    """Return the row of one word.

    Args:
        head: the first `HEAD` bytes.
        sounds: its readings.
    """
    read = "".join([chr(len(reading)) + reading.ljust(LONGEST_WORD, "\0") for reading in sounds])
    return (head + read.encode("ascii").translate(NUMBERED)).ljust(WIDTH, b"\0")


def stack(code: bytes) -> Rows:
    """Return a name from the rows of its words, one after the other."""
    return np.frombuffer(code, dtype=np.uint8).reshape(-1, WIDTH)
