"""Strict reading of one JSON object: every field is asked for by name, and what nobody asked for is refused."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from egnatia.model.errors import ParseError

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)
_Parse = Callable[[object, str], _T]


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
        path = f"{self._path}.{key}" if self._path else key
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
        for key in sorted(self._left):
            raise ParseError(f"{self._path}.{key}" if self._path else key, "unknown field")


def text(limit: int = 4000, *, empty: bool = False) -> _Parse[str]:
    """Build a parser of printable text of at most `limit` characters; line breaks and tabs may occur."""

    def parse(value: object, path: str) -> str:
        if not isinstance(value, str):
            raise ParseError(path, "not text")
        if not value.strip() and not empty:
            raise ParseError(path, "empty")
        if len(value) > limit:
            raise ParseError(path, f"longer than {limit} characters")
        if any(unprintable(char) for char in value):
            raise ParseError(path, "holds a control character")
        return value

    return parse


def unprintable(char: str) -> bool:
    """Tell whether a character has no business in text: controls, lone surrogates, bidirectional overrides."""
    return (char < " " and char not in "\n\t") or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff" or char in _BIDI


#: Unicode TR9 explicit embeddings, overrides and isolates: they make text read otherwise than it is.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


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

    def parse(value: object, path: str) -> _E:
        try:
            return codes(value)
        except ValueError:
            raise ParseError(path, f"not one of {', '.join(codes)}") from None

    return parse


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
