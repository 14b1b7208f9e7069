"""Messages from desk to desk."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Response

from egnatia.api.caller import Actor, TheNode
from egnatia.api.strict import StrictRoute, refuse_unknown_fields, show
from egnatia.casework.attachment.saving import Attached, attached
from egnatia.casework.dispatch.clocks import Punctuality, count_clocks
from egnatia.casework.dispatch.drafting import CHANGEABLE, close, discard, save_draft, take_back
from egnatia.casework.dispatch.onpaper import Mishap, Posting, enter, not_delivered, send_by_hand
from egnatia.casework.dispatch.paper import composition_of, print_form, read_form
from egnatia.casework.dispatch.reading import (
    Listed,
    finish,
    hand_back,
    list_dispatches,
    list_due,
    open_thread,
    reroute,
)
from egnatia.casework.dispatch.sending import Outlook, Sent, Viewer, look_over, send
from egnatia.casework.dispatches import Composition, Deed, DispatchRow, Opened, fingerprint
from egnatia.exchange.states import DispatchState
from egnatia.law.decision import Missing
from egnatia.model.caveat import Purpose
from egnatia.model.desk import Desk
from egnatia.model.dispatch import Thing
from egnatia.model.identity import AccountId, CaseId, MessageId, NodeId

router = APIRouter(tags=["messages"], route_class=StrictRoute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """To which desk a message goes, and why."""

    desk: Desk
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """Why a message is handed back, and for whom it may be; whoever sent it reads this."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Why a message that did not arrive is let be."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form on paper, as text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A message that is kept, and where it stands."""

    message: MessageId
    state: DispatchState
    seen: str | None  #: The SHA-256 of what is typed in a draft, by which whoever changes it says what was read.


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message in a list: nothing of what it says."""

    message: MessageId
    thread: MessageId
    partner: NodeId
    received: bool
    state: DispatchState
    desk: Desk
    sort: str
    area: str
    purpose: Purpose | None
    case_file: CaseId | None
    by: AccountId | None
    at: datetime
    due_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A page of messages."""

    rows: tuple[Line, ...]
    next: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message with what it says, as somebody would type it; null: erased."""

    line: Line
    says: Composition | None
    seen: str | None  #: As in `Kept`.
    deeds: tuple[Deed, ...]
    attachments: tuple[Attached, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """An instrument under which a message may go, and what is missing for it."""

    instrument: str
    name: str
    article: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What would become of a message if it were sent now."""

    ways: tuple[Way, ...]
    missing: tuple[str, ...]
    needs_second: bool
    seen_by: tuple[Viewer, ...]
    due_at: datetime | None


refuse_unknown_fields(Composition, Thing, Passing, Returning, Closing, Form, Posting, Mishap)


@router.get("/messages", response_model=Lines)
def messages(node: TheNode, actor: Actor, *, received: bool | None = None, beyond: int | None = None) -> Response:
    """List messages, the newest first."""
    page = list_dispatches(node.office, actor, Listed(received=received, beyond=beyond))
    now = node.office.clock.now()
    return show(Lines(rows=tuple(_line(row, now) for row in page.rows), next=page.next))


@router.get("/messages/due", response_model=list[Line])
def messages_due(node: TheNode, actor: Actor) -> Response:
    """List messages that wait for a reply by a certain time, the one that is due first before the others."""
    now = node.office.clock.now()
    return show([_line(row, now) for row in list_due(node.office, actor)])


@router.get("/messages/clocks", response_model=list[Punctuality])
def clocks(node: TheNode, actor: Actor, first: str, last: str) -> Response:
    """Count how the times for answers were kept from one month to another, by partner and instrument."""
    return show(count_clocks(node.office, actor, first, last))


@router.post("/messages", status_code=201, response_model=Kept)
def write_message(node: TheNode, actor: Actor, composition: Composition) -> Response:
    """Keep a draft."""
    return show(_kept(save_draft(node.office, actor, composition)), 201)


@router.post("/messages/forms", status_code=201, response_model=Kept)
def type_in(node: TheNode, actor: Actor, form: Form) -> Response:
    """Keep a draft that is typed in from a form on paper."""
    return show(_kept(save_draft(node.office, actor, read_form(form.text))), 201)


@router.post("/messages/{message}/draft", response_model=Kept)
def change_message(node: TheNode, actor: Actor, message: MessageId, composition: Composition, seen: str) -> Response:
    """Change a draft as it was `seen`; where somebody changed it since, nothing is kept, and it is to be read again."""
    opened = Opened(form=node.office.randomness.hex128(), seen=seen)
    return show(_kept(save_draft(node.office, actor, composition, message, opened)))


@router.delete("/messages/{message}", status_code=204)
def discard_message(node: TheNode, actor: Actor, message: MessageId) -> None:
    """Throw a draft away."""
    discard(node.office, actor, message)


@router.get("/messages/{message}/outlook", response_model=Prospect)
def outlook(node: TheNode, actor: Actor, message: MessageId) -> Response:
    """Say under which instrument a draft may go, what is missing, and who will see it."""
    return show(_prospect(look_over(node.office, actor, message)))


@router.post("/messages/{message}/sending", response_model=Sent)
def send_message(node: TheNode, actor: Actor, message: MessageId) -> Response:
    """Send a draft, or approve that it is sent."""
    return show(send(node.office, actor, message))


@router.post("/messages/{message}/posting", response_model=Kept)
def post_message(node: TheNode, actor: Actor, message: MessageId, posting: Posting) -> Response:
    """Say that a message to who has no node was sent by hand."""
    return show(_kept(send_by_hand(node.office, actor, message, posting)))


@router.post("/messages/{message}/non-delivery", response_model=Kept)
def miss_message(node: TheNode, actor: Actor, message: MessageId, mishap: Mishap) -> Response:
    """Say that a message that was sent by hand came back, or did not arrive; it may be sent again, or let be."""
    return show(_kept(not_delivered(node.office, actor, message, mishap)))


@router.post("/messages/{message}/closing", response_model=Kept)
def close_message(node: TheNode, actor: Actor, message: MessageId, closing: Closing) -> Response:
    """Let a message be that did not arrive; it stays on record, with the reason."""
    return show(_kept(close(node.office, actor, message, closing.reason)))


@router.post("/messages/{message}/entering", response_model=Kept)
def enter_message(node: TheNode, actor: Actor, message: MessageId) -> Response:
    """Enter a draft that was typed in from what came on paper, as a message of the authority that wrote it."""
    return show(_kept(enter(node.office, actor, message)))


@router.post("/messages/{message}/taking-back", response_model=Kept)
def take_message_back(node: TheNode, actor: Actor, message: MessageId) -> Response:
    """Take a message back that waits for a second person, or to be sent by hand."""
    return show(_kept(take_back(node.office, actor, message)))


@router.get("/messages/{message}", response_model=list[Shown])
def thread(node: TheNode, actor: Actor, message: MessageId) -> Response:
    """Read the thread of a message; that it was read is logged, and told to who wrote it."""
    now = node.office.clock.now()
    rows = open_thread(node.office, actor, message).rows
    files = attached(node.office, rows)
    return show([_shown(row, now, files.get(row.id, ())) for row in rows])


@router.get("/messages/{message}/form", response_model=Form)
def print_message(node: TheNode, actor: Actor, message: MessageId) -> Response:
    """Write a message as a form for paper; it counts as read."""
    opened = open_thread(node.office, actor, message).opened
    return show(Form(text=print_form(opened, node.office.me)))


@router.post("/messages/{message}/completion", response_model=Kept)
def finish_message(node: TheNode, actor: Actor, message: MessageId) -> Response:
    """Say that what a partner's message asked for is done."""
    return show(_kept(finish(node.office, actor, message)))


@router.post("/messages/{message}/rerouting", response_model=Kept)
def reroute_message(node: TheNode, actor: Actor, message: MessageId, passing: Passing) -> Response:
    """Pass a partner's message on to the desk that it is for."""
    return show(_kept(reroute(node.office, actor, message, passing.desk, passing.reason)))


@router.post("/messages/{message}/return", response_model=Kept)
def return_message(node: TheNode, actor: Actor, message: MessageId, returning: Returning) -> Response:
    """Hand a partner's message back that is for another agency; the partner reads why."""
    return show(_kept(hand_back(node.office, actor, message, returning.reason)))


def _shown(row: DispatchRow, now: datetime, files: tuple[Attached, ...]) -> Shown:
    return Shown(line=_line(row, now), says=_says(row), seen=_seen(row), deeds=row.deeds, attachments=files)


def _kept(row: DispatchRow) -> Kept:
    return Kept(message=row.id, state=row.state, seen=_seen(row))


def _seen(row: DispatchRow) -> str | None:
    return fingerprint(row.draft) if row.draft and row.state in CHANGEABLE else None


def _line(row: DispatchRow, now: datetime) -> Line:
    says = row.dispatch or row.draft
    return Line(
        message=row.id,
        thread=row.thread,
        partner=row.partner,
        received=row.received,
        state=row.state,
        desk=row.desk,
        sort=says.sort if says else "",
        area=says.area if says else "",
        purpose=row.purpose,
        case_file=row.case_file,
        by=row.by,
        at=row.at,
        due_at=row.due_at,
        late=row.is_late(now),
    )


def _says(row: DispatchRow) -> Composition | None:
    return composition_of(row) if row.dispatch or row.draft else None


def _prospect(found: Outlook) -> Prospect:
    return Prospect(
        ways=tuple(
            Way(instrument=one.instrument, name=one.name, article=one.article, missing=one.decision.missing)
            for one in found.carriers
        ),
        missing=found.missing,
        needs_second=found.needs_second,
        seen_by=found.viewers,
        due_at=found.due_at,
    )
