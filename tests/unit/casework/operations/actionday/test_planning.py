"""Planning a joint action day: the law is asked for every partner, and every participant is told."""

from datetime import timedelta

import pytest
from tests.unit.casework.operations.actionday.conftest import Room

from egnatia.casework.errors import ConflictError, NotAllowedError, NotLawfulError
from egnatia.casework.operations.actionday.reporting import close
from egnatia.casework.rows import Role
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId


def test_every_participant_sees_the_plan(room: Room) -> None:
    room.plan()
    for node in ("RS", "BA", "AL"):
        assert room.board(node).line.title == "Western Balkans, spring"


def test_without_a_channel_it_says_with_whom_none_is_open(room: Room) -> None:
    with pytest.raises(NotLawfulError) as refused:
        room.plan(participants=frozenset({NodeId("BA"), NodeId("HR")}), priorities=("espionage", "drug_trafficking"))
    assert all(words.startswith(("BA: ", "HR: ")) for words in refused.value.missing)


@pytest.mark.slow
def test_a_newcomer_hears_what_all_others_said_before(room: Room) -> None:
    room.plan()
    room.join("BA")
    room.tell("BA")
    room.plan(participants=room.planning.participants | {NodeId("HR")})
    assert room.board("HR").line.figures == room.board("RS").line.figures
    assert room.board("HR").revision == 2


def test_who_works_not_in_the_case_file_plans_nothing(room: Room) -> None:
    room.people["RS"] = room.net.person("RS", "stranger", Role.OFFICER)
    with pytest.raises(NotAllowedError):
        room.plan()


def test_what_is_closed_is_not_planned_anew(room: Room) -> None:
    room.plan()
    close(room.saying("RS"))
    with pytest.raises(ConflictError, match="over"):
        room.plan()


def test_rubbish_is_refused_with_the_field(room: Room) -> None:
    today = room.planning.begins
    with pytest.raises(ConflictError, match="past"):
        room.plan(begins=today - timedelta(days=3), ends=today - timedelta(days=1))
    nobody: frozenset[NodeId] = frozenset()
    for name, value in (("priorities", ()), ("participants", nobody), ("ends", today + timedelta(days=99))):
        with pytest.raises(ParseError, match=name):
            room.plan(**{name: value})
    with pytest.raises(ParseError, match="reason"):
        room.plan(reason=" ")
