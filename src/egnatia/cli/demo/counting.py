"""Playing a joint action day: planned by one node, joined by all, and counted on one board as results come."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from egnatia.casework.operations.actionday.planning import ActionPlanning, plan_action
from egnatia.casework.operations.actionday.reporting import Saying, take_part, tell_result
from egnatia.casework.rows import Role
from egnatia.cli.demo.delivering import Station
from egnatia.cli.demo.settling import settle
from egnatia.cli.demo.stories.script import JointAction
from egnatia.cli.demo.stories.story import Story
from egnatia.model.identity import CaseId, NodeId
from egnatia.model.operation import OperationId

#: For how long it runs after today, so that whoever tries the demo can tell results.
_LIFE = timedelta(days=3)


def act_jointly(act: JointAction, story: Story, case: CaseId, stations: Mapping[NodeId, Station]) -> OperationId:
    """Plan a joint action day that runs now, have all take part, and tell the results of the story.

    Args:
        act: as the story tells it.
        story: its authorities without a node are guests.
        case: the case file of the node that leads.
        stations: the nodes, each with its people.
    """
    lead = stations[act.node]
    today = lead.office.clock.now().date()
    planning = ActionPlanning(
        case=case,
        title=act.title,
        priorities=act.priorities,
        participants=act.participants,
        guests=tuple(one.authority for one in story.externals),
        begins=today,
        ends=today + _LIFE,
        coordination=act.coordination,
        reason=act.says,
    )
    made = plan_action(lead.office, lead.people[act.role], planning)
    operation = OperationId(made.operates.operation if made.operates else "")
    _settle(stations)
    saying = {node: _saying(stations[node], operation) for node in act.participants | {act.node}}
    for node in sorted(act.participants):
        take_part(saying[node], f"Operations centre {node}, day and night")
    for one in act.results:
        tell_result(saying[one.node], replace(one.result, day=today))
    _settle(stations)
    return operation


def _saying(station: Station, operation: OperationId) -> Saying:
    return Saying(office=station.office, actor=station.people[Role.OFFICER], operation=operation)


def _settle(stations: Mapping[NodeId, Station]) -> None:
    settle({node: station.office for node, station in stations.items()})
