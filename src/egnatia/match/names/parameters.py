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

#: What else agrees or not, as log-likelihood ratios in nats. A day of birth is shared by one in some 20,000 adults, a
#: year by one in 50; slips stand in one record of some twenty, another date
#: altogether in one of 250.
DATE_SAME: Final = 9.0
DATE_PART: Final = 3.0
DATE_SLIP: Final = 1.5
DATE_OTHER: Final = -5.5
SEX_SAME: Final = 0.6
SEX_OTHER: Final = -2.5
COUNTRY_SAME: Final = 0.5
COUNTRY_OTHER: Final = -0.7
FATHER_SAME: Final = 2.0
FATHER_OTHER: Final = -1.5
#: From which log-likelihood ratio on the father's name is the same.
FATHER_LIKE: Final = 1.0
#: What all of these can add together.
MOST: Final = DATE_SAME + SEX_SAME + 2 * COUNTRY_SAME + FATHER_SAME

#: From which log-likelihood ratio on a pair is of which class.
FULL: Final = 10.5
CLOSE: Final = 3.0
POSSIBLE: Final = 0.0
#: One word alone says at most so much.
LONE: Final = 1.6
#: Nothing that agrees beside it makes a hit of names that say less than this.
LEAST: Final = -2.0

#: Consonants that a key of two words takes from each.
FRONT: Final = 2
