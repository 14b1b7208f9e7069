"""Latin letters, read twice: as the languages of the Balkans and their neighbours read them, and as English does."""

import re
import unicodedata
from typing import Final

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
    "gj": "J", "qu": "k", "ou": "u", "ey": "i", "x": "ks", "q": "k", "j": "J", "y": "i",
}  # fmt: skip
#: Where the next letter, or a letter before, decides: c and g before e, i, y; w after another letter.
_SOFT: Final = {"c(?=[eiy])": "s", "c": "k", "g(?=[eiy])": "J", "(?<=.)w": "u"}
#: Machine-readable zones have D for Đ (ICAO 9303-3, 6 A), registers and Greek spellings a hard d or g for dj and gj.
_HARD: Final = {"đ": "d", "dj": "d", "gj": "g"}
_SOFTENED: Final = re.compile("|".join(_HARD))
_BALKAN_PARTS: Final = re.compile("|".join(_BALKAN))
_ENGLISH_PARTS: Final = re.compile("|".join([*_ENGLISH, *(f"({part})" for part in _SOFT)]))
#: Without any of these, a word is read as it stands.
_READ_OTHERWISE: Final = re.compile("[cghjqwxyz]|ou|ts|kj")
_SOFT_SOUNDS: Final = ("", *_SOFT.values())


def read_latin(word: str) -> tuple[str, ...]:
    """Return the sounds of a lower-case word: the Balkan reading, the English one, and one with a hard đ and gj."""
    marked = word if word.isascii() else _unmark(word.translate(_MARKED))
    if not _READ_OTHERWISE.search(marked) and "đ" not in word:
        return (marked,)
    english = _ENGLISH_PARTS.sub(lambda found: _SOFT_SOUNDS[found.lastindex or 0] or _ENGLISH[found[0]], marked)
    if not _SOFTENED.search(word):
        return _read_balkan(marked), english
    hard = _SOFTENED.sub(lambda found: _HARD[found[0]], word)
    return _read_balkan(marked), english, _read_balkan(_unmark(hard.translate(_MARKED)))


def _read_balkan(word: str) -> str:
    return _BALKAN_PARTS.sub(lambda found: _BALKAN[found[0]], word).translate(_BALKAN_LETTERS)


def _unmark(word: str) -> str:
    """Drop the marks that are left: they lengthen or stress."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
