"""Obeying a recall: whoever has it erases it, passes the order on, and refuses what comes late."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.passing_on import AL, MK, RS, Three
from tests.unit.casework.taking_back import at, sent_by, standings, take_back, three

from egnatia.casework.deliver import deliver_due
from egnatia.casework.erase import hold
from egnatia.casework.obey import finish_recalls, take_records
from egnatia.casework.recall import Standing, find_recall
from egnatia.ledger.entry import Act
from egnatia.model.identity import NodeId

__all__ = ["three"]


@pytest.mark.slow
def test_whoever_it_was_forwarded_to_erases_it_too(three: Three) -> None:
    three.consented()
    three.forward()
    three.deliver()
    take_back(three)
    three.deliver()
    assert (at(three, "RS"), at(three, "MK")) == (None, None)
    assert standings(three) == {RS: Standing.ERASED, MK: Standing.ERASED}


@pytest.mark.slow
def test_a_recall_that_comes_before_the_record_wins(three: Three) -> None:
    three.consented()
    three.net.line.away.update({"MK", "AL"})
    three.forward()
    take_back(three)
    three.net.line.away.clear()
    deliver_due(three.office("AL"))  # MK and RS are told first
    assert standings(three)[MK] is Standing.ON_ITS_WAY
    three.deliver()
    assert at(three, "MK") is None
    assert three.office("MK").store.read(lambda tx: tx.records.received("person", 9)) == ()
    assert standings(three)[RS] is Standing.ERASED
    assert standings(three)[MK] in {Standing.ABSENT, Standing.ERASED}


def test_what_is_released_again_after_a_recall_is_kept(three: Three) -> None:
    take_back(three)
    three.deliver()
    again = replace(three.view, salt="7b" * 16)
    three.office("RS").store.write(lambda tx: take_records(three.office("RS"), tx, [again], AL))
    assert at(three, "RS", again.id) == again


@pytest.mark.slow
def test_what_was_taken_back_before_it_came_is_erased_as_it_comes(three: Three) -> None:
    mk = three.office("MK")
    three.consented()
    take_back(three)
    three.deliver()
    assert standings(three)[MK] is Standing.ABSENT
    mk.store.write(lambda tx: take_records(mk, tx, [three.view], RS))
    assert at(three, "MK") is None
    three.deliver()
    assert standings(three)[MK] is Standing.ERASED


def test_letters_that_come_twice_change_nothing_more(three: Three) -> None:
    three.net.line.deaf.add("RS")
    take_back(three)
    three.deliver()
    three.net.line.deaf.clear()
    three.net.clock.advance(timedelta(minutes=30))
    three.deliver()
    [held] = find_recall(three.office("AL"), three.chief, three.original.id).holders
    assert held.standing is Standing.ERASED
    trail = three.office("RS").store.read(lambda tx: tx.ledger.trail(three.view.id, 99))
    assert [one.entry.act for one in trail].count(Act.ERASURE) == 1


@pytest.mark.parametrize("issuer", [MK, AL])
def test_nobody_takes_back_what_it_neither_issued_nor_gave(three: Three, issuer: NodeId) -> None:
    assert "taken back by its issuer" in sent_by(three, "MK", issuer)
    assert at(three, "RS") == three.view


def test_what_a_hold_keeps_is_hidden_until_it_ends_however_often_it_is_recalled(three: Three) -> None:
    rs = three.office("RS")
    hold(rs, three.boss, three.view.id, "needed by the court")
    take_back(three)
    three.deliver()
    assert "taken" not in sent_by(three, "AL", AL)
    rs.store.write(lambda tx: finish_recalls(rs, tx, RS))
    stored = rs.store.read(lambda tx: tx.records.get(three.view.id))
    assert stored
    assert (bool(stored.hidden), stored.erased_at) == (True, None)
    assert standings(three)[RS] is Standing.HIDDEN


@pytest.mark.slow
def test_a_second_recall_is_passed_on_to_nobody_who_was_told(three: Three) -> None:
    three.consented()
    three.forward()
    three.deliver()
    take_back(three)
    three.deliver()
    before = three.office("MK").store.read(lambda tx: tx.ledger.trail(three.view.id, 99))
    assert sent_by(three, "AL", AL) == ""
    three.deliver()
    assert three.office("MK").store.read(lambda tx: tx.ledger.trail(three.view.id, 99)) == before
