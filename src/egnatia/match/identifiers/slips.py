"""Slips of the hand: what a number with a wrong check digit may have been meant to be."""

from collections.abc import Callable, Iterator

_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

#: No slips are looked for in longer keys: none of our schemes with check digits has them.
_LONGEST = 34


def repairs(key: str, valid: Callable[[str], bool]) -> frozenset[str]:
    """Return the valid keys one slip away: one character wrong, or two neighbours exchanged.

    These two make up nearly all typing errors in numbers (J. Verhoeff, Error Detecting Decimal Codes, 1969). Because
    only keys that pass the check are returned, they are few, and a number that passes has none: nobody is found
    instead of somebody else by a number that was typed rightly.

    Args:
        key: capital letters and digits.
        valid: the check of the scheme, of at most some microseconds.
    """
    if len(key) > _LONGEST:
        return frozenset()
    return frozenset(filter(valid, _slips(key)))


def _slips(key: str) -> Iterator[str]:
    for place, char in enumerate(key):
        head, tail = key[:place], key[place + 1 :]
        for other in _DIGITS if char.isdigit() else _LETTERS:
            if other != char:
                yield head + other + tail
        if tail and tail[0] != char:
            yield head + tail[0] + char + tail[1:]
