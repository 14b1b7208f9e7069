"""Records are drawn of a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.casework.importing.samples import drawn, mapping, row, written

from egnatia.casework.importing.drawing import draw, key_of
from egnatia.casework.importing.row import Row, RowError


def test_a_row_becomes_things_and_the_link_between_them() -> None:
    holder, car, owning = sorted(drawn(row()), key=lambda found: ["person", "vehicle", "ownership"].index(found.kind))
    assert holder.properties == {
        "family_name": ("Пробни",), "first_name": ("Ana", "Marija"), "birth_date": ("1985-04-12",), "sex": ("female",),
    }  # fmt: skip
    assert owning.refers == {"owner": (holder.key,), "owned": (car.key,)}


def test_the_same_key_is_the_same_thing_whatever_else_the_row_says() -> None:
    one, other = (next(found for found in drawn(row(Ime=name)) if found.kind == "person") for name in ("Ana", "Petar"))
    assert one.key == other.key
    assert one.properties != other.properties


def test_without_a_key_a_thing_is_known_by_all_that_is_said_of_it() -> None:
    records = {"one": {"kind": "person", "properties": {"full_name": "Ime"}}}
    keys = [drawn(row(Ime=name), mapping(records=records))[0].key for name in ("Ana", "Ana", "Petar")]
    assert keys[0] == keys[1] != keys[2]


def test_keys_of_two_sources_or_two_sorts_of_thing_never_meet() -> None:
    assert len({key_of("a", "person", ("1",)), key_of("b", "person", ("1",)), key_of("a", "vehicle", ("1",))}) == 3


@given(st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8")), min_size=2, max_size=3).map(tuple))
def test_two_cells_are_not_one(parts: tuple[str, ...]) -> None:
    assert key_of("a", "person", parts) != key_of("a", "person", ("".join(parts),))


def test_a_cell_that_means_nothing_leaves_its_property_out() -> None:
    holder = next(found for found in drawn(row(Ime="-", Pol="")) if found.kind == "person")
    assert holder.properties.keys() == {"family_name", "birth_date"}


def test_a_row_without_one_end_has_no_link() -> None:
    assert {found.kind for found in drawn(row(VIN="-", Tablica="-", kW="-"))} == {"person"}


def test_a_thing_that_cannot_be_told_apart_is_rejected() -> None:
    with pytest.raises(RowError, match="EMBG: empty, but holder is known by it"):
        drawn(row(EMBG=""))


def test_a_bad_cell_names_its_column_and_nothing_of_the_row_counts() -> None:
    with pytest.raises(RowError) as refused:
        drawn(row(Rodjen="soon"))
    assert refused.value.column == "Rodjen"
    with pytest.raises(RowError, match="short"):
        draw(mapping(), Row(line=2, cells={}, raw=[], fault="short"), frozenset())


def test_a_condition_says_which_rows_have_the_thing() -> None:
    records = written()["records"]
    records["car"]["when"] = {"column": "Pol", "is": ["Z"]}
    records["holder"]["when"] = "kW"
    found = mapping(records=records)
    assert [one.kind for one in drawn(row(Pol="M", kW=""), found)] == []
    assert {one.kind for one in drawn(row(Pol="Z"), found)} == {"person", "vehicle", "ownership"}


def test_columns_are_joined_or_each_a_value() -> None:
    properties = {"full_name": {"columns": ["Ime", "Prezime"], "join": " "}, "alias": {"columns": ["Ime", "Prezime"]}}
    records = {"one": {"kind": "person", "properties": properties}}
    [one] = drawn(row(Ime="Ana"), mapping(records=records))
    assert one.properties == {"full_name": ("Ana Пробни",), "alias": ("Ana", "Пробни")}


def test_a_point_is_made_of_two_columns() -> None:
    place = {"kind": "place", "properties": {"point": {"columns": ["Lat", "Lon"], "join": ","}}}
    found = mapping(records={"place": place})
    [one] = drawn(row(Lat="41,9973", Lon="21.4280"), found)
    assert one.properties == {"point": ("41.9973,21.428",)}
    assert drawn(row(Lat="41,9973"), found) == ()


def test_several_values_where_one_is_allowed_are_rejected_unless_the_first_is_taken() -> None:
    found = mapping(records={"car": {"kind": "vehicle", "properties": {"plate": "P"}}})
    both = Row(line=2, cells={"P": ("SK 1", "SK 2")}, raw=None)
    with pytest.raises(RowError, match="several values"):
        drawn(both, found)
    first = mapping(records={"car": {"kind": "vehicle", "properties": {"plate": {"column": "P", "first": True}}}})
    assert drawn(both, first)[0].properties == {"plate": ("SK 1",)}
