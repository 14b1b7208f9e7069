"""Requests of people who are, or may be, on record."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.access.answering import Answered, Closing, close_request, draft_letter
from egnatia.casework.access.handling import (
    Applying,
    ListedRequest,
    check_identity,
    decide,
    list_requests,
    open_request,
)
from egnatia.casework.access.looking import Sight, look_at, look_at_message, look_through
from egnatia.casework.access.messages import Part, WrittenAbout, parts_of
from egnatia.casework.access.searching import AskedAbout, Candidate
from egnatia.casework.requests import AccessId, Applicant, Finding, Proof, Request, Wish
from egnatia.model.answer import Quality
from egnatia.model.caveat import Purpose
from egnatia.model.identity import MessageId, NodeId, QuestionId, RecordId
from egnatia.model.record import Record

router = APIRouter(tags=["access"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How it was checked who the person is, and by what."""

    proof: Proof
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Why somebody reads the whole of a message, or of a record that is marked for fewer eyes."""

    reason: str


refuse_unknown_fields(Applying, Applicant, Finding, Closing, Checked, Looking)


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
    record: Record  #: Where it is reserved, with what was searched by only.
    reserved: tuple[str, ...] = ()  #: Why the rest is shown one at a time.


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuestion:
    """A question that may be about the person: of a partner, or asked here."""

    id: QuestionId
    quality: Quality
    asker: NodeId
    partner: NodeId
    asked_at: datetime
    kind: str
    purpose: Purpose
    properties: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """A message that may say something of the person: of a partner, or written here."""

    id: MessageId
    quality: Quality
    partner: NodeId
    received: bool
    at: datetime
    purpose: Purpose | None
    where: Mapping[str, str]  #: By part of the message, the words that fit; empty: what it describes there fits.
    parts: tuple[Part, ...] = ()  #: What it says; only where one is looked at alone.


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """A request with all that may be about the person."""

    request: Request
    candidates: tuple[Shown, ...]
    asked: tuple[ShownQuestion, ...]
    written: tuple[ShownMessage, ...]
    limits: tuple[str, ...]  #: What was not looked at, in words; none if everything was.


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
    """Show a request with every record, question and message that may be about the person; the look is logged."""
    found = look_through(node.office, actor, request)
    through = Through(
        request=found.request,
        candidates=tuple(map(_listed, found.sights)),
        asked=tuple(map(_asked, found.asked)),
        written=tuple(map(_written, found.written)),
        limits=found.limits,
    )
    return show(through)


@router.post("/access/{request}/identity", status_code=201, response_model=Taken)
def identify(node: TheNode, actor: Actor, request: AccessId, checked: Checked) -> Response:
    """Note that the person showed who he or she is, after the request was taken in."""
    return show(_taken(check_identity(node.office, actor, request, checked.proof, checked.shown)), 201)


@router.post("/access/{request}/records/{record}", response_model=Shown)
def look_at_one(node: TheNode, actor: Actor, request: AccessId, record: RecordId, looking: Looking) -> Response:
    """Show the whole of one record that may be about the person; who saw it and why is kept."""
    return show(_shown(look_at(node.office, actor, request, record, looking.reason)))


@router.post("/access/{request}/messages/{message}", response_model=ShownMessage)
def look_at_one_message(
    node: TheNode, actor: Actor, request: AccessId, message: MessageId, looking: Looking
) -> Response:
    """Show the whole of one message that may say something of the person; who saw it and why is kept."""
    found = look_at_message(node.office, actor, request, message, looking.reason)
    return show(replace(_written(found), parts=parts_of(found.row)))


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


def _asked(found: AskedAbout) -> ShownQuestion:
    question = found.row.question
    return ShownQuestion(
        id=question.id,
        quality=found.quality,
        asker=question.asker,
        partner=question.partner,
        asked_at=question.asked_at,
        kind=question.kind,
        purpose=question.purpose,
        properties=question.properties,
    )


def _written(found: WrittenAbout) -> ShownMessage:
    row = found.row
    return ShownMessage(
        id=row.id,
        quality=found.quality,
        partner=row.partner,
        received=row.received,
        at=row.at,
        purpose=row.purpose,
        where=found.where,
    )


def _listed(sight: Sight) -> Shown:
    return replace(_shown(sight.candidate), record=sight.record, reserved=sight.reserved)


def _shown(found: Candidate) -> Shown:
    return Shown(
        id=found.stored.id,
        quality=found.quality,
        names=found.names,
        received_from=found.stored.received_from,
        record=found.record,
    )
