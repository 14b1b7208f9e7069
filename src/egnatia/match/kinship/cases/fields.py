"""Strict reading of JSON: every field by its type, none that is unknown, and the place in each error."""

import json
import re
from collections.abc import Collection, Mapping
from math import isfinite
from typing import TypeAlias, cast

import orjson

from egnatia.match.kinship.errors import CaseError

#: What a JSON parser gives.
Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | int | float | bool | None"
Object: TypeAlias = Mapping[str, Json]

#: A number as text, in digits with a decimal point; a comma might separate thousands or decimals.
DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def as_object(value: Json, place: str, known: Collection[str] | None = None) -> Object:
    """Return an object; with `known`, refuse other fields.

    Raises:
        CaseError: it is none, or has a field that nobody here reads.
    """
    if not isinstance(value, Mapping):
        raise CaseError(f"{place}: an object is expected, not {_shown(value)}")
    strange = [] if known is None else sorted(set(value) - set(known))
    if strange:
        raise CaseError(f"{place}: field {strange[0]!r} is unknown; known are {', '.join(sorted(known or ()))}")
    return value


def as_list(value: Json, place: str) -> list[Json]:
    """Return a list.

    Raises:
        CaseError: it is none.
    """
    if not isinstance(value, list):
        raise CaseError(f"{place}: a list is expected, not {_shown(value)}")
    return value


def as_number(value: Json, place: str) -> float:
    """Return a number, which programs that keep decimals exactly write as a text.

    Raises:
        CaseError: it is none.
    """
    if isinstance(value, bool) or not (isinstance(value, int | float) or _is_decimal(value)):
        raise CaseError(f"{place}: a number is expected, not {_shown(value)}")
    try:
        number = float(cast("str | float", value))
    except OverflowError as error:
        raise CaseError(f"{place}: a number is too large") from error
    if not isfinite(number):
        raise CaseError(f"{place}: a number is expected, not {_shown(value)}")
    return number


def _is_decimal(value: Json) -> bool:
    return isinstance(value, str) and DECIMAL.fullmatch(value) is not None


def as_text(value: Json, place: str) -> str:
    """Return a text; a number, as ids and alleles may be written, by its digits.

    Raises:
        CaseError: it is neither.
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        raise CaseError(f"{place}: a text is expected, not {_shown(value)}")
    return str(value)


def field(given: Object, name: str, place: str) -> Json:
    """Return a field that must be there.

    Raises:
        CaseError: it is not.
    """
    if name not in given:
        raise CaseError(f"{place}: field {name!r} is missing")
    return given[name]


def as_json(value: object) -> Json:
    """Take what a JSON parser gave for what it is."""
    return cast("Json", value)


def parse_json(text: str) -> Json:
    """Return what a JSON text says.

    Raises:
        CaseError: it is none, or a key stands twice in one object: a marker or a person that is given twice.
    """
    try:
        orjson.loads(text)  # first, because it refuses what is nested without end before Python's own stack is full
        return as_json(json.loads(text, object_pairs_hook=_refuse_twice))
    except (json.JSONDecodeError, RecursionError) as error:
        raise CaseError(f"this is no JSON: {error}") from error


def _refuse_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise CaseError(f"{next(name for name in names if names.count(name) > 1)!r} stands twice in one object")
    return made


def _shown(value: object) -> str:
    words = "nothing" if value is None else repr(value)
    return words if len(words) <= 40 else words[:37] + "..."  # noqa: PLR2004 - fits one line
