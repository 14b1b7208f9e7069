"""A column that was mistaken for another is found on the first rows."""

import pytest
from tests.unit.casework.importing.samples import mapping, row

from egnatia.casework.importing.trial import MappingError, try_mapping

CARS = {"car": {"kind": "vehicle", "properties": {"plate": "Tablica", "first_registration": "Tablica"}}}


def test_a_table_that_fits_passes_with_some_bad_rows() -> None:
    try_mapping(mapping(), [row(2), row(3, Rodjen="soon"), row(4, Rodjen="later"), row(5, Rodjen="never")])


def test_names_are_no_dates() -> None:
    with pytest.raises(MappingError, match=r"records\.car\.properties\.first_registration: the column Tablica"):
        try_mapping(mapping(records=CARS), [row(number) for number in range(3)])


def test_dates_are_no_names() -> None:
    records = {"one": {"kind": "person", "properties": {"family_name": "Rodjen"}}}
    with pytest.raises(MappingError, match=r"not a name: '12\.04\.1985'"):
        try_mapping(mapping(records=records), [row(number) for number in range(3)])


def test_two_bad_cells_prove_nothing() -> None:
    try_mapping(mapping(records=CARS), [row(2), row(3), row(4, Tablica="-")])


def test_each_piece_of_a_cell_is_tried() -> None:
    records = {"one": {"kind": "person", "properties": {"nationality": {"column": "Ime", "split": ";"}}}}
    with pytest.raises(MappingError, match="no country: 'Ana'"):
        try_mapping(mapping(records=records), [row(2), row(3)])
