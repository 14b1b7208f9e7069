"""Pace: the time of a reply tells how much was asked, not how much was found."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.exchange.limits import ANSWER_BUCKET
from egnatia.exchange.pace import Pace, due, rest

QUICK = Pace(alone=timedelta(milliseconds=40), further=timedelta(milliseconds=8))
SLOW = Pace(alone=timedelta(milliseconds=80), further=timedelta(milliseconds=40))
times = st.timedeltas(min_value=timedelta(0), max_value=timedelta(seconds=100))
requests = st.lists(st.sampled_from([QUICK, SLOW]), max_size=64)


@pytest.mark.parametrize(
    ("paces", "milliseconds"),
    [
        ([], 40),
        ([QUICK], 40),
        ([SLOW], 80),
        ([QUICK] * 2, 80),
        ([QUICK] * 6, 80),
        ([QUICK, SLOW], 120),
        ([SLOW] * 2, 120),
    ],
)
def test_what_was_asked_says_when_the_reply_is_due(paces: list[Pace], milliseconds: int) -> None:
    assert due(paces).after == timedelta(milliseconds=milliseconds)


@given(requests)
def test_the_order_of_questions_says_nothing(paces: list[Pace]) -> None:
    assert due(paces) == due(paces[::-1])


@given(requests, times, times)
def test_work_that_ends_in_time_does_not_show(paces: list[Pace], one: timedelta, other: timedelta) -> None:
    until = due(paces)
    first, second = (passed + rest(passed, until) for passed in (one % until.after, other % until.after))
    assert first == second == until.after


@given(requests, times)
def test_a_late_reply_waits_for_a_whole_number_of_steps_and_at_most_one(paces: list[Pace], passed: timedelta) -> None:
    until = due(paces)
    late = until.after + passed
    waited = rest(late, until)
    assert timedelta(0) <= waited < until.step
    assert (passed + waited) % until.step == until.step % ANSWER_BUCKET == timedelta(0)


def test_a_late_reply_waits_as_long_again_as_one_question_may_take() -> None:
    assert rest(timedelta(milliseconds=81), due([SLOW])) == timedelta(milliseconds=79)
    assert rest(timedelta(milliseconds=121), due([SLOW, SLOW])) == timedelta(milliseconds=79)
    assert rest(timedelta(milliseconds=41), due([QUICK])) == timedelta(milliseconds=39)
