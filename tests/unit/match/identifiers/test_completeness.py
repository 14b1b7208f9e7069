"""Whole identifiers, and parts of them: read from the value, not taken on anybody's word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.match.identifiers.test_plate import FORMS

from egnatia.match.identifiers.completeness import is_complete
from egnatia.match.identifiers.plate import read_plate
from egnatia.model.kinds import KINDS

VIN = "WVWZZZ1JZXW000001"


def complete(kind: str, **asked: str) -> bool:
    """Ask about a question that names these properties."""
    return is_complete(KINDS[kind], {name: (value,) for name, value in asked.items()})


@pytest.mark.parametrize(("plate", "country"), FORMS)
def test_a_plate_of_the_common_form_is_whole(plate: str, country: str) -> None:
    assert complete("vehicle", plate=plate, registration_country=country)


@pytest.mark.parametrize(
    ("plate", "country"),
    [("ZG1234", "HRV"), ("1234-AB", "HRV"), ("BG 123", "SRB"), ("34 ABC", "TUR"), ("AA 123", "ALB"), ("CA 12", "BGR")],
)
def test_the_beginning_or_end_of_a_plate_is_a_part(plate: str, country: str) -> None:
    assert not complete("vehicle", plate=plate, registration_country=country)


@pytest.mark.parametrize(("plate", "country"), [("DIPL 7 QX", "HRV"), ("TIRANA1", "ALB"), ("A12B123", "BIH")])
def test_a_plate_of_no_known_form_is_whole_if_nothing_could_make_it_one(plate: str, country: str) -> None:
    assert complete("vehicle", plate=plate, registration_country=country)


def test_of_a_plate_without_its_country_only_open_signs_tell() -> None:
    assert complete("vehicle", plate="ZG1234")
    assert not complete("vehicle", plate="ZG*34")


@pytest.mark.parametrize("plate", ["ZG 1?34-AB", "ZG*", "ZG 12… AB", "ZG 12...AB", "%1234%", "-", "???"])
def test_what_is_left_open_is_not_complete(plate: str) -> None:
    assert not complete("vehicle", plate=plate, registration_country="HRV")


@pytest.mark.parametrize(
    ("vin", "whole"), [(VIN, True), (VIN[:16], False), ("ZZZ1JZXW000001", False), (VIN + "1", False)]
)
def test_a_vin_has_17_characters(vin: str, *, whole: bool) -> None:
    assert complete("vehicle", vin=vin) is whole


@pytest.mark.parametrize(
    ("kind", "name", "value", "whole"),
    [
        ("device", "imei", "490154203237518", True),
        ("device", "imei", "49015420", False),
        ("device", "imsi", "219011234567890", True),
        ("device", "imsi", "21901", False),
        ("document", "number", "P1234567", True),
        ("document", "number", "P12?4567", False),
        ("firearm", "serial", "M70-***12", False),
        ("account", "email", "who?#%@example.org", True),
    ],
)
def test_every_scheme_knows_what_is_whole(kind: str, name: str, value: str, *, whole: bool) -> None:
    assert complete(kind, **{name: value}) is whole


def test_one_part_among_whole_ones_makes_the_question_incomplete() -> None:
    assert not is_complete(KINDS["device"], {"imei": ("490154203237518", "4901")})


def test_words_and_dates_are_taken_as_whole() -> None:
    assert complete("person", first_name="Mar*", birth_date="1985")


@given(st.sampled_from(FORMS), st.integers(min_value=1, max_value=6))
def test_what_is_cut_off_at_the_end_is_a_part_unless_it_is_a_whole_plate_itself(
    form: tuple[str, str], less: int
) -> None:
    plate, country = form
    cut = plate[:-less].strip(" -")
    whole = read_plate(cut, frozenset({country})).valid is True
    assert complete("vehicle", plate=cut, registration_country=country) is whole
