"""Deciding not to give what stands behind a confirmed hit."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, show
from egnatia.casework.withhold import Refusing, withhold
from egnatia.exchange.ground import Ground
from egnatia.model.identity import StatementId

router = APIRouter(tags=["withhold"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """By which statement the record stays, and the ground that the asker is told; null: it is told nothing."""

    statement: StatementId
    told: Ground | None


@router.post("/withholdings", response_model=Kept)
def withhold_record(node: TheNode, actor: Actor, refusing: Refusing) -> Response:
    """Decide that the partner who asked does not get the record; say what it is told."""
    withheld = withhold(node.office, actor, refusing)
    return show(Kept(statement=withheld.statement.id, told=withheld.told))
