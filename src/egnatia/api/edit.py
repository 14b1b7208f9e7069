"""Editing a thing in a case file: a new version, unless somebody was faster."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.collect import Brief
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.edit import Editing, edit
from egnatia.model.identity import CaseId, RecordId

router = APIRouter(tags=["edit"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """All that a thing is to say, for which case file, and the versions that its editor saw standing."""

    case: CaseId
    properties: Mapping[str, tuple[str, ...]]
    seen: frozenset[RecordId]


refuse_unknown_fields(Edited)


@router.post("/records/{record}/versions", status_code=201, response_model=Brief)
def edit_record(node: TheNode, actor: Actor, record: RecordId, edited: Edited) -> Response:
    """Put a new version on record that supersedes those that were seen; refused if others stand now."""
    editing = Editing(record=record, case=edited.case, properties=edited.properties, seen=edited.seen)
    made = edit(node.office, actor, editing)
    return show(Brief(id=made.id, lineage=made.lineage), 201)
