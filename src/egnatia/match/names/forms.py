"""The names under which a person or organisation is known, as words that can be compared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice, product
from typing import Final, TypeAlias

from egnatia.match.engine import Properties
from egnatia.match.names.kernels.constants import WORDS
from egnatia.match.names.kernels.layout import Rows, stack
from egnatia.match.names.parameters import CACHED_NAMES, FORMS, JOINED_FORMS, VALUES
from egnatia.match.names.tokens import Token
from egnatia.match.names.words import acronyms, company_names, company_tokens, person_tokens

#: Parts of a name, in the order in which they are put together.
PARTS: Final = ("first_name", "family_name")
_WHOLES: Final = ("full_name", "alias")
_FORMER: Final = "former_name"
_COMPANY: Final = "name"

#: A name as the words that count.
Words: TypeAlias = tuple[Token, ...]

_Reader: TypeAlias = Callable[[str], Words]
_Values: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One name, whole or put together from its parts."""

    words: Words  #: At least one, at most `WORDS`.
    properties: tuple[str, ...]  #: Of each word, the property that it stands in.
    code: bytes = field(init=False, repr=False, compare=False)  #: The rows of its words, by which names have an order.
    rows: Rows = field(init=False, repr=False, compare=False)  #: The same for the kernel.

    def __post_init__(self) -> None:
        """Lay the name out."""
        code = b"".join([word.row for word in self.words])
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "rows", stack(code))


def person_forms(properties: Properties) -> tuple[Form, ...]:
    """List the names of a person: put together from parts, whole, and with the former family name."""
    return _person_forms(*[properties.get(name, ()) for name in (*PARTS, _FORMER, *_WHOLES)])


@lru_cache(maxsize=CACHED_NAMES)
def _person_forms(first: _Values, family: _Values, former: _Values, *wholes: _Values) -> tuple[Form, ...]:
    found = [_joined({"first_name": first, "family_name": family})]
    found += [_wholes(name, values, person_tokens) for name, values in zip(_WHOLES, wholes, strict=True)]
    found += [_joined({"first_name": first, "family_name": former})] if former else []
    return tuple(chain.from_iterable(found))[:FORMS]


@lru_cache(maxsize=CACHED_NAMES)
def name_form(name: str) -> Form | None:
    """Read one whole name of a person; None if it has no words."""
    words = person_tokens(name)
    return Form(words=words, properties=("full_name",) * len(words)) if words else None


def part_forms(properties: Properties, part: str) -> tuple[Form, ...]:
    """List the names of a person by one part only."""
    return tuple(_joined({part: properties.get(part, ())}))


def company_forms(properties: Properties) -> tuple[Form, ...]:
    """List the names of an organisation, with what stands in brackets and without."""
    values = chain.from_iterable(company_names(value) for value in properties.get(_COMPANY, ())[:VALUES])
    return tuple(_wholes(_COMPANY, tuple(values), company_tokens))[:FORMS]


def acronym_forms(properties: Properties) -> tuple[Form, ...]:
    """List what the names of an organisation may be shortened to."""
    found = chain.from_iterable(acronyms(value) for value in properties.get(_COMPANY, ())[:VALUES])
    return tuple([Form(words=(word,), properties=(_COMPANY,)) for word in found])[:FORMS]


def _wholes(name: str, values: _Values, read: _Reader) -> list[Form]:
    found = [read(value) for value in values[:VALUES]]
    return [Form(words=words, properties=(name,) * len(words)) for words in found if words]


def _joined(parts: Properties) -> list[Form]:
    """Put together each first with each family name."""
    given = [part for part in parts if parts[part]]
    return list(islice(_combine(parts, given), JOINED_FORMS)) if given else []


def _combine(parts: Properties, given: list[str]) -> Iterator[Form]:
    for values in product(*(parts[part][:VALUES] for part in given)):
        read = [(part, word) for part, value in zip(given, values, strict=True) for word in person_tokens(value)][
            :WORDS
        ]
        if read:
            yield Form(words=tuple([word for _, word in read]), properties=tuple([part for part, _ in read]))
