"""Acknowledging how a partner restricted the use of a record, an alert or a message."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.acknowledge import acknowledge_alert, acknowledge_message, acknowledge_record
from egnatia.model.identity import CaseId, LineageId, MessageId, RecordId
from egnatia.model.statement import Statement

router = APIRouter(tags=["acknowledge"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForReading:
    """In which case file a record is to be read."""

    case: CaseId


refuse_unknown_fields(ForReading)


@router.post("/records/{record}/acknowledgement", status_code=201, response_model=Statement)
def acknowledge_one_record(node: TheNode, actor: Actor, record: RecordId, reading: ForReading) -> Response:
    """Acknowledge how a partner restricted the use of its record; from then on it shows to this person."""
    return show(acknowledge_record(node.office, actor, record, reading.case), 201)


@router.post("/alerts/{alert}/acknowledgement", status_code=201, response_model=Statement)
def acknowledge_one_alert(node: TheNode, actor: Actor, alert: LineageId) -> Response:
    """Acknowledge how a partner restricted the use of what its alert gives; from then on it shows to this person."""
    return show(acknowledge_alert(node.office, actor, alert), 201)


@router.post("/messages/{message}/acknowledgement", status_code=201, response_model=Statement)
def acknowledge_one_message(node: TheNode, actor: Actor, message: MessageId) -> Response:
    """Acknowledge how a partner restricted the use of its message; from then on it shows to this person."""
    return show(acknowledge_message(node.office, actor, message), 201)
