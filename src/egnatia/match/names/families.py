"""Which first names are one: diminutives, short forms, and forms of other languages that sound otherwise."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

import yaml

from egnatia.match.names.transliterate import readings

#: A word belongs to so many families at most: Saša is Aleksandar and Aleksandra.
MOST: Final = 2
_PLAIN: Final = str.maketrans("SCZ", "scz")


def families(sounds: tuple[str, ...]) -> tuple[int, ...]:
    """Return the numbers, from 1 on, of the families of nicknames that a word belongs to.

    Args:
        sounds: the word's readings.
    """
    known = _families()
    if known.keys().isdisjoint(sounds):  # most words are no first names
        return ()
    return tuple(sorted({number for reading in sounds for number in known.get(reading, ())}))[:MOST]


@lru_cache(maxsize=1)
def _families() -> Mapping[str, tuple[int, ...]]:
    """Read the list that ships with the package (ADR 0003: package data are code), each name by how it is first read.

    Greek has no letters for š, č, ž and dž: a name that has these is also listed without.
    """
    listed: list[list[str]] = yaml.safe_load((files("egnatia.match.names") / "nicknames.yaml").read_text("utf-8"))
    found = defaultdict[str, list[int]](list)
    for number, names in enumerate(listed, 1):
        first = {readings(name)[0] for name in names}
        for heard in first | {reading.translate(_PLAIN) for reading in first}:
            found[heard].append(number)
    return MappingProxyType({heard: tuple(numbers) for heard, numbers in found.items()})
