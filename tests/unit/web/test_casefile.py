"""A case file at the desk: what is in it, and closing it with a reason."""

import re

import pytest
from tests.twins.network import Network
from tests.unit.web.test_desk import Desk, form_for, net, opened

from egnatia.casework.rows import Role

__all__ = ["net"]


@pytest.mark.slow
def test_a_case_file_opens_from_the_list_and_shows_what_was_asked(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    officer.send(officer.see("/ask"), "/ask", form_for(case, "AL"))
    [link] = re.findall(r'href="(/cases/\w+)"', officer.see("/cases"))
    page = officer.see(link)
    assert "KT-1 · Boats" in page
    assert "officer.one" in page
    assert re.search(r'href="/questions/\w+">AL · Person', page)


@pytest.mark.slow
def test_a_supervisor_closes_it_and_says_why(net: Network) -> None:
    case = opened(net)
    chief = Desk(net, "RS", Role.SUPERVISOR)
    page = chief.see(f"/cases/{case}")
    assert "say why" in chief.send(page, f"/cases/{case}/closing", {"reason": " "}, 422)
    chief.send(page, f"/cases/{case}/closing", {"reason": "Charges were brought."})
    closed = Desk(net, "RS", Role.OFFICER).see(f"/cases/{case}")
    assert "Charges were brought." in closed
    assert "Close the file" not in closed
    assert "closed a case file" in Desk(net, "RS", Role.OVERSIGHT).see("/trail?case=KT-1")


@pytest.mark.slow
def test_an_officer_closes_no_case_file_and_a_stranger_sees_none(net: Network) -> None:
    case = opened(net)
    officer = Desk(net, "RS", Role.OFFICER)
    assert "Close the file" not in officer.see(f"/cases/{case}")
    assert "Boats" not in Desk(net, "RS", Role.FORENSIC).see(f"/cases/{case}", 403)
