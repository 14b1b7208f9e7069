"""East Asia: Korean syllables and Chinese signs, each in the Latin spellings that passports and lists have."""

import re
from typing import Final

from anyascii import anyascii

from egnatia.match.names.scripts.latin import read_latin

#: A syllable of Hangul is an initial, a vowel and perhaps a final (Unicode 15.0, 3.12): their Latin letters as Koreans
#: have long written them, and the two ways to write the vowel 어.
_FIRST: Final = 0xAC00
_AFTER_LAST: Final = 0xD7A4
_VOWELS: Final = 21
_FINALS: Final = 28
_INITIAL: Final = ("k", "k", "n", "d", "t", "r", "m", "b", "p", "s", "s", "", "j", "j", "ch", "k", "t", "p", "h")
_UNVOICED: Final = str.maketrans("db", "tp")
_VOWEL: Final = (
    "a", "ae", "ya", "yae", "*", "e", "y*", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "u", "i",
    "i",
)  # fmt: skip
_FINAL: Final = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
)  # fmt: skip
#: Family names that are written otherwise than they sound.
_FAMILY: Final = {
    "이": ("lee", "yi", "rhee"), "박": ("park", "pak", "bak"), "최": ("choi", "choe", "choy"),
    "임": ("lim", "im", "rim"),
    "유": ("yoo", "yu", "ryu"), "류": ("ryu", "yoo", "yu"), "노": ("roh", "noh", "no"), "조": ("cho", "jo"),
    "정": ("jung", "jeong", "chong"), "장": ("jang", "chang"), "신": ("shin", "sin"), "심": ("shim", "sim"),
    "전": ("jun", "jeon", "chon"), "서": ("seo", "suh", "so"), "김": ("kim", "gim"), "여": ("yeo", "yuh"),
    "오": ("oh",), "우": ("woo", "u"), "양": ("yang", "ryang"), "나": ("na", "ra"), "황": ("hwang", "whang"),
}  # fmt: skip

#: From pinyin to Wade and Giles' spelling, without its apostrophes; and to what is heard.
_OLDER: Final = {
    "zh": "ch", "ch": "ch", "sh": "sh", "x": "hs", "q": "ch", "j": "ch", "z": "ts", "c": "ts", "b": "p", "d": "t",
    "g": "k",
    "ong": "ung", "ng": "ng",
}  # fmt: skip
_OLDER_PARTS: Final = re.compile("ong|ng|[zcs]h|[xqjzcbdg]")
_HEARD: Final = str.maketrans({"x": "sh", "q": "ch", "z": "dz", "c": "ts"})


def read_hangul(word: str) -> tuple[str, ...]:
    """Return the sounds of a word: as the state spells it (Revised Romanisation), and as people do, in two ways."""
    if word in _FAMILY:
        return tuple(read_latin(spelled)[-1] for spelled in _FAMILY[word])
    spelled = "".join(_syllable(ord(char) - _FIRST) for char in word if _FIRST <= ord(char) < _AFTER_LAST)
    older = spelled.replace("*", "o").translate(_UNVOICED).replace("j", "ch")
    return tuple(read_latin(latin)[-1] for latin in (anyascii(word).lower(), spelled.replace("*", "u"), older))


def _syllable(place: int) -> str:
    initial, rest = divmod(place, _VOWELS * _FINALS)
    vowel, final = divmod(rest, _FINALS)
    return _INITIAL[initial] + _VOWEL[vowel] + _FINAL[final]


def read_signs(word: str) -> tuple[str, ...]:
    """Return the sounds of Chinese signs: by pinyin, by Wade and Giles, and as they are heard."""
    pinyin = anyascii(word).lower()
    older = _OLDER_PARTS.sub(lambda found: _OLDER[found[0]], pinyin)
    return tuple(read_latin(spelled)[-1] for spelled in (pinyin, older, pinyin.translate(_HEARD)))
