"""The numbers that are compiled into the kernel of names; docs/explanation/matching.md tells how they were found."""

from typing import Final

#: A name has so many words at most, of so many letters each; each word is read in so many ways.
WORDS: Final = 8
LONGEST_WORD: Final = 32
READINGS: Final = 3

#: The likelihood ratios of two words, in nats. Two words of one person are unrelated with a probability of e^CHANCE.
CHANCE: Final = -4.0
#: No pair of words says more than this.
CERTAIN: Final = 10.0
#: What an initial says that fits, and what it would say of itself; what a nickname says, likewise.
INITIAL_FITS: Final = 2.0
INITIAL_SURE: Final = 2.5
NICKNAME: Final = 5.0
NICKNAME_SURE: Final = 7.0
#: Of two well-known names none is a slip for the other: they say so much at most, less where few vowels are written
#: that may be wrong, if so much is lacking to the same word.
APART: Final = -1.0
APART_LETTERS: Final = -3.0
APART_FROM: Final = 4.5
#: What two neighbouring sounds lose that have changed places.
SWAPPED: Final = -5.0
#: If a pair of words says less than this share of what the same words would, the names are also compared run together
#: (Abdulrahman, Abdul Rahman), up to so many sounds.
JOINED_FROM: Final = 0.8
JOINED_MORE: Final = 0.1  #: ... and are taken so if that gives so much more, and this share at least.
JOINED_LEAST: Final = 0.5
LONGEST_RUN: Final = 72
#: Two words of one name are taken for one of the other (Annamaria Kos, Kos Anna Maria) if their lengths differ by so
#: many sounds at most, or so many more if one side leaves vowels out, and they say more than this share of what the
#: same words would, which is less if one side leaves vowels out; so often in two names.
JOINED_APART: Final = 3
JOINED_VOWELS: Final = 4
JOINED_WORD: Final = 0.65
JOINED_UNWRITTEN: Final = 0.45
JOINTS: Final = 3
