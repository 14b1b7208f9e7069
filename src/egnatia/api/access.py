"""Requests of people who are, or may be, on record."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import refuse_unknown_fields, show
from egnatia.casework.access.answering import Answered, Closing, close_request, draft_letter
from egnatia.casework.access.handling import Applying, ListedRequest, decide, list_requests, look_through, open_request
from egnatia.casework.access.searching import Candidate
from egnatia.casework.requests import AccessId, Applicant, Finding, Request, Wish
from egnatia.model.answer import Quality
from egnatia.model.identity import NodeId, RecordId
from egnatia.model.record import Record

router = APIRouter(tags=["access"])

refuse_unknown_fields(Applying, Applicant, Finding, Closing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A request that was taken in, and until when it is to be answered."""

    id: AccessId
    received_at: datetime
    due_at: datetime
    wish: Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A record that may be about the person."""

    id: RecordId
    quality: Quality | None  #: How well the person fits; null: it names a record that fits.
    names: RecordId | None
    received_from: NodeId | None
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """A request with all that may be about the person."""

    request: Request
    candidates: tuple[Shown, ...]


@router.post("/access", status_code=201, response_model=Taken)
def take_in(node: TheNode, actor: Actor, applying: Applying) -> Response:
    """Take a request in; the time for the answer runs from the day on which it came."""
    return show(_taken(open_request(node.office, actor, applying)), 201)


@router.get("/access", response_model=list[ListedRequest])
def listed(node: TheNode, actor: Actor) -> Response:
    """List requests, the one that is due first before the others, and nothing about anybody."""
    return show(list_requests(node.office, actor))


@router.post("/access/{request}/search", response_model=Through)
def look(node: TheNode, actor: Actor, request: AccessId) -> Response:
    """Show a request with every record that may be about the person; the look is logged."""
    found = look_through(node.office, actor, request)
    return show(Through(request=found.request, candidates=tuple(map(_shown, found.candidates))))


@router.post("/access/{request}/findings", status_code=201, response_model=Taken)
def decide_one(node: TheNode, actor: Actor, request: AccessId, finding: Finding) -> Response:
    """Decide what the person is told of one record, or that it is about somebody else."""
    return show(_taken(decide(node.office, actor, request, finding)), 201)


@router.post("/access/{request}/draft", response_model=Answered)
def draft(node: TheNode, actor: Actor, request: AccessId, closing: Closing) -> Response:
    """Write the letter as it would be sent now; the look is logged."""
    return show(draft_letter(node.office, actor, request, closing))


@router.post("/access/{request}/closing", status_code=201, response_model=Answered)
def close(node: TheNode, actor: Actor, request: AccessId, closing: Closing) -> Response:
    """End a request with the letter that goes to the person; the letter is given out this once."""
    return show(close_request(node.office, actor, request, closing), 201)


def _taken(request: Request) -> Taken:
    return Taken(id=request.id, received_at=request.received_at, due_at=request.due_at, wish=request.wish)


def _shown(found: Candidate) -> Shown:
    return Shown(
        id=found.record.id,
        quality=found.quality,
        names=found.names,
        received_from=found.stored.received_from,
        record=found.record,
    )
