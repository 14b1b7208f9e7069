"""Turning the text of a cell into a value as records have it: each type its own way, by what the mapping says."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import lru_cache
from types import MappingProxyType

from egnatia.casework.importing.dates import DatePattern, read_date, read_instant, shown
from egnatia.model.errors import ParseError
from egnatia.model.kinds import Property
from egnatia.model.values import COUNTRIES, ValueType, tidy, write_number

_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d+)?")
_AMOUNT = re.compile(r"(\d{1,15}(?:[.,]\d+)?)\s*([A-Za-z%µ²³]{1,12})?")
#: Bytes that tables carry along and nobody sees: the byte order mark, soft hyphens, zero-width spaces.
_UNSEEN = re.compile("[\ufeff\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """How the cells of a column become values of one property."""

    property: Property
    dates: tuple[DatePattern, ...] = ()
    zone: tzinfo | None = None  #: Of times that name none.
    unit: str = ""  #: Of amounts that name none.
    #: What stands in the table to what is meant; None: nothing.
    values: Mapping[str, str | None] = field(default_factory=dict)


def clean(cell: str) -> str:
    """Bring the text of a cell into the spelling that records have, without what nobody sees."""
    return tidy(cell if cell.isascii() else _UNSEEN.sub("", cell))


def convert(cell: str, how: Conversion) -> str | None:
    """Turn one cell into a value.

    Args:
        cell: as `clean` leaves it.
        how: by what the mapping says.

    Returns:
        The value in the one spelling that records have, or None where the value map says that it means nothing.

    Raises:
        ParseError: the cell holds no such value; its message quotes it.
    """
    words = cell
    if words in how.values:
        mapped = how.values[words]
        if mapped is None:
            return None
        words = mapped
    return how.property.parse(_READERS.get(how.property.type, _as_is)(words, how), "")


def _as_is(words: str, _how: Conversion) -> str:
    return words


def _line(words: str, _how: Conversion) -> str:
    """Join what stands on several lines of a cell; names and identifiers stand on one."""
    return " ".join(words.split("\n"))


def _date(words: str, how: Conversion) -> str:
    return read_date(words, how.dates)


def _instant(words: str, how: Conversion) -> str:
    return read_instant(words, how.dates, how.zone)


def _country(words: str, _how: Conversion) -> str:
    code = country_codes().get(_folded(words))
    if code is None:
        raise ParseError("", f"no country: {shown(words)} (wanted: a code of ISO 3166-1, or an English name)")
    return code


def _code(words: str, how: Conversion) -> str:
    codes = how.property.codes
    found = words if words in codes else words.lower().replace(" ", "_")
    if found not in codes:
        raise ParseError(
            "", f"{shown(words)} is none of {', '.join(sorted(codes))}; the mapping's values can say which"
        )
    return found


def _quantity(words: str, how: Conversion) -> str:
    match = _AMOUNT.fullmatch(words)
    unit = (match[2] or how.unit) if match else ""
    if match is None or not unit:
        raise ParseError("", f"not an amount with a unit: {shown(words)}")
    return f"{write_number(_number(match[1]))} {unit}"


def _point(words: str, _how: Conversion) -> str:
    parts = [part.strip() for part in words.split(",")]
    if len(parts) != 2 or not all(_NUMBER.fullmatch(part) for part in parts):  # noqa: PLR2004 - latitude, longitude
        raise ParseError("", f"not a latitude and a longitude: {shown(words)}")
    return ",".join(write_number(_number(part)) for part in parts)


def _digest(words: str, _how: Conversion) -> str:
    return words.lower()


_READERS: Mapping[ValueType, Callable[[str, Conversion], str]] = {
    ValueType.NAME: _line,
    ValueType.IDENTIFIER: _line,
    ValueType.DATE: _date,
    ValueType.INSTANT: _instant,
    ValueType.COUNTRY: _country,
    ValueType.CODE: _code,
    ValueType.QUANTITY: _quantity,
    ValueType.POINT: _point,
    ValueType.DIGEST: _digest,
}


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(char for char in plain if char.isalnum())


@lru_cache(maxsize=1)
def country_codes() -> Mapping[str, str]:
    """Return every spelling by which a country is known to its code: both ISO codes, the English name, aliases."""
    found: dict[str, str] = {}
    for code, country in COUNTRIES.items():
        for spelling in (code, country.get("alpha2"), country.get("name"), *country.get("aliases", ())):
            if spelling:
                found.setdefault(_folded(spelling), code)
    return MappingProxyType(found)
