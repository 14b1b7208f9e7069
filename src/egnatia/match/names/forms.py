"""The names under which a person or organisation is known, as words that can be compared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Final, TypeAlias

from egnatia.match.engine import Properties
from egnatia.match.names.align import Words
from egnatia.match.names.parameters import FORMS, VALUES
from egnatia.match.names.words import company_tokens, person_tokens

#: Parts of a name, in the order in which they are put together.
PARTS: Final = ("first_name", "family_name")
_WHOLES: Final = ("full_name", "alias")
_FORMER: Final = "former_name"
_COMPANY: Final = "name"

_Reader: TypeAlias = Callable[[str], Words]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One name, whole or put together from its parts."""

    words: Words
    properties: tuple[str, ...]  #: Of each word, the property that it stands in.


def person_forms(properties: Properties) -> list[Form]:
    """List the names of a person: put together from parts, whole, and with the former family name."""
    found = _wholes(properties, _WHOLES, person_tokens)
    former = {"family_name": properties.get(_FORMER, ()), "first_name": properties.get("first_name", ())}
    return [*_joined(properties, PARTS), *found, *(_joined(former, PARTS) if former["family_name"] else ())][:FORMS]


def part_forms(properties: Properties, parts: tuple[str, ...]) -> list[Form]:
    """List the names of a person put together from some parts only."""
    return _joined(properties, parts)[:FORMS]


def company_forms(properties: Properties) -> list[Form]:
    """List the names of an organisation."""
    return _wholes(properties, (_COMPANY,), company_tokens)


def _wholes(properties: Properties, names: tuple[str, ...], read: _Reader) -> list[Form]:
    return [
        Form(words=words, properties=(name,) * len(words))
        for name in names
        for value in properties.get(name, ())[:VALUES]
        if (words := read(value))
    ]


def _joined(properties: Properties, parts: tuple[str, ...]) -> list[Form]:
    """Put together each first with each family name."""
    given = [part for part in parts if properties.get(part)]
    return list(islice(_combine(properties, given), FORMS)) if given else []


def _combine(properties: Properties, given: list[str]) -> Iterator[Form]:
    for values in product(*(properties[part][:VALUES] for part in given)):
        read = [(part, word) for part, value in zip(given, values, strict=True) for word in person_tokens(value)]
        if read:
            yield Form(words=tuple([word for _, word in read]), properties=tuple([part for part, _ in read]))
