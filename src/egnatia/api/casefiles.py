"""Case files."""

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import show
from egnatia.casework.casefiles import Opening, close_case_file, list_case_files, open_case_file
from egnatia.casework.rows import CaseFile
from egnatia.model.identity import CaseId

router = APIRouter(tags=["casefiles"])


@router.post("/case-files", status_code=201, response_model=CaseFile)
def open_file(node: TheNode, actor: Actor, opening: Opening) -> Response:
    """Open a case file."""
    return show(open_case_file(node.office, actor, opening), 201)


@router.get("/case-files", response_model=list[CaseFile])
def list_files(node: TheNode, actor: Actor) -> Response:
    """List the case files in which the caller works, or has opened."""
    return show(list_case_files(node.office, actor))


@router.post("/case-files/{case}/closing", status_code=204)
def close_file(node: TheNode, actor: Actor, case: CaseId) -> None:
    """Close a case file."""
    close_case_file(node.office, actor, case)
