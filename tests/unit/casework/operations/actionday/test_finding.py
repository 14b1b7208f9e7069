"""Who sees a joint action day: at the lead who works in its case file, at a partner whoever exchanges messages."""

import pytest
from tests.unit.casework.operations.actionday.conftest import Room

from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.operations.actionday.board import page_action_boards, show_action_board
from egnatia.casework.operations.actionday.finding import find_action
from egnatia.casework.operations.board import page_boards
from egnatia.casework.rows import Role
from egnatia.model.operation import OperationId


def test_colleagues_outside_the_case_file_see_nothing_and_supervisors_do(room: Room) -> None:
    room.plan()
    stranger = room.net.person("RS", "stranger", Role.OFFICER)
    assert room.operation
    assert page_action_boards(room.office("RS"), stranger).rows == ()
    with pytest.raises(NotAllowedError):
        show_action_board(room.office("RS"), stranger, room.operation)
    chief = room.net.person("RS", "chief", Role.SUPERVISOR)
    assert show_action_board(room.office("RS"), chief, room.operation).leads is False


def test_others_of_the_network_see_nothing(room: Room) -> None:
    room.plan()
    with pytest.raises(NotFoundError):
        room.board("HR")
    with pytest.raises(NotFoundError):
        room.office("HR").store.read(lambda tx: find_action(room.office("HR"), tx, OperationId("0" * 32)))


def test_an_action_day_is_no_delivery_in_the_list(room: Room) -> None:
    room.plan()
    assert [line.id for line in page_action_boards(room.office("BA"), room.people["BA"]).rows] == [room.operation]
    assert page_boards(room.office("BA"), room.people["BA"]).rows == ()


def test_an_analyst_sees_none(room: Room) -> None:
    with pytest.raises(NotAllowedError):
        page_action_boards(room.office("BA"), room.net.person("BA", "analyst", Role.ANALYST))


def test_what_is_planned_anew_stands_in_the_list_once(room: Room) -> None:
    room.plan(reason="another day")
    page = page_action_boards(room.office("RS"), room.people["RS"])
    assert ([line.id for line in page.rows], page.next) == ([room.operation], None)
    assert page_action_boards(room.office("RS"), room.people["RS"], 0).rows == ()
