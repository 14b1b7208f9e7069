"""From any script to sounds: one ASCII letter a sound, so that Петар, Πέταρ, Petar and بيتار can be compared.

Lower-case letters sound as in Serbian Latin; capitals stand for č (C), dž or đ (J), š (S) and ž (Z); h is every kind of
h and kh; y a glide; w an English w. Scripts without a table of their own are read through the Latin of `anyascii`.
"""

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from anyascii import anyascii

from egnatia.match.names.alike import of_one_alphabet
from egnatia.match.names.kernels.constants import LONGEST_WORD, READINGS
from egnatia.match.names.kernels.layout import SOUNDS
from egnatia.match.names.scripts.abjad import read_abjad
from egnatia.match.names.scripts.cyrillic import read_cyrillic
from egnatia.match.names.scripts.east import read_hangul, read_signs
from egnatia.match.names.scripts.greek import read_greek
from egnatia.match.names.scripts.indic import AFTER_LAST, FIRST, read_indic
from egnatia.match.names.scripts.latin import read_latin
from egnatia.match.names.scripts.thai import read_thai

#: Reads a word of one script in lower case; the most likely reading first.
Reader: TypeAlias = Callable[[str], tuple[str, ...]]


def _read_other(word: str) -> tuple[str, ...]:
    return read_latin(anyascii(word).lower())


#: First code point of each range, in order, and who reads it.
_RANGES: Final[tuple[tuple[int, Reader], ...]] = (
    (0x0000, read_latin),
    (0x0250, _read_other),
    (0x0370, read_greek),
    (0x0400, read_cyrillic),
    (0x0530, _read_other),
    (0x0590, read_abjad),
    (0x0700, _read_other),
    (0x0750, read_abjad),
    (0x0780, _read_other),
    (FIRST, read_indic),
    (AFTER_LAST, _read_other),
    (0x0E00, read_thai),
    (0x0E80, _read_other),
    (0x1E00, read_latin),
    (0x1F00, read_greek),
    (0x2000, _read_other),
    (0x4E00, read_signs),
    (0xA000, _read_other),
    (0xAC00, read_hangul),
    (0xD7A4, _read_other),
    (0xFB10, read_abjad),
    (0xFF00, _read_other),
)
#: All beyond are read through `anyascii`.
_BEYOND: Final = 0x10000


class _Readers(dict[str, Reader]):
    """Who reads words that begin with a letter; found out once for each that occurs."""

    def __missing__(self, first: str) -> Reader:
        code = ord(first)
        others = next(read for start, read in reversed(_RANGES) if start <= code)
        found = self[first] = others if code < _BEYOND else _read_other
        return found


_READERS: Final = _Readers({"": read_latin})
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]+")
_SILENT: Final = dict.fromkeys(set(range(0x80)) - set(map(ord, SOUNDS)))
_TWICE: Final = re.compile(r"(.)\1+")
_DOUBLE: Final = re.compile(r"(.)\1")
#: Scripts in which two equal letters in a row have a vowel between them, written or not.
_UNDOUBLED: Final = frozenset({read_abjad, read_indic, read_thai, read_hangul, read_signs, _read_other})


def is_abjad(word: str) -> bool:
    """Tell whether a word's script leaves most vowels out."""
    return _READERS[word[:1]] is read_abjad


def readings(word: str) -> tuple[str, ...]:
    """Return the sounds of one word, its most likely reading first; none if it has no letters.

    A word that mixes alphabets is read by the shape of its letters, and by their sound: somebody switched keyboards.

    Args:
        word: lower case, NFC; letters of another script than the first one's are read through `anyascii`.
    """
    clipped = word[:LONGEST_WORD]
    shaped = clipped if clipped.isascii() else of_one_alphabet(clipped)
    if shaped == clipped:
        return _read(clipped)
    return tuple(dict.fromkeys((*_read(shaped)[: READINGS // 2], *_read(clipped))))[:READINGS]


def _read(clipped: str) -> tuple[str, ...]:
    read = _READERS[clipped[:1]]
    once = clipped if read in _UNDOUBLED else _undouble(clipped)
    spelled = read(once)
    if "".join(spelled).strip(SOUNDS):
        spelled = tuple(map(_clean, spelled))
    elif spelled == (once,):  # as most Latin words: they consist of sounds only, and of none twice
        return spelled if once else ()
    if read is not read_abjad and _DOUBLE.search(" ".join(spelled)):
        spelled = tuple([_TWICE.sub(r"\1", reading) for reading in spelled])
    return tuple(dict.fromkeys([reading[:LONGEST_WORD] for reading in spelled if reading]))[:READINGS]


def _clean(spelled: str) -> str:
    """Keep sounds only."""
    if not spelled.isascii():
        spelled = _FOREIGN.sub(lambda found: anyascii(found[0]).lower(), spelled)
    return spelled.translate(_SILENT)


def _undouble(word: str) -> str:
    return _TWICE.sub(r"\1", word) if _DOUBLE.search(word) else word
