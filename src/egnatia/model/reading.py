"""Strict reading of one JSON object: every field is asked for by name, and what nobody asked for is refused."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, TypeVar

from egnatia.model.errors import ContradictionError, ParseError

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)
_Parse = Callable[[object, str], _T]
_LONGEST_KEY = 60

#: Controls except line break and tab, lone surrogates, and the explicit embeddings, overrides and isolates of
#: Unicode TR9, which make text read otherwise than it is.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


@lru_cache(maxsize=4096)
def below(path: str, key: str) -> str:
    """Return the path of a field of the object at `path`, fit to be shown whatever a stranger called the field."""
    shown = key if key.isidentifier() and len(key) <= _LONGEST_KEY else ascii(key[:_LONGEST_KEY])
    return f"{path}.{shown}" if path else shown


@contextmanager
def contradictions(path: str) -> Iterator[None]:
    """Name the whole path of a contradiction found while a value at `path` is put together.

    Raises:
        ParseError: in place of the contradiction.
    """
    try:
        yield
    except ContradictionError as error:
        raise ParseError(below(path, error.path), error.problem) from error


class Fields:
    """The fields of one object, taken one by one, with the path for error messages."""

    def __init__(self, value: object, path: str) -> None:
        """Begin to read `value`, which must be an object.

        Raises:
            ParseError: it is something else.
        """
        if not isinstance(value, dict):
            raise ParseError(path, "not an object")
        self._left: dict[str, Any] = dict(value)
        self._path = path

    def take(self, key: str, parse: _Parse[_T]) -> _T:
        """Take a field that must be there.

        Raises:
            ParseError: it is missing, or `parse` refuses it.
        """
        path = below(self._path, key)
        if key not in self._left:
            raise ParseError(path, "missing")
        return parse(self._left.pop(key), path)

    def take_optional(self, key: str, parse: _Parse[_T]) -> _T | None:
        """Take a field that may be absent; null is not the same as absent and is refused by `parse`."""
        return self.take(key, parse) if key in self._left else None

    def finish(self) -> None:
        """Refuse whatever was not asked for.

        Raises:
            ParseError: a field is left over.
        """
        if self._left:
            raise ParseError(below(self._path, min(map(str, self._left))), "unknown field")


def text(limit: int = 4000, *, empty: bool = False) -> _Parse[str]:
    """Build a parser of printable text of at most `limit` characters; line breaks and tabs may occur."""

    def parse(value: object, path: str) -> str:
        if not isinstance(value, str):
            raise ParseError(path, "not text")
        if not value.strip() and not empty:
            raise ParseError(path, "empty")
        if len(value) > limit:
            raise ParseError(path, f"longer than {limit} characters")
        if _UNPRINTABLE.search(value):
            raise ParseError(path, "holds a control character")
        return value

    return parse


def listed(parse: _Parse[_T], *, limit: int = 1000) -> _Parse[tuple[_T, ...]]:
    """Build a parser of a list of at most `limit` items."""

    def parse_list(value: object, path: str) -> tuple[_T, ...]:
        if not isinstance(value, list):
            raise ParseError(path, "not a list")
        if len(value) > limit:
            raise ParseError(path, f"more than {limit} items")
        return tuple(parse(item, f"{path}[{index}]") for index, item in enumerate(value))

    return parse_list


def distinct(parse: _Parse[_T], *, limit: int = 1000) -> _Parse[frozenset[_T]]:
    """Build a parser of a sorted list without repeats, read as a set."""

    def parse_set(value: object, path: str) -> frozenset[_T]:
        items = listed(parse, limit=limit)(value, path)
        if [str(item) for item in items] != sorted({str(item) for item in items}):
            raise ParseError(path, "not sorted, or an item stands twice")
        return frozenset(items)

    return parse_set


def member(codes: type[_E]) -> _Parse[_E]:
    """Build a parser of one code of an enumeration."""
    known = _members(codes)

    def parse(value: object, path: str) -> _E:
        if not isinstance(value, str):
            raise ParseError(path, "not text")
        found: _E | None = known.get(value)
        if found is None:
            raise ParseError(path, f"not one of {', '.join(codes)}")
        return found

    return parse


@cache
def _members(codes: type[StrEnum]) -> dict[str, Any]:
    """Return the members by their values: found in a third of the time that calling the enumeration takes."""
    return {code.value: code for code in codes}


def truth(value: object, path: str) -> bool:
    """Parse true or false."""
    if not isinstance(value, bool):
        raise ParseError(path, "not true or false")
    return value


def whole(low: int, high: int) -> _Parse[int]:
    """Build a parser of a whole number from `low` to `high`, both included."""

    def parse(value: object, path: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ParseError(path, f"not a whole number from {low} to {high}")
        return value

    return parse
