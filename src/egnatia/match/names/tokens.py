"""One word of a name: how it sounds, what sort of word it is, and how it lies in memory for the kernel."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from egnatia.match.names import sounds
from egnatia.match.names.common import is_common
from egnatia.match.names.families import MOST, families
from egnatia.match.names.kernels.layout import lay_out
from egnatia.match.names.parameters import CACHED_WORDS
from egnatia.match.names.transliterate import is_abjad, readings


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word of a name."""

    text: str  #: As written, in lower case.
    sounds: tuple[str, ...]  #: Its readings, the most likely first; none if it has no letters.
    initial: bool  #: One letter stands for the word.
    row: bytes = field(repr=False)  #: For the kernel: `layout.py`.

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

#: Endings of family names, which say nothing of first names; a last vowel says nothing of most languages, but an a.
#: Kostas is Kosta, Lukas is Luka.
_NEITHER: Final = re.compile(r"(?:[oe]v|in|sk|[cC]k|ng)[aiy]*$|as$")
_OPEN: Final = frozenset("eiuyh")
_LONG_ENOUGH: Final = 4
_WOMAN, _MAN = 1, 2


@lru_cache(maxsize=CACHED_WORDS)
def token(word: str) -> Token:
    """Read one word in lower case."""
    found = readings(word)
    return Token(text=word, sounds=found, initial=len(word) == 1, row=lay_out(_head(word, found), found))


def _head(word: str, found: tuple[str, ...]) -> bytes:
    if not found:
        return bytes((is_abjad(word), len(word) == 1, 0, 0, 0, _letter(word, found), _script(word), 0, 0, 0, 0))
    abjad = is_abjad(word)
    numbers = () if abjad else families(found)
    one, other = (*numbers, 0, 0)[:MOST] if numbers else (0, 0)
    return bytes(
        (
            abjad,
            len(word) == 1,
            is_common(found),
            len(found),
            0 if abjad else _ending(found[0]),
            _letter(word, found),
            _script(word),
            one & 0xFF,
            other & 0xFF,
            one >> 8,
            other >> 8,
        )
    )


def _ending(reading: str) -> int:
    """Tell whether a word ends like a woman's or a man's first name."""
    if len(reading) < _LONG_ENOUGH or reading[-1] in _OPEN or _NEITHER.search(reading):
        return 0
    return _WOMAN if reading[-1] == "a" else _MAN


def _letter(word: str, found: tuple[str, ...]) -> int:
    first = word[:1] if word.isascii() else found[0][0].lower() if found else ""
    return ord(first) - ord("a") + 1 if "a" <= first <= "z" else 0


def _script(word: str) -> int:
    first = ord(word[:1] or " ")
    if first < _SCRIPTS[0]:
        return 0
    return bisect_right(_SCRIPTS, _SAME.get(first & 0xFF00, first))
