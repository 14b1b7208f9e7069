"""The types that a property's value can have, and the one spelling in which each is kept.

A value is text. Its type says which texts are values, and which of several spellings is the canonical one.
Checksums and look-alikes of identifiers are the business of `match.identifiers`.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Any

from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, parse_digest, parse_lineage
from egnatia.model.instant import parse_instant
from egnatia.model.partial_date import parse_partial_date
from egnatia.model.reading import text
from egnatia.model.shipped import read_data


class ValueType(StrEnum):
    """What sort of text a property holds."""

    NAME = "name"
    TEXT = "text"
    DATE = "date"
    COUNTRY = "country"
    IDENTIFIER = "identifier"
    POINT = "point"
    CODE = "code"
    QUANTITY = "quantity"
    INSTANT = "instant"
    DIGEST = "digest"
    RECORD = "record"


#: The sorts of identifier that a property can hold; `match.identifiers` knows how each is spelt and checked.
SCHEMES = frozenset(
    {
        "document",
        "email",
        "handle",
        "iban",
        "imei",
        "imsi",
        "national_number",
        "phone",
        "plate",
        "registration_number",
        "serial",
        "vin",
        "wallet",
    }
)

#: No zeros in front, none at the end of a fraction: 41.0 and 41.00 are both written 41 (ADR 0006).
_NUMBER = r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,5}[1-9])?"
_SIGNED = rf"(?!-0(?:,|$))-?{_NUMBER}"
_POINT = re.compile(f"({_SIGNED}),({_SIGNED})")
_QUANTITY = re.compile(f"{_NUMBER} [A-Za-z%µ²³]{{1,12}}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _load_countries() -> Mapping[str, Any]:
    """Read the country codes that ship with the package (ADR 0003: package data are code)."""
    loaded: Mapping[str, Any] = read_data(files("egnatia.model") / "countries.yaml")
    return loaded


#: Code to names, with the codes of ICAO 9303-3 section 5 for the stateless and others, and XKX for Kosovo.
COUNTRIES: Mapping[str, Any] = _load_countries()


def parse_country(value: object, path: str) -> CountryCode:
    """Read a country by its three-letter code.

    Raises:
        ParseError: the code is in no list.
    """
    if not isinstance(value, str) or value not in COUNTRIES:
        raise ParseError(path, "not a three-letter country code")
    return CountryCode(value)


def parse_day(value: object, path: str) -> date:
    """Read a full date, `YYYY-MM-DD`.

    Raises:
        ParseError: another form, or no such day.
    """
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ParseError(path, "not a day such as 1985-04-12")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ParseError(path, f"no such day: {value}") from error


def _words(limit: int) -> Callable[[object, str], str]:
    """Build the reader of words as `tidy` leaves them."""
    read = text(limit)

    def parse(value: object, path: str) -> str:
        words = read(value, path)
        if tidy(words) != words:
            raise ParseError(path, "not in NFC with single spaces and no empty lines")
        return words

    return parse


def _line(limit: int) -> Callable[[object, str], str]:
    """Build the reader of words that stand on one line."""
    read = _words(limit)

    def parse(value: object, path: str) -> str:
        words = read(value, path)
        if "\n" in words:
            raise ParseError(path, "more than one line")
        return words

    return parse


def _parse_point(value: object, path: str) -> str:
    match = _POINT.fullmatch(value) if isinstance(value, str) else None
    limits = (90.0, 180.0)
    if not match or any(abs(float(part)) > limit for part, limit in zip(match.groups(), limits, strict=True)):
        raise ParseError(path, "not a point such as 41.9973,21.4280 (latitude, longitude, WGS 84)")
    return match.string


def _parse_quantity(value: object, path: str) -> str:
    if not isinstance(value, str) or not _QUANTITY.fullmatch(value):
        raise ParseError(path, "not a quantity such as 1105 kg")
    return value


def _parse_date(value: object, path: str) -> str:
    parse_partial_date(value, path)
    return str(value)  # a date has one spelling


def _parse_instant(value: object, path: str) -> str:
    found = text(24)(value, path)
    parse_instant(found, path)
    return found


def tidy(value: str) -> str:
    """Bring typed or imported words into the one spelling that `name`, `text` and `identifier` demand."""
    if " ".join(value.split()) == value:  # one line, as nearly all values are
        return unicodedata.normalize("NFC", value)
    lines = (" ".join(line.split()) for line in value.splitlines())
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))


def write_number(value: float) -> str:
    """Write a number, to six places, in the one spelling that `point` and `quantity` demand."""
    written = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


#: How each type reads a value; `code` needs its list and is read by the property (`kinds.py`).
READERS: Mapping[ValueType, Callable[[object, str], str]] = {
    ValueType.NAME: _line(400),
    ValueType.TEXT: _words(4000),
    ValueType.DATE: _parse_date,
    ValueType.COUNTRY: parse_country,
    ValueType.IDENTIFIER: _line(128),
    ValueType.POINT: _parse_point,
    ValueType.QUANTITY: _parse_quantity,
    ValueType.INSTANT: _parse_instant,
    ValueType.DIGEST: parse_digest,
    ValueType.RECORD: parse_lineage,
}
