import pytest

from egnatia.match.identifiers.plate import read_plate

#: Invented plates in the common form of each state.
FORMS = [
    ("AA 123 BB", "ALB"), ("W-1234 AB", "AUT"), ("A12-K-345", "BIH"), ("CA 1234 BB", "BGR"), ("B-XY 123", "DEU"),
    ("AB12 CDE", "GBR"), ("YZH-1234", "GRC"), ("ZG 1234-AB", "HRV"), ("ABC-123", "HUN"), ("AA BB 123", "HUN"),
    ("AB 123 CD", "ITA"), ("ABC 123", "MDA"), ("PG AB123", "MNE"), ("SK 1234 AB", "MKD"), ("B 123 ABC", "ROU"),
    ("BG 1234-ŠĆ", "SRB"), ("LJ AB-123", "SVN"), ("34 ABC 123", "TUR"), ("01 123 AB", "XKX"),
]  # fmt: skip


@pytest.mark.parametrize(("plate", "country"), FORMS)
def test_common_forms_are_known(plate: str, country: str) -> None:
    assert read_plate(plate, frozenset({country})).valid is True


def test_another_form_is_no_error() -> None:
    read = read_plate("12-A-345", frozenset({"SRB"}))
    assert read.valid is None
    assert "SRB" in read.note


def test_without_a_country_the_form_is_not_checked() -> None:
    assert read_plate("BG 123-AB", frozenset()).valid is None


@pytest.mark.parametrize("written", ["CA 1234 BB", "СА 1234 ВВ", "ca-1234-bb", "СA1234BВ"])
def test_alphabets_do_not_count(written: str) -> None:
    assert read_plate(written, frozenset({"BGR"})).key == "CA1234BB"


def test_folding_keeps_plates_apart_in_the_exact_key() -> None:
    one, other = read_plate("BG 808-AB", frozenset()), read_plate("BG B0B-A8", frozenset())
    assert one.key != other.key
    assert one.folded == other.folded
