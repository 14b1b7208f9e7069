"""Marking a record as contested, settling that, and restricting its use."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Because
from egnatia.api.strict import refuse_unknown_fields, show
from egnatia.casework.contest import contest, restrict, settle
from egnatia.casework.supersede import Changed
from egnatia.model.identity import RecordId

router = APIRouter(tags=["contest"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """What a record may be used for only, in words, and why."""

    words: str
    reason: str


refuse_unknown_fields(Restriction)


@router.post("/records/{record}/contest", status_code=201)
def contest_record(node: TheNode, actor: Actor, record: RecordId, because: Because) -> Response:
    """Mark a record as contested by the person concerned; a new version supersedes it."""
    return _show(contest(node.office, actor, record, because.reason))


@router.post("/records/{record}/settlement", status_code=201)
def settle_record(node: TheNode, actor: Actor, record: RecordId, because: Because) -> Response:
    """Take the mark off, after it was looked into; a new version supersedes the marked one."""
    return _show(settle(node.office, actor, record, because.reason))


@router.post("/records/{record}/restriction", status_code=201)
def restrict_record(node: TheNode, actor: Actor, record: RecordId, restriction: Restriction) -> Response:
    """Restrict the use of a record (H3); a new version supersedes it."""
    return _show(restrict(node.office, actor, record, restriction.words, restriction.reason))


def _show(changed: Changed) -> Response:
    return show({"id": changed.record.id, "holders": changed.holders, "told": changed.told}, 201)
