"""Questions that wait for a person here, and hits of ours with the evidence, for those who answer."""

from typing import Any

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import refuse_unknown_fields, show
from egnatia.casework.byhand import Told, answer_by_hand, look_up
from egnatia.casework.compare import compare
from egnatia.match.scores import Score
from egnatia.model.identity import QuestionId, Reference
from egnatia.model.record import Record, plain_record

router = APIRouter(tags=["byhand"])


refuse_unknown_fields(Told)


@router.post("/questions/{question}/look-up")
def look_up_question(node: TheNode, actor: Actor, question: QuestionId) -> Response:
    """Show what fits a waiting question; that it was seen is logged."""
    waiting = look_up(node.office, actor, question)
    return show(
        {
            "question": waiting.asked,
            "instrument": waiting.channel.instrument,
            "found": [_found(*pair) for pair in waiting.found],
        }
    )


@router.post("/questions/{question}/answer")
def answer_question(node: TheNode, actor: Actor, question: QuestionId, told: Told) -> Response:
    """Answer a waiting question with own records or with nothing, or refuse it with a reason."""
    return show({"result": answer_by_hand(node.office, actor, question, told)})


@router.post("/hits/{reference}/comparison")
def compare_hit(node: TheNode, actor: Actor, reference: Reference) -> Response:
    """Show the question beside the own record, property by property; that it was seen is logged."""
    comparison = compare(node.office, actor, reference)
    return show(
        {
            "question": comparison.asked,
            "hit": comparison.hit,
            "record": plain_record(comparison.record) if comparison.record else None,
        }
    )


def _found(record: Record, score: Score) -> dict[str, Any]:
    return {"id": record.id, "record": plain_record(record), "score": score}
