"""Alerts: the boards, one alert, and proposing, publishing, turning down and ending one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Stated
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.alert.board import AlertLine, AlertSheet, show_alert, show_board
from egnatia.casework.alert.ending import end_alert
from egnatia.casework.alert.finding import AlertState
from egnatia.casework.alert.proposing import Proposing, propose
from egnatia.casework.alert.vetting import Checks, publish, reject
from egnatia.casework.page import Page
from egnatia.model.alert_sorts import AlertSort, Board
from egnatia.model.identity import CaseId, LineageId, NodeId, RecordId

router = APIRouter(tags=["alert"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What partners are to be told, and why each; what of the record, and what beside it."""

    sort: AlertSort
    record: RecordId
    case: CaseId
    until: date
    because: Mapping[NodeId, str]
    details: Mapping[str, str] = field(default_factory=dict)
    properties: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetted:
    """What whoever publishes affirms, and the words for it, which stay here."""

    checks: Checks
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why it is turned down or ended; it stays here."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an alert stands now."""

    alert: LineageId
    state: AlertState


refuse_unknown_fields(Wanted, Vetted, Checks, Why)


@router.get("/alerts", response_model=Page[AlertLine])
def alerts(node: TheNode, actor: Actor, board: Board | None = None, beyond: int | None = None) -> Response:
    """List the alerts that the caller may see, own and partners', of one board or of all; it is logged as read."""
    return show(show_board(node.office, actor, board, beyond))


@router.post("/alerts", status_code=201, response_model=Standing)
def propose_alert(node: TheNode, actor: Actor, wanted: Wanted) -> Response:
    """Propose an alert on an own record; whatever is missing is said, by its form and by the law for each partner."""
    proposing = Proposing(
        sort=wanted.sort,
        record=wanted.record,
        case=wanted.case,
        until=wanted.until,
        because=wanted.because,
        details=wanted.details,
        properties=wanted.properties,
    )
    made = propose(node.office, actor, proposing)
    alert = made.alert.id if made.alert else LineageId("")
    return show(Standing(alert=alert, state=AlertState.PROPOSED), 201)


@router.get("/alerts/{alert}", response_model=AlertSheet)
def one_alert(node: TheNode, actor: Actor, alert: LineageId) -> Response:
    """Show an alert in full, with what each partner attested if it is an own one; it is logged as read."""
    return show(show_alert(node.office, actor, alert))


@router.post("/alerts/{alert}/publication", status_code=201, response_model=Standing)
def publish_alert(node: TheNode, actor: Actor, alert: LineageId, vetted: Vetted) -> Response:
    """Publish what another person proposed, having looked into each of the checks."""
    found = publish(node.office, actor, alert, vetted.checks, vetted.reason)
    return show(Standing(alert=alert, state=found.state), 201)


@router.post("/alerts/{alert}/rejection", status_code=201, response_model=Stated)
def reject_alert(node: TheNode, actor: Actor, alert: LineageId, why: Why) -> Response:
    """Turn down what another person proposed; nobody was told of it."""
    return show(Stated(statement=reject(node.office, actor, alert, why.reason).id), 201)


@router.post("/alerts/{alert}/ending", status_code=201, response_model=Standing)
def end_one_alert(node: TheNode, actor: Actor, alert: LineageId, why: Why) -> Response:
    """Take an alert back from everybody; each partner erases it and attests."""
    return show(Standing(alert=alert, state=end_alert(node.office, actor, alert, why.reason).state), 201)
