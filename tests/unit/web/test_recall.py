"""Taking back at the desk: who holds it, who has attested, who has not; the button, and a hold that is in the way."""

import pytest
from tests.twins.network import Network
from tests.unit.web.test_desk import Desk, net, opened
from tests.unit.web.test_records import recorded

from egnatia.casework.deliver import deliver_due
from egnatia.casework.erase import hold
from egnatia.casework.office import Office
from egnatia.casework.rows import Holding, Role
from egnatia.model.identity import LineageId, NodeId, StatementId
from egnatia.model.record import Record, partial_view

__all__ = ["net"]


@pytest.fixture
def case(net: Network) -> str:
    return opened(net)


@pytest.fixture
def own(net: Network, case: str) -> Record:
    assert case
    return recorded(net)


def given(net: Network, own: Record) -> Record:
    """Have Tirana hold a view of a record of Belgrade's."""
    rs, al = net.offices["RS"], net.offices["AL"]
    view = partial_view(
        own, frozenset(own.properties), lineage=LineageId("7" * 32), recorded_at=net.clock.now(), salt="8" * 32
    )
    held = Holding(record=view.id, holder=NodeId("AL"), given_at=net.clock.now(), statement=StatementId("9" * 64))
    rs.store.write(lambda tx: tx.records.add([(view, frozenset())], received_from=None))
    rs.store.write(lambda tx: tx.holdings.add(held))
    al.store.write(lambda tx: tx.records.add([(view, frozenset())], received_from=NodeId("RS")))
    return view


def rounds(*offices: Office) -> None:
    for _ in range(2):
        for office in offices:
            deliver_due(office)


@pytest.mark.slow
def test_a_supervisor_takes_back_and_sees_what_the_holder_attests(net: Network, own: Record) -> None:
    given(net, own)
    boss = Desk(net, "RS", Role.SUPERVISOR)
    page = boss.see(f"/records/{own.id}/recall")
    assert "has it" in page
    boss.send(page, f"/records/{own.id}/recall", {"ground": "inaccurate", "reason": "it is about his brother"})
    assert "told, has not attested yet" in boss.see(f"/records/{own.id}/recall")
    rounds(net.offices["RS"], net.offices["AL"])
    page = boss.see(f"/records/{own.id}/recall")
    assert "attests that it erased it" in page
    assert "Take back from all" not in page
    assert "proven deleted" not in page.lower()
    assert "attests that it erased it" in boss.see("/recalls")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "words"),
    [({"ground": "", "reason": "x"}, "choose a ground"), ({"ground": "inaccurate", "reason": ""}, "reason")],
)
def test_a_ground_and_a_reason_are_wanted(net: Network, own: Record, form: dict[str, str], words: str) -> None:
    given(net, own)
    boss = Desk(net, "RS", Role.SUPERVISOR)
    page = boss.see(f"/records/{own.id}/recall")
    assert words in boss.send(page, f"/records/{own.id}/recall", form, 422)


@pytest.mark.slow
def test_what_nobody_was_given_is_not_taken_back(net: Network, own: Record) -> None:
    page = Desk(net, "RS", Role.SUPERVISOR).see(f"/records/{own.id}/recall")
    assert "No partner was given it." in page
    assert "Take back from all" not in page


@pytest.mark.slow
def test_an_officer_sees_none_of_it(net: Network, own: Record) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    officer.see(f"/records/{own.id}/recall", 403)
    officer.see("/recalls", 403)


@pytest.mark.slow
def test_a_hold_that_keeps_what_was_taken_back_is_in_the_inbox(net: Network, own: Record) -> None:
    view = given(net, own)
    al = net.offices["AL"]
    keeper = net.person("AL", "keeper.of.holds", Role.SUPERVISOR)
    hold(al, keeper, view.id, "a court wants it")
    boss = Desk(net, "RS", Role.SUPERVISOR)
    page = boss.see(f"/records/{own.id}/recall")
    boss.send(page, f"/records/{own.id}/recall", {"ground": "unlawful", "reason": "no basis"})
    rounds(net.offices["RS"], al)
    assert "legal hold keeps it, hidden" in boss.see(f"/records/{own.id}/recall")
    there = Desk(net, "AL", Role.SUPERVISOR)
    assert "was taken back by its issuer" in there.see("/inbox")
    assert view.id in there.see("/recalls")
