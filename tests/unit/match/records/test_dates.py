import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.records.dates import Agreement, compare_dates, years


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("1985-04-12", "1985-04-12", Agreement.SAME),
        ("1985", "1985-04-12", Agreement.YEAR),
        ("1985-04", "1985-04", Agreement.MONTH),
        ("1985-04-12", "1985-12-04", Agreement.SWAPPED),
        ("1985-04-12", "1985-01-01", Agreement.FIRST_OF_JANUARY),
        ("1985-01-01", "1985-01-01", Agreement.FIRST_OF_JANUARY),
        ("1985-04-12", "1986-01-01", Agreement.OTHER),
        ("1985-04", "1985-05", Agreement.SLIP),
        ("1985-04-12", "1985-04-13", Agreement.SLIP),
        ("1985-04-12", "1986-04-12", Agreement.SLIP),
        ("1985-04-12", "1986-04-13", Agreement.OTHER),
        ("1985", "1986", Agreement.OTHER),
        ("1986", "1985-04-12", Agreement.OTHER),
    ],
)
def test_dates_agree_as_registers_have_them(one: str, other: str, agreement: Agreement) -> None:
    assert compare_dates((one,), (other,)) is agreement
    assert compare_dates((other,), (one,)) is agreement


def test_the_best_of_several_counts() -> None:
    assert compare_dates(("1985-04-12", "1979"), ("1979-02-01", "2001")) is Agreement.YEAR


@given(st.text(max_size=20))
def test_what_is_no_date_says_nothing(text: str) -> None:
    assert compare_dates((f"x{text}",), ("1985",)) is None


def test_years_are_read() -> None:
    assert years(("1985-04-12", "1979", "soon")) == {"1985", "1979"}
