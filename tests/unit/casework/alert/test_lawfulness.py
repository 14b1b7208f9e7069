"""The law of alerts: who may be told of whom, under which instrument."""

import pytest
from tests.twins.network import network
from tests.unit.casework.alert.conftest import CAR, Search

from egnatia.casework.alert.lawfulness import Publishing, decide_alert, lacking
from egnatia.casework.collect import Draft, draw_up
from egnatia.model.alert import Alert
from egnatia.model.alert_sorts import AlertSort
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import LineageId, NodeId


def _alert(search: Search, sort: AlertSort = AlertSort.WANTED) -> Alert:
    return Alert(id=LineageId("a" * 32), sort=sort, until=search.proposing.until, offence="murder_grievous_injury")


def _publishing(search: Search, node: str, reason: str = "He may be there.") -> Publishing:
    return Publishing(
        alert=_alert(search), record=search.record, reason=reason, issuer=NodeId("RS"), recipient=NodeId(node)
    )


@pytest.mark.parametrize(("node", "instrument"), [("AL", "pcc-see"), ("MK", "pcc-see"), ("XK", None), ("SELEC", None)])
def test_a_search_goes_where_an_instrument_carries_it(search: Search, node: str, instrument: str | None) -> None:
    decision = decide_alert(search.rs, _publishing(search, node))
    assert (decision.open, decision.instrument) == (instrument is not None, instrument)


def test_a_partner_is_told_for_a_reason(search: Search) -> None:
    [missing] = decide_alert(search.rs, _publishing(search, "AL", " ")).missing
    assert missing.policy == "message.necessity"


def test_what_is_whole_lacks_nothing(search: Search) -> None:
    told = {name: (words,) for name, words in search.proposing.details.items()}
    notice = draw_up(search.rs, Draft(kind="notice", properties=told, caveat=search.record.caveat))
    assert list(lacking(_alert(search), search.record, notice, search.net.clock.now().date())) == []


def lacked(search: Search, **changed: str) -> list[str]:
    """Return what the search lacks if something else is said beside the record."""
    said = {**search.proposing.details, **changed}
    told = {name: (words,) for name, words in said.items() if words}
    notice = draw_up(search.rs, Draft(kind="notice", properties=told, caveat=search.record.caveat))
    return list(lacking(_alert(search), search.record, notice, search.net.clock.now().date()))


@pytest.mark.parametrize("field", ["warrant", "warrant_date", "issuing_authority"])
def test_nobody_is_sought_without_the_decision_its_day_and_who_made_it(search: Search, field: str) -> None:
    assert lacked(search, **{field: ""}) == [field]


@pytest.mark.parametrize(
    ("issued", "whole"), [("2026", True), ("2026-05", True), ("2127-01-01", False), ("2127", False)]
)
def test_a_warrant_of_the_future_is_none(search: Search, issued: str, whole: bool) -> None:  # noqa: FBT001 - a table
    expected = [] if whole else ["a warrant that was issued: its date is in the future"]
    assert lacked(search, warrant_date=issued) == expected


def test_without_a_safeguard_a_member_of_the_union_alerts_of_a_thing_and_not_of_a_person(search: Search) -> None:
    facts = {"issuer": NodeId("BG"), "recipient": NodeId("TR"), "reason": "It may be there."}
    car = search.keep("vehicle", CAR, SubjectRole.NOBODY)
    net = network("BG", "TR")
    thing = Publishing(alert=_alert(search, AlertSort.VEHICLE), record=car, **facts)  # type: ignore[arg-type]
    assert decide_alert(net.offices["BG"], thing).open
    person = Publishing(alert=_alert(search), record=search.record, **facts)  # type: ignore[arg-type]
    assert [one.policy for one in decide_alert(net.offices["BG"], person).missing] == ["message.transfer"]
