"""What a question must say to be one, whoever is asked: each value that it names means something by itself.

An instrument that wants two of first name, family name and date of birth wants two of them known. A dash or an initial
in the place of a first name would let anybody search by family name alone.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from egnatia.match.dna.engine import PROFILE, compared_only, fault_of
from egnatia.match.engine import Properties
from egnatia.match.identifiers.engine import countries_of
from egnatia.match.identifiers.schemes import read
from egnatia.model.kinds import Kind, Property
from egnatia.model.values import ValueType

#: Scripts in which one character can be a whole name, as the Unicode names of their characters begin.
_WHOLE: Final = ("CJK UNIFIED", "CJK COMPATIBILITY", "HANGUL SYLLABLE")
_LETTERS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is to be said of one property that a question names."""

    property: str
    label: str
    words: str

    def __str__(self) -> str:
        return f"{self.label}: {self.words}"


def fault_in(kind: Kind, asked: Properties) -> Remark | None:
    """Say why nothing can be asked so, whoever is asked: the first property that says nothing; None: it can.

    Args:
        kind: what is asked for.
        asked: the properties that the question names.
    """
    if kind.name == "dna":
        fault = fault_of(asked)
        return _remark(kind.properties[PROFILE], fault) if fault else None
    return next(_faults(kind, asked), None)


def needed_of(kind: Kind, asked: Properties) -> Properties:
    """Return what of a question has to travel: of a DNA profile, only the loci that are compared.

    Args:
        kind: what is asked for.
        asked: properties in which there is no fault.
    """
    return compared_only(asked) if kind.name == "dna" else asked


def doubts_in(kind: Kind, asked: Properties) -> tuple[Remark, ...]:
    """Name the identifiers whose form or check digits do not agree: they may be asked, and are probably mistyped."""
    countries = countries_of(kind, asked)
    return tuple(
        _remark(item, f"{value}: {normal.note}")
        for item in _named(kind, asked)
        if item.type is ValueType.IDENTIFIER
        for value in asked[item.name]
        if (normal := read(item.scheme, value, countries)).valid is False
    )


def _faults(kind: Kind, asked: Properties) -> Iterator[Remark]:
    countries = countries_of(kind, asked)
    for item in _named(kind, asked):
        values = asked[item.name]
        if item.type is ValueType.NAME and not all(any(map(str.isalpha, value)) for value in values):
            yield _remark(item, "this is no name; leave out what is not known")
        elif item.type is ValueType.NAME and not any(map(_is_whole, values)):
            yield _remark(item, "an initial is not enough; leave out what is not known")
        elif item.type is ValueType.IDENTIFIER and not all(read(item.scheme, one, countries).key for one in values):
            yield _remark(item, "nothing can be read in this")
        elif item.type is ValueType.TEXT and not all(any(map(str.isalnum, value)) for value in values):
            yield _remark(item, "neither a letter nor a digit stands in this")


def _is_whole(name: str) -> bool:
    """Tell whether a name is more than an initial."""
    letters = [char for char in name if char.isalpha()]
    return len(letters) >= _LETTERS or any(unicodedata.name(char, "").startswith(_WHOLE) for char in letters)


def _named(kind: Kind, asked: Properties) -> Iterator[Property]:
    return (item for item in kind.properties.values() if asked.get(item.name))


def _remark(item: Property, words: str) -> Remark:
    return Remark(property=item.name, label=item.label, words=words)
