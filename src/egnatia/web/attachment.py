"""Files of messages at the desk: given to a draft, saved, taken out again; never shown in a page."""

from urllib.parse import quote

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from egnatia.casework.attachment.adding import Enclosing, detach, give
from egnatia.casework.attachment.saving import attached, save
from egnatia.casework.dispatch.drafting import find_draft
from egnatia.casework.errors import CaseworkError
from egnatia.model.attachment import MOST
from egnatia.model.errors import ParseError
from egnatia.model.identity import AttachmentId
from egnatia.web.dispatch import message_of
from egnatia.web.display import HEADERS
from egnatia.web.multipart import FileForm
from egnatia.web.shell import Visit, file_screen, go, screen

_SCREEN = "/messages/{message}/attachments"
_ONE = f"{_SCREEN}/{{attachment}}"


def routes() -> list[Route]:
    """Return the screens of files of messages."""
    return [
        screen(_SCREEN, show_files),
        file_screen(_SCREEN, add),
        screen(_ONE, save_file),
        screen(f"{_ONE}/removal", remove, takes_form=True),
    ]


def show_files(visit: Visit) -> Response:
    """Show the files of a draft, and where to choose another."""
    return _page(visit)


def _page(visit: Visit, words: str = "") -> Response:
    row = visit.office.store.read(lambda tx: find_draft(tx, visit.account, message_of(visit)))
    files = attached(visit.office, [row]).get(row.id, ())
    largest = visit.office.quota.largest
    status = 422 if words else 200
    return visit.show("attachments.html", status, row=row, files=files, words=words, most=MOST, largest=largest)


def add(form: FileForm, visit: Visit) -> Response:
    """Give a file to a draft; whatever is wrong is said on the page where the file is chosen.

    Args:
        form: as it comes.
        visit: of whoever sent it.
    """
    message = message_of(visit)
    try:
        give(visit.office, visit.account, Enclosing(message=message, name=_bare(form.name)), form.pieces)
    except (CaseworkError, ParseError) as error:
        return _page(visit, visit.display.explain(error))
    return go(f"/messages/{message}/attachments")


def _bare(name: str) -> str:
    """Return the name of a file without the folders that some browsers put before it."""
    return name.replace("\\", "/").rpartition("/")[2]


def save_file(visit: Visit) -> Response:
    """Give a file out: to be saved, whatever a browser would rather do with it."""
    saved = save(visit.office, visit.account, message_of(visit), AttachmentId(visit.path["attachment"]))
    headers = {
        **HEADERS,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(saved.name, safe='')}",  # RFC 6266, RFC 8187
        "Content-Length": str(saved.size),
    }
    return StreamingResponse(saved.pieces, headers=headers, media_type="application/octet-stream")


def remove(visit: Visit) -> Response:
    """Take a file out of a draft, and destroy it."""
    message = message_of(visit)
    detach(visit.office, visit.account, message, AttachmentId(visit.path["attachment"]))
    return go(f"/messages/{message}/attachments")
