"""Controlled deliveries: planning, consenting, starting, what happens on the way, and where the goods are."""

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Stated
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.operations.board import Board, Line, page_boards, show_board
from egnatia.casework.operations.consenting import Agreeing, agree, withdraw
from egnatia.casework.operations.planning import Planning, plan
from egnatia.casework.operations.positions import report_position
from egnatia.casework.operations.running import Reporting, report, start
from egnatia.casework.page import Page
from egnatia.exchange.position import Position
from egnatia.model.delivery import Goods, HandOver, Movement, Stop
from egnatia.model.identity import CountryCode, StatementId
from egnatia.model.operation import Deed, OperationId

router = APIRouter(tags=["operation"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The operation that was planned, and the statement of the plan."""

    operation: OperationId
    plan: StatementId


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenConsent:
    """A state's consent to a plan: under whose watch, by whom, until when; on paper, the document's SHA-256."""

    plan: StatementId
    country: CountryCode
    supervision: str
    authority: str
    until: date
    movements: frozenset[Movement] = frozenset()
    conditions: str = ""
    document: str | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why something is done; every member reads it."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What happened on the way, and in which state; of a hand-over, at which border (from 0)."""

    deed: Deed
    country: CountryCode | None = None
    border: int | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """What a tracker sent, as it sent it: a Cursor-on-Target event (XML) or a GeoJSON feature."""

    event: str


refuse_unknown_fields(Planning, Goods, Stop, HandOver, GivenConsent, Why, Told, Tracked)


@router.get("/operations", response_model=Page[Line])
def operations(node: TheNode, actor: Actor, beyond: int | None = None) -> Response:
    """List the controlled deliveries that the caller may see: where each stands and which consents are missing."""
    return show(page_boards(node.office, actor, beyond))


@router.post("/operations", status_code=201, response_model=Planned)
def plan_operation(node: TheNode, actor: Actor, planning: Planning) -> Response:
    """Plan a controlled delivery of goods, or plan it anew; all consents are then needed anew."""
    made = plan(node.office, actor, planning)
    operation = made.operates.operation if made.operates else OperationId("")
    return show(Planned(operation=operation, plan=made.id), 201)


@router.get("/operations/{operation}", response_model=Board)
def operation_board(node: TheNode, actor: Actor, operation: OperationId) -> Response:
    """Show a controlled delivery: states, borders, positions that are not over, and what was said; it is logged."""
    return show(show_board(node.office, actor, operation))


@router.post("/operations/{operation}/consents", status_code=201, response_model=Stated)
def consent_to_plan(node: TheNode, actor: Actor, operation: OperationId, given: GivenConsent) -> Response:
    """Consent for the own state, or record as the lead what an authority without node consented to on paper."""
    agreeing = Agreeing(
        operation=operation,
        plan=given.plan,
        country=given.country,
        supervision=given.supervision,
        authority=given.authority,
        until=given.until,
        movements=given.movements,
        conditions=given.conditions,
        document=given.document,
        reason=given.reason,
    )
    return show(Stated(statement=agree(node.office, actor, agreeing).id), 201)


@router.post("/operations/{operation}/consents/{statement}/withdrawal", status_code=201, response_model=Stated)
def withdraw_consent(node: TheNode, actor: Actor, operation: OperationId, statement: StatementId, why: Why) -> Response:
    """Take a consent of this node back: the goods go no further."""
    return show(Stated(statement=withdraw(node.office, actor, operation, statement, why.reason).id), 201)


@router.post("/operations/{operation}/start", status_code=201, response_model=Stated)
def start_operation(node: TheNode, actor: Actor, operation: OperationId, why: Why) -> Response:
    """Start, as the lead, on the consents that hold; one that is missing blocks it and is named."""
    return show(Stated(statement=start(node.office, actor, operation, why.reason).id), 201)


@router.post("/operations/{operation}/reports", status_code=201, response_model=Stated)
def report_of_operation(node: TheNode, actor: Actor, operation: OperationId, told: Told) -> Response:
    """Say what happened: handed over, people in it, lost, arrived, seized, abandoned."""
    reporting = Reporting(
        operation=operation, deed=told.deed, country=told.country, border=told.border, reason=told.reason
    )
    return show(Stated(statement=report(node.office, actor, reporting).id), 201)


@router.post("/operations/{operation}/positions", status_code=201, response_model=Position)
def position_of_goods(node: TheNode, actor: Actor, operation: OperationId, tracked: Tracked) -> Response:
    """Tell the members where the goods are; it is erased when its time ends."""
    return show(report_position(node.office, actor, operation, tracked.event.encode()), 201)
