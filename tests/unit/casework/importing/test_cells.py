"""Cells become values in the one spelling that records have."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.casework.importing.cells import Conversion, clean, convert, country_codes
from egnatia.model.errors import ParseError
from egnatia.model.kinds import KINDS

#: Kind and property, what stands in the cell, options, and the value.
CONVERTED: tuple[tuple[str, str, dict[str, Any], str | None], ...] = (
    ("person.family_name", " Пробни \u200b ", {}, "Пробни"),
    ("person.family_name", "Prob\nni", {}, "Prob ni"),
    ("person.nationality", "mk", {}, "MKD"),
    ("person.nationality", "North Macedonia", {}, "MKD"),
    ("person.nationality", "RKS", {}, "XKX"),
    ("person.sex", "Ж", {"values": {"Ж": "female"}}, "female"),
    ("person.sex", "?", {"values": {"?": None}}, None),
    ("vehicle.status", "Plate Stolen", {}, "plate_stolen"),
    ("vehicle.power", "77,50", {"unit": "kW"}, "77.5 kW"),
    ("vehicle.power", "110 PS", {"unit": "kW"}, "110 PS"),
    ("place.point", "41.99730,21.428", {}, "41.9973,21.428"),
    ("vehicle.photograph", "AB" * 32, {}, "ab" * 32),
)


def conversion(path: str, **options: object) -> Conversion:
    kind, name = path.split(".")
    return Conversion(property=KINDS[kind].properties[name], **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(("path", "cell", "options", "value"), CONVERTED)
def test_a_cell_becomes_a_value(path: str, cell: str, options: dict[str, object], value: str | None) -> None:
    assert convert(clean(cell), conversion(path, **options)) == value


@pytest.mark.parametrize(
    ("path", "cell", "told"),
    [
        ("person.nationality", "Ruritania", "no country"),
        ("person.sex", "Q", "none of female, male"),
        ("vehicle.power", "77", "with a unit"),
        ("vehicle.power", "strong", "with a unit"),
        ("place.point", "41,99,21,42", "latitude"),
        ("place.point", "141.0,21.0", "not a point"),
        ("person.birth_date", "Probna", "not a date"),
        ("use.start", "noon", "not a time"),
    ],
)
def test_what_is_no_value_is_refused_in_words(path: str, cell: str, told: str) -> None:
    with pytest.raises(ParseError, match=told):
        convert(clean(cell), conversion(path))


@given(st.text())
def test_a_name_is_kept_in_the_spelling_of_records_or_refused(cell: str) -> None:
    definition = KINDS["person"].properties["family_name"]
    try:
        value = convert(clean(cell), Conversion(property=definition))
    except ParseError:
        return
    assert value == definition.parse(value, "")


def test_every_country_is_known_by_its_own_codes_and_name() -> None:
    assert country_codes()["srb"] == country_codes()["rs"] == country_codes()["serbia"] == "SRB"
