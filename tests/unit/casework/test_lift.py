"""Lifting a legal hold: what was taken back meanwhile is erased with it."""

from dataclasses import replace
from datetime import timedelta

from tests.unit.casework.passing_on import RS, Three
from tests.unit.casework.taking_back import at, standings, take_back, three

from egnatia.casework.collect import consult
from egnatia.casework.deliver import deliver_due
from egnatia.casework.erase import hold
from egnatia.casework.lift import lift
from egnatia.casework.recall import Standing, list_recalls

__all__ = ["three"]


def test_a_legal_hold_hides_it_at_once_and_says_so(three: Three) -> None:
    rs = three.office("RS")
    held = hold(rs, three.boss, three.view.id, "a court wants it")
    take_back(three)
    three.deliver()
    assert standings(three) == {RS: Standing.HIDDEN}
    assert at(three, "RS") is None
    assert consult(rs, three.officer, three.view.id, three.case.id).record is None
    assert rs.store.read(lambda tx: tx.records.received("person", 9)) == ()
    assert list_recalls(rs, three.boss).hidden == (three.view.id,)
    lift(rs, three.boss, three.view.id, held.id, "the court has ended")
    three.deliver()
    assert standings(three) == {RS: Standing.ERASED}
    assert list_recalls(rs, three.boss).hidden == ()


def test_who_took_back_learns_that_it_is_gone_however_long_it_was_away(three: Three) -> None:
    held = hold(three.office("RS"), three.boss, three.view.id, "a court wants it")
    take_back(three)
    three.deliver()
    assert standings(three)[RS] is Standing.HIDDEN
    three.net.line.away.add("AL")
    lift(three.office("RS"), three.boss, three.view.id, held.id, "It ended.")
    for _ in range(2):
        deliver_due(three.office("RS"))
        three.net.clock.advance(timedelta(days=31))
        three.net.directory = replace(three.net.directory, issued_at=three.net.clock.now())
    three.net.line.away.clear()
    deliver_due(three.office("RS"))
    deliver_due(three.office("RS"))
    assert standings(three)[RS] is Standing.ERASED
