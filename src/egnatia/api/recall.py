"""Taking back what was given, and who has attested that."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.recall import Recalled, Recalls, find_recall, list_recalls, recall
from egnatia.exchange.recall import RecallGround
from egnatia.model.identity import RecordId

router = APIRouter(tags=["recall"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalling:
    """On which ground, which holders read, and why, which stays here."""

    ground: RecallGround
    reason: str


refuse_unknown_fields(Recalling)


@router.post("/records/{record}/recall", status_code=201, response_model=Recalled)
def recall_record(node: TheNode, actor: Actor, record: RecordId, recalling: Recalling) -> Response:
    """Take back from every holder what was given of a record; each hides it at once, erases it and attests that."""
    return show(recall(node.office, actor, record, recalling.ground, recalling.reason), 201)


@router.get("/records/{record}/recall", response_model=Recalled)
def recall_state(node: TheNode, actor: Actor, record: RecordId) -> Response:
    """Say who holds what of a record, and what they attested: ids only."""
    return show(find_recall(node.office, actor, record))


@router.get("/recalls", response_model=Recalls)
def recalls(node: TheNode, actor: Actor) -> Response:
    """List what was recalled and where it stands, and what was recalled by others and is kept by a legal hold here."""
    return show(list_recalls(node.office, actor))
