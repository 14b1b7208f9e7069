"""Consent: asking an originator whether its record may go on, and deciding as the originator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Stated
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.audience import Audience, audience_of_consent
from egnatia.casework.consent import Consenting, Seeking, Shown, Sought, consent, deny, list_consents, seek_consent
from egnatia.exchange.ground import Ground
from egnatia.model.identity import NodeId, StatementId
from egnatia.model.passage import Passage
from egnatia.model.statement import Statement, StatementAct

router = APIRouter(tags=["consent"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Denying:
    """Which request is denied, and on which ground."""

    request: StatementId
    ground: Ground


refuse_unknown_fields(Seeking, Consenting, Denying)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What came of a request; words are those that the holder reads."""

    statement: StatementId
    given: bool
    at: datetime
    words: str
    allowed: Passage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """A request for consent: who asks, for what passage, why, and what came of it."""

    request: StatementId
    holder: NodeId
    passage: Passage
    at: datetime
    necessity: str
    decided: Decided | None


@router.post("/consent-requests", status_code=201, response_model=Stated)
def ask_for_consent(node: TheNode, actor: Actor, seeking: Seeking) -> Response:
    """Ask the originator of a received record whether it may go on to a third party."""
    return show(Stated(statement=seek_consent(node.office, actor, seeking).id), 201)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPage:
    """A page of requests for consent; `next`, given as `beyond`, names the page after it, and is null on the last."""

    rows: tuple[ConsentRow, ...]
    next: int | None


@router.get("/consent-requests", response_model=ConsentPage)
def consent_requests(
    node: TheNode,
    actor: Actor,
    *,
    received: bool = False,
    decided: bool | None = None,
    beyond: Annotated[int | None, Query(ge=0, lt=2**62)] = None,
) -> Response:
    """List requests for consent a page at a time, the newest first: those made here, or those of partners."""
    page = list_consents(node.office, actor, Shown(received=received, decided=decided, beyond=beyond))
    return show(ConsentPage(rows=tuple(map(_row, page.rows)), next=page.next))


@router.get("/consent-requests/{request}/audience", response_model=Audience)
def consent_audience(node: TheNode, actor: Actor, request: StatementId) -> Response:
    """Say who will see a record of ours if we consent to a request, and why; nothing is decided."""
    return show(audience_of_consent(node.office, actor, request))


@router.post("/consents", status_code=201, response_model=Stated)
def give_consent(node: TheNode, actor: Actor, consenting: Consenting) -> Response:
    """Consent, as the originator; holder and recipient are told."""
    return show(Stated(statement=consent(node.office, actor, consenting).id), 201)


@router.post("/consent-denials", status_code=201, response_model=Stated)
def deny_consent(node: TheNode, actor: Actor, denying: Denying) -> Response:
    """Deny, as the originator, on a ground from the closed list; a consent that was given is taken back by it."""
    return show(Stated(statement=deny(node.office, actor, denying.request, denying.ground).id), 201)


def _row(sought: Sought) -> ConsentRow:
    made = sought.request
    return ConsentRow(
        request=made.id,
        holder=made.issuer,
        passage=sought.passage,
        at=made.at,
        necessity=made.reason,
        decided=_decided(sought.outcome) if sought.outcome else None,
    )


def _decided(outcome: Statement) -> Decided:
    given = outcome.act is StatementAct.CONSENT
    return Decided(
        statement=outcome.id,
        given=given,
        at=outcome.at,
        words=outcome.reason,
        allowed=outcome.passes if given else None,
    )
