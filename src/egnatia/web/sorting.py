"""Sorting by the alphabet of a language: each letter in its place, two signs that are one letter together."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from egnatia.web.languages import Language

_SOUTH_SLAVIC: Final = "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž"
#: Alphabets whose order is not that of their base letters in Unicode.
_ALPHABETS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "bs": _SOUTH_SLAVIC,
        "hr": _SOUTH_SLAVIC,
        "sr-Latn": _SOUTH_SLAVIC,
        "sr-Cyrl": "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш",
        "mk": "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш",
        "bg": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ь ю я",
        "hu": "a b c cs d dz dzs e f g gy h i j k l ly m n ny o ö p q r s sz t ty u ü v w x y z zs",
        "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
        "sq": "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh",
        "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
    }
)
_LONGEST_LETTER: Final = 3
#: What stands in no alphabet comes behind all that does.
_BEHIND: Final = 10_000
#: Turkish has two letters i, each with a capital of its own.
_TURKISH: Final = str.maketrans("Iİ", "ıi")


def sort_words(words: Iterable[str], language: Language) -> list[str]:
    """Sort words as readers of a language look for them; other accents count only between words that are else the same.

    Args:
        words: in the language or another: letters that it does not have come by their base letter.
        language: whose alphabet.
    """
    return sorted(words, key=lambda word: (_places(word, language.tag), word))


def _places(word: str, tag: str) -> tuple[int, ...]:
    places, text, order = [], _lowered(word, tag), _order(tag)
    while text:
        size = next((size for size in range(_LONGEST_LETTER, 0, -1) if text[:size] in order), 0)
        if size:
            places.append(order[text[:size]])
        elif text[0].isalnum():
            base = unicodedata.normalize("NFD", text[0])[0]
            places.append(order.get(base, ord(base) if base.isdecimal() else _BEHIND + ord(base)))
        text = text[size or 1 :]
    return tuple(places)


def _lowered(word: str, tag: str) -> str:
    return unicodedata.normalize("NFC", (word.translate(_TURKISH) if tag == "tr" else word).casefold())


@cache
def _order(tag: str) -> Mapping[str, int]:
    """Return the place of each letter, behind the digits."""
    return {letter: 1000 + place for place, letter in enumerate(_ALPHABETS.get(tag, "").split())}
