"""Well-known names: two words that are each a name of their own are not one name that somebody mistyped."""

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, NamedTuple
from zlib import crc32


class Borne(IntEnum):
    """By whom a word is borne as a first name."""

    UNTOLD = 0
    WOMEN = 1
    MEN = 2
    BOTH = 3


#: How the list marks that.
_MARKS: Final = MappingProxyType({"-": Borne.UNTOLD, "w": Borne.WOMEN, "m": Borne.MEN, "b": Borne.BOTH})
#: In the list, words of a script without vowels begin so: what is left of them is no Latin name.
UNVOWELLED: Final = "'"

#: What the spellings of one name confuse: voiced sounds with voiceless ones, sibilants, and vowels.
_ALIKE: Final = str.maketrans("ouywcCJSZzdgpbf", "aaivsssssstkvvv", "h")
#: An e may be as good an a (Selim, Salim) as an i (Rasheed, Rachid), and so may be ai.
_AMBIGUOUS: Final = "ai"
_DOUBLE: Final = re.compile(r"(.)\1+")
#: A word that is no longer loses no ending.
_SHORT: Final = 3
_VOWELS: Final = "ai"
#: Where vowels are left out, those that are written are letters: حسن is not حسين.
_LETTERS: Final = str.maketrans("eoywCJSZz", "auivccsss", "h")
#: Family names made of first names: Petković of Petko.
#: ... as they end.
_ENDINGS: Final = ("C", "c", "k", "v", "va", "ski", "ska")
_OF_FATHERS: Final = re.compile("(?<=.....)(?:[oe]v(?:i[Cck]|a|ski|ska)?|i[Cck])$")
_LAST_VOWELS: Final = ("", "o", "a", "e")


class Known(NamedTuple):
    """What is known of a word that is a name."""

    numbers: tuple[int, ...]  #: 1 to 65535, shared by the usual spellings of one name: Mohammed, Muhammad.
    borne: Borne


#: What is known of a word that is no well-known name.
UNKNOWN: Final = Known((), Borne.UNTOLD)


def known_name(sounds: tuple[str, ...], *, abjad: bool) -> Known:
    """Tell which well-known names a word may be.

    Args:
        sounds: the word's readings, at least one.
        abjad: whether its script leaves vowels out.
    """
    listed = _listed()
    heard = [UNVOWELLED + reading for reading in sounds] if abjad else sounds
    told = [listed[reading] for reading in heard if reading in listed]
    if told:
        numbers = [int(number) for line in told for number in line[1:].split()]
        return Known(tuple(dict.fromkeys(numbers)), _MARKS[told[0][0]])
    if abjad or not sounds[0].endswith(_ENDINGS) or not _of_father(sounds[0]):
        return UNKNOWN
    return Known(tuple(dict.fromkeys([number for reading in sounds for number in numbers_of(reading)])), Borne.UNTOLD)


def numbers_of(heard: str) -> tuple[int, ...]:
    """Return the numbers of a name.

    Args:
        heard: a reading; `UNVOWELLED` stands before one of a script without vowels.
    """
    spelled = spellings(heard) if heard[0] != UNVOWELLED else (_letters(heard[1:]),)
    return tuple([crc32(name.encode()) % 0xFFFF + 1 for name in spelled])


def spellings(reading: str) -> tuple[str, ...]:
    """Return what the usual spellings of a name have in common: Petrov, Petrova; Nikolić, Nikolitch; Selim, Salim."""
    plain = reading.translate(_ALIKE).replace("ts", "s")
    if "e" not in plain and "ai" not in plain:
        return (_bare(plain.replace("ia", "a")),)
    return tuple([_bare(plain.replace("e", one).replace("ai", one).replace("ia", "a")) for one in _AMBIGUOUS])


def _bare(plain: str) -> str:
    """Drop doubled sounds, and what family names have at the end for men or women, or in some scripts only."""
    name = _DOUBLE.sub(r"\1", plain)
    if len(name) > _SHORT and name[-1] == "s" and name[-2] in _VOWELS:
        name = name[:-1]
    return name[:-1] if len(name) > _SHORT and name[-1] in _VOWELS else name


def _letters(reading: str) -> str:
    return _DOUBLE.sub(r"\1", reading.translate(_LETTERS))


def _of_father(reading: str) -> bool:
    stem, found = _OF_FATHERS.subn("", reading)
    return bool(found) and any(stem + vowel in _listed() for vowel in _LAST_VOWELS)


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, str]:
    """Read the well-known names: how each sounds, by whom it is borne, its numbers (ADR 0003: package data are code).

    The list is made by `scripts/known_names.py`, from lists of names that may be used freely.
    """
    lines = (files("egnatia.match.names") / "known.txt").read_text("ascii").splitlines()
    return MappingProxyType(dict([line.split(" ", 1) for line in lines]))
