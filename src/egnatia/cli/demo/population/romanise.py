"""How one country's register writes a name of another: by ear, from the passport, or from its machine-readable zone.

A name is read into sounds by the rules of its language, and sounds are written by the rules of the register
(`data/spelling/*.yaml`). A rule is a pattern and what takes its place; the first that fits wins; `^` and `$` stand for
the ends of a word. A sound is one character, mostly of the International Phonetic Alphabet.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from egnatia.cli.demo.population.data import read_data


class Hand(StrEnum):
    """How a clerk came by the spelling of a foreign name."""

    EAR = "ear"  #: Wrote what was heard, by the rules of the own language.
    PASSPORT = "passport"  #: Copied the Latin spelling, marks and all.
    MRZ = "mrz"  #: Copied or scanned the machine-readable zone: capitals without marks.


@dataclass(frozen=True, slots=True)
class Name:
    """One name as its own language writes it, and as its bearer's passport does."""

    native: str
    passport: str
    language: str  #: ISO 639-1.


@dataclass(frozen=True, slots=True)
class _Rules:
    """An ordered list of patterns, as one regular expression."""

    pattern: re.Pattern[str]
    outcomes: tuple[str, ...]

    def apply(self, text: str) -> str:
        """Replace what the rules know; the rest, such as spaces and hyphens, stays."""
        return self.pattern.sub(lambda found: self.outcomes[(found.lastindex or 1) - 1], text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How one language writes: its script, and its rules from letters to sounds and back."""

    code: str
    script: str
    read: _Rules
    write: _Rules | None
    passport: _Rules | None  #: None: written in Latin letters anyway.
    mrz: Mapping[int, str]


#: Languages that are written by the rules of another.
_WRITTEN_LIKE = MappingProxyType({
    **dict.fromkeys(("hr", "bs", "sl"), "gaj"),
    **dict.fromkeys(("ar", "fa", "ps", "ur", "bn", "ne"), "asian"),
})  # fmt: skip

#: ICAO 9303-3, section 6 A: Latin letters with marks, as far as they occur along the route.
_MRZ = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "đ": "d", "ı": "i", "’": "", "'": ""})

_DOUBLED = re.compile(r"(.)\1+")
_WORD = re.compile(r"\w+")
_GREEK_NUCLEUS = re.compile("ου|[αεηιουω]")
_ACUTE = "\N{COMBINING ACUTE ACCENT}"


def _parse_rules(text: str) -> _Rules:
    pairs = [rule.rpartition("→") for rule in text.split()]
    patterns = [re.sub(r"\$$", r"\\b", re.sub(r"^\^", r"\\b", pattern)) for pattern, _, _ in pairs]
    whole = "|".join(f"({pattern})" for pattern in patterns)
    return _Rules(re.compile(whole), tuple(outcome for _, _, outcome in pairs))


@cache
def spelling(code: str) -> Spelling:
    """Read the rules of one spelling, such as `sr` for Serbian Cyrillic or `gaj` for Gaj's Latin alphabet."""
    content: Mapping[str, Any] = read_data("spelling", code)
    return Spelling(
        code=code,
        script=content["script"],
        read=_parse_rules(content["read"]),
        write=_parse_rules(content["write"]) if "write" in content else None,
        passport=_parse_rules(content["passport"]) if "passport" in content else None,
        mrz=MappingProxyType({**_MRZ, **str.maketrans(content.get("mrz", {}))}),
    )


def written_like(language: str) -> str:
    """Return by which spelling a language is written."""
    return _WRITTEN_LIKE.get(language, language)


def passport_spelling(native: str, language: str) -> str:
    """Write a native spelling in the Latin letters of its country's travel documents.

    Only for languages whose letters tell the sounds; Arabic, Persian and others bring their Latin spelling along.
    """
    rules = spelling(written_like(language)).passport
    return _title(rules.apply(_small(native, language)), language) if rules else native


def mrz_spelling(name: Name) -> str:
    """Write a name in the letters A to Z of the machine-readable zone, words apart by spaces or hyphens."""
    small = _small(name.passport, name.language).translate(spelling(written_like(name.language)).mrz)
    plain = "".join(char for char in unicodedata.normalize("NFD", small) if not unicodedata.combining(char))
    return plain.upper()


@lru_cache(maxsize=200_000)
def spell(name: Name, code: str, hand: Hand) -> str:
    """Write a name in the register that is kept by the spelling `code`.

    A register in its own script always writes by ear; at home, a name is written as it is.
    """
    own = written_like(name.language)
    register = spelling(code)
    if own == code:
        return name.native
    if own == "sr" and code == "gaj":
        return name.passport
    if register.script != "Latn" or hand is Hand.EAR:
        return _write(_sounds(name), register)
    return name.passport if hand is Hand.PASSPORT else _title(mrz_spelling(name).lower(), "en")


def _sounds(name: Name) -> str:
    own = spelling(written_like(name.language))
    written = name.passport if own.code == "asian" else name.native
    return _DOUBLED.sub(r"\1", own.read.apply(_small(written, name.language)))


def _write(sounds: str, register: Spelling) -> str:
    letters = register.write.apply(sounds) if register.write else sounds
    if register.code == "el":
        letters = _WORD.sub(lambda word: _accented(word.group()), letters)
    return _title(unicodedata.normalize("NFC", letters), register.code)


def _small(text: str, language: str) -> str:
    """Return a name in small letters: Turkish has two sorts of i, and Greek accents tell no letter."""
    if language == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    if language == "el":
        parts = unicodedata.normalize("NFD", text.lower()).replace(_ACUTE, "")
        return unicodedata.normalize("NFC", parts)
    return text.lower()


def _title(text: str, language: str) -> str:
    """Begin each word with a capital."""

    def begin(word: re.Match[str]) -> str:
        first = "İ" if language == "tr" and word.group()[0] == "i" else word.group()[0].upper()
        return first + word.group()[1:]

    return _WORD.sub(begin, text)


def _accented(word: str) -> str:
    """Put the Greek accent on the last syllable but one, where most names of the neighbours have it."""
    nuclei = list(_GREEK_NUCLEUS.finditer(word))
    if len(nuclei) < 2:  # noqa: PLR2004 - one syllable bears no accent
        return word
    end = nuclei[-2].end()
    return word[:end] + _ACUTE + word[end:]
