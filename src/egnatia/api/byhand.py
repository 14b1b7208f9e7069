"""Questions that wait for a person here, and hits of ours with the evidence, for those who answer."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.byhand import Told, answer_by_hand, look_up
from egnatia.casework.compare import compare
from egnatia.casework.rows import AnswerRow, QuestionRow
from egnatia.match.dna.weight import Weight
from egnatia.match.scores import Score
from egnatia.model.answer import Result
from egnatia.model.identity import QuestionId, RecordId, Reference
from egnatia.model.record import Record

router = APIRouter(tags=["byhand"], route_class=StrictRoute)


refuse_unknown_fields(Told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An own record that fits, and how well."""

    id: RecordId
    record: Record
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedUp:
    """A question that waits, with the own records that fit."""

    question: QuestionRow
    instrument: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """What the asker is told."""

    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A hit, the question and the record behind it; null once that was erased."""

    question: QuestionRow
    hit: AnswerRow
    record: Record | None
    weight: Weight | None


@router.post("/questions/{question}/look-up", response_model=LookedUp)
def look_up_question(node: TheNode, actor: Actor, question: QuestionId) -> Response:
    """Show what fits a waiting question; that it was seen is logged."""
    waiting = look_up(node.office, actor, question)
    found = tuple(Found(id=record.id, record=record, score=score) for record, score in waiting.found)
    return show(LookedUp(question=waiting.asked, instrument=waiting.channel.instrument, found=found))


@router.post("/questions/{question}/answer", response_model=Replied)
def answer_question(node: TheNode, actor: Actor, question: QuestionId, told: Told) -> Response:
    """Answer a waiting question with own records or with nothing, or refuse it with a reason."""
    return show(Replied(result=answer_by_hand(node.office, actor, question, told)))


@router.post("/hits/{reference}/comparison", response_model=Compared)
def compare_hit(node: TheNode, actor: Actor, reference: Reference) -> Response:
    """Show the question beside the own record, property by property; that it was seen is logged."""
    comparison = compare(node.office, actor, reference)
    return show(
        Compared(question=comparison.asked, hit=comparison.hit, record=comparison.record, weight=comparison.weight)
    )
