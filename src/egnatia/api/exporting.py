"""Exports: records that leave as a file, and what oversight sees of them."""

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import refuse_unknown_fields, show
from egnatia.casework.exporting import Export, Wanted, export, exports
from egnatia.model.record import plain_record

router = APIRouter(tags=["exporting"])

refuse_unknown_fields(Wanted)


@router.post("/exports", status_code=201)
def export_records(node: TheNode, actor: Actor, wanted: Wanted) -> Response:
    """Give out records for a case file; what may not leave is left out and counted, and the export is logged."""
    return show(_plain(export(node.office, actor, wanted)), 201)


@router.get("/exports")
def list_exports(node: TheNode, actor: Actor) -> Response:
    """List all exports, newest first, with what is out of pattern in each; for oversight."""
    return show(
        [
            {
                "at": seen.lodged.entry.at,
                "by": seen.lodged.entry.by,
                "case": seen.lodged.entry.why.case_file,
                "purpose": seen.lodged.entry.why.purpose,
                "records": seen.records,
                "left_out": seen.left_out,
                "remarks": seen.remarks,
            }
            for seen in exports(node.office, actor)
        ]
    )


def _plain(made: Export) -> dict[str, object]:
    return {
        "ids": made.ids,
        "records": [plain_record(record) for record in made.records],
        "left_out": made.left_out,
        "withheld": made.withheld,
        "root": made.root,
    }
