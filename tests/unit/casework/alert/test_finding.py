"""Finding an alert: where it stands is a function of what was said of it and of the day."""

import pytest
from tests.unit.casework.alert.conftest import Search

from egnatia.casework.alert.finding import AlertState, each_alert, find_alert
from egnatia.casework.alert.vetting import reject
from egnatia.casework.errors import NotFoundError
from egnatia.model.identity import LineageId


def _state(search: Search, alert: LineageId) -> AlertState:
    return search.rs.store.read(lambda tx: find_alert(search.rs, tx, alert)).state


def test_an_alert_is_proposed_then_stands_or_is_rejected(search: Search) -> None:
    alert = search.propose()
    assert _state(search, alert) is AlertState.PROPOSED
    reject(search.rs, search.chief, alert, "No.")
    assert _state(search, alert) is AlertState.REJECTED
    assert _state(search, search.publish().alert.id) is AlertState.STANDS


def test_the_newest_stands_first_and_each_once(search: Search) -> None:
    first, second = search.publish().alert.id, search.publish().alert.id
    found = search.rs.store.read(lambda tx: [one.alert.id for _, one in each_alert(search.rs, tx)])
    assert found == [second, first]
    there = search.al.store.read(lambda tx: [one.alert.id for _, one in each_alert(search.al, tx)])
    assert there == found


def test_a_partner_finds_the_record_and_the_notice_behind_it(search: Search) -> None:
    made = search.publish()
    found = search.al.store.read(lambda tx: find_alert(search.al, tx, made.alert.id))
    assert found.record
    assert found.notice
    assert found.record.record
    assert found.record.record.kind == "person"
    assert (found.issuer, found.proposal, found.proposed) == ("RS", None, None)


def test_what_is_no_alert_is_not_found(search: Search) -> None:
    with pytest.raises(NotFoundError):
        search.rs.store.read(lambda tx: find_alert(search.rs, tx, search.record.lineage))
