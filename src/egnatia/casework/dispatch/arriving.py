"""What arrives: a partner's messages, what became of ours there, and receipts. Nothing of it is believed unchecked."""

from dataclasses import replace
from datetime import datetime

from egnatia.casework.blobs import Blob, BlobState, Quota
from egnatia.casework.dispatch.composing import SECOND, Between, request_of
from egnatia.casework.dispatch.sending import commitments, due_at
from egnatia.casework.dispatches import EVENTS, Deed, DispatchRow, Placed
from egnatia.casework.effect import Effect, out_of_place
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.trail import Note, entry
from egnatia.exchange.errors import IllegalStepError, Refused
from egnatia.exchange.limits import MAX_SKEW
from egnatia.exchange.progress import Progress, parse_progress
from egnatia.exchange.refusal import RefusalCode
from egnatia.exchange.states import DispatchEvent, DispatchState, advance
from egnatia.ledger.entry import Act
from egnatia.model.attachment import Attachment
from egnatia.model.dispatch import Dispatch, parse_dispatch
from egnatia.model.identity import MessageId, NodeId
from egnatia.model.message import Message, MessageType

#: Entries about one message that are looked through.
_TRAIL = 1000
#: States in which nothing of a message has left.
_AT_HOME = frozenset({DispatchState.DRAFT, DispatchState.PENDING, DispatchState.BY_HAND})


def take_dispatch(office: Office, message: Message) -> Effect:
    """Take in a message from a partner's desk.

    Raises:
        Refused: our law does not let it be taken, or it belongs to a thread that is not the sender's; or a message
            before it in the thread is still on its way.
        ParseError: the body is no message, or of a sort or area that nobody here knows.
    """
    dispatch = parse_dispatch(dict(message.body))
    _check_lawful(office, message.sender, dispatch)
    return Effect(
        outcome="taken",
        check=lambda tx: _check(office, tx, message, dispatch),
        write=lambda tx: _keep(office, tx, message, dispatch),
    )


def _check_lawful(office: Office, sender: NodeId, dispatch: Dispatch) -> None:
    """Refuse what our own law does not let a partner send; what only the sender can see is taken on its word."""
    request, facts = request_of(office, dispatch, Between(sender=sender, recipient=office.me))
    decision = office.law.messages.decide(request, facts)
    if decision.open:
        return
    missing = {found.policy for found in decision.missing}
    if missing == {SECOND}:
        raise Refused(RefusalCode.FOUR_EYES, "fewer people stand behind this message than the law wants")
    raise out_of_place(f"the law here does not let this message be taken: {', '.join(sorted(missing))}")


def _check(office: Office, tx: Transaction, message: Message, dispatch: Dispatch) -> None:
    if known := tx.dispatches.get(message.id):
        if known.received and known.partner == message.sender and _says_the_same(known.dispatch, dispatch):
            return  # a second delivery, which changes nothing
        raise out_of_place("this id is another message's")
    _check_place(tx, message, dispatch)
    if dispatch.attachments:
        _check_room(tx, office.quota, message.sender, dispatch)


def _says_the_same(known: Dispatch | None, dispatch: Dispatch) -> bool:
    """Tell whether a message came before; given up and sent again, its number, approvals and desks may be others.

    Its sender may have changed it, because it believes that it never came: then it must learn that it did.
    """
    if known is None:  # what it said was forgotten
        return True
    place = replace(dispatch.place, number=known.place.number)
    desked = replace(dispatch, sender_desk=known.sender_desk, desk=known.desk)
    return replace(desked, place=place, grounds=known.grounds) == known


def _check_room(tx: Transaction, quota: Quota, sender: NodeId, dispatch: Dispatch) -> None:
    """Refuse files that are larger, or more, than this node takes of one partner."""
    sizes = [found.size for found in dispatch.attachments]
    if max(sizes) > quota.largest or tx.blobs.kept_of(sender) + sum(sizes) > quota.of_partner:
        raise Refused(RefusalCode.OVERSIZED, "its attachments are larger, or more, than this node takes of you")
    if any(tx.blobs.get(found.id) for found in dispatch.attachments):
        raise out_of_place("the id of an attachment is another one's")


def _check_place(tx: Transaction, message: Message, dispatch: Dispatch) -> None:
    """Refuse a message in a thread that is not between this partner and us, and let none overtake another."""
    place = dispatch.place
    thread = tx.dispatches.places(place.thread)
    if any(row.partner != message.sender for row in thread):
        raise out_of_place("you are not in this thread")
    _check_order(thread, message, dispatch)


def _check_order(thread: tuple[Placed, ...], message: Message, dispatch: Dispatch) -> None:
    place = dispatch.place
    theirs = [row.number for row in thread if row.received and row.number is not None]
    # Two may have one number, where the first was believed to be lost: then as many count as came.
    if place.number > max(theirs, default=0) + 1 and place.number > len(theirs) + 1:
        raise Refused(RefusalCode.EARLY, "a message before this one in its thread has not come yet; send it again")
    if place.replies_to is None and place.thread != message.id and not theirs:
        raise out_of_place("a thread has the id of the message that begins it")
    if place.replies_to is not None and all(row.id != place.replies_to or row.state in _AT_HOME for row in thread):
        raise out_of_place("it replies to no message of this thread")


def _keep(office: Office, tx: Transaction, message: Message, dispatch: Dispatch) -> None:
    now, grounds = office.clock.now(), dispatch.grounds
    thread = tx.dispatches.places(dispatch.place.thread)
    replied = next((row for row in thread if row.id == dispatch.place.replies_to), None)
    row = DispatchRow(
        id=message.id,
        thread=dispatch.place.thread,
        partner=message.sender,
        received=True,
        state=DispatchState.DELIVERED,
        desk=dispatch.desk if replied is None else replied.desk,
        by=None,
        purpose=grounds.purpose,
        case_file=next((found.case_file for found in thread if found.case_file), None),
        at=now,
        due_at=due_at(office, dispatch, office.me, now),
        dispatch=dispatch,
        attachments=dispatch.attachments,
    )
    tx.dispatches.add(row)
    tx.blobs.add([_coming(row, found) for found in dispatch.attachments])
    note = Note(
        act=Act.COLLECTION,
        by=message.sender,
        about=tuple(dict.fromkeys((message.id, dispatch.place.thread, *commitments(dispatch)))),
        purpose=grounds.purpose,
        case=row.case_file,
        detail={"what": "message", "sort": dispatch.sort, "instrument": grounds.instrument},
    )
    tx.ledger.append([entry(office, note)])


def _coming(row: DispatchRow, attachment: Attachment) -> Blob:
    """Return the row by which a file is fetched from now on."""
    return Blob(
        id=attachment.id,
        message=row.id,
        partner=row.partner,
        received=True,
        size=attachment.size,
        state=BlobState.COMING,
        at=row.at,
        next_try=row.at,
    )


def take_progress(office: Office, message: Message) -> Effect:
    """Take in what became of a message of ours at the partner.

    Raises:
        Refused: no message of ours to this partner is meant, or the time that is told cannot be.
        ParseError: the body is no such word.
    """
    progress = parse_progress(dict(message.body))

    def check(tx: Transaction) -> None:
        row = tx.dispatches.get(progress.message)
        if row is None or row.received or row.partner != message.sender or row.state in _AT_HOME:
            raise out_of_place("no message of ours to you has that id")
        early = progress.at < row.at - MAX_SKEW and not _went_before(tx, row.id, progress.at)
        if early or progress.at > office.clock.now() + MAX_SKEW:
            raise out_of_place("nothing can have been done with it at that time")

    return Effect(outcome=progress.step, check=check, write=lambda tx: _move(office, tx, progress, message.sender))


def _went_before(tx: Transaction, message: MessageId, at: datetime) -> bool:
    """Tell whether a message that went again, because it was believed to be lost, had gone before a time already."""
    trail = (found.entry for found in tx.ledger.trail(message, _TRAIL))
    return any(one.detail.get("what") == "message_sent" and one.at - MAX_SKEW <= at for one in trail)


def _move(office: Office, tx: Transaction, progress: Progress, sender: NodeId) -> None:
    """Note a step; one that comes late, after a further one, changes nothing but the list of steps."""
    row = tx.dispatches.get(progress.message)
    if row is None:
        return
    deed = Deed(step=progress.step, at=progress.at, desk=progress.desk, reason=progress.words)
    state = moved(row.state, EVENTS[progress.step])
    tx.dispatches.change(replace(row, state=state, deeds=(*row.deeds, deed), draft=None))
    detail = {"what": f"message_{progress.step}"}
    note = Note(act=Act.STATEMENT, by=sender, about=(row.id,), purpose=row.purpose, case=row.case_file, detail=detail)
    tx.ledger.append([entry(office, note)])


def note_delivered(tx: Transaction, message: Message) -> None:
    """Note that a partner's node has a message of ours, as its signed receipt says; of other letters, nothing."""
    if message.type is MessageType.DISPATCH:
        tx.dispatches.arrived(message.id)


def note_failed(tx: Transaction, message: Message) -> None:
    """Note that a message of ours never arrived: a person decides what becomes of it; of other letters, nothing."""
    row = tx.dispatches.get(message.id) if message.type is MessageType.DISPATCH else None
    if row and not row.received:
        tx.dispatches.change(replace(row, state=moved(row.state, DispatchEvent.GIVE_UP)))


def moved(state: DispatchState, event: DispatchEvent) -> DispatchState:
    """Return where an event takes a message; an event that comes too late takes it nowhere."""
    try:
        return advance(state, event)
    except IllegalStepError:
        return state
