"""Playing an alert: proposed by an officer, looked over by a supervisor, and published to partners."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from egnatia.casework.alert.proposing import Proposing, propose
from egnatia.casework.alert.vetting import Checks, publish
from egnatia.casework.rows import Role
from egnatia.cli.demo.delivering import Station
from egnatia.cli.demo.settling import settle
from egnatia.cli.demo.stories.script import Alerting
from egnatia.cli.demo.stories.story import Story, StoryError
from egnatia.model.identity import CaseId, LineageId, NodeId

#: For how long it stands after today.
_LIFE: Final = timedelta(days=180)
_ALL: Final = Checks(neutral=True, refugee=True, rights=True, accurate=True, proportionate=True)


def alert_partners(act: Alerting, story: Story, case: CaseId, stations: Mapping[NodeId, Station]) -> LineageId:
    """Propose an alert, have another look it over, and let it reach its partners.

    Args:
        act: as the story tells it.
        story: has the record.
        case: the case file of the node that alerts.
        stations: the nodes, each with its people.

    Raises:
        StoryError: nothing was proposed.
    """
    station = stations[act.node]
    proposing = Proposing(
        sort=act.sort,
        record=story.records[act.node][act.record].id,
        case=case,
        until=station.office.clock.now().date() + _LIFE,
        because=act.because,
        details=act.details,
    )
    made = propose(station.office, station.people[act.role], proposing)
    if made.alert is None:
        raise StoryError(f"{story.name}: no alert on {act.record}")
    publish(station.office, station.people[Role.SUPERVISOR], made.alert.id, _ALL, act.says)
    settle({node: one.office for node, one in stations.items()})
    return made.alert.id
