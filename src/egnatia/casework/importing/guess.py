"""Guessing a first mapping: by what columns are called in the languages of the region, and by what stands in them.

A guess leaves open what only a person can say: for which purpose the records are kept, how long, how the source is to
be judged, and what the people in them are in the matter. Until that is filled in, the mapping is refused.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from anyascii import anyascii

from egnatia.casework.importing.cells import clean, country_codes
from egnatia.casework.importing.dates import parse_pattern
from egnatia.casework.importing.headers import WORDS
from egnatia.casework.importing.row import Row
from egnatia.model.kinds import KINDS
from egnatia.model.values import ValueType

#: By what stands in a column alone, a column is taken for this property, if nearly all cells look so.
_LOOKS: Final = (
    ("vehicle", "vin", re.compile(r"[A-HJ-NPR-Z0-9]{17}")),
    ("account", "iban", re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?")),
    ("person", "email", re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")),
)
_PATTERNS: Final = (
    "DD.MM.YYYY", "D.M.YYYY", "DD.MM.YYYY.", "D.M.YYYY.", "DD/MM/YYYY", "MM/DD/YYYY", "DD-MM-YYYY", "YYYY/MM/DD",
    "YYYY.MM.DD", "YYYY.MM.DD.", "YYYYMMDD", "DDMMYYYY",
)  # fmt: skip
_MALE: Final = re.compile(
    "m|male|mashkull|muski|maz|mazh|mann|mannlich|arren|andras|ferfi|maschio|barbat|moski|erkek|e"
)
_FEMALE: Final = re.compile(
    "f|z|zh|w|female|femer|zensk[ai]|zh?ena|frau|weiblich|thely|gynaika|no|femmina|femeie|kadin|k"
)
#: Nearly all: one cell in ten may be something else.
_NEARLY: Final = 0.9
#: By these a thing is told apart from others of its kind, the best first.
_KEYS: Final = MappingProxyType(
    {
        "person": ("national_number", "document_number"),
        "vehicle": ("vin", "plate"),
        "document": ("number",),
        "organisation": ("registration_number",),
        "account": ("iban",),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A first mapping of a table, and what could not be guessed."""

    mapping: Mapping[str, Any]  #: As it is written in YAML.
    unknown: tuple[str, ...]  #: Columns that nothing was made of.


def guess_mapping(columns: Sequence[str], rows: Iterable[Row]) -> Guess:
    """Guess which column holds which property of which kind.

    Args:
        columns: in the order of the table.
        rows: the first few, by which guesses are checked.
    """
    seen = list(rows)
    cells = {name: [clean(text) for row in seen for text in row.cells.get(name, ())] for name in columns if name}
    meant: dict[str, dict[str, str]] = defaultdict(dict)
    for column, texts in cells.items():
        found = _meaning(column, texts, meant)
        if found:
            meant[found[0]][found[1]] = column
    records = {kind: _record(kind, properties, cells) for kind, properties in meant.items()}
    used = {column for properties in meant.values() for column in properties.values()}
    return Guess(mapping=_whole(records), unknown=tuple(name for name in cells if name not in used))


def fold(words: str) -> str:
    """Bring the name of a column into the form in which `headers.yaml` has it."""
    return "".join(char for char in anyascii(words).casefold() if char.isalnum())


def _meaning(column: str, texts: Sequence[str], taken: Mapping[str, Mapping[str, str]]) -> tuple[str, str] | None:
    """Return kind and property of a column: by its name if its cells do not belie that, else by its cells."""
    for kind, name in WORDS.get(fold(column), ()):
        if name not in taken.get(kind, {}) and _fits(kind, name, texts):
            return kind, name
    for kind, name, look in _LOOKS:
        if name not in taken.get(kind, {}) and texts and _share(texts, look.fullmatch) >= _NEARLY:
            return kind, name
    return None


def _fits(kind: str, name: str, texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    if not filled:
        return True
    match KINDS[kind].properties[name].type:
        case ValueType.DATE:
            return bool(_pattern(filled)) or _share(filled, re.compile(r"\d{4}(-\d\d){0,2}").fullmatch) >= _NEARLY
        case ValueType.NAME:
            return _share(filled, re.compile(r"[^\d]*").fullmatch) >= _NEARLY
        case ValueType.COUNTRY:
            return _share(filled, lambda text: fold(text) in country_codes()) >= _NEARLY
        case _:
            return True


def _share(texts: Sequence[str], holds: Any) -> float:  # noqa: ANN401 - any test of a text
    return sum(bool(holds(text)) for text in texts) / len(texts)


def _pattern(texts: Sequence[str]) -> str:
    """Return the first pattern by which nearly all cells are dates that the calendar has."""
    for written in _PATTERNS:
        pattern = parse_pattern(written, "")
        found = [parts for text in texts if (parts := pattern.find(text))]
        if len(found) >= _NEARLY * len(texts) and all(parts.get("month", 1) <= 12 for parts in found):  # noqa: PLR2004
            return written
    return ""


def _record(kind: str, properties: Mapping[str, str], cells: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    keys = [properties[name] for name in _KEYS[kind] if name in properties]
    record: dict[str, Any] = {"kind": kind}
    if keys:
        record["key"] = keys[0]
    record["properties"] = {name: _source(kind, name, column, cells[column]) for name, column in properties.items()}
    return record


def _source(kind: str, name: str, column: str, texts: Sequence[str]) -> Any:  # noqa: ANN401 - as YAML has it
    definition = KINDS[kind].properties[name]
    filled = [text for text in texts if text]
    if definition.type is ValueType.DATE and (pattern := _pattern(filled)):
        return {"column": column, "dates": [pattern]}
    if definition.type is ValueType.QUANTITY:
        return {"column": column, "unit": "kW"}
    if name == "sex":
        spelt = (("male", _MALE), ("female", _FEMALE))
        values = {text: sex for text in filled for sex, words in spelt if words.fullmatch(fold(text))}
        return {"column": column, "values": dict(sorted(values.items()))} if values else column
    return column


def _whole(records: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if "person" in records and "vehicle" in records and all("key" in records[name] for name in ("person", "vehicle")):
        records["ownership"] = {
            "kind": "ownership",
            "properties": {"owner": {"record": "person"}, "owned": {"record": "vehicle"}},
        }
    return {
        "caveat": {"source": "X", "information": "4", "purposes": [], "role": "unknown", "retain": ""},
        "records": records,
    }
