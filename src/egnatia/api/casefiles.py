"""Case files."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.erase import Because
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.casefiles import Opening, close_case_file, list_case_files, open_case_file
from egnatia.casework.contents import Holds, Pages, look_in
from egnatia.casework.members import Membership, change_members
from egnatia.casework.rows import CaseFile
from egnatia.model.identity import CaseId

router = APIRouter(tags=["casefiles"], route_class=StrictRoute)

refuse_unknown_fields(Membership)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContents:
    """A case file with who works in it, what was read in it, and why it was closed."""

    file: CaseFile
    members: tuple[str, ...]
    read: tuple[Holds, ...]
    next: int | None  #: Given as `beyond`, it names the page of readings after this one; null on the last.
    closed_because: str


@router.post("/case-files", status_code=201, response_model=CaseFile)
def open_file(node: TheNode, actor: Actor, opening: Opening) -> Response:
    """Open a case file."""
    return show(open_case_file(node.office, actor, opening), 201)


@router.get("/case-files", response_model=list[CaseFile])
def list_files(node: TheNode, actor: Actor) -> Response:
    """List the case files in which the caller works, or has opened."""
    return show(list_case_files(node.office, actor))


@router.get("/case-files/{case}", response_model=FileContents)
def look(
    node: TheNode, actor: Actor, case: CaseId, beyond: Annotated[int | None, Query(ge=0, lt=2**62)] = None
) -> Response:
    """Say who works in a case file, and which records were read in it: ids and days, nothing of what they say."""
    found = look_in(node.office, actor, case, Pages(read=beyond))
    why = found.closed.reason if found.closed else ""
    page = found.read
    contents = FileContents(file=found.file, members=found.members, read=page.rows, next=page.next, closed_because=why)
    return show(contents)


@router.post("/case-files/{case}/members", response_model=CaseFile)
def change_who_works(node: TheNode, actor: Actor, case: CaseId, wanted: Membership) -> Response:
    """Invite people to a case file, and remove others."""
    return show(change_members(node.office, actor, case, wanted))


@router.post("/case-files/{case}/closing", status_code=204)
def close_file(node: TheNode, actor: Actor, case: CaseId, because: Because | None = None) -> None:
    """Close a case file; the reason is kept if one is given."""
    close_case_file(node.office, actor, case, because.reason if because else "")
