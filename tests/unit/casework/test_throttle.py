"""Failing too often: counted by account and by address, for a while, and logged once."""

from datetime import timedelta

import pytest
from tests.twins.network import Network
from tests.unit.casework.test_login import logged, net, officer

from egnatia.casework.rows import Account
from egnatia.casework.throttle import MOST, WINDOW, TooManyError, by_address, check_pace, note_failure

__all__ = ["net", "officer"]

HERE, THERE = by_address("192.0.2.1"), by_address("192.0.2.2")


def test_as_many_tries_as_are_let_pass_are_let_pass(net: Network) -> None:
    office = net.offices["RS"]
    for _ in range(MOST):
        check_pace(office, HERE)
        note_failure(office, HERE)
    with pytest.raises(TooManyError) as stopped:
        check_pace(office, HERE)
    assert stopped.value.wait == WINDOW
    check_pace(office, THERE)


def test_a_place_comes_free_when_the_oldest_failure_is_over(net: Network) -> None:
    office = net.offices["RS"]
    for _ in range(MOST):
        note_failure(office, HERE)
        net.clock.advance(timedelta(minutes=1))
    with pytest.raises(TooManyError) as stopped:
        check_pace(office, HERE)
    assert stopped.value.wait == WINDOW - MOST * timedelta(minutes=1)
    net.clock.advance(stopped.value.wait)
    check_pace(office, HERE)


def test_the_failure_that_stops_is_logged_once_and_addresses_are_not_kept(net: Network, officer: Account) -> None:
    office = net.offices["RS"]
    for _ in range(MOST + 2):
        note_failure(office, officer.id, officer.id)
    assert logged(net, officer) == ["login_throttled"]
    assert "192.0.2.1" not in HERE
