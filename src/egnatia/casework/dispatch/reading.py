"""Reading: a desk's messages, a thread with all that became of it; done, for another desk, or handed back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from egnatia.casework.dispatch.seeing import find_dispatch, sifted_for
from egnatia.casework.dispatches import EVENTS, OPEN, Deed, DispatchRow, Sifted
from egnatia.casework.errors import ConflictError
from egnatia.casework.letters import Content, queue
from egnatia.casework.office import Office
from egnatia.casework.page import MOST, Page
from egnatia.casework.ports import Transaction
from egnatia.casework.restricted import check_messages
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.trail import Note, entry
from egnatia.exchange.progress import Progress, Step, plain_progress
from egnatia.exchange.states import DispatchState, advance
from egnatia.ledger.entry import Act
from egnatia.model.authority import on_paper
from egnatia.model.desk import Desk
from egnatia.model.identity import MessageId
from egnatia.model.message import MessageType
from egnatia.model.reading import text

#: A partner's message on which something is still to do here.
_OPEN_HERE = frozenset({DispatchState.DELIVERED, DispatchState.READ})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Which messages somebody wants to see."""

    states: frozenset[DispatchState] = frozenset(DispatchState)
    received: bool | None = None  #: Of partners, or written here; None: both.
    beyond: int | None = None  #: `next` of the page before.


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A thread as a person may see it."""

    opened: DispatchRow  #: The message by which it was found.
    rows: tuple[DispatchRow, ...]  #: The oldest first.


def list_dispatches(office: Office, actor: Account, listed: Listed) -> Page[DispatchRow]:
    """Return a page of the messages that a person may see, the newest first.

    Raises:
        NotAllowedError: the person may not exchange messages.
    """
    require(actor, Right.CORRESPOND)

    def work(tx: Transaction) -> Page[DispatchRow]:
        sifted = sifted_for(tx, actor, listed.states, listed.received)
        return tx.dispatches.page(replace(sifted, beyond=listed.beyond))

    return office.store.read(work)


def list_due(office: Office, actor: Account) -> tuple[DispatchRow, ...]:
    """Return all messages that wait for a reply by a certain time, the one that is due first before the others.

    Raises:
        NotAllowedError: the person may not exchange messages.
    """
    require(actor, Right.CORRESPOND)

    def work(tx: Transaction) -> tuple[DispatchRow, ...]:
        return tx.dispatches.due(sifted_for(tx, actor, OPEN, None))

    return office.store.read(work)


def list_to_do(office: Office, actor: Account) -> tuple[DispatchRow, ...]:
    """Return all messages that wait: partners' that are not done, ours to send by hand, or to approve as a second one.

    What is due first comes first; what has no time to keep comes last, the oldest before the others.

    Raises:
        NotAllowedError: the person may not exchange messages.
    """
    require(actor, Right.CORRESPOND)

    def work(tx: Transaction) -> tuple[DispatchRow, ...]:
        theirs = sifted_for(tx, actor, _OPEN_HERE, received=True)
        ours = sifted_for(tx, actor, frozenset({DispatchState.PENDING}), received=False)
        by_hand = sifted_for(tx, actor, frozenset({DispatchState.BY_HAND}), received=False)
        approving = (row for row in _all(tx, ours) if actor.id not in (row.by, *row.approvers))
        return (*_all(tx, theirs), *_all(tx, by_hand), *approving)

    rows = office.store.read(work)
    return tuple(sorted(rows, key=lambda row: (row.due_at is None, row.due_at or row.at, row.no)))


def _all(tx: Transaction, sifted: Sifted) -> Iterator[DispatchRow]:
    page = tx.dispatches.page(replace(sifted, limit=MOST))
    yield from page.rows
    if page.next is not None:
        yield from _all(tx, replace(sifted, beyond=page.next))


def open_thread(office: Office, actor: Account, message: MessageId) -> Thread:
    """Return the thread of a message; that it was read is logged, and told to who wrote it.

    Raises:
        NotAllowedError: the person may not see the message.
        NotFoundError: there is no such message.
        RestrictedError: a partner restricted the use of one of them in words that the person has not acknowledged.
    """

    def work(tx: Transaction) -> Thread:
        opened = find_dispatch(tx, actor, message)
        shown = [row for row in tx.dispatches.thread(opened.thread) if _shown(actor, row)]
        check_messages(tx, actor, shown)
        rows = tuple(_read(office, tx, actor, row) for row in shown)
        about = tuple(row.id for row in rows if row.dispatch)
        if about:
            note = Note(
                act=Act.CONSULTATION,
                by=actor.id,
                about=about,
                purpose=opened.purpose,
                case=opened.case_file,
                detail={"what": "message"},
            )
            tx.ledger.append([entry(office, note)])
        return Thread(opened=next(row for row in rows if row.id == opened.id), rows=rows)

    return office.store.write(work)


def _shown(actor: Account, row: DispatchRow) -> bool:
    """Tell whether a message of a thread is shown: somebody else's draft is not, nor one that lies at another desk."""
    if row.state is DispatchState.DRAFT and row.by != actor.id:
        return False
    return not actor.desks or row.desk in actor.desks


def _read(office: Office, tx: Transaction, actor: Account, row: DispatchRow) -> DispatchRow:
    if not row.received or row.state is not DispatchState.DELIVERED:
        return row
    return _step(office, tx, row, Deed(step=Step.READ, at=office.clock.now(), desk=row.desk, by=actor.id))


def finish(office: Office, actor: Account, message: MessageId) -> DispatchRow:
    """Say that what a partner's message asked for is done; the partner is told.

    Of ours that went on paper, this node says itself that nothing more is expected.

    Raises:
        NotAllowedError: the person may not see the message.
        NotFoundError: there is no such message.
        ConflictError: it is not a partner's, or done already.
    """

    def work(tx: Transaction) -> DispatchRow:
        row = find_dispatch(tx, actor, message)
        row = row if _went_on_paper(row) else _theirs(row)
        return _step(office, tx, row, Deed(step=Step.DONE, at=office.clock.now(), desk=row.desk, by=actor.id))

    return office.store.write(work)


def reroute(office: Office, actor: Account, message: MessageId, desk: Desk, reason: str) -> DispatchRow:
    """Pass a partner's message on to the desk that it is for; the partner is told which.

    Raises:
        NotAllowedError: the person may not see the message.
        NotFoundError: there is no such message.
        ConflictError: it is not a partner's, is done, or lies at that desk.
        ParseError: there is no reason.
    """
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> DispatchRow:
        row = _theirs(find_dispatch(tx, actor, message))
        if row.desk is desk:
            raise ConflictError("it lies at that desk already")
        deed = Deed(step=Step.REROUTED, at=office.clock.now(), desk=desk, by=actor.id, reason=reason)
        return _step(office, tx, replace(row, desk=desk), deed)

    return office.store.write(work)


def hand_back(office: Office, actor: Account, message: MessageId, reason: str) -> DispatchRow:
    """Hand a partner's message back that is for another agency; the partner reads why, and may write it to that one.

    Raises:
        NotAllowedError: the person may not see the message.
        NotFoundError: there is no such message.
        ConflictError: it is not a partner's, is done, or was handed back.
        ParseError: there is no reason.
    """
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> DispatchRow:
        row = _theirs(find_dispatch(tx, actor, message))
        if on_paper(row.partner):
            raise ConflictError("it came on paper: who wrote it is told by a reply on paper")
        deed = Deed(step=Step.RETURNED, at=office.clock.now(), desk=row.desk, by=actor.id, reason=reason)
        return _step(office, tx, row, deed)

    return office.store.write(work)


def _went_on_paper(row: DispatchRow) -> bool:
    return not row.received and on_paper(row.partner) and row.state is DispatchState.SENT


def _theirs(row: DispatchRow) -> DispatchRow:
    if not row.received:
        raise ConflictError("this message is our own: its recipient deals with it")
    if row.state is DispatchState.DONE:
        raise ConflictError("this message is done already")
    if row.state is DispatchState.RETURNED:
        raise ConflictError("this message was handed back: whoever sent it deals with it")
    return row


def _step(office: Office, tx: Transaction, row: DispatchRow, deed: Deed) -> DispatchRow:
    """Take a step with a partner's message, log it, and tell the partner."""
    changed = replace(row, state=advance(row.state, EVENTS[deed.step]), deeds=(*row.deeds, deed))
    tx.dispatches.change(changed)
    words = deed.reason if deed.step is Step.RETURNED else ""
    told = Progress(message=row.id, step=deed.step, desk=deed.desk, at=deed.at, words=words)
    letter = Content(type=MessageType.PROGRESS, recipient=row.partner, body=plain_progress(told))
    if row.partner in office.directory().members:
        tx.outbox.add([queue(office, letter)])
    note = Note(
        act=Act.STATEMENT,
        by=deed.by or office.me,
        about=(row.id,),
        purpose=row.purpose,
        case=row.case_file,
        detail={"what": f"message_{deed.step}", **({"desk": deed.desk} if deed.step is Step.REROUTED else {})},
    )
    tx.ledger.append([entry(office, note)])
    return changed
