"""What a node keeps of a message: what was typed, what left or came, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol

from egnatia.casework.page import USUAL, Page
from egnatia.casework.tallies import Period
from egnatia.exchange.progress import Step
from egnatia.exchange.states import DispatchEvent, DispatchState
from egnatia.model import canonical
from egnatia.model.attachment import Attachment
from egnatia.model.caveat import Information, Purpose, Source, SubjectRole
from egnatia.model.desk import Desk
from egnatia.model.dispatch import Dispatch, Thing
from egnatia.model.dispatch_forms import Sort
from egnatia.model.identity import AccountId, CaseId, MessageId, NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A message as somebody writes it: what was typed, complete or not, right or wrong; nothing of it is lost."""

    partner: str = ""  #: A node; or `paper:` and the country or body of an authority that has none.
    authority: str = ""  #: Name and address of the authority without a node.
    came: str = (
        ""  #: The day on which it came on paper: the authority wrote it, it is typed in here. Empty: it is ours.
    )
    way: str = ""  #: By which it came.
    sort: str = Sort.REQUEST
    area: str = ""
    case: str = ""  #: A case file's id; a reply in a partner's thread needs none.
    replies_to: str = ""  #: Id of a message of the thread; empty: a thread begins.
    sender_desk: str = ""  #: Empty: the first desk of who writes, or the contact point.
    desk: str = Desk.CONTACT_POINT
    title: str = ""
    text: str = ""
    reason: str = ""
    urgency: str = ""
    urgent: bool = False
    instrument: str = ""  #: Empty: the one with the least missing.
    authorisation: str = ""  #: Id of the statement by which one was given in the case file.
    role: str = SubjectRole.UNKNOWN
    minor: bool = False
    asylum_from: tuple[str, ...] = ()
    source: str = Source.UNKNOWN
    information: str = Information.UNCORROBORATED
    handling: tuple[str, ...] = ()
    restriction: str = ""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  #: The fields of sort and area.
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The form of a draft as somebody opened it: which one, and what stood in it then."""

    form: str  #: Named anew each time; what a form itself kept does not overtake it.
    seen: str  #: `fingerprint` of the draft.


def fingerprint(composition: Composition | None) -> str:
    """Return the SHA-256 of what is typed in a draft, by which it is seen that somebody changed it."""
    return canonical.digest(plain_composition(composition or Composition()))


def plain_composition(composition: Composition) -> dict[str, Any]:
    """Write what was typed as plain values."""
    plain = {found.name: getattr(composition, found.name) for found in fields(Composition)}
    plain["facts"] = {name: list(values) for name, values in composition.facts.items()}
    plain["things"] = [
        {"kind": thing.kind, "properties": {name: list(values) for name, values in thing.properties.items()}}
        for thing in composition.things
    ]
    return plain


def build_composition(plain: Mapping[str, Any]) -> Composition:
    """Read what `plain_composition` wrote; a field that has come since is as if nothing was typed there."""
    known = {found.name for found in fields(Composition)}
    values = {name: value for name, value in plain.items() if name in known}
    values["facts"] = {name: tuple(found) for name, found in values.get("facts", {}).items()}
    values["things"] = tuple(map(_build_thing, values.get("things", ())))
    for name in ("asylum_from", "handling"):
        values[name] = tuple(values.get(name, ()))
    return Composition(**values)


def _build_thing(plain: Mapping[str, Any]) -> Thing:
    properties = {name: tuple(values) for name, values in plain["properties"].items()}
    return Thing(kind=plain["kind"], properties=properties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One step in the life of a message, and who took it."""

    step: Step
    at: datetime
    desk: Desk  #: Where the message lies after it.
    by: AccountId | None = None  #: None: somebody of the partner.
    reason: str = ""  #: Why it went to another desk, or back; on paper, the number of the parcel or whatever tells it.
    way: str = ""  #: On paper: how it went or came.


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchRow:
    """One message, written here or received."""

    id: MessageId
    thread: MessageId
    partner: NodeId  #: Or a partner without a node (`model/authority.py`).
    received: bool
    state: DispatchState
    desk: Desk  #: Of this node, where it is worked on.
    by: AccountId | None  #: Who wrote it; None: the partner.
    purpose: Purpose | None  #: None: a draft without a case file.
    case_file: CaseId | None  #: Of this node.
    at: datetime  #: When it was written, sent or received.
    due_at: datetime | None = None  #: Until when the recipient is to have replied.
    draft: Composition | None = None  #: What was typed, until the partner has opened it.
    dispatch: Dispatch | None = None  #: None: a draft, or erased.
    attachments: tuple[Attachment, ...] = ()  #: Those of the dispatch, once there is one.
    approvers: tuple[AccountId, ...] = ()  #: Who stands behind it so far.
    deeds: tuple[Deed, ...] = ()
    authority: str = ""  #: Name and address of a partner without a node; goes with what the message says.
    form: str = ""  #: The form, as somebody opened it, from which the draft was last kept.
    number: int | None = None  #: In its thread, once it was sent or came; stays when what it says is erased.
    no: int = 0  #: Its number in the list; the store gives it.

    def is_late(self, now: datetime) -> bool:
        """Tell whether a reply is still to come that should have come."""
        return self.due_at is not None and self.due_at < now and self.state in OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A message as it stands in its thread: nothing of what it says."""

    id: MessageId
    partner: NodeId
    received: bool
    state: DispatchState
    desk: Desk  #: Of this node, where it is worked on.
    case_file: CaseId | None
    number: int | None  #: Among those of its sender; None: a draft.
    says: bool  #: What it says is still there.


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A message that is to be answered by a certain time: nothing of what it says."""

    id: MessageId
    partner: NodeId
    received: bool  #: Of the partner, so that we answer; else the partner does.
    state: DispatchState
    purpose: Purpose | None
    case_file: CaseId | None
    instrument: str  #: Empty: its words were forgotten, and this with them.
    due_at: datetime
    done_at: datetime | None  #: When it was said to be done.


#: What a step of its recipient does to a message.
EVENTS = MappingProxyType(
    {
        Step.READ: DispatchEvent.READ,
        Step.REROUTED: DispatchEvent.REROUTE,
        Step.DONE: DispatchEvent.FINISH,
        Step.RETURNED: DispatchEvent.HAND_BACK,
    }
)
#: States in which somebody still has to do something: here with what came, at the partner with what went.
OPEN = frozenset({DispatchState.SENT, DispatchState.DELIVERED, DispatchState.READ})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """Which messages a page shows, the newest first; what is None is not asked for."""

    states: frozenset[DispatchState]
    received: bool | None = None
    purposes: frozenset[Purpose]
    case_files: frozenset[CaseId]  #: Of ours: those in which the person works.
    desks: frozenset[Desk]  #: Empty: every desk.
    by: AccountId  #: Whose drafts are shown although they stand in no case file.
    beyond: int | None = None
    limit: int = USUAL


class Dispatches(Protocol):
    """The port to messages; a part of a `ports.Transaction`."""

    def add(self, row: DispatchRow) -> None:
        """Keep a new message."""
        ...

    def get(self, message: MessageId) -> DispatchRow | None:
        """Return one message."""
        ...

    def change(self, row: DispatchRow) -> None:
        """Keep a message as it stands now; it is there."""
        ...

    def arrived(self, message: MessageId) -> None:
        """Note that a message of ours arrived, if it was on its way or had been given up; without reading it."""
        ...

    def drop(self, message: MessageId) -> None:
        """Forget a draft."""
        ...

    def thread(self, thread: MessageId) -> tuple[DispatchRow, ...]:
        """Return the messages of a thread, in the order in which they came here."""
        ...

    def places(self, thread: MessageId) -> tuple[Placed, ...]:
        """Return where the messages of a thread stand, in the order in which they came here; reads none of them."""
        ...

    def threads(self, messages: Sequence[MessageId]) -> Mapping[MessageId, MessageId]:
        """Return in which threads messages stand; those that are none are left out."""
        ...

    def page(self, sifted: Sifted) -> Page[DispatchRow]:
        """Return a page of messages."""
        ...

    def saying(self, beyond: int | None, limit: int) -> Page[DispatchRow]:
        """Return a page of all messages whose words are here, drafts too, the newest first: to be searched."""
        ...

    def due(self, sifted: Sifted) -> tuple[DispatchRow, ...]:
        """Return all messages to which a reply is due by a time, the one that is due first before the others."""
        ...

    def timed(self, period: Period) -> tuple[Timed, ...]:
        """Return the messages that went or came and whose time runs out in a period, the first due first."""
        ...

    def forget(self, before: datetime, limit: int) -> int:
        """Drop what messages say that went or came before a time; drafts stay; returns how many."""
        ...
