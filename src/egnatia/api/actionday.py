"""Joint action days: planning, taking part, telling results, and the board on which each event counts once."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Stated
from egnatia.api.operation import Planned, Why
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.operations.actionday.board import (
    ActionBoard,
    ActionLine,
    page_action_boards,
    show_action_board,
)
from egnatia.casework.operations.actionday.planning import ActionPlanning, plan_action
from egnatia.casework.operations.actionday.reporting import (
    Saying,
    call_off,
    close,
    say_same,
    take_back,
    take_part,
    tell_result,
)
from egnatia.casework.page import Page
from egnatia.exchange.actionday import Mistake
from egnatia.model.actionday import Result
from egnatia.model.identity import StatementId
from egnatia.model.operation import OperationId

router = APIRouter(tags=["action day"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """The unit by which a node takes part, reached at any hour."""

    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Results that somebody who compared them says are of one event."""

    results: frozenset[StatementId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Why something is taken back: of a closed list, so that nobody is named."""

    mistake: Mistake


refuse_unknown_fields(ActionPlanning, Result, Taking, Compared, Wrong)


@router.get("/action-days", response_model=Page[ActionLine])
def action_days(node: TheNode, actor: Actor, beyond: int | None = None) -> Response:
    """List the joint action days that the caller may see, with their figures."""
    return show(page_action_boards(node.office, actor, beyond))


@router.post("/action-days", status_code=201, response_model=Planned)
def plan_action_day(node: TheNode, actor: Actor, planning: ActionPlanning) -> Response:
    """Plan a joint action day, or plan it anew; the law is asked for every partner and priority."""
    made = plan_action(node.office, actor, planning)
    operation = made.operates.operation if made.operates else OperationId("")
    return show(Planned(operation=operation, plan=made.id), 201)


@router.get("/action-days/{operation}", response_model=ActionBoard)
def action_day_board(
    node: TheNode, actor: Actor, operation: OperationId, beyond: Annotated[int, Query(ge=0)] = 0
) -> Response:
    """Show a joint action day: who takes part, and its figures, each event once; it is logged."""
    return show(show_action_board(node.office, actor, operation, beyond))


@router.post("/action-days/{operation}/parts", status_code=201, response_model=Stated)
def take_part_in_action_day(node: TheNode, actor: Actor, operation: OperationId, taking: Taking) -> Response:
    """Say that this node takes part."""
    return show(Stated(statement=take_part(_saying(node, actor, operation), taking.unit).id), 201)


@router.post("/action-days/{operation}/results", status_code=201, response_model=Stated)
def result_of_action_day(node: TheNode, actor: Actor, operation: OperationId, result: Result) -> Response:
    """Tell a result; the same reference at another node is the same event."""
    return show(Stated(statement=tell_result(_saying(node, actor, operation), result).id), 201)


@router.post("/action-days/{operation}/judgements", status_code=201, response_model=Stated)
def judge_results(node: TheNode, actor: Actor, operation: OperationId, compared: Compared) -> Response:
    """Say that results are of one event."""
    return show(Stated(statement=say_same(_saying(node, actor, operation), compared.results).id), 201)


@router.post("/action-days/{operation}/statements/{statement}/withdrawal", status_code=201, response_model=Stated)
def take_back_in_action_day(
    node: TheNode, actor: Actor, operation: OperationId, statement: StatementId, wrong: Wrong
) -> Response:
    """Take back a result, a judgement or the part of this node."""
    return show(Stated(statement=take_back(_saying(node, actor, operation), statement, wrong.mistake).id), 201)


@router.post("/action-days/{operation}/closing", status_code=201, response_model=Stated)
def close_action_day(node: TheNode, actor: Actor, operation: OperationId) -> Response:
    """Say, as the lead, that no more results are expected."""
    return show(Stated(statement=close(_saying(node, actor, operation)).id), 201)


@router.post("/action-days/{operation}/calling-off", status_code=201, response_model=Stated)
def call_off_action_day(node: TheNode, actor: Actor, operation: OperationId, why: Why) -> Response:
    """Call it off, as the lead, before it begins."""
    return show(Stated(statement=call_off(_saying(node, actor, operation), why.reason).id), 201)


def _saying(node: TheNode, actor: Actor, operation: OperationId) -> Saying:
    return Saying(office=node.office, actor=actor, operation=operation)
