"""The patterns by which letters that are read together are found."""

import re
from collections.abc import Iterable
from itertools import groupby


def pattern_of(parts: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of some spellings; of several that fit, the one that comes first.

    Those of one first letter are put together, so that a search passes over all other letters at once.

    Args:
        parts: a letter, then what else has to follow it, as a regular expression.
    """
    by_letter = groupby(sorted(parts, key=lambda part: part[0]), key=lambda part: part[0])
    return re.compile("|".join(f"{letter}(?:{'|'.join(part[1:] for part in some)})" for letter, some in by_letter))
