"""The tuning constants of the names engine, all in one place; how they were found: docs/explanation/matching.md."""

from typing import Final

#: Names are clipped to so many characters, and then as the kernel has it: `kernels/constants.py`.
LONGEST_NAME: Final = 400

#: Entries of each cache; words of names repeat (Zipf), so that nearly all are read once only.
CACHED_WORDS: Final = 65536
CACHED_NAMES: Final = 16384

#: So many names of one person are read, at most so many of them put together from first and family names, from so many
#: values of one property; and so many pairs of words are compared before a comparison of two persons stops.
FORMS: Final = 24
JOINED_FORMS: Final = 8
VALUES: Final = 16
COMPARED: Final = 250

#: Below this share of what the same words would say, two words do not count as similar in the evidence.
MET: Final = 0.35

#: One word alone of a company's name says at most so much, in nats.
LONE: Final = 1.6
#: Words, and letters, that an acronym stands for and has.
ACRONYM: Final = (3, 6)

#: Consonants that a key of two words takes from each.
FRONT: Final = 2
