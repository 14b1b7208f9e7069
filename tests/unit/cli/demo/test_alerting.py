"""The stories play alerts: whoever is told sees them on its boards, and nobody else."""

import pytest
from tests.twins.network import network

from egnatia.casework.alert.board import show_board
from egnatia.casework.collect import keep
from egnatia.casework.rows import Role
from egnatia.cli.demo.alerting import alert_partners
from egnatia.cli.demo.delivering import Station
from egnatia.cli.demo.stories.reading import read_stories
from egnatia.cli.demo.stories.script import Alerting
from egnatia.model.identity import NodeId


@pytest.mark.slow
@pytest.mark.parametrize(("name", "title"), [("clan", "Xhevdet Gjonaj"), ("ankh", "Saint George on a white horse")])
def test_an_alert_of_a_story_stands_where_it_was_published(name: str, title: str) -> None:
    [story] = [one for one in read_stories() if one.name == name]
    [act] = [one for one in story.script if isinstance(one, Alerting)]
    net = network(act.node, *sorted(act.because), "HR")
    people = {node: {role: net.person(node, role, role) for role in Role} for node in net.offices}
    stations = {NodeId(node): Station(office=office, people=people[node]) for node, office in net.offices.items()}
    officer = people[act.node][Role.OFFICER]
    keep(net.offices[act.node], officer, [story.records[act.node][act.record]])
    case = net.case(act.node, officer, offence=story.case_files[act.case].offence)
    alert_partners(act, story, case.id, stations)
    seen = {
        node: [one.title for one in show_board(stations[NodeId(node)].office, people[node][Role.OFFICER]).rows]
        for node in net.offices
    }
    told = {act.node, *act.because}
    assert seen == {node: [title] if node in told else [] for node in net.offices}
