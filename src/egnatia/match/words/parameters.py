"""The tuning constants of the words engine."""

from typing import Final

from egnatia.model.answer import Quality

#: Descriptions are clipped to so many characters and words; so many values of one property are read.
LONGEST: Final = 400
WORDS: Final = 32
VALUES: Final = 8
CACHED: Final = 8192
#: Shorter words are keys only of a description that has no longer ones.
SHORTEST: Final = 3
#: From which likeness on two descriptions agree.
AGREES: Final = 0.75
#: Words alone are worth no more.
CEILING: Final = 0.9
THRESHOLDS: Final = ((Quality.CLOSE, 0.84), (Quality.POSSIBLE, 0.6))
