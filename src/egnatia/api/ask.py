"""Asking: preview, ask with the answers as they come, and what was asked before."""

import json
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from egnatia.api.caller import Actor, TheNode
from egnatia.api.plain import plain
from egnatia.api.strict import show
from egnatia.bootstrap import Node
from egnatia.casework.ask import Asked, Enquiry, Prospect, ask, follow, preview
from egnatia.casework.deliver import Delivered
from egnatia.casework.questions import list_hits, list_questions
from egnatia.casework.rows import QuestionRow
from egnatia.model.identity import QuestionId

router = APIRouter(tags=["ask"])


@router.post("/questions/preview")
def preview_question(node: TheNode, actor: Actor, enquiry: Enquiry) -> Response:
    """Say for each partner under which instrument it would be asked, or what is missing; nothing is sent."""
    return show([_prospect(found) for found in preview(node.office, actor, enquiry)])


@router.post("/questions")
def put_question(node: TheNode, actor: Actor, enquiry: Enquiry) -> Response:
    """Ask; one JSON line for each partner as it answers, after a first line that says who is asked and who is not."""
    asked = ask(node.office, actor, enquiry)
    return StreamingResponse(_lines(node, asked), media_type="application/x-ndjson")


@router.get("/questions")
def questions(node: TheNode, actor: Actor, *, received: bool = False) -> Response:
    """List the newest questions, asked here or received from partners."""
    return show([_listed(row) for row in list_questions(node.office, actor, received=received)])


@router.get("/questions/{question}/hits")
def hits(node: TheNode, actor: Actor, question: QuestionId) -> Response:
    """List the hits of one question; evidence is for those who answer."""
    return show(list_hits(node.office, actor, question))


def _listed(row: QuestionRow) -> dict[str, Any]:
    """Return what a list shows of a question: nothing about the person."""
    question = row.question
    return {
        "question": {
            "id": question.id,
            "asker": question.asker,
            "partner": question.partner,
            "kind": question.kind,
            "instrument": question.instrument,
            "purpose": question.purpose,
            "urgent": question.urgent,
            "asked_at": question.asked_at,
            "expires_at": question.expires_at,
        },
        "received": row.received,
        "enquiry": row.enquiry,
        "state": row.state,
        "reasons": row.reasons,
    }


def _lines(node: Node, asked: Asked) -> Iterator[bytes]:
    yield _line({"enquiry": asked.enquiry, "partners": [_prospect(found) for found in asked.prospects]})
    for delivered in follow(node.office, asked):
        yield _line(_delivered(delivered))


def _line(value: object) -> bytes:
    return json.dumps(plain(value), ensure_ascii=False).encode() + b"\n"


def _prospect(prospect: Prospect) -> dict[str, Any]:
    decision = prospect.decision
    return {
        "partner": prospect.partner,
        "question": prospect.question.id if prospect.question else None,
        "open": decision.open,
        "instrument": decision.instrument,
        "article": decision.channel.article if decision.channel else None,
        "transport": decision.channel.transport if decision.channel else None,
        "confirms": decision.channel.confirms if decision.channel else None,
        "missing": decision.words,
    }


def _delivered(delivered: Delivered) -> dict[str, Any]:
    answer = delivered.answer
    return {
        "question": delivered.message,
        "partner": delivered.partner,
        "outcome": delivered.outcome,
        "words": delivered.words,
        "result": answer.result if answer else None,
        "reasons": answer.reasons if answer else (),
        "hits": answer.hits if answer else (),
    }
