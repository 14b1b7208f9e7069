"""Statistics for the supervisory authority."""

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, show
from egnatia.casework.statistics import Line, count_statistics

router = APIRouter(tags=["statistics"], route_class=StrictRoute)


@router.get("/statistics", response_model=list[Line])
def statistics(node: TheNode, actor: Actor, first: str, last: str, *, exact: bool = False) -> Response:
    """Count what happened from one month to another, such as 2026-01 to 2026-12; for oversight.

    Without `exact` they are as they may be published: numbers below five are null, others rounded to fives.
    """
    return show(count_statistics(node.office, actor, first, last, exact=exact))
