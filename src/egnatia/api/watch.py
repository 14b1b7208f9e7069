"""Questions that stay. They are set up like any other question, by a number of days (`ask.py`)."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.watch.ending import Extension, extend_watch, withdraw_watch
from egnatia.casework.watch.learning import LearntOverlap, ListedOverlap, learnt_overlaps, list_overlaps
from egnatia.casework.watch.listing import HeldWatch, ListedWatch, find_watch, held_watches, list_watches
from egnatia.model.identity import QuestionId

router = APIRouter(tags=["watch"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawing:
    """Why a watch ends; it stays here."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """Until when it stays now."""

    until: datetime


refuse_unknown_fields(Withdrawing, Extension)


@router.get("/watches", response_model=list[ListedWatch])
def watches(node: TheNode, actor: Actor) -> Response:
    """List the watches of one's own case files: nothing of what is asked."""
    return show(list_watches(node.office, actor))


@router.get("/watches/{question}", response_model=ListedWatch)
def watch(node: TheNode, actor: Actor, question: QuestionId) -> Response:
    """Return one watch; its hits are those of the question."""
    return show(find_watch(node.office, actor, question))


@router.post("/watches/{question}/extension", response_model=Extended)
def extend(node: TheNode, actor: Actor, question: QuestionId, extension: Extension) -> Response:
    """Let a watch stay longer; beyond 90 days somebody who supervises and did not ask it decides."""
    return show(Extended(until=extend_watch(node.office, actor, question, extension)))


@router.post("/watches/{question}/withdrawal", status_code=204)
def withdraw(node: TheNode, actor: Actor, question: QuestionId, withdrawing: Withdrawing) -> Response:
    """End a watch; the partner erases the question."""
    withdraw_watch(node.office, actor, question, withdrawing.reason)
    return Response(status_code=204)


@router.get("/held-watches", response_model=list[HeldWatch])
def held(node: TheNode, actor: Actor) -> Response:
    """List, for oversight, what is kept sealed of partners' watches: ids, whose, until when."""
    return show(held_watches(node.office, actor))


@router.get("/overlaps", response_model=list[ListedOverlap])
def overlaps(node: TheNode, actor: Actor) -> Response:
    """List who looks for the same as the watches of one's own case files, where both let the other know."""
    return show(list_overlaps(node.office, actor))


@router.get("/learnt-overlaps", response_model=list[LearntOverlap])
def learnt(node: TheNode, actor: Actor) -> Response:
    """List who looks for the same among those who ask this body, where its instrument has it coordinate."""
    return show(learnt_overlaps(node.office, actor))
