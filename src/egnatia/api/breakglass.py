"""Break glass: when conditions gave way to danger to life, and what the reviews say."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Stated
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.breakglass import Broken, Finding, list_broken, review
from egnatia.model.identity import StatementId

router = APIRouter(tags=["breakglass"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What a review finds, and why."""

    finding: Finding
    reason: str


refuse_unknown_fields(Reviewed)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPage:
    """A page of break glass; `next`, given as `beyond`, names the page after it, and is null on the last."""

    rows: tuple[Broken, ...]
    next: int | None


@router.get("/break-glass", response_model=BrokenPage)
def broken_glass(
    node: TheNode,
    actor: Actor,
    *,
    due: bool = False,
    beyond: Annotated[int | None, Query(ge=0, lt=2**62)] = None,
) -> Response:
    """List when conditions gave way to danger to life, a page at a time, the newest first; or only reviews due."""
    page = list_broken(node.office, actor, reviewed=False if due else None, beyond=beyond)
    return show(BrokenPage(rows=page.rows, next=page.next))


@router.post("/break-glass/{statement}/review", status_code=201, response_model=Stated)
def review_break_glass(node: TheNode, actor: Actor, statement: StatementId, reviewed: Reviewed) -> Response:
    """Say whether it was right that conditions gave way."""
    return show(Stated(statement=review(node.office, actor, statement, reviewed.finding, reviewed.reason).id), 201)
