"""What the kernel measures of two names, in the order of its report; each has a weight in `weights.json`."""

from typing import Final

#: Sum over the pairs of words of what speaks for the same name, in nats, at most `CERTAIN` each.
FOR: Final = 0
#: Sum of what speaks against it.
AGAINST: Final = 1
#: The pair that agrees least, in nats.
WEAKEST: Final = 2
#: The pair that agrees least, as a share of what the same words would give.
WORST: Final = 3
#: All pairs together, as such a share.
SHARE: Final = 4
#: What is lacking to the same words, in nats, in all and at most in one pair.
LACKING: Final = 5
LACKING_MOST: Final = 6
#: ... in all between words of one script: one script is spelled less freely than two.
LACKING_SCRIPT: Final = 7
#: Words of the longer name that are left over, three at most.
LEFT_OVER: Final = 8
#: 1 if the shorter name is one word.
LONE: Final = 9
#: Pairs of which one is an initial.
INITIALS: Final = 10
#: Of `FOR`, what lies in words that many people are called by.
IN_COMMON: Final = 11
#: 1 if the last word of one name stands first in the other; 1 if the order differs otherwise, and 1 if father and son
#: change places.
TURNED: Final = 12
MIXED: Final = 13
#: Pairs of which one ends like a woman's first name and one like a man's.
ENDINGS: Final = 14
#: 1 if the names agree when they are run together only.
JOINED: Final = 15
#: 1 if one name is in a script that leaves vowels out; 1 if both are.
ONE_ABJAD: Final = 16
BOTH_ABJAD: Final = 17

#: Their names, by which the weights are stored.
NAMES: Final = (
    "for", "against", "weakest", "worst", "share", "lacking", "lacking_most", "lacking_script", "left_over", "lone",
    "initials", "in_common", "turned", "mixed", "endings", "joined", "one_abjad", "both_abjad",
)  # fmt: skip
#: After the measures, the report says of each word of the shorter name which word of the other it met, and by how much.
PLACES: Final = len(NAMES)
