import pytest

from egnatia.match.identifiers.phone import read_phone

NOWHERE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    "written", ["+381 64 123 4567", "00381641234567", "+381 (64) 123-45-67", "tel:+381-64-1234567"]
)
def test_international_forms_are_one(written: str) -> None:
    read = read_phone(written, NOWHERE)
    assert (read.key, read.valid) == ("+381641234567", True)


def test_a_national_form_needs_its_country() -> None:
    assert read_phone("064 123 4567", frozenset({"SRB"})).key == "+381641234567"
    assert read_phone("064 123 4567", NOWHERE).key == "0641234567"


def test_of_several_countries_each_reading_is_kept() -> None:
    read = read_phone("061 234 567", frozenset({"BIH", "SRB"}))
    assert {read.key, *read.others} >= {"+38761234567", "+38161234567"}


def test_without_a_country_the_last_digits_are_left_to_compare() -> None:
    assert read_phone("064 123 4567", NOWHERE).others & read_phone("+381641234567", NOWHERE).others == {"41234567"}


@pytest.mark.parametrize("written", ["", "no number", "٣٤٥", "+"])
def test_what_has_no_digits_is_empty(written: str) -> None:
    assert read_phone(written, NOWHERE).valid is not True


def test_codes_without_a_numbering_plan_are_passed_over() -> None:
    assert read_phone("0641234567", frozenset({"XXA", "nonsense"})).key == "0641234567"


def test_a_number_outside_the_plan_is_noted() -> None:
    assert read_phone("+381 1", NOWHERE).valid is not True
