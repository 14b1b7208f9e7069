"""One word of a name: how it sounds, what sort of word it is, and how it lies in memory for the kernel."""

from bisect import bisect_right
from functools import lru_cache
from typing import Final, NamedTuple

from egnatia.match.names import sounds
from egnatia.match.names.common import is_common
from egnatia.match.names.families import MOST, families
from egnatia.match.names.kernels.layout import FATHER, NAMED, lay_out
from egnatia.match.names.known import UNKNOWN, known_name
from egnatia.match.names.parameters import CACHED_WORDS
from egnatia.match.names.transliterate import is_abjad, readings


class Token(NamedTuple):
    """One word of a name; made by `token`, thousands a second."""

    text: str  #: As written, in lower case.
    sounds: tuple[str, ...]  #: Its readings, the most likely first; none if it has no letters.
    initial: bool  #: One letter stands for the word.
    row: bytes  #: For the kernel: `layout.py`.

    @property
    def spoken(self) -> tuple[str, ...]:
        """How it may be heard, with vowels and sibilants that scripts confuse made one."""
        return sounds.spoken(self.sounds)

    @property
    def skeletons(self) -> tuple[str, ...]:
        """Its consonants by class, one for each reading."""
        return sounds.skeletons(self.sounds)


#: First code points of scripts; those of one script are spelled by one set of habits.
_SCRIPTS: Final = (0x0250, 0x0400, 0x0530, 0x0600, 0x0780, *range(0x0900, 0x0E00, 0x80), 0x1E00, 0x1F00, 0x2000, 0xAC00)
#: Latin and Greek letters with marks stand in blocks of their own.
_SAME: Final = {0x1E00: 0x0041, 0x1F00: 0x0370}

#: From here on, signs stand for syllables or words.
_SIGNS: Final = "\u2e80"

#: Endings of family names, which say nothing of first names; a last vowel says nothing of most languages, but an a.
#: Kostas is Kosta, Lukas is Luka.
_NEITHER: Final = ("ov", "ev", "in", "sk", "ck", "Ck", "ng")
_THEN: Final = "aiy"
_OPEN: Final = frozenset("eiuyh")
_LONG_ENOUGH: Final = 4
_WOMAN, _MAN = 1, 2
#: Of no family of nicknames; no well-known name.
_NONE: Final = (0,) * 2 * MOST
_NO_FATHER, _FATHER = b"\0", b"\1"
_NO_NAME: Final = (0,) * (2 * NAMED + 1)


@lru_cache(maxsize=CACHED_WORDS)
def token(word: str) -> Token:
    """Read one word in lower case."""
    found = readings(word)
    return Token(word, found, _is_initial(word), lay_out(_head(word, found) + _NO_FATHER, found))


def as_father(word: Token) -> Token:
    """Return a word before which 'son of' or 'daughter of' stands."""
    return word._replace(row=word.row[:FATHER] + _FATHER + word.row[FATHER + 1 :])


def _is_initial(word: str) -> bool:
    """Tell whether a word is one letter; one sign of East Asia is a whole name."""
    return len(word) == 1 and word < _SIGNS


def _head(word: str, found: tuple[str, ...]) -> bytes:
    first = word[:1]
    abjad, script = is_abjad(first), _SCRIPT_OF[first]
    ending = 0 if abjad or not found else _ending(found[0])
    said = (abjad, _is_initial(word), is_common(found), len(found), ending, _letter(word, found), script)
    numbers = () if abjad else families(found)
    akin = _halves((*numbers, 0, 0)[:MOST]) if numbers else _NONE
    known = known_name(found, abjad=abjad) if found else UNKNOWN
    if known is UNKNOWN:
        return bytes((*said, *akin, *_NO_NAME))
    return bytes((*said, *akin, *_halves((*known.numbers, *_NO_NAME)[:NAMED]), known.borne))


def _halves(numbers: tuple[int, ...]) -> list[int]:
    """Return the low bytes of some numbers, then the high ones."""
    return [number & 0xFF for number in numbers] + [number >> 8 for number in numbers]


def _ending(reading: str) -> int:
    """Tell whether a word ends like a woman's or a man's first name."""
    if len(reading) < _LONG_ENOUGH or reading[-1] in _OPEN or reading.endswith("as"):
        return 0
    if reading.rstrip(_THEN).endswith(_NEITHER):
        return 0
    return _WOMAN if reading[-1] == "a" else _MAN


def _letter(word: str, found: tuple[str, ...]) -> int:
    first = word[:1] if word.isascii() else found[0][0].lower() if found else ""
    return ord(first) - ord("a") + 1 if "a" <= first <= "z" else 0


class _ScriptOf(dict[str, int]):
    """Of which script words are that begin with a letter; found out once for each that occurs."""

    def __missing__(self, first: str) -> int:
        code = ord(first or " ")
        found = self[first] = bisect_right(_SCRIPTS, _SAME.get(code & 0xFF00, code)) if code >= _SCRIPTS[0] else 0
        return found


_SCRIPT_OF: Final = _ScriptOf()
