"""Releasing what stands behind a confirmed hit."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, show
from egnatia.casework.audience import Audience, audience_of
from egnatia.casework.release import Giving, release
from egnatia.model.identity import RecordId, Reference, StatementId
from egnatia.model.record import Record

router = APIRouter(tags=["release"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What travels, under which statement; no record where somebody else must approve first."""

    statement: StatementId
    record: Record | None
    record_id: RecordId | None
    missing: tuple[str, ...]


@router.get("/hits/{reference}/audience", response_model=Audience)
def show_audience(node: TheNode, actor: Actor, reference: Reference, only: str | None = None) -> Response:
    """Say who will see the record behind a hit if it is released, and why; `only` names properties, with commas."""
    wanted = frozenset(filter(None, map(str.strip, only.split(",")))) if only else None
    return show(audience_of(node.office, actor, reference, wanted))


@router.post("/releases", response_model=Given)
def release_record(node: TheNode, actor: Actor, giving: Giving) -> Response:
    """Give the record to the partner who asked, or approve that it is given."""
    released = release(node.office, actor, giving)
    return show(
        Given(
            statement=released.statement.id,
            record=released.record,
            record_id=released.record.id if released.record else None,
            missing=released.missing,
        )
    )
