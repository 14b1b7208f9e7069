"""Forwarding a received record to a third party."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.audience import Audience, audience_of_forward
from egnatia.casework.forward import Passing, forward, list_forwarded
from egnatia.model.caveat import Purpose
from egnatia.model.identity import NodeId, RecordId, StatementId
from egnatia.model.passage import Passage

router = APIRouter(tags=["forward"], route_class=StrictRoute)

refuse_unknown_fields(Passing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What became of a forwarding; not sent where somebody else must approve first."""

    statement: StatementId
    sent: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardedRow:
    """A record that went on: by whom, to whom, for what."""

    statement: StatementId
    holder: NodeId
    passage: Passage
    at: datetime
    here: bool  #: It was given to this node.


@router.get("/records/{record}/audience", response_model=Audience)
def forward_audience(node: TheNode, actor: Actor, record: RecordId, recipient: NodeId, purpose: Purpose) -> Response:
    """Say who will see a received record if it is passed on, and why; nothing is given."""
    passage = Passage(record=record, recipient=recipient, purpose=purpose)
    return show(audience_of_forward(node.office, actor, passage))


@router.post("/forwards", response_model=Gone)
def forward_record(node: TheNode, actor: Actor, passing: Passing) -> Response:
    """Give a received record to a third party with its originator's consent, or approve that it is given."""
    passed = forward(node.office, actor, passing)
    return show(Gone(statement=passed.statement.id, sent=passed.sent, missing=passed.missing))


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardedPage:
    """A page of what went on; `next`, given as `beyond`, names the page after it, and is null on the last."""

    rows: tuple[ForwardedRow, ...]
    next: int | None


@router.get("/forwards", response_model=ForwardedPage)
def forwarded_records(
    node: TheNode, actor: Actor, beyond: Annotated[int | None, Query(ge=0, lt=2**62)] = None
) -> Response:
    """List what was forwarded from here, to here, or of our records from a partner to a third; the newest first."""
    page = list_forwarded(node.office, actor, beyond)
    rows = [
        ForwardedRow(
            statement=found.statement.id,
            holder=found.statement.issuer,
            passage=found.passage,
            at=found.statement.at,
            here=found.here,
        )
        for found in page.rows
    ]
    return show(ForwardedPage(rows=tuple(rows), next=page.next))
