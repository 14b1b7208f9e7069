"""Releasing what stands behind a confirmed hit."""

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import show
from egnatia.casework.release import Giving, release
from egnatia.model.record import plain_record

router = APIRouter(tags=["release"])


@router.post("/releases")
def release_record(node: TheNode, actor: Actor, giving: Giving) -> Response:
    """Give the record to the partner who asked, or approve that it is given."""
    released = release(node.office, actor, giving)
    return show(
        {
            "statement": released.statement.id,
            "record": plain_record(released.record) if released.record else None,
            "record_id": released.record.id if released.record else None,
            "missing": released.missing,
        }
    )
