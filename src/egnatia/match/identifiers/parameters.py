"""The tuning constants of the identifiers engine."""

from egnatia.model.answer import Quality

#: What the sorts of agreement are worth.
EQUAL = 1.0
FOLDED = 0.85
OTHER = 0.65
DIFFERENT = 0.0

#: From which value on a pair is of which class.
THRESHOLDS = ((Quality.FULL, 0.95), (Quality.CLOSE, 0.8), (Quality.POSSIBLE, 0.5))

#: So many values of one property are read.
VALUES = 64
