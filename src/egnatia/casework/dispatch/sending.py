"""Sending: the law is asked first; where it wants two people, the first sends to the second, and that one sends it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from egnatia.casework.dispatch.composing import Composed, compose
from egnatia.casework.dispatch.crossing import crossing_terms
from egnatia.casework.dispatch.drafting import find_draft
from egnatia.casework.dispatches import DispatchRow
from egnatia.casework.errors import ConflictError, NotAllowedError, NotLawfulError
from egnatia.casework.lawful import party
from egnatia.casework.letters import Content, queue, travelling
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, may, require
from egnatia.casework.rows import Account
from egnatia.casework.trail import Note, entry
from egnatia.exchange.directory import Freshness, freshness
from egnatia.exchange.states import DispatchEvent, DispatchState, advance
from egnatia.law.clocks import CLOCKS
from egnatia.law.holidays import calendar_of
from egnatia.law.messages import Carrier
from egnatia.ledger.entry import Act, Entry
from egnatia.model.authority import on_paper
from egnatia.model.desk import Desk
from egnatia.model.dispatch import Dispatch, plain_dispatch
from egnatia.model.dispatch_forms import SORTS, Sort
from egnatia.model.identity import AccountId, MessageId, NodeId
from egnatia.model.message import MessageType


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who will see a message, and why."""

    node: NodeId
    agency: str
    desk: Desk
    why: str
    person: str = ""  #: Of this node; of partners, only the desk is known.


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What would become of a message if it were sent now; nothing is sent or kept."""

    message: MessageId
    carriers: tuple[Carrier, ...]  #: The instruments under which it may go, the one that would be taken first.
    missing: tuple[str, ...]  #: By its form, then by the law.
    needs_second: bool  #: Nothing is missing but a second person.
    viewers: tuple[Viewer, ...]
    due_at: datetime | None  #: Until when the partner is to reply.
    terms: tuple[str, ...] = ()  #: Of a crossing: what officers may do over the border, and what ends it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of a message."""

    message: MessageId
    sent: bool  #: False: a second person must approve it.
    instrument: str
    missing: tuple[str, ...] = ()
    by_hand: bool = False  #: It may go, on paper: somebody sends it by hand.


def look_over(office: Office, actor: Account, message: MessageId) -> Outlook:
    """Say under which instrument a draft may go, what is missing, and who will see it.

    Raises:
        NotAllowedError: the person may not see the draft, or not write in the case file.
        NotFoundError: there is no such draft, partner, case file or authorisation.
        ConflictError: it has been sent, or stands in no open case file.
        ParseError: something that was typed is not what it should be; names the field.
    """

    def work(tx: Transaction) -> Outlook:
        row = find_draft(tx, actor, message)
        composed = compose(office, tx, actor, row, len({*row.approvers, actor.id}))
        return Outlook(
            message=row.id,
            carriers=composed.carriers,
            missing=(*composed.lacks, *composed.missing),
            needs_second=composed.needs_second,
            viewers=(*_partners(office, composed), *_ours(office, tx, composed)),
            due_at=due_at(office, composed.dispatch, composed.recipient(office.me), office.clock.now()),
            terms=crossing_terms(office, composed.dispatch, composed.matter.partner),
        )

    return office.store.read(work)


def send(office: Office, actor: Account, message: MessageId) -> Sent:
    """Send a draft, or approve that it is sent; durable when this returns, and on its way soon after.

    Raises:
        NotAllowedError: the person may not see the draft, approved it already, or approves and may not release.
        NotFoundError: there is no such draft, partner, case file or authorisation.
        NotLawfulError: something is missing; says what.
        ConflictError: it has been sent, is too large to travel, or the directory is too old.
        ParseError: something that was typed is not what it should be; names the field.
    """
    if freshness(office.directory(), office.clock.now()) is Freshness.EXPIRED:
        raise ConflictError("the directory of partners is older than 30 days: nothing is sent until it is renewed")
    return office.store.write(lambda tx: _send(office, tx, actor, message))


def _send(office: Office, tx: Transaction, actor: Account, message: MessageId) -> Sent:
    row = find_draft(tx, actor, message)
    if row.draft and row.draft.came:
        raise ConflictError("this came on paper: it is entered, not sent")
    _check_approver(actor, row)
    approvers = tuple(dict.fromkeys((*row.approvers, actor.id)))
    composed = compose(office, tx, actor, row, len(approvers))
    instrument = composed.dispatch.grounds.instrument
    if composed.missing and composed.needs_second and row.state is not DispatchState.PENDING:
        tx.dispatches.change(replace(row, state=_pending(row), approvers=approvers))
        tx.ledger.append([_note(office, actor.id, row, composed, Act.DECISION)])
        return Sent(message=row.id, sent=False, instrument=instrument, missing=composed.missing)
    if composed.lacks or composed.missing:
        raise NotLawfulError("this message may not be sent", (*composed.lacks, *composed.missing))
    by_hand = on_paper(composed.matter.partner)
    tx.dispatches.change(_sent(office, row, composed, approvers))
    if not by_hand:
        _put_on_its_way(office, tx, row.id, composed)
    act = Act.DECISION if by_hand else act_of(composed.dispatch)
    tx.ledger.append([_note(office, actor.id, row, composed, act)])
    return Sent(message=row.id, sent=True, instrument=instrument, by_hand=by_hand)


def _put_on_its_way(office: Office, tx: Transaction, message: MessageId, composed: Composed) -> None:
    partner = composed.matter.partner
    letter = Content(type=MessageType.DISPATCH, recipient=partner, body=plain_dispatch(composed.dispatch), id=message)
    tx.outbox.again(travelling(queue(office, letter), "say less, or send it as several"))
    tx.blobs.give(message, partner)


def act_of(dispatch: Dispatch) -> Act:
    """Return what sending a message is, as the log has it: it gives something, or asks only."""
    return Act.DISCLOSURE if SORTS[dispatch.sort].gives or dispatch.attachments else Act.QUESTION


def _check_approver(actor: Account, row: DispatchRow) -> None:
    """Let a second person approve who may release, and is not the first (four eyes)."""
    if row.state is not DispatchState.PENDING:
        return
    if actor.id in row.approvers:
        raise NotAllowedError(f"{actor.name} approved this already: a second person must")
    require(actor, Right.RELEASE, row.purpose)


def _pending(row: DispatchRow) -> DispatchState:
    """Return where a message waits; one that failed was approved once, and is again."""
    return advance(_anew(row), DispatchEvent.APPROVE_FIRST)


def _anew(row: DispatchRow) -> DispatchState:
    """Return where a message is that is sent: one that never arrived is a draft again first."""
    return DispatchState.DRAFT if row.state is DispatchState.FAILED else row.state


def _sent(office: Office, row: DispatchRow, composed: Composed, approvers: tuple[AccountId, ...]) -> DispatchRow:
    now, dispatch, file = office.clock.now(), composed.dispatch, composed.matter.file
    partner = composed.matter.partner
    by_hand = on_paper(partner)
    return replace(
        row,
        partner=partner,
        authority=composed.matter.authority if by_hand else "",
        state=advance(_anew(row), DispatchEvent.HAND_OUT if by_hand else DispatchEvent.SEND),
        desk=dispatch.sender_desk,
        purpose=dispatch.grounds.purpose,
        case_file=file.id if file else None,
        at=now,
        due_at=None if by_hand else due_at(office, dispatch, partner, now),  # its clock starts when it goes
        dispatch=dispatch,
        approvers=approvers,
    )


def due_at(office: Office, dispatch: Dispatch, recipient: NodeId, begun: datetime) -> datetime | None:
    """Return until when a message is to be answered, by the clock of its instrument; None: it names no time."""
    clock = CLOCKS.get(dispatch.grounds.instrument)
    if clock is None or not clock.runs(dispatch.sort, begun.date()):
        return None
    country = party(office.directory(), recipient).country
    urgent = dispatch.sort is Sort.URGENT or bool(dispatch.grounds.urgency)
    return clock.due(begun, calendar_of(country), urgent=urgent)


def _ours(office: Office, tx: Transaction, composed: Composed) -> Iterable[Viewer]:
    """Name who sees a message here: each who works in its case file; of a thread in none, the desk."""
    dispatch, file = composed.dispatch, composed.matter.file
    desk = dispatch.desk if composed.typed.came else dispatch.sender_desk
    agency = office.directory().members[office.me].name
    if file is None:
        yield Viewer(node=office.me, agency=agency, desk=desk, why="whoever works at the desk")
        return
    accounts = filter(None, map(tx.accounts.get, sorted({*file.members, file.opened_by})))
    for one in sorted(accounts, key=lambda one: one.name):
        at_desk = not one.desks or desk in one.desks
        if one.active and at_desk and may(one, Right.CORRESPOND, dispatch.grounds.purpose):
            yield Viewer(node=office.me, agency=agency, desk=desk, why="works in the case file", person=one.name)


def _partners(office: Office, composed: Composed) -> Iterable[Viewer]:
    """Name who will see a message elsewhere: the partner, and nobody on the way to a node, for it is sealed."""
    desk = composed.dispatch.desk
    if composed.typed.came:
        return
    if on_paper(composed.matter.partner):
        why = "it is addressed to this authority, and goes on paper"
        yield Viewer(node=composed.matter.partner, agency=composed.matter.authority, desk=desk, why=why)
        return
    member = office.directory().members[composed.matter.partner]
    yield Viewer(node=member.node, agency=member.name, desk=desk, why="it is addressed to this desk")


def commitments(dispatch: Dispatch) -> tuple[str, ...]:
    """Return what the log names of the files of a message."""
    return tuple(found.commitment for found in dispatch.attachments)


def _note(office: Office, by: AccountId, row: DispatchRow, composed: Composed, act: Act) -> Entry:
    sent, dispatch = act is not Act.DECISION, composed.dispatch
    what = "message_sent" if sent else "message_released" if on_paper(composed.matter.partner) else "message_approved"
    note = Note(
        act=act,
        by=by,
        about=tuple(dict.fromkeys((row.id, dispatch.place.thread, *commitments(dispatch)))),
        purpose=dispatch.grounds.purpose,
        case=dispatch.grounds.case_file,
        decision=composed.carriers[0].decision if composed.carriers else None,
        to=composed.matter.partner if sent else None,
        detail={"what": what, "sort": dispatch.sort},
    )
    return entry(office, note)
