"""The token bucket."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.model.samples import MORNING

from egnatia.exchange.rate import Bucket, Rate, full, take

RATE = Rate(burst=10, per_second=2.0)


def test_a_burst_is_allowed_and_then_no_more() -> None:
    left = take(full(RATE, MORNING), RATE, MORNING, 10)
    assert left == Bucket(tokens=0.0, at=MORNING)
    assert take(left, RATE, MORNING, 1) is None


def test_what_was_taken_comes_back_with_time() -> None:
    empty = Bucket(tokens=0.0, at=MORNING)
    assert take(empty, RATE, MORNING + timedelta(seconds=1), 3) is None
    assert take(empty, RATE, MORNING + timedelta(seconds=1), 2) == Bucket(tokens=0.0, at=MORNING + timedelta(seconds=1))


def test_a_partner_who_is_silent_for_long_saves_up_one_burst() -> None:
    assert take(full(RATE, MORNING), RATE, MORNING + timedelta(days=9), 11) is None


def test_a_clock_that_is_set_back_earns_nothing_twice() -> None:
    empty = Bucket(tokens=0.0, at=MORNING)
    back = take(empty, RATE, MORNING - timedelta(hours=1), 0)
    assert back == empty


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 12)), max_size=40))
def test_never_more_than_burst_and_rate_allow(steps: list[tuple[int, int]]) -> None:
    bucket, now, taken = full(RATE, MORNING), MORNING, 0
    for wait, count in steps:
        now += timedelta(milliseconds=wait)
        left = take(bucket, RATE, now, count)
        bucket, taken = left or bucket, taken + (count if left else 0)
    assert taken <= RATE.burst + RATE.per_second * (now - MORNING).total_seconds() + 1e-6
