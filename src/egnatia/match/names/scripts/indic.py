"""The scripts of South Asia: Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam.

Unicode lays these nine blocks out alike (after IS 13194:1991), so that one table by place in the block reads them all.
"""

import re
from typing import Final

#: Where the first block begins and the last one ends; each has 128 places.
FIRST: Final = 0x0900
AFTER_LAST: Final = 0x0D80
_BLOCK: Final = 0x80
_BENGALI: Final = 0x0980

_CONSONANTS: Final = {
    **dict(zip(range(0x15, 0x3A), "kkggnCCJJnttddnttddnnpfbbmyrrlllvSSsh", strict=True)),
    **dict(zip(range(0x58, 0x60), "khgzrrfy", strict=True)),
    0x4E: "t",
    0x70: "r",
    0x71: "v",
}
_VOWELS: Final = {**dict(zip(range(0x05, 0x15), "aaiiuurleeeeoooo", strict=True)), 0x10: "ai", 0x14: "au"}
_SIGNS: Final = {
    **dict(zip(range(0x3E, 0x4D), "aiiuurreeeeoooo", strict=True)),
    0x43: "ri",
    0x48: "ai",
    0x4C: "au",
}
_NASALS: Final = {0x01: "n", 0x02: "n"}
_SILENCER: Final = 0x4D  #: Virama: no vowel follows.
_DOT: Final = 0x3C  #: Nukta: with it a letter stands for a foreign sound.
_DOTTED: Final = {0x16: "h", 0x1C: "z", 0x21: "r", 0x22: "r", 0x2B: "f"}

#: The vowel that every consonant carries. It falls silent at the end, and between consonants that have vowels of their
#: own beside them (राजकुमार is Rajkumar).
_INHERENT: Final = "*"
_AT_END: Final = re.compile(r"(?<=.)\*$")
_UNHEARD: Final = re.compile(r"(?<=[aeiou*][kgnCJtdpbmyrlvSshzf])\*(?=[kgnCJtdpbmyrlvSshzf][aeiou])")


def read_indic(word: str) -> tuple[str, ...]:
    """Return the sounds of a lower-case word: as it is heard, and with the vowels that may be silent."""
    places = [ord(char) % _BLOCK if FIRST <= ord(char) < AFTER_LAST else 0 for char in word.replace("অ্যা", "আ")]
    spelled = "".join([_read(place, places[at + 1 : at + 3]) for at, place in enumerate(places)])
    ended = _AT_END.sub("", spelled)
    vowel = "o" if _BENGALI <= ord(word[0]) < _BENGALI + _BLOCK else "a"
    heard = _UNHEARD.sub("", ended).replace(_INHERENT, vowel)
    return heard, ended.replace(_INHERENT, "a"), spelled.replace(_INHERENT, "a")


def _read(place: int, following: list[int]) -> str:
    if place not in _CONSONANTS:
        return _VOWELS.get(place) or _SIGNS.get(place) or _NASALS.get(place, "")
    dotted = following[:1] == [_DOT]
    sound = _DOTTED.get(place, _CONSONANTS[place]) if dotted else _CONSONANTS[place]
    after = following[dotted : dotted + 1]
    voiced = bool(after) and (after[0] in _SIGNS or after[0] == _SILENCER)
    return sound if voiced else sound + _INHERENT
