import pytest

from egnatia.match.identifiers.national_number import read_national_number

#: Numbers from the documentation of python-stdnum, invented there; the last digit is the check digit.
VECTORS = [
    ("0101006500006", "SVN"),
    ("0101006500006", "SRB"),
    ("7523169263", "BGR"),
    ("1630615123457", "ROU"),
    ("01013099997", "GRC"),
    ("17291716060", "TUR"),
    ("33392005961", "HRV"),
    ("44051401359", "POL"),
    ("36574261809", "DEU"),
    ("1008600038413", "MDA"),
    ("RCCMNL83S18D969H", "ITA"),
]


@pytest.mark.parametrize(("number", "country"), VECTORS)
def test_published_numbers_pass_the_check_of_their_country(number: str, country: str) -> None:
    read = read_national_number(f" {number[:4]} {number[4:]} ", frozenset({country}))
    assert (read.key, read.valid) == (number, True)


@pytest.mark.parametrize(("number", "country"), VECTORS[:8])
def test_a_wrong_digit_is_noticed_and_repaired(number: str, country: str) -> None:
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    read = read_national_number(wrong, frozenset({country}))
    assert read.valid is False
    assert number in read.others


def test_one_number_serves_seven_states() -> None:
    keys = {read_national_number("0101006500006", frozenset({code})).key for code in ("SRB", "HRV", "MKD", "BIH")}
    assert len(keys) == 1


@pytest.mark.parametrize("countries", [frozenset(), frozenset({"ALB"}), frozenset({"SWE"})])
def test_without_a_known_check_nothing_is_said(countries: frozenset[str]) -> None:
    assert read_national_number("J50101001A", countries).valid is None


def test_slips_are_not_searched_under_many_schemes() -> None:
    assert read_national_number("0101006500007", frozenset({"HRV", "BGR", "SVN"})).others == frozenset()


def test_letters_that_are_part_of_the_number_are_not_folded() -> None:
    assert read_national_number("SSSSSS80B01S501S", frozenset()).folded == "SSSSSS80B01S501S"
