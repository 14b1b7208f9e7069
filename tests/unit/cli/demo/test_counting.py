"""The joint action days play as a live board: what two nodes tell of one event counts once."""

import pytest
from tests.twins.network import network

from egnatia.casework.operations.actionday.board import show_action_board
from egnatia.casework.rows import Role
from egnatia.cli.demo.counting import act_jointly
from egnatia.cli.demo.delivering import Station
from egnatia.cli.demo.stories.reading import read_stories
from egnatia.cli.demo.stories.script import JointAction
from egnatia.exchange.states import ActionState
from egnatia.model.identity import NodeId


@pytest.mark.slow
def test_the_room_at_europol_and_every_participant_see_the_same_figures() -> None:
    [story] = [one for one in read_stories() if one.name == "jad"]
    [act] = [one for one in story.script if isinstance(one, JointAction)]
    net = network(act.node, *sorted(act.participants))
    people = {node: net.person(node, "officer.one", Role.OFFICER) for node in net.offices}
    stations = {
        NodeId(node): Station(office=office, people={Role.OFFICER: people[node]})
        for node, office in net.offices.items()
    }
    operation = act_jointly(act, story, net.case("EUROPOL", people["EUROPOL"]).id, stations)
    boards = [show_action_board(office, people[node], operation) for node, office in net.offices.items()]
    assert {tuple(board.line.figures.values()) for board in boards} == {(5157, 3, 2, 2, 1)}
    assert boards[0].line.state is ActionState.RUNNING
    assert boards[0].guests[0].startswith("Frontex")
    assert len(boards[0].perhaps_same) == 1
