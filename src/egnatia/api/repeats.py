"""Altered repeats: allowing an officer one more, and what oversight sees."""

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Stated
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.repeats import Permit, Repeats, allow_repeat, list_repeats

router = APIRouter(tags=["repeats"], route_class=StrictRoute)

refuse_unknown_fields(Permit)


@router.post("/case-files/{case}/repeats", status_code=201, response_model=Stated)
def allow(node: TheNode, actor: Actor, case: str, permit: Permit) -> Response:
    """Allow an officer one altered question more in a case file, by its id or number."""
    return show(Stated(statement=allow_repeat(node.office, actor, case, permit).id), 201)


@router.get("/repeats", response_model=Repeats)
def repeats(node: TheNode, actor: Actor) -> Response:
    """List the counts of altered questions that are to be noticed, and every stop; for oversight."""
    return show(list_repeats(node.office, actor))
