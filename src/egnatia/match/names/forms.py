"""The names under which a person or organisation is known, as words that can be compared."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain, islice, product
from typing import Final, NamedTuple, TypeAlias

from egnatia.match.engine import Properties
from egnatia.match.names.kernels.constants import WORDS
from egnatia.match.names.parameters import CACHED_NAMES, FORMS, JOINED_FORMS, VALUES
from egnatia.match.names.tokens import Token
from egnatia.match.names.words import (
    acronyms,
    company_names,
    company_tokens,
    is_company,
    person_names,
    person_tokens,
    read_person,
)

#: Parts of a name, in the order in which they are put together.
PARTS: Final = ("first_name", "family_name")
_WHOLES: Final = ("full_name", "alias")
_FORMER: Final = "former_name"
_COMPANY: Final = "name"

#: A name as the words that count.
Words: TypeAlias = tuple[Token, ...]

_Reader: TypeAlias = Callable[[str], Words]
_Values: TypeAlias = tuple[str, ...]


class Form(NamedTuple):
    """One name, whole or put together from its parts; made by `form_of`, thousands a second."""

    words: Words  #: At least one, at most `WORDS`.
    properties: tuple[str, ...]  #: Of each word, the property that it stands in.
    code: bytes  #: The rows of its words, for the kernel; by them names have an order.

    @property
    def text(self) -> str:
        """The name as it is read, in lower case."""
        return " ".join([word.text for word in self.words])


def form_of(words: Words, properties: tuple[str, ...]) -> Form:
    """Lay a name out.

    Args:
        words: at least one, at most `WORDS`.
        properties: of each word, the property that it stands in.
    """
    return Form(words, properties, b"".join([word.row for word in words]))


def person_forms(properties: Properties) -> tuple[Form, ...]:
    """List the names of a person: put together from parts, whole, and with the former family name."""
    return _person_forms(*[properties.get(name, ()) for name in (*PARTS, _FORMER, *_WHOLES)])


@lru_cache(maxsize=CACHED_NAMES)
def _person_forms(first: _Values, family: _Values, former: _Values, *wholes: _Values) -> tuple[Form, ...]:
    found = [_joined({"first_name": first, "family_name": family})]
    for name, values in zip(_WHOLES, wholes, strict=True):
        several = chain.from_iterable(map(person_names, values[:VALUES]))
        found.append(_wholes(name, tuple(several), read_person))
    found += [_joined({"first_name": first, "family_name": former})] if former else []
    return tuple(chain.from_iterable(found))[:FORMS]


@lru_cache(maxsize=CACHED_NAMES)
def name_form(name: str) -> Form | None:
    """Read one whole name of a person, or of a company if its legal form says so; None if it has no words."""
    words = company_tokens(name) if is_company(name) else read_person(person_names(name)[0])
    return form_of(words, ("full_name",) * len(words)) if words else None


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
    return tuple([form_of((word,), (_COMPANY,)) for word in found])[:FORMS]


def _wholes(name: str, values: _Values, read: _Reader) -> list[Form]:
    found = [read(value) for value in values[:VALUES]]
    return [form_of(words, (name,) * len(words)) for words in found if words]


def _joined(parts: Properties) -> list[Form]:
    """Put together each first with each family name."""
    given = [part for part in parts if parts[part]]
    return list(islice(_combine(parts, given), JOINED_FORMS)) if given else []


def _combine(parts: Properties, given: list[str]) -> Iterator[Form]:
    for values in product(*(parts[part][:VALUES] for part in given)):
        words, places = list[Token](), list[str]()
        for part, value in zip(given, values, strict=True):
            read = person_tokens(value)
            words += read
            places += (part,) * len(read)
        if words:
            yield form_of(tuple(words[:WORDS]), tuple(places[:WORDS]))
