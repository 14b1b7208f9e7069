"""The tuning constants of the names engine, all in one place; how they were found: docs/explanation/matching.md."""

from typing import Final

#: Names are clipped to so many characters, and to so many words of so many letters each; each is read in so many ways.
LONGEST_NAME: Final = 400
LONGEST_WORD: Final = 32
WORDS: Final = 8
READINGS: Final = 3

#: Entries of each cache; words of names repeat (Zipf), so that nearly all are read once only.
CACHED_WORDS: Final = 65536
CACHED_NAMES: Final = 16384

#: So many names of one person are read, at most so many of them put together from first and family names, from so many
#: values of one property; and so many pairs of words are compared before a comparison of two persons stops.
FORMS: Final = 24
JOINED_FORMS: Final = 8
VALUES: Final = 16
COMPARED: Final = 250

#: Likeness of two words: this share for how they sound, the rest for their consonants (both Indel). Scripts that leave
#: vowels out are judged more by consonants.
SOUND_SHARE: Final = 0.5
ABJAD_SOUND_SHARE: Final = 0.4
#: Likeness of an initial with a word that begins so.
INITIAL: Final = 0.85
#: A longer word counts no more than one of so many sounds.
HEAVIEST: Final = 6
#: What words without a counterpart take off, times their share of all.
UNMET: Final = 0.3
#: Likeness of the names run together (Abdulrahman, Abdul Rahman) counts a little less than that of their words.
JOINED: Final = 0.9
#: Below this likeness, two words do not count as met in the evidence.
MET: Final = 0.7

#: What the name counts, and what else adds or takes off.
NAME_SHARE: Final = 0.9
DATE_SAME: Final = 0.1
DATE_PART: Final = 0.05
DATE_SLIP: Final = 0.03
DATE_OTHER: Final = -0.2
SEX_OTHER: Final = -0.08
COUNTRY_SAME: Final = 0.01
COUNTRY_OTHER: Final = -0.02
FATHER_SAME: Final = 0.02
FATHER_OTHER: Final = -0.05
#: What all of these can add together.
MOST: Final = DATE_SAME + 2 * COUNTRY_SAME + FATHER_SAME
#: From which likeness on the father's name is the same.
FATHER_LIKE: Final = 0.8
#: One word alone is at most so good, unless the date of birth agrees.
LONE: Final = 0.8

#: From which value on a pair is of which class. Without a date of birth, a name reaches `NAME_SHARE` at most.
FULL: Final = 0.95
CLOSE: Final = 0.83
POSSIBLE: Final = 0.72

#: Consonants that a key of two words takes from each.
FRONT: Final = 2
