from stdnum import luhn

from egnatia.match.identifiers.slips import repairs


def test_a_wrong_digit_and_exchanged_neighbours_are_repaired() -> None:
    assert "490154203237518" in repairs("490154203237528", luhn.is_valid)
    assert "490154203237518" in repairs("490154203327518", luhn.is_valid)


def test_letters_are_repaired_by_letters() -> None:
    assert repairs("AB1", lambda key: key == "AC1") == {"AC1"}
    assert repairs("AB1", lambda key: key == "A21") == frozenset()


def test_only_valid_keys_one_slip_away_come_back() -> None:
    found = repairs("79927398710", luhn.is_valid)
    assert found
    assert all(luhn.is_valid(key) and len(key) == 11 for key in found)


def test_long_keys_have_no_repairs() -> None:
    assert repairs("1" * 35, lambda _: True) == frozenset()
