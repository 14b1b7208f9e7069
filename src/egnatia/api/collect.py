"""Records: add, amend, read."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Body, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, show
from egnatia.casework.collect import Draft, amend, collect, consult
from egnatia.casework.rows import StoredRecord
from egnatia.model.identity import CaseId, LineageId, RecordId
from egnatia.model.record import Record

router = APIRouter(tags=["collect"], route_class=StrictRoute)

#: Drafts in one request; a longer import goes in several, each with its own ledger entry.
MOST_DRAFTS = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A version of a thing, and the thing."""

    id: RecordId
    lineage: LineageId


@router.post("/records", status_code=201, response_model=list[Brief])
def add_records(
    node: TheNode, actor: Actor, drafts: Annotated[list[Draft], Body(min_length=1, max_length=MOST_DRAFTS)]
) -> Response:
    """Put things on record; all of them or none, under one ledger entry."""
    return show([_brief(record) for record in collect(node.office, actor, drafts)], 201)


@router.post("/lineages/{lineage}", status_code=201, response_model=Brief)
def amend_record(node: TheNode, actor: Actor, lineage: LineageId, draft: Draft) -> Response:
    """Put a new version of a thing on record."""
    return show(_brief(amend(node.office, actor, lineage, draft)), 201)


@router.get("/records/{record}", response_model=StoredRecord)
def read_record(node: TheNode, actor: Actor, record: RecordId, case: CaseId) -> Response:
    """Read a record, for a case file; the reading is logged."""
    return show(consult(node.office, actor, record, case))


def _brief(record: Record) -> Brief:
    return Brief(id=record.id, lineage=record.lineage)
