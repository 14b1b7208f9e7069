"""Watches at the desk: set up with a question, seen, extended, withdrawn."""

import re

import pytest
from tests.twins.network import Network
from tests.unit.web.test_desk import ABOUT, Desk, net, opened

from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.deliver import deliver_due
from egnatia.casework.rows import Role
from egnatia.casework.watch.meeting import Memory, follow_overlaps
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import NodeId
from egnatia.model.question import Subject

__all__ = ["net"]

TYPED: dict[str, str | list[str]] = {
    **ABOUT,
    "kind": "person",
    "role": "suspect",
    "partner": ["AL"],
    "reason": "found in a notebook",
}


@pytest.fixture
def case(net: Network) -> str:
    return opened(net)


def watched(net: Network, case: str) -> str:
    """Have the officer set one up; return its path."""
    officer = Desk(net, "RS", Role.OFFICER)
    form: dict[str, str | list[str]] = {**TYPED, "case": case, "watch_days": "30"}
    page = officer.see("/ask")
    checked = officer.send(page, "/ask/check", form)
    assert "keep it sealed while it stays" in checked
    officer.send(page, "/ask", {**form, "once": "1" * 32, "shown": "AL"})
    found = re.search(r'href="(/watches/\w+)"', officer.see("/watches"))
    assert found
    return found[1]


@pytest.mark.slow
def test_an_officer_sets_one_up_sees_it_and_withdraws_it(net: Network, case: str) -> None:
    path = watched(net, case)
    officer = Desk(net, "RS", Role.OFFICER)
    assert 'href="/watches"' in officer.see("/questions")
    page = officer.see(path)
    assert "Watch at AL" in page
    assert "Nobody, until it hits" in page
    ended = officer.send(page, f"{path}/withdrawal", {"reason": "he was found"})
    assert "withdrawn" in ended
    assert "Let it stay longer" not in ended
    deliver_due(net.offices["RS"])
    assert net.offices["AL"].store.read(lambda tx: tx.watches.standing()) == ()


@pytest.mark.slow
def test_who_lets_each_other_know_reads_of_the_other_on_the_list_and_on_the_watch(net: Network, case: str) -> None:
    officer, there = Desk(net, "RS", Role.OFFICER), net.offices["AL"]
    form: dict[str, str | list[str]] = {**TYPED, "case": case, "watch_days": "30", "tells": ["AL"]}
    page = officer.see("/ask")
    assert "may tell of us, if they look for the same and let us know: AL" in officer.send(page, "/ask/check", form)
    officer.send(page, "/ask", {**form, "once": "1" * 32, "shown": "AL"})
    keeper = net.person("AL", "keeper.of.overlaps", Role.OFFICER)
    enquiry = Enquiry(
        kind="person",
        properties={name: (str(ABOUT[name]),) for name in ("first_name", "family_name", "birth_date")},
        case=net.case("AL", keeper).id,
        subject=Subject(role=SubjectRole.SUSPECT),
        partners={NodeId("RS"): "found in a notebook"},
        watch_days=30,
        tells=frozenset({NodeId("RS")}),
    )
    list(follow(there, ask(there, keeper, enquiry)))
    follow_overlaps(there, Memory())
    deliver_due(there)
    said = officer.see("/watches")
    assert "Others look for the same" in said
    path = re.search(r'href="(/watches/\w+)"', said)
    assert path
    assert "Their question" in officer.see(path[1])
    assert "Partners that look for the same" not in Desk(net, "RS", Role.SUPERVISOR).see("/watches")


@pytest.mark.slow
def test_beyond_ninety_days_a_supervisor_lets_it_stay(net: Network, case: str) -> None:
    path = watched(net, case)
    officer, boss = Desk(net, "RS", Role.OFFICER), Desk(net, "RS", Role.SUPERVISOR)
    page = officer.see(path)
    assert "91 days" not in officer.send(page, f"{path}/extension", {"days": "60", "reason": "trial in spring"})
    assert "1 to 90 days" in officer.send(page, f"{path}/extension", {"days": "soon", "reason": "x"}, 422)
    assert "already" in boss.send(boss.see(path), f"{path}/extension", {"days": "3", "reason": "x"}, 422)
    assert "Extend" in boss.see(path)


@pytest.mark.slow
def test_what_is_no_number_of_days_is_said_at_its_field(net: Network, case: str) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    page = officer.see("/ask")
    for days in ("soon", "400", "99999", "²"):
        said = officer.send(page, "/ask/check", {**TYPED, "case": case, "watch_days": days}, 422)
        assert 'id="watch_days"' in said
        assert 'aria-invalid="true"' in said


@pytest.mark.slow
def test_who_asks_nothing_is_shown_none(net: Network, case: str) -> None:
    path = watched(net, case)
    Desk(net, "RS", Role.ADMINISTRATOR).see("/watches", 403)
    Desk(net, "RS", Role.OFFICER, name="other").see(path, 403)
    Desk(net, "RS", Role.OFFICER).see(f"/watches/{'0' * 32}", 404)
