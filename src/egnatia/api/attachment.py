"""Files that go with messages: their bytes are the bodies of requests, and are held in memory a piece at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, show
from egnatia.bootstrap import drawn
from egnatia.casework.attachment.adding import Enclosing, detach, give
from egnatia.casework.attachment.carrying import Carried, carry_in, carry_out, list_carried
from egnatia.casework.attachment.saving import save
from egnatia.model.identity import AttachmentId, MessageId, NodeId

router = APIRouter(tags=["messages"], route_class=StrictRoute)

_BYTES = "application/octet-stream"
_T = TypeVar("_T")

#: Nothing of a file is shown in a page, whatever is in it.
_HEADERS = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment"}
_GIVEN: dict[int | str, dict[str, Any]] = {
    200: {"content": {_BYTES: {"schema": {"type": "string", "format": "binary"}}}}
}
_TAKES = {"requestBody": {"required": True, "content": {_BYTES: {"schema": {"type": "string", "format": "binary"}}}}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """A file that hangs on a draft."""

    attachment: AttachmentId
    size: int
    digest: str


@router.post("/messages/{message}/attachments", status_code=201, response_model=Hanging, openapi_extra=_TAKES)
async def attach(
    request: Request, node: TheNode, actor: Actor, message: MessageId, name: Annotated[str, Query(max_length=200)]
) -> Response:
    """Give a file to a draft: its bytes are the body."""

    def take(pieces: Iterator[bytes]) -> Response:
        """Seal the bytes as they come."""
        made = give(node.office, actor, Enclosing(message=message, name=name), pieces)
        return show(Hanging(attachment=made.id, size=made.size, digest=made.digest), 201)

    return await _with_body(request, take)


@router.delete("/messages/{message}/attachments/{attachment}", status_code=204)
def remove_attachment(node: TheNode, actor: Actor, message: MessageId, attachment: AttachmentId) -> None:
    """Take a file out of a draft, and destroy it."""
    detach(node.office, actor, message, attachment)


@router.get("/messages/{message}/attachments/{attachment}", response_class=StreamingResponse, responses=_GIVEN)
def save_attachment(node: TheNode, actor: Actor, message: MessageId, attachment: AttachmentId) -> Response:
    """Save a file of a message; that it was given out is logged."""
    saved = save(node.office, actor, message, attachment)
    return _stream(saved.pieces, saved.size)


@router.get("/outbox/attachments", response_model=list[Carried])
def carried_attachments(node: TheNode, actor: Actor, partner: NodeId) -> Response:
    """List the files of the messages that wait for a partner, to be carried by hand."""
    return show(list_carried(node.office, actor, partner))


@router.get("/outbox/attachments/{attachment}", response_class=StreamingResponse, responses=_GIVEN)
def carry_attachment_out(node: TheNode, actor: Actor, attachment: AttachmentId) -> Response:
    """Give out a file as it is sealed for its recipient."""
    given = carry_out(node.office, actor, attachment)
    return _stream(given.pieces, given.size)


@router.post("/outbox/attachments/{attachment}", response_model=Carried, openapi_extra=_TAKES)
async def carry_attachment_in(request: Request, node: TheNode, actor: Actor, attachment: AttachmentId) -> Response:
    """Take in a sealed file that was carried: its bytes are the body."""

    def take(pieces: Iterator[bytes]) -> Response:
        """Keep the bytes as they come."""
        return show(carry_in(node.office, actor, attachment, pieces))

    return await _with_body(request, take)


def _stream(pieces: Iterator[bytes], size: int) -> Response:
    return StreamingResponse(pieces, headers={**_HEADERS, "Content-Length": str(size)}, media_type=_BYTES)


async def _with_body(request: Request, work: Callable[[Iterator[bytes]], _T]) -> _T:
    """Run a work in a thread to which the body comes piece by piece as the work takes it."""
    return await run_in_threadpool(work, drawn(request.stream()))
