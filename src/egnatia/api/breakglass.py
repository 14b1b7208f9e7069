"""Break glass: when conditions gave way to danger to life, and what the reviews say."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Stated
from egnatia.api.strict import refuse_unknown_fields, show
from egnatia.casework.breakglass import Broken, Finding, list_broken, review
from egnatia.model.identity import StatementId

router = APIRouter(tags=["breakglass"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What a review finds, and why."""

    finding: Finding
    reason: str


refuse_unknown_fields(Reviewed)


@router.get("/break-glass", response_model=list[Broken])
def broken_glass(node: TheNode, actor: Actor, *, due: bool = False) -> Response:
    """List when conditions gave way to danger to life, the newest first; or only those whose review is due."""
    return show(list_broken(node.office, actor, due=due))


@router.post("/break-glass/{statement}/review", status_code=201, response_model=Stated)
def review_break_glass(node: TheNode, actor: Actor, statement: StatementId, reviewed: Reviewed) -> Response:
    """Say whether it was right that conditions gave way."""
    return show(Stated(statement=review(node.office, actor, statement, reviewed.finding, reviewed.reason).id), 201)
