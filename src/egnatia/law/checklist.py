"""Checklists: which fields of a form an instrument wants, each with the article that wants it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from egnatia.model.dispatch_forms import SORTS, Sort
from egnatia.model.errors import ParseError
from egnatia.model.reading import Fields, listed, text

#: What a form says so far: values by the names of its fields.
Said = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """What is wanted besides, where a field says one of some values."""

    field: str
    says: tuple[str, ...]
    needs: Mapping[str, str]  #: Fields, each with the article that wants it.


def wanted_fields(needed: Mapping[str, str], also: Sequence[Also], said: Said) -> Mapping[str, str]:
    """Return the fields that a form wants, as far as it is filled in, each with the article that wants it.

    Args:
        needed: fields, each with the article that wants it.
        also: what is wanted besides.
        said: what it says so far.
    """
    wanted = dict(needed)
    for one in also:
        if set(one.says) & set(said.get(one.field, ())):
            wanted |= one.needs
    return wanted


def is_said(name: str, said: Said) -> bool:
    """Tell whether a form says something in a field."""
    return any(value.strip() for value in said.get(name, ()))


def missing_fields(sort: Sort, needed: Mapping[str, str], also: Sequence[Also], said: Said) -> Iterator[str]:
    """Yield what a form does not say yet, in its own words, each with the article that wants it.

    Args:
        sort: of the form.
        needed: fields, each with the article that wants it.
        also: what is wanted besides.
        said: what it says so far.
    """
    for name, article in wanted_fields(needed, also, said).items():
        if not is_said(name, said):
            yield f"{SORTS[sort].fields[name].label} ({article})"


def parse_also(sort: Sort) -> Callable[[object, str], Also]:
    """Build the reader of what a form is wanted to say besides."""

    def parse(value: object, path: str) -> Also:
        fields = Fields(value, path)
        found = Also(
            field=fields.take("field", text(60)),
            says=fields.take("says", listed(text(60))),
            needs=fields.take("needs", parse_articles(frozenset(SORTS[sort].fields))),
        )
        fields.finish()
        known = SORTS[sort].fields.get(found.field)
        if known is None or set(found.says) - known.codes:
            raise ParseError(path, "no such field of the form, or it cannot say that")
        return found

    return parse


def parse_articles(known: frozenset[str]) -> Callable[[object, str], Mapping[str, str]]:
    """Build the reader of articles by names of a list that is known."""

    def parse(value: object, path: str) -> Mapping[str, str]:
        if not isinstance(value, dict) or set(value) - known:
            raise ParseError(path, "not articles by names of the form")
        return MappingProxyType({str(name): text(200)(article, f"{path}.{name}") for name, article in value.items()})

    return parse
