"""Exports: records that leave as a file, and what oversight sees of them."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.exporting import Export, SeenExport, Wanted, export, exports
from egnatia.model.identity import AccountId, NodeId

router = APIRouter(tags=["exporting"], route_class=StrictRoute)

refuse_unknown_fields(Wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedExport:
    """An export as oversight sees it."""

    at: datetime
    by: AccountId | NodeId
    case: str | None
    purpose: str | None
    records: int
    left_out: int
    remarks: tuple[str, ...]
    reason: str


@router.post("/exports", status_code=201, response_model=Export)
def export_records(node: TheNode, actor: Actor, wanted: Wanted) -> Response:
    """Give out records for a case file; what may not leave is left out and counted, and the export is logged."""
    return show(export(node.office, actor, wanted), 201)


@router.get("/exports", response_model=list[ListedExport])
def list_exports(node: TheNode, actor: Actor) -> Response:
    """List all exports, newest first, with what is out of pattern in each; for oversight."""
    return show([_listed(seen) for seen in exports(node.office, actor)])


def _listed(seen: SeenExport) -> ListedExport:
    logged = seen.lodged.entry
    return ListedExport(
        at=logged.at,
        by=logged.by,
        case=logged.why.case_file,
        purpose=logged.why.purpose,
        records=seen.records,
        left_out=seen.left_out,
        remarks=seen.remarks,
        reason=seen.reason,
    )
