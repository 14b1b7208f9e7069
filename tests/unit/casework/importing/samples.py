"""Mappings and rows that several tests share."""

from datetime import date
from typing import Any

from egnatia.casework.importing.drawing import Drawn, draw
from egnatia.casework.importing.intake import BroughtRow
from egnatia.casework.importing.mapping import ImportMapping
from egnatia.casework.importing.reading import parse_mapping
from egnatia.casework.importing.row import Row

TODAY = date(2026, 11, 22)


def written(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - as YAML gives it
    """Return a mapping of an invented vehicle register, as it is written in YAML."""
    return {
        "source": "invented vehicle register",
        "format": "csv",
        "caveat": {
            "source": "A",
            "information": 1,
            "purposes": ["criminal_investigation"],
            "role": "suspect",
            "retain": "5 years",
        },
        "empty": ["-"],
        "records": {
            "owning": {
                "kind": "ownership",
                "properties": {
                    "owner": {"record": "holder"},
                    "owned": {"record": "car"},
                    "role": {"constant": "owner"},
                },
            },
            "holder": {
                "kind": "person",
                "key": "EMBG",
                "properties": {
                    "family_name": "Prezime",
                    "first_name": {"column": "Ime", "split": ";"},
                    "birth_date": {"column": "Rodjen", "dates": ["DD.MM.YYYY"]},
                    "sex": {"column": "Pol", "values": {"M": "male", "Z": "female"}},
                },
            },
            "car": {
                "kind": "vehicle",
                "key": "VIN",
                "properties": {"plate": "Tablica", "vin": "VIN", "power": {"column": "kW", "unit": "kW"}},
            },
        },
        **changed,
    }


def mapping(**changed: Any) -> ImportMapping:  # noqa: ANN401
    """Read the mapping of the invented register."""
    return parse_mapping(written(**changed), TODAY)


CELLS = {
    "EMBG": "0101985450001",
    "Prezime": "Пробни",
    "Ime": "Ana; Marija",
    "Rodjen": "12.04.1985",
    "Pol": "Z",
    "VIN": "WVWZZZ1JZXW000001",
    "Tablica": "SK 1234 AB",
    "kW": "77,5",
}


def row(line: int = 2, **cells: str) -> Row:
    """Return a row of the invented register."""
    found = {**CELLS, **cells}
    return Row(line=line, cells={name: (text,) for name, text in found.items()}, raw=list(found.values()))


def drawn(one: Row, found: ImportMapping | None = None) -> tuple[Drawn, ...]:
    """Draw all records of a row."""
    used = found or mapping()
    return tuple(draw(used, one, frozenset(template.name for template in used.templates)))


def brought(line: int = 2, **cells: str) -> BroughtRow:
    """Return a row as it reaches the node."""
    return BroughtRow(line=line, records=drawn(row(line, **cells)))
