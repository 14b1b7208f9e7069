"""Retention: what falls due, and keeping a thing longer."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import refuse_unknown_fields, show
from egnatia.casework.retain import Due, extend, list_due
from egnatia.model.identity import RecordId

router = APIRouter(tags=["retain"])

#: Days ahead for which one may ask: a hundred years, more than anything is kept.
_FARTHEST = 36_525


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """Until when a thing is to be kept, and why."""

    until: date
    reason: str


refuse_unknown_fields(Extension)


@router.get("/retention")
def due_records(node: TheNode, actor: Actor, days: Annotated[int, Query(ge=0, le=_FARTHEST)] = 30) -> Response:
    """List what falls due within so many days, or has already; ids and dates, nothing of what it says."""
    return show([_row(due) for due in list_due(node.office, actor, days)])


@router.post("/records/{record}/extension", status_code=201)
def extend_record(node: TheNode, actor: Actor, record: RecordId, extension: Extension) -> Response:
    """Keep a thing longer: a new version supersedes the one that stands."""
    changed = extend(node.office, actor, record, extension.until, extension.reason)
    return show({"id": changed.record.id, "holders": changed.holders, "told": changed.told}, 201)


def _row(due: Due) -> dict[str, object]:
    record = due.record
    return {
        "id": record.id,
        "lineage": record.lineage,
        "kind": record.kind,
        "retain_until": record.retain_until,
        "received_from": record.received_from,
        "holds": due.holds,
    }
