"""Ages, heights and dates as ranges: what is known of a body is seldom one number."""

from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.figures.ranges import Range, days, quantity, span

numbers = st.floats(-1e6, 1e6)
ranges = st.tuples(numbers, numbers).map(lambda pair: Range(low=min(pair), high=max(pair)))


@given(ranges, ranges)
def test_a_gap_is_the_same_from_both_sides_and_none_to_itself(one: Range, other: Range) -> None:
    assert one.gap(other) == other.gap(one) >= 0
    assert one.gap(one) == 0


@given(ranges, numbers)
def test_a_number_within_has_no_gap_and_one_without_has_its_distance(one: Range, number: float) -> None:
    point = Range(low=number, high=number)
    assert one.gap(point) == max(0.0, one.low - number, number - one.high)


def test_heights_in_any_unit_are_centimetres_and_ages_years() -> None:
    assert quantity("1.72 m") == quantity("172 cm") == quantity("1720 mm") == Range(low=172, high=172)
    assert quantity("18 months") == Range(low=1.5, high=1.5)
    assert quantity("80 kg") is None


def test_a_partial_date_is_all_the_days_that_it_can_mean() -> None:
    month, day = days("2026-02"), days("2026-02-14")
    assert month
    assert day
    assert month.high - month.low == 27
    assert month.gap(day) == 0
    assert days("last winter") is None


def test_several_properties_name_one_span() -> None:
    body = {"age_from": ("20 years",), "age_until": ("30 years",), "weight": ("80 kg",)}
    assert span(body, ("age_from", "age_until"), quantity) == Range(low=20, high=30)
    assert span(body, ("weight",), quantity) is None
