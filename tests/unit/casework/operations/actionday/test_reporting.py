"""What is said in a joint action day, and what is refused because it would be without effect."""

from datetime import timedelta

import pytest
from tests.unit.casework.operations.actionday.conftest import ARMS, Room

from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.operations.actionday.reporting import call_off, close, say_same, take_back, take_part
from egnatia.exchange.actionday import Mistake
from egnatia.exchange.states import ActionState
from egnatia.model.actionday import ResultKind
from egnatia.model.errors import ParseError
from egnatia.model.identity import StatementId


@pytest.mark.slow
def test_what_two_nodes_tell_by_one_reference_counts_once_at_all_of_them(room: Room) -> None:
    room.plan()
    room.join("BA", "AL")
    room.tell("BA", reference="BA:GP-2026-118")
    room.tell("AL", reference="BA:GP-2026-118")
    for node in ("RS", "BA", "AL"):
        assert room.board(node).line.figures[ResultKind.ARREST] == 1


@pytest.mark.slow
def test_without_a_reference_the_lead_or_one_of_the_two_says_that_it_is_one(room: Room) -> None:
    room.plan()
    room.join("BA", "AL")
    first, second = room.tell("BA"), room.tell("AL")
    assert len(room.board().perhaps_same) == 1
    one = say_same(room.saying("AL"), frozenset({first.id, second.id}))
    room.post()
    assert room.board().line.figures[ResultKind.ARREST] == 1
    take_back(room.saying("AL"), one.id, Mistake.OTHER)
    room.post()
    assert room.board("BA").line.figures[ResultKind.ARREST] == 2


def test_a_result_that_was_wrong_is_taken_back_and_counts_no_more(room: Room) -> None:
    room.plan()
    room.join("BA")
    wrong = room.tell("BA", count=7)
    take_back(room.saying("BA"), wrong.id, Mistake.FIGURE)
    room.post()
    assert room.board("AL").line.figures[ResultKind.ARREST] == 0
    for node in ("BA", "RS"):
        with pytest.raises(NotFoundError):
            take_back(room.saying(node), wrong.id, Mistake.FIGURE)


def test_who_has_not_said_that_it_takes_part_tells_nothing(room: Room) -> None:
    room.plan()
    with pytest.raises(NotAllowedError, match="first"):
        room.tell("BA")
    room.join("BA")
    with pytest.raises(ConflictError, match="already"):
        take_part(room.saying("BA"), "another unit")


def test_nothing_is_counted_before_it_begins_or_of_other_days_and_priorities(room: Room) -> None:
    today = room.planning.begins
    room.plan(begins=today + timedelta(days=1))
    room.join("BA")
    with pytest.raises(ConflictError, match="planned"):
        room.tell("BA")
    room.net.clock.advance(timedelta(days=1))
    room.tell("BA")
    for fields in ({"day": today}, {"day": today + timedelta(days=2)}, {"priority": "cybercrime"}):
        with pytest.raises(ConflictError):
            room.tell("BA", **fields)


def test_the_same_reference_twice_at_one_node_is_told_to_be_put_right(room: Room) -> None:
    room.plan()
    room.join("BA")
    room.tell("BA", reference="BA:GP-118")
    with pytest.raises(ConflictError, match="already"):
        room.tell("BA", reference="BA:GP-118", count=2)
    room.tell("BA", ResultKind.HIT, reference="BA:GP-118")


def test_a_reference_in_which_a_person_could_be_named_is_refused(room: Room) -> None:
    room.plan()
    room.join("BA")
    for rubbish in ("Mensur Handžić", "BA:0205987170023", "118", "BA:", "BA:MENSUR HANDZIC 1"):
        with pytest.raises(ParseError, match="reference"):
            room.tell("BA", reference=rubbish)


@pytest.mark.slow
def test_different_kinds_and_what_others_told_are_never_made_one(room: Room) -> None:
    room.plan()
    room.join("BA", "AL")
    arrest, hit, other = room.tell("BA"), room.tell("BA", ResultKind.HIT), room.tell("BA", count=2)
    with pytest.raises(ConflictError, match="kinds"):
        say_same(room.saying("BA"), frozenset({arrest.id, hit.id}))
    with pytest.raises(NotAllowedError):
        say_same(room.saying("AL"), frozenset({arrest.id, other.id}))
    with pytest.raises(ConflictError, match="already"):
        say_same(room.saying("BA"), frozenset({arrest.id}))
    with pytest.raises(NotFoundError):
        say_same(room.saying("BA"), frozenset({arrest.id, StatementId("0" * 64)}))


def test_the_lead_alone_closes_it_or_calls_it_off_before_it_begins(room: Room) -> None:
    room.plan(begins=room.planning.begins + timedelta(days=1))
    with pytest.raises(NotAllowedError, match="leads"):
        close(room.saying("BA"))
    with pytest.raises(ConflictError, match="call it off"):
        close(room.saying("RS"))
    call_off(room.saying("RS"), "the bridge is flooded")
    room.post()
    assert room.board("AL").line.state is ActionState.CALLED_OFF


def test_after_it_is_closed_nothing_is_told_and_what_was_on_its_way_counts(room: Room) -> None:
    room.plan()
    room.join("BA")
    room.net.line.away.add("RS")
    room.tell("BA")
    close(room.saying("RS"))
    room.net.line.away.clear()
    room.post()
    assert (room.board().line.state, room.board().line.figures[ResultKind.ARREST]) == (ActionState.CLOSED, 1)
    with pytest.raises(ConflictError, match="over"):
        room.tell("BA")
    with pytest.raises(ConflictError, match="over"):
        call_off(room.saying("RS"), "too late")


@pytest.mark.slow
def test_who_is_no_longer_asked_tells_nothing_more(room: Room) -> None:
    room.plan()
    room.join("BA", "AL")
    room.tell("AL")
    room.plan(participants=frozenset({"BA"}))
    with pytest.raises(NotAllowedError, match="not asked"):
        room.tell("AL")
    assert room.board().line.figures[ResultKind.ARREST] == 1


def test_once_it_runs_it_is_closed_and_not_called_off(room: Room) -> None:
    room.plan()
    with pytest.raises(ConflictError, match="before"):
        call_off(room.saying("RS"), "no reason")
    assert ARMS in room.board().line.priorities
