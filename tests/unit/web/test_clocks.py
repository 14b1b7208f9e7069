"""The screen of clocks."""

from datetime import timedelta

import pytest
from tests.twins.network import network
from tests.unit.casework.dispatch.test_assisting import sent
from tests.unit.web.test_desk import Desk

from egnatia.casework.rows import Role


def test_who_supervises_sees_what_is_overdue_and_how_times_were_kept() -> None:
    net = network("DE", "AT")
    message = sent(net, "DE", "AT")
    net.clock.advance(timedelta(days=200))
    desk = Desk(net, "AT", Role.SUPERVISOR)
    page = desk.see("/clocks?first=2026-01&last=2027-12")
    assert page.count(f"/messages/{message}") == 1
    assert "nobody opened it" in page
    assert page.index("Overdue</th>") < page.index('<span class="bad">! 1</span>')
    refused = desk.see("/clocks?first=soon", 422)
    assert "Not counted" in refused
    assert "From the month: not a month" in refused


@pytest.mark.parametrize(("role", "status"), [(Role.OFFICER, 403), (Role.OVERSIGHT, 200)])
def test_oversight_sees_the_figures_and_an_officer_nothing(role: Role, status: int) -> None:
    page = Desk(network("DE", "AT"), "AT", role).see("/clocks", status)
    assert "Whose time is over" not in page
