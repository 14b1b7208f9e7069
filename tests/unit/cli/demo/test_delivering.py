"""TAKSIM plays as a controlled delivery: every state consents, Shanghai on paper, and it is under way."""

import pytest
from tests.twins.network import network

from egnatia.casework.operations.board import show_board
from egnatia.casework.rows import Role
from egnatia.cli.demo.delivering import Station, deliver
from egnatia.cli.demo.stories.reading import read_stories
from egnatia.cli.demo.stories.script import Deliver
from egnatia.exchange.states import DeliveryState
from egnatia.model.identity import NodeId


@pytest.mark.slow
def test_taksim_is_under_way_when_the_story_is_told() -> None:
    net = network("MK", "TR", "SELEC")
    roles = (Role.OFFICER, Role.PROSECUTOR)
    stations = {
        NodeId(node): Station(office=office, people={role: net.person(node, f"{role}.one", role) for role in roles})
        for node, office in net.offices.items()
    }
    [story] = [one for one in read_stories() if one.name == "taksim"]
    [act] = [one for one in story.script if isinstance(one, Deliver)]
    officer = stations[NodeId("MK")].people[Role.OFFICER]
    operation = deliver(act, story, net.case("MK", officer).id, stations)
    board = show_board(net.offices["TR"], stations[NodeId("TR")].people[Role.OFFICER], operation)
    assert board.line.state is DeliveryState.UNDER_WAY
    assert [one.node for one in board.consents] == [None, "TR", "MK"]
    external = story.external("CHN")
    assert external
    assert board.consents[0].given[0][1].document == external.digest(story.case)
    assert [seen.position.point for seen in board.positions] == [act.seen]
