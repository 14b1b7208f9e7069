"""Erasing, holding, lifting."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.erase import erase, hold
from egnatia.casework.forget import forget_question
from egnatia.casework.lift import lift
from egnatia.model.identity import QuestionId, RecordId, StatementId

router = APIRouter(tags=["erase"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why something is done."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The statement by which it was done."""

    statement: StatementId


refuse_unknown_fields(Because)


@router.post("/records/{record}/erasure", status_code=204)
def erase_record(node: TheNode, actor: Actor, record: RecordId, because: Because) -> None:
    """Erase a record here; a tombstone stays."""
    erase(node.office, actor, record, because.reason)


@router.post("/questions/{question}/erasure", status_code=204)
def erase_question(node: TheNode, actor: Actor, question: QuestionId, because: Because) -> None:
    """Erase the words of a question, asked here or by a partner; where it stands stays."""
    forget_question(node.office, actor, question, because.reason)


@router.post("/records/{record}/holds", response_model=Stated)
def hold_record(node: TheNode, actor: Actor, record: RecordId, because: Because) -> Response:
    """Keep a record from being erased."""
    statement = hold(node.office, actor, record, because.reason)
    return show(Stated(statement=statement.id))


@router.post("/records/{record}/holds/{statement}/lifting", response_model=Stated)
def lift_hold(node: TheNode, actor: Actor, record: RecordId, statement: StatementId, because: Because) -> Response:
    """Lift a legal hold."""
    lifting = lift(node.office, actor, record, statement, because.reason)
    return show(Stated(statement=lifting.id))
