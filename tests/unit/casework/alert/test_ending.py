"""Ending an alert: it is gone everywhere, and each holder attests."""

from datetime import timedelta

import pytest
from tests.unit.casework.alert.conftest import Search

from egnatia.casework.alert.board import show_alert, show_board
from egnatia.casework.alert.ending import end_alert, follow_recalls
from egnatia.casework.alert.finding import AlertState
from egnatia.casework.deliver import deliver_due
from egnatia.casework.erase import erase
from egnatia.casework.errors import ConflictError, NotAllowedError
from egnatia.casework.recall import recall
from egnatia.casework.retain import erase_due
from egnatia.casework.rows import Role
from egnatia.exchange.recall import RecallGround
from egnatia.model.identity import NodeId, RecordId


def _post(search: Search) -> None:
    for _ in range(3):
        for office in search.net.offices.values():
            deliver_due(office)
        search.net.clock.advance(timedelta(minutes=2))


def _held(search: Search, node: str) -> int:
    read = search.net.offices[node].store.read
    return len(read(lambda tx: (*tx.records.received("person", 9), *tx.records.received("notice", 9))))


def test_who_was_found_is_on_no_board_any_more_and_all_attest(search: Search) -> None:
    made = search.publish()
    end_alert(search.rs, search.officer, made.alert.id, "He was arrested in Bar.")
    _post(search)
    assert [_held(search, node) for node in ("AL", "MK")] == [0, 0]
    assert search.seen() == ()
    sheet = show_alert(search.rs, search.officer, made.alert.id)
    assert sheet.line.state is AlertState.ENDED
    assert {one.node: one.attested for one in sheet.holders} == {"AL": "erased", "MK": "erased"}


def test_a_partner_that_was_away_erases_it_when_it_is_back(search: Search) -> None:
    search.net.line.away.add("MK")
    made = search.publish()
    end_alert(search.rs, search.officer, made.alert.id, "Found.")
    _post(search)
    assert [one.attested for one in show_alert(search.rs, search.officer, made.alert.id).holders] == ["erased", None]
    search.net.line.away.clear()
    search.net.clock.advance(timedelta(hours=3))
    _post(search)
    assert search.seen("MK") == ()
    assert show_alert(search.rs, search.officer, made.alert.id).holders[1].attested == "absent"


def test_the_why_of_its_end_stays_at_home(search: Search) -> None:
    made = search.publish()
    end_alert(search.rs, search.chief, made.alert.id, "An informant told us where he is.")
    _post(search)
    views = [one for said in made.published for one in said.about]
    read = search.al.store.read(lambda tx: [said for view in views for said in tx.statements.about(view)])
    assert "come to its end" in str(read)
    assert "informant" not in str(read)
    assert ("recall", "An informant told us where he is.") in show_alert(search.rs, search.chief, made.alert.id).words


@pytest.mark.slow
@pytest.mark.parametrize("way", ["recall", "erase"])
def test_what_was_said_beside_a_record_goes_with_it(search: Search, way: str) -> None:
    search.publish()
    if way == "recall":
        recall(search.rs, search.chief, search.record.id, RecallGround.UNLAWFUL, "Another man.")
    else:
        erase(search.rs, search.chief, search.record.id, "Another man.")
    assert search.seen("RS") == ()
    assert follow_recalls(search.rs) == 1
    assert follow_recalls(search.rs) == 0
    _post(search)
    assert [_held(search, node) for node in ("AL", "MK")] == [0, 0]


def test_an_alert_runs_out_at_both_sides(search: Search) -> None:
    made = search.publish()
    search.net.clock.advance(timedelta(days=300))
    assert search.seen() == ()
    erase_due(search.al, 9)
    assert _held(search, "AL") == 0
    with pytest.raises(ConflictError, match="expired"):
        end_alert(search.rs, search.officer, made.alert.id, "So.")


def test_only_who_has_to_do_with_it_ends_an_alert(search: Search) -> None:
    made = search.publish()
    with pytest.raises(NotAllowedError):
        end_alert(search.rs, search.net.person("RS", "other", Role.OFFICER), made.alert.id, "So.")
    with pytest.raises(ConflictError, match="RS's"):
        end_alert(search.al, search.net.person("AL", "chief", Role.SUPERVISOR), made.alert.id, "So.")


def test_a_letter_that_was_given_up_leaves_no_holder(search: Search) -> None:
    search.net.line.away.add("MK")
    made = search.publish()
    search.net.clock.advance(timedelta(days=31))
    deliver_due(search.rs)
    views = [one for said in made.published for one in said.about]
    held = search.rs.store.read(lambda tx: {one.holder for view in views for one in tx.holdings.of(RecordId(view))})
    assert held == {NodeId("AL")}
    assert [one.held for one in show_alert(search.rs, search.officer, made.alert.id).holders] == [True, False]
    assert show_board(search.rs, search.officer).rows[0].state is AlertState.STANDS
