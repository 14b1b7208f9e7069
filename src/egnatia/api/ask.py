"""Asking: preview, ask with the answers as they come, and what was asked before."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse

from egnatia.api.caller import Actor, TheNode
from egnatia.api.plain import plain
from egnatia.api.strict import StrictRoute, show
from egnatia.bootstrap import Node
from egnatia.casework.ask import Asked, Enquiry, Prospect, ask, follow, preview
from egnatia.casework.deliver import Delivered, Outcome
from egnatia.casework.page import MOST, USUAL
from egnatia.casework.questions import ListedHit, Wanted, list_hits, page_questions
from egnatia.casework.rows import QuestionRow
from egnatia.law.channels import Confirms, Transport
from egnatia.model.answer import Hit, Result
from egnatia.model.caveat import Purpose
from egnatia.model.identity import MessageId, NodeId, QuestionId

router = APIRouter(tags=["ask"], route_class=StrictRoute)


class Lines(StreamingResponse):
    """JSON values, one a line."""

    media_type = "application/x-ndjson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """One partner of an enquiry: under which instrument it is asked, or what is missing."""

    partner: NodeId
    question: QuestionId | None  #: None: it may not be asked.
    open: bool
    instrument: str | None
    article: str | None
    transport: Transport | None
    confirms: Confirms | None
    missing: tuple[str, ...]
    tells: tuple[NodeId, ...]  #: Of a watch: whom the partner may tell that we look for this.
    gave_way: tuple[str, ...]  #: What would be missing if no life were in danger; oversight reviews it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The first line of an asking: who is asked, and who is not."""

    enquiry: str
    partners: tuple[Foreseen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A further line of an asking: what became of the question to one partner."""

    question: MessageId
    partner: NodeId
    outcome: Outcome
    words: str
    result: Result | None  #: None: there is no answer yet.
    reasons: tuple[str, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedQuestion:
    """What a list shows of a question."""

    id: QuestionId
    asker: NodeId
    partner: NodeId
    kind: str
    instrument: str
    purpose: Purpose
    urgent: bool
    danger_to_life: bool
    asked_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A question with where it stands."""

    question: ListedQuestion
    received: bool
    enquiry: str
    state: str
    reasons: tuple[str, ...]


@router.post("/questions/preview", response_model=list[Foreseen])
def preview_question(node: TheNode, actor: Actor, enquiry: Enquiry) -> Response:
    """Say for each partner under which instrument it would be asked, or what is missing; nothing is sent."""
    return show([_prospect(found) for found in preview(node.office, actor, enquiry)])


@router.post("/questions", response_class=Lines, responses={200: {"model": Begun | Heard}})
def put_question(node: TheNode, actor: Actor, enquiry: Enquiry) -> Response:
    """Ask; one JSON line for each partner as it answers, after a first line that says who is asked and who is not.

    The schema is that of a line, not of the whole: the first line is a `Begun`, every further one a `Heard`. A line
    ends with a line feed (U+000A). Lines come when partners answer; a stream that ends before every partner that is
    asked had its line was cut off, and the questions go on without it.
    """
    asked = ask(node.office, actor, enquiry)
    return Lines(_lines(node, asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which questions are to be listed."""

    received: bool = False
    waiting: bool = False
    partner: NodeId | None = None
    kind: str | None = None
    beyond: Annotated[int | None, Query(ge=0, lt=2**62)] = None
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPage:
    """A page of questions; `next`, given as `beyond`, names the page after it, and is null on the last."""

    rows: tuple[Listed, ...]
    next: int | None


@router.get("/questions", response_model=ListedPage)
def questions(node: TheNode, actor: Actor, choice: Annotated[Choice, Depends()]) -> Response:
    """List questions a page at a time: those that wait for a person, the oldest first, or else all others, the newest.

    They are those asked here in one's own case files, or those received from partners.
    """
    wanted = Wanted(**{field.name: getattr(choice, field.name) for field in fields(Wanted)})
    page = page_questions(node.office, actor, wanted)
    return show(ListedPage(rows=tuple(map(_listed, page.rows)), next=page.next))


@router.get("/questions/{question}/hits", response_model=list[ListedHit])
def hits(node: TheNode, actor: Actor, question: QuestionId) -> Response:
    """List the hits of one question; evidence is for those who answer."""
    return show(list_hits(node.office, actor, question))


def _listed(row: QuestionRow) -> Listed:
    """Return what a list shows of a question: nothing about the person."""
    shown = {field.name: getattr(row.question, field.name) for field in fields(ListedQuestion)}
    return Listed(
        question=ListedQuestion(**shown),
        received=row.received,
        enquiry=row.enquiry,
        state=row.state,
        reasons=row.reasons,
    )


def _lines(node: Node, asked: Asked) -> Iterator[bytes]:
    yield _line(Begun(enquiry=asked.enquiry, partners=tuple(map(_prospect, asked.prospects))))
    for delivered in follow(node.office, asked):
        yield _line(_delivered(delivered))


def _line(value: object) -> bytes:
    return json.dumps(plain(value), ensure_ascii=False).encode() + b"\n"


def _prospect(prospect: Prospect) -> Foreseen:
    decision = prospect.decision
    return Foreseen(
        partner=prospect.partner,
        question=prospect.question.id if prospect.question else None,
        open=decision.open,
        instrument=decision.instrument,
        article=decision.channel.article if decision.channel else None,
        transport=decision.channel.transport if decision.channel else None,
        confirms=decision.channel.confirms if decision.channel else None,
        missing=decision.words,
        tells=tuple(sorted(prospect.question.tells)) if prospect.question else (),
        gave_way=tuple(found.words for found in decision.gave_way),
    )


def _delivered(delivered: Delivered) -> Heard:
    answer = delivered.answer
    return Heard(
        question=delivered.message,
        partner=delivered.partner,
        outcome=delivered.outcome,
        words=delivered.words,
        result=answer.result if answer else None,
        reasons=answer.reasons if answer else (),
        hits=answer.hits if answer else (),
    )
