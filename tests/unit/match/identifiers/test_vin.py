import pytest

from egnatia.match.identifiers.vin import check_digit, read_vin

#: Published examples of valid North American numbers.
VALID = ["1M8GDM9AXKP042788", "11111111111111111", "5GZCZ43D13S812715"]


@pytest.mark.parametrize("vin", VALID)
def test_published_numbers_pass(vin: str) -> None:
    assert vin[8] == check_digit(vin)
    assert read_vin(vin).valid is True


def test_a_slip_is_noticed_and_repaired() -> None:
    read = read_vin("1M8GDM9AXKP042787")
    assert read.valid is False
    assert "1M8GDM9AXKP042788" in read.others


def test_european_numbers_have_no_check_digit() -> None:
    read = read_vin("WVWZZZ1JZ3W386752")
    assert read.valid is True
    assert read.others == frozenset()


def test_i_o_and_q_were_meant_as_digits() -> None:
    assert read_vin("WVWZZZIJZ3W38675O").key == "WVWZZZ1JZ3W386750"


def test_old_chassis_numbers_stand_as_they_are() -> None:
    assert (read_vin("115 2345678").key, read_vin("1152345678").valid) == ("1152345678", None)
