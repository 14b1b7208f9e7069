"""Marking a record as contested, settling that, and restricting its use."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Because
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.contest import contest, restrict, settle
from egnatia.casework.supersede import Changed
from egnatia.model.identity import NodeId, RecordId

router = APIRouter(tags=["contest"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """What a record may be used for only, in words, and why."""

    words: str
    reason: str


refuse_unknown_fields(Restriction)


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseding:
    """The version that stands now, who holds views of what it supersedes, and whether they are told."""

    id: RecordId
    holders: frozenset[NodeId]
    told: bool


@router.post("/records/{record}/contest", status_code=201, response_model=Superseding)
def contest_record(node: TheNode, actor: Actor, record: RecordId, because: Because) -> Response:
    """Mark a record as contested by the person concerned; a new version supersedes it."""
    return show_change(contest(node.office, actor, record, because.reason))


@router.post("/records/{record}/settlement", status_code=201, response_model=Superseding)
def settle_record(node: TheNode, actor: Actor, record: RecordId, because: Because) -> Response:
    """Take the mark off, after it was looked into; a new version supersedes the marked one."""
    return show_change(settle(node.office, actor, record, because.reason))


@router.post("/records/{record}/restriction", status_code=201, response_model=Superseding)
def restrict_record(node: TheNode, actor: Actor, record: RecordId, restriction: Restriction) -> Response:
    """Restrict the use of a record (H3); a new version supersedes it."""
    return show_change(restrict(node.office, actor, record, restriction.words, restriction.reason))


def show_change(changed: Changed) -> Response:
    """Answer with what stands now."""
    return show(Superseding(id=changed.record.id, holders=changed.holders, told=changed.told), 201)
