"""A name in Latin letters, for those who cannot read its script: a help for the eye, never a key to compare by."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from anyascii import anyascii

#: Greek by ELOT 743 (ISO 843, type 2), as on Greek identity cards and passports: two letters before one.
_PAIRS: Final = {"ου": "ou", "γγ": "ng", "γξ": "nx", "γχ": "nch"}
_VOWELS: Final = {"α": "a", "ε": "e", "η": "i"}
_VOICELESS: Final = frozenset("θκξπσςτφχψ")
_LETTERS: Final = dict(
    zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(), strict=True)  # noqa: SIM905
)
_GREEK: Final = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+")
_DIAERESIS: Final = "\u0308"


def in_latin(values: Sequence[str] | str) -> str:
    """Return what is not in Latin letters, in Latin letters; empty if all of it is.

    Args:
        values: one text, or several that are shown together.
    """
    written = values if isinstance(values, str) else ", ".join(values)
    if all(not char.isalpha() or unicodedata.name(char, "").startswith("LATIN") for char in written):
        return ""
    return anyascii(_GREEK.sub(lambda found: _read_greek(found[0]), written))


def _read_greek(word: str) -> str:
    """Read a Greek word; capitals stay where the word has them."""
    letters = _plain(word.lower())
    read, place = [], 0
    while place < len(letters):
        latin, size = _next(letters, place)
        read.append(latin.capitalize() if word[0].isupper() and place == 0 else latin)
        place += size
    whole = "".join(read)
    return whole.upper() if word.isupper() and len(word) > 1 else whole


def _plain(word: str) -> str:
    """Drop accents; a diaeresis stays as a sign of its own, which no pair has."""
    split = unicodedata.normalize("NFD", word)
    return "".join(char for char in split if char == _DIAERESIS or not unicodedata.combining(char))


def _next(letters: str, place: int) -> tuple[str, int]:
    """Return the next letter or pair in Latin, and how many signs it took."""
    pair, after = letters[place : place + 2], letters[place + 2 : place + 3]
    split = after == _DIAERESIS
    if pair in _PAIRS and not split:
        return _PAIRS[pair], 2
    if pair[1:] == "υ" and pair[0] in _VOWELS and not split:
        return _VOWELS[pair[0]] + ("f" if after in _VOICELESS or not after else "v"), 2
    if pair == "μπ":
        return ("b" if place == 0 or not after else "mp"), 2
    return _LETTERS.get(letters[place], "" if letters[place] == _DIAERESIS else letters[place]), 1
