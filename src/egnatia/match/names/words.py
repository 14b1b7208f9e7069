"""Splits a name into the words that count."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

import yaml

from egnatia.match.names.parameters import CACHED_NAMES, LONGEST_NAME, WORDS
from egnatia.match.names.tokens import Token, token


def _load_words() -> Mapping[str, frozenset[str]]:
    """Read the lists that ship with the package (ADR 0003: package data are code)."""
    loaded: dict[str, list[str]] = yaml.safe_load((files("egnatia.match.names") / "words.yaml").read_text("utf-8"))
    return MappingProxyType({name: frozenset(words) for name, words in loaded.items()})


_LISTS: Final = _load_words()
_PERSONAL: Final = _LISTS["particles"] | _LISTS["titles"]
_INSIDE: Final = _LISTS["particles_inside"]
_LEGAL: Final = _LISTS["legal_forms"]

_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘`´ʼʻ′"), "")
#: 'Servant of' is one name with what follows: Abd al-Rahman, Abdul Rahman, Abdelrahman, عبد الرحمن.
_SERVANT: Final = re.compile(r"\babd(?:[aeou]?l)? (?:(?:al|el|ul|ar|er|ur|as|us) )?|\babd[aeou]l(?=\w\w)")
_ARABIC_SERVANT: Final = re.compile(r"\bعبد (?:ال(?!له\b))?| (?=الله\b)")
_SPACES: Final = re.compile(r" {2,}")


@lru_cache(maxsize=CACHED_NAMES)
def person_tokens(name: str) -> tuple[Token, ...]:
    """Read the words of a person's name, without particles and titles; if nothing is left, all."""
    words = _split(name)
    return _read([word for place, word in enumerate(words) if not _idle(word, place)] or words)


@lru_cache(maxsize=CACHED_NAMES)
def company_tokens(name: str) -> tuple[Token, ...]:
    """Read the words of an organisation's name, without its legal form; if nothing is left, all."""
    words = _split(name[:LONGEST_NAME].replace(".", ""))
    return _read([word for word in words if word not in _LEGAL] or words)


def _idle(word: str, place: int) -> bool:
    """Tell whether a word of a person's name does not count: Ben is a forename in front, 'son of' inside."""
    return word in _PERSONAL or (place > 0 and word in _INSIDE)


def _read(words: list[str]) -> tuple[Token, ...]:
    return tuple(found for word in words[:WORDS] if (found := token(word)).spoken)


def _split(name: str) -> list[str]:
    """Split a name at everything that is no letter and no mark on one."""
    wide = unicodedata.normalize("NFKC", name[:LONGEST_NAME])[:LONGEST_NAME]
    plain = unicodedata.normalize("NFC", wide.casefold()).translate(_APOSTROPHES)
    spaced = _SPACES.sub(" ", plain if plain.isalpha() else "".join(map(_letter_or_space, plain)))
    joined = _ARABIC_SERVANT.sub(lambda found: found[0].removesuffix("ال").strip(), _SERVANT.sub("abd", spaced))
    return joined.split()


def _letter_or_space(char: str) -> str:
    if char.isalpha():
        return char
    category = unicodedata.category(char)
    if category == "Cf":  # marks of direction and joiners do not end a word
        return ""
    return char if category[0] == "M" else " "
