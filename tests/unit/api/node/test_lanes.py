"""How much one partner may send, and how much of its refusals is logged."""

from datetime import timedelta

from tests.twins.clock import NOON

from egnatia.api.node.lanes import Lanes
from egnatia.exchange.rate import Rate
from egnatia.exchange.refusal import RefusalCode

RATE = Rate(burst=100, per_second=10.0)
SECOND = timedelta(seconds=1)


def test_a_partner_may_send_what_is_agreed_and_then_waits() -> None:
    lane = Lanes(RATE, 1).of("rs")
    assert lane.admits(RATE, 100, NOON)
    assert not lane.admits(RATE, 1, NOON)
    assert lane.admits(RATE, 10, NOON + SECOND)
    assert not lane.admits(RATE, 1, NOON + SECOND)


def test_one_partner_does_not_use_up_what_another_may_send() -> None:
    lanes = Lanes(RATE, 1)
    assert lanes.of("rs").admits(RATE, 100, NOON)
    assert lanes.of("al").admits(RATE, 100, NOON)


def test_refusals_of_one_sort_are_logged_once_a_second() -> None:
    lane = Lanes(RATE, 1).of("rs")
    times = [NOON, NOON + SECOND / 2, NOON + SECOND, NOON + SECOND * 3 / 2]
    assert [lane.may_log(RefusalCode.TOO_MANY, at) for at in times] == [True, False, True, False]


def test_refusals_of_another_sort_are_logged_too() -> None:
    lane = Lanes(RATE, 1).of("rs")
    assert lane.may_log(RefusalCode.TOO_MANY, NOON)
    assert lane.may_log(RefusalCode.OVERSIZED, NOON)


def test_a_clock_that_was_set_back_does_not_silence_the_log() -> None:
    lane = Lanes(RATE, 1).of("rs")
    assert lane.may_log(RefusalCode.TOO_MANY, NOON)
    assert lane.may_log(RefusalCode.TOO_MANY, NOON - timedelta(hours=1))
