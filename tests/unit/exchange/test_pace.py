"""Pace: the time of a reply tells how much was asked, not how much was found."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.exchange.limits import ANSWER_BUCKET
from egnatia.exchange.pace import Pace, due, rest

QUICK = Pace(alone=timedelta(milliseconds=40), further=timedelta(milliseconds=8))
SLOW = Pace(alone=timedelta(milliseconds=120), further=timedelta(milliseconds=80))
times = st.timedeltas(min_value=timedelta(0), max_value=timedelta(seconds=100))
requests = st.lists(st.sampled_from([QUICK, SLOW]), max_size=64)


@pytest.mark.parametrize(
    ("paces", "milliseconds"),
    [
        ([], 40),
        ([QUICK], 40),
        ([SLOW], 120),
        ([QUICK] * 2, 80),
        ([QUICK] * 6, 80),
        ([QUICK, SLOW], 160),
        ([SLOW] * 2, 200),
    ],
)
def test_what_was_asked_says_when_the_reply_is_due(paces: list[Pace], milliseconds: int) -> None:
    assert due(paces) == timedelta(milliseconds=milliseconds)


@given(requests)
def test_the_order_of_questions_says_nothing(paces: list[Pace]) -> None:
    assert due(paces) == due(paces[::-1])


@given(requests, times, times)
def test_work_that_ends_in_time_does_not_show(paces: list[Pace], one: timedelta, other: timedelta) -> None:
    after = due(paces)
    first, second = (passed + rest(passed, after) for passed in (one % after, other % after))
    assert first == second == after


@given(requests, times)
def test_replies_take_whole_dues_and_dues_are_whole_buckets(paces: list[Pace], passed: timedelta) -> None:
    after = due(paces)
    waited = rest(passed, after)
    assert timedelta(0) <= waited <= after
    assert (passed + waited) % after == after % ANSWER_BUCKET == timedelta(0)
