"""What registers say in words of their own language: makes, models, colours, legal forms, addresses."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

import yaml
from anyascii import anyascii

from egnatia.match.records.parameters import CACHED_VALUES, LONGEST_VALUE
from egnatia.match.words.engine import likeness

#: From which likeness of their words on two addresses are one.
_ALIKE: Final = 0.8
#: A model's name is at least so long where one is found within another.
_SHORT: Final = 2


def same_words(name: str, one: str, other: str) -> bool | None:
    """Tell whether two values of a property say the same; None if one of them says nothing.

    Makes and colours are read in the region's languages. One model may be written within another (Golf, Golf 1.6 TDI).

    Args:
        name: of the property.
        one: as a register has it.
        other: likewise.
    """
    if name in _rows():
        mine, yours = _meanings(name, one), _meanings(name, other)
        return bool(mine & yours) if mine and yours else None
    ours, theirs = _plain(one), _plain(other)
    if not ours or not theirs:
        return None
    if name == "address":
        return likeness(one, other) >= _ALIKE
    short, long = sorted((ours, theirs), key=len)
    return short == long or (name == "commercial_type" and len(short) > _SHORT and short in long)


@lru_cache(maxsize=CACHED_VALUES)
def _meanings(name: str, value: str) -> frozenset[str]:
    """Return what a value may mean: all of it, or one of its words."""
    known = _rows()[name]
    words = [_plain(value), *map(_plain, value[:LONGEST_VALUE].replace("-", " ").split())]
    found = frozenset(known[word] for word in words if word in known)
    return found or frozenset(words[:1]) - {""}


@lru_cache(maxsize=CACHED_VALUES)
def _plain(value: str) -> str:
    """Keep Latin letters and digits only, in lower case."""
    return "".join(filter(str.isalnum, anyascii(value[:LONGEST_VALUE]).lower()))


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, Mapping[str, str]]:
    """Read the list that ships with the package (ADR 0003: package data are code)."""
    listed: dict[str, list[list[str]]] = yaml.safe_load(
        (files("egnatia.match.records") / "words.yaml").read_text("utf-8")
    )
    return MappingProxyType(
        {name: {_plain(word): _plain(row[0]) for row in rows for word in row} for name, rows in listed.items()}
    )
