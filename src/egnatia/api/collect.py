"""Records: add, amend, read."""

from typing import Annotated

from fastapi import APIRouter, Body, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import show
from egnatia.casework.collect import Draft, amend, collect, consult
from egnatia.model.identity import CaseId, LineageId, RecordId
from egnatia.model.record import Record, plain_record

router = APIRouter(tags=["collect"])

#: Drafts in one request; a longer import goes in several, each with its own ledger entry.
MOST_DRAFTS = 50_000


@router.post("/records", status_code=201)
def add_records(
    node: TheNode, actor: Actor, drafts: Annotated[list[Draft], Body(min_length=1, max_length=MOST_DRAFTS)]
) -> Response:
    """Put things on record; all of them or none, under one ledger entry."""
    return show([_brief(record) for record in collect(node.office, actor, drafts)], 201)


@router.post("/lineages/{lineage}", status_code=201)
def amend_record(node: TheNode, actor: Actor, lineage: LineageId, draft: Draft) -> Response:
    """Put a new version of a thing on record."""
    return show(_brief(amend(node.office, actor, lineage, draft)), 201)


@router.get("/records/{record}")
def read_record(node: TheNode, actor: Actor, record: RecordId, case: CaseId) -> Response:
    """Read a record, for a case file; the reading is logged."""
    stored = consult(node.office, actor, record, case)
    return show(
        {
            "id": stored.id,
            "record": plain_record(stored.record) if stored.record else None,
            "received_from": stored.received_from,
            "erased_at": stored.erased_at,
        }
    )


def _brief(record: Record) -> dict[str, str]:
    return {"id": record.id, "lineage": record.lineage}
