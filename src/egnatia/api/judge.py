"""Judging whether two records are about the same, and taking that back."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Stated
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.judge import Judging, Undoing, judge, undo
from egnatia.model.identity import CaseId, RecordId, StatementId

router = APIRouter(tags=["judge"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What somebody says of a record and another, for which case file, and why."""

    other: RecordId
    same: bool
    case: CaseId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """For which case file a judgement is taken back, and why."""

    case: CaseId
    reason: str


refuse_unknown_fields(Judgement, Undone)


@router.post("/records/{record}/judgements", status_code=201, response_model=Stated)
def judge_records(node: TheNode, actor: Actor, record: RecordId, said: Judgement) -> Response:
    """State that two records are about the same, or that they are not; nothing is merged."""
    judging = Judging(record=record, other=said.other, same=said.same, case=said.case, reason=said.reason)
    return show(Stated(statement=judge(node.office, actor, judging).id), 201)


@router.post("/records/{record}/judgements/{statement}/undoing", status_code=201, response_model=Stated)
def undo_judgement(node: TheNode, actor: Actor, record: RecordId, statement: StatementId, undone: Undone) -> Response:
    """Take a judgement back; that it was made stays on record."""
    undoing = Undoing(record=record, statement=statement, case=undone.case, reason=undone.reason)
    return show(Stated(statement=undo(node.office, actor, undoing).id), 201)
