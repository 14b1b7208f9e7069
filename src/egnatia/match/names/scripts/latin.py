"""Latin letters, read twice: as the languages of the Balkans and their neighbours read them, and as English does."""

import re
import unicodedata
from itertools import chain
from typing import Final

from egnatia.match.names.scripts.parts import pattern_of

#: Letters whose mark decides the sound, whatever the language.
_MARKED: Final = str.maketrans(
    {
        **dict(zip("čćçšśşșžźżđğłøåæœ", "CCCSSSSZZzJgloaee", strict=True)),
        "ţ": "c",
        "ț": "c",
        "ß": "s",
        "ı": "i",
        "þ": "t",
        "ð": "d",
        "ə": "e",
    }
)

#: Serbian, Croatian, Albanian, Turkish, Hungarian, Romanian and German spellings of one sound by several letters.
_BALKAN: Final = {
    "tsch": "C", "sch": "S", "dzs": "J", "dzh": "J", "xh": "J", "gj": "J", "dj": "J", "gy": "J", "kj": "C", "dz": "z",
    "sh": "S", "zh": "Z", "zs": "Z", "cs": "C", "cz": "C", "sz": "s", "ch": "h", "kh": "h", "gh": "g", "ph": "f",
    "th": "t", "dh": "d", "ts": "c", "tz": "c", "nj": "n", "lj": "l", "ou": "u",
}  # fmt: skip
_BALKAN_LETTERS: Final = str.maketrans("jqxwy", "yCzvi")
_ENGLISH: Final = {
    "tsch": "C", "tch": "C", "sch": "S", "dzh": "J", "chr": "kr", "sh": "S", "zh": "Z", "ch": "C", "ck": "k",
    "kh": "h", "gh": "g", "ph": "f", "th": "t", "dh": "d", "ts": "c", "tz": "c", "cz": "C", "sz": "S", "dj": "J",
    "gj": "J", "qu": "k", "ou": "u", "ey": "i", "x": "ks", "q": "k", "j": "J", "y": "i", "c": "k", "w": "u",
}  # fmt: skip
#: What c and g are before e, i and y; w is a vowel after another letter.
_SOFT: Final = {"c": "s", "g": "J"}
_WHERE: Final = {"c": ["c(?=([eiy]))", "c"], "g": ["g(?=([eiy]))"], "w": ["w(?<=..)"]}
#: Machine-readable zones have D for Đ (ICAO 9303-3, 6 A), registers and Greek spellings a hard d or g for dj and gj.
_HARD: Final = {"đ": "d", "dj": "d", "gj": "g"}
_SOFTENED: Final = re.compile("|".join(_HARD))
_BALKAN_PARTS: Final = pattern_of(_BALKAN)
_ENGLISH_PARTS: Final = pattern_of(chain.from_iterable(_WHERE.get(part, [part]) for part in (*_ENGLISH, "g")))
#: The Arabic article, 'son of' and other particles, joined to what follows: Almasri, Elnaggar, Benali, Delacruz.
_ARTICLE: Final = re.compile(r"[ae]l(?=[^aeiou].{3})|ben(?=.{3})|(?:bin|vande[nr]?|del(?:a|as|os))(?=[^aeiouy].{3})")
#: Czech and Slovak family names of women; without marks, Ivanova is Ivanov, and not Ivan.
_OF_WOMEN: Final = re.compile(r"(?<=...)ová$")
#: An l that no name begins with is a capital I: lvan, lbrahim.
_FALSE_L: Final = re.compile("l(?=[bcdfgkmnprstvz].)")
#: Without any of these, a word is read as it stands.
_READ_OTHERWISE: Final = re.compile("[cghjqwxyz]|ou|ts|kj")


def read_latin(word: str) -> tuple[str, ...]:
    """Return the sounds of a lower-case word: the Balkan reading, the English one, and one with a hard đ and gj.

    Where it may begin with an article, or ends as family names of women do, the last one is without it; where it begins
    with an l for an I, with that.
    """
    found = _read(word)
    if _FALSE_L.match(word):
        return (*found[:2], _read("i" + word[1:])[0])
    if woman := _OF_WOMEN.search(word):
        return (*found, _read(word[: woman.start()])[0])
    article = _ARTICLE.match(word)
    return (*found, _read(word[article.end() :])[-1]) if article else found


def _read(word: str) -> tuple[str, ...]:
    marked = word if word.isascii() else _unmark(word.translate(_MARKED))
    if not _READ_OTHERWISE.search(marked) and "đ" not in word:
        return (marked,)
    english = _ENGLISH_PARTS.sub(lambda found: (_SOFT if found.lastindex else _ENGLISH)[found[0]], marked)
    if not _SOFTENED.search(word):
        return _read_balkan(marked), english
    hard = _SOFTENED.sub(lambda found: _HARD[found[0]], word)
    return _read_balkan(marked), english, _read_balkan(_unmark(hard.translate(_MARKED)))


def _read_balkan(word: str) -> str:
    return _BALKAN_PARTS.sub(lambda found: _BALKAN[found[0]], word).translate(_BALKAN_LETTERS)


def _unmark(word: str) -> str:
    """Drop the marks that are left: they lengthen or stress."""
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
