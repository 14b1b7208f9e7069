"""Playing a controlled delivery: planned by one node, consented to by every state on its way, started."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from egnatia.casework.authorisation import Granting, authorise
from egnatia.casework.office import Office
from egnatia.casework.operations.board import Consent, show_board
from egnatia.casework.operations.consenting import Agreeing, agree
from egnatia.casework.operations.planning import Planning, plan
from egnatia.casework.operations.positions import report_position
from egnatia.casework.operations.running import Reporting, report, start
from egnatia.casework.rows import Account, Role
from egnatia.cli.demo.settling import settle
from egnatia.cli.demo.stories.script import Deliver
from egnatia.cli.demo.stories.story import Story
from egnatia.exchange.limits import POSITION_LIFE
from egnatia.model.authorisation import Measure
from egnatia.model.delivery import HandOver, Stop
from egnatia.model.identity import CaseId, NodeId, StatementId
from egnatia.model.instant import format_instant
from egnatia.model.operation import Deed, OperationId

#: For how long it is planned.
_LIFE = timedelta(days=60)
_CONTACTS = "duty desks on both sides, day and night"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A node with its people, by role."""

    office: Office
    people: Mapping[Role, Account]


def deliver(act: Deliver, story: Story, case: CaseId, stations: Mapping[NodeId, Station]) -> OperationId:
    """Plan a controlled delivery, have every state consent, start it, and hand it over at the first border.

    Args:
        act: as the story tells it.
        story: its authorities without a node consent by their documents.
        case: the case file of the node that leads.
        stations: the nodes, each with its people.
    """
    lead = stations[act.node]
    operation = _plan(act, case, lead)
    _send(stations)
    board = show_board(lead.office, lead.people[act.role], operation, logged=False)
    for one in board.consents:
        _consent(act, story, stations[one.node or act.node], (operation, board.plan, one))
        _send(stations)
    start(lead.office, lead.people[act.role], operation, act.says)
    _send(stations)
    for one in board.consents[:2]:
        station = stations[one.node or act.node]
        told = Reporting(
            operation=operation, deed=Deed.HAND_OVER, border=0, country=one.country, reason="Seen by both units."
        )
        report(station.office, station.people[Role.OFFICER], told)
    station = stations[board.consents[1].node or act.node]
    report_position(station.office, station.people[Role.OFFICER], operation, _tracked(act.seen, station.office))
    return operation


def _tracked(point: str, office: Office) -> bytes:
    """Write what a tracker in the goods sends: a GeoJSON feature."""
    latitude, longitude = map(float, point.split(","))
    now = office.clock.now()
    times = {"time": format_instant(now), "stale": format_instant(now + POSITION_LIFE)}
    geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return json.dumps({"type": "Feature", "geometry": geometry, "properties": {**times, "accuracy": 15}}).encode()


def _plan(act: Deliver, case: CaseId, lead: Station) -> OperationId:
    today = lead.office.clock.now().date()
    planning = Planning(
        case=case,
        title=act.title,
        goods=act.goods,
        stops=tuple(Stop(country=country) for country in act.way),
        hand_overs=tuple(_hand_over(place, today) for place in act.places),
        begins=today,
        ends=today + _LIFE,
        decision=act.decision,
        reason=act.says,
        authorisation=_authorised(act, case, lead),
        observers=act.observers,
    )
    made = plan(lead.office, lead.people[act.role], planning)
    return OperationId(made.operates.operation if made.operates else "")


def _authorised(act: Deliver, case: CaseId, lead: Station) -> StatementId:
    today = lead.office.clock.now().date()
    granting = Granting(
        measure=Measure.ASK,
        matter=case,
        authority=act.authorisation,
        begins=today,
        ends=today + _LIFE,
        reason=act.says,
    )
    return authorise(lead.office, lead.people[Role.PROSECUTOR], granting).id


def _hand_over(place: str, day: date) -> HandOver:
    return HandOver(place=place, day=day, contacts=_CONTACTS)


def _consent(act: Deliver, story: Story, station: Station, to: tuple[OperationId, StatementId, Consent]) -> None:
    """Have a state consent: its prosecutor, or the lead's by the document of its authority."""
    operation, plan_read, one = to
    external = None if one.node else story.external(one.country)
    agreeing = Agreeing(
        operation=operation,
        plan=plan_read,
        country=one.country,
        supervision="customs and police, two teams",
        authority=f"{external.authority}: {external.consent}" if external else "Public prosecutor, case by case",
        until=station.office.clock.now().date() + _LIFE,
        document=external.digest(story.case) if external else None,
        reason=act.says,
    )
    agree(station.office, station.people[Role.PROSECUTOR], agreeing)


def _send(stations: Mapping[NodeId, Station]) -> None:
    """Bring what was said to the other members before somebody acts on it."""
    settle({node: station.office for node, station in stations.items()})
