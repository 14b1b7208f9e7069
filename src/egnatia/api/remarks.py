"""Remarks: what is out of pattern or was changed by hand, and what oversight found about it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Stated
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.patterns.remarks import LONGEST, USUAL, Remarks, answer_remark, list_remarks

router = APIRouter(tags=["remarks"], route_class=StrictRoute)

#: Days that are looked through.
Days = Annotated[int, Query(ge=1, le=LONGEST)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """What oversight found."""

    reason: str


refuse_unknown_fields(Answering)


@router.get("/remarks", response_model=Remarks)
def remarks(node: TheNode, actor: Actor, days: Days = USUAL) -> Response:
    """List what is out of pattern, and rows that somebody changed by hand; for oversight."""
    return show(list_remarks(node.office, actor, days))


@router.post("/remarks/{remark}/answer", status_code=201, response_model=Stated)
def answer(node: TheNode, actor: Actor, remark: str, answering: Answering) -> Response:
    """Say what was found about a remark; it stays with it."""
    return show(Stated(statement=answer_remark(node.office, actor, remark, answering.reason).id), 201)
