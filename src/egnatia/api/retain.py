"""Retention: what falls due, and keeping a thing longer."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.contest import Superseding, show_change
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.retain import SHOWN, Due, extend, list_due
from egnatia.model.identity import LineageId, NodeId, RecordId, StatementId

router = APIRouter(tags=["retain"], route_class=StrictRoute)

#: Days ahead for which one may ask: a hundred years, more than anything is kept.
_FARTHEST = 36_525
_FARTHEST_ROW = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """Until when a thing is to be kept, and why."""

    until: date
    reason: str


refuse_unknown_fields(Extension)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """A thing that falls due, and the holds because of which it stays."""

    id: RecordId
    lineage: LineageId
    kind: str
    retain_until: date
    received_from: NodeId | None
    holds: tuple[StatementId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """A page of what falls due, and how many rows to pass over for the next one; null: this is the last."""

    rows: tuple[DueRow, ...]
    next: int | None


@router.get("/retention", response_model=DuePage)
def due_records(
    node: TheNode,
    actor: Actor,
    days: Annotated[int, Query(ge=0, le=_FARTHEST)] = 30,
    skip: Annotated[int, Query(ge=0, le=_FARTHEST_ROW)] = 0,
) -> Response:
    """List what falls due within so many days, or has already; ids and dates, nothing of what it says."""
    found = list_due(node.office, actor, days, skip, SHOWN + 1)
    following = skip + SHOWN if len(found) > SHOWN else None
    return show(DuePage(rows=tuple(map(_row, found[:SHOWN])), next=following))


@router.post("/records/{record}/extension", status_code=201, response_model=Superseding)
def extend_record(node: TheNode, actor: Actor, record: RecordId, extension: Extension) -> Response:
    """Keep a thing longer: a new version supersedes the one that stands."""
    return show_change(extend(node.office, actor, record, extension.until, extension.reason))


def _row(due: Due) -> DueRow:
    record = due.record
    return DueRow(
        id=record.id,
        lineage=record.lineage,
        kind=record.kind,
        retain_until=record.retain_until,
        received_from=record.received_from,
        holds=due.holds,
    )
