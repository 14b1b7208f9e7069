"""Deciding not to give what stands behind a confirmed hit."""

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import show
from egnatia.casework.withhold import Refusing, withhold

router = APIRouter(tags=["withhold"])


@router.post("/withholdings")
def withhold_record(node: TheNode, actor: Actor, refusing: Refusing) -> Response:
    """Decide that the partner who asked does not get the record; say what it is told."""
    withheld = withhold(node.office, actor, refusing)
    return show({"statement": withheld.statement.id, "told": withheld.told})
