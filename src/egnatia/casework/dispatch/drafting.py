"""Drafts: whatever somebody typed is kept as it was typed, until it is sent or thrown away."""

from dataclasses import replace

from egnatia.casework.casefiles import working_in
from egnatia.casework.dispatch.seeing import find_dispatch
from egnatia.casework.dispatches import Composition, Deed, DispatchRow, Opened, fingerprint, plain_composition
from egnatia.casework.errors import ConflictError, NotAllowedError, OvertakenError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile
from egnatia.casework.trail import Note, entry
from egnatia.exchange.progress import Step
from egnatia.exchange.states import DispatchEvent, DispatchState, advance
from egnatia.ledger.entry import Act
from egnatia.model import canonical
from egnatia.model.desk import Desk
from egnatia.model.errors import ParseError
from egnatia.model.identity import AttachmentId, CaseId, MessageId, NodeId
from egnatia.model.reading import text

#: Bytes of a draft: more than any letter carries.
LARGEST = 256 * 1024
#: States in which a message can still be changed here.
CHANGEABLE = frozenset({DispatchState.DRAFT, DispatchState.PENDING, DispatchState.FAILED})


def save_draft(
    office: Office,
    actor: Account,
    composition: Composition,
    message: MessageId | None = None,
    opened: Opened | None = None,
) -> DispatchRow:
    """Keep what was typed, as it is; nothing is checked but that the person may write there.

    A message that waited for a second person is a draft again, and nobody stands behind it any more.

    Args:
        office: of this node.
        actor: who writes.
        composition: what was typed.
        message: the draft that is changed; None: a new one.
        opened: the form in which it was typed; None: it replaces whatever stands.

    Raises:
        NotAllowedError: the person may not exchange messages, does not work in the case file, or may not see the draft.
        NotFoundError: there is no such draft or case file.
        ConflictError: it has been sent.
        OvertakenError: it was changed in another form since this one was opened.
        ParseError: it is larger than any letter.
    """
    require(actor, Right.CORRESPOND)
    if len(canonical.to_bytes(plain_composition(composition))) > LARGEST:
        raise ParseError("text", f"more than {LARGEST} bytes")

    def work(tx: Transaction) -> DispatchRow:
        file = working_in(tx, actor, CaseId(composition.case)) if composition.case else None
        if file:
            require(actor, Right.CORRESPOND, file.purpose)
        found = find_draft(tx, actor, message) if message else None
        row = replace(_row(office, tx, actor, composition, file), form=opened.form if opened else "")
        if found and opened and found.form != opened.form and fingerprint(found.draft) != opened.seen:
            raise OvertakenError("somebody else changed this meanwhile: look at what stands now")
        if found is None:
            tx.dispatches.add(row)
            return row
        state = found.state if found.state is not DispatchState.PENDING else DispatchState.DRAFT
        kept = replace(row, id=found.id, thread=found.thread if row.thread == row.id else row.thread)
        stays = replace(kept, dispatch=found.dispatch, attachments=found.attachments, deeds=found.deeds)
        changed = replace(stays, state=state, by=found.by, at=office.clock.now())
        tx.dispatches.change(changed)
        return changed

    return office.store.write(work)


def discard(office: Office, actor: Account, message: MessageId) -> None:
    """Throw a draft away.

    Raises:
        NotAllowedError: the person may not see it.
        NotFoundError: there is no such draft.
        ConflictError: it has been sent, or failed: what was sent once stays on record.
    """

    def work(tx: Transaction) -> list[AttachmentId]:
        row = find_draft(tx, actor, message)
        if row.state is DispatchState.FAILED or _went_once(tx, row):
            raise ConflictError("it was sent once, and stays on record")
        files = [found.id for found in row.attachments]
        tx.dispatches.drop(row.id)
        tx.blobs.drop(files)
        return files

    for attachment in office.store.write(work):
        office.shelf.remove(attachment)


def _went_once(tx: Transaction, row: DispatchRow) -> bool:
    """Tell whether a message left before, although it is a draft again."""
    return tx.outbox.get(row.id) is not None or any(deed.step is Step.SENT_BY_HAND for deed in row.deeds)


def close(office: Office, actor: Account, message: MessageId, reason: str) -> DispatchRow:
    """Let a message be that never arrived: nothing more is done about it, and it stays on record with the reason.

    Raises:
        NotAllowedError: the person may not see it.
        NotFoundError: there is no such message.
        ConflictError: it is none of ours that never arrived.
        ParseError: there is no reason.
    """
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> DispatchRow:
        row = find_dispatch(tx, actor, message)
        if row.received or row.state is not DispatchState.FAILED:
            raise ConflictError("only a message that did not arrive is let be")
        deed = Deed(step=Step.CLOSED, at=office.clock.now(), desk=row.desk, by=actor.id, reason=reason.strip())
        state = advance(row.state, DispatchEvent.CLOSE)
        closed = replace(row, state=state, due_at=None, deeds=(*row.deeds, deed))
        tx.dispatches.change(closed)
        tx.ledger.append([entry(office, _decided(actor, row, "message_closed"))])
        return closed

    return office.store.write(work)


def take_back(office: Office, actor: Account, message: MessageId) -> DispatchRow:
    """Take a message back that waits for a second person, or to be sent by hand, to change it.

    Raises:
        NotAllowedError: the person may not see it.
        NotFoundError: there is no such message.
        ConflictError: it does not wait.
    """

    def work(tx: Transaction) -> DispatchRow:
        row = find_dispatch(tx, actor, message)
        if row.received or row.state not in (DispatchState.PENDING, DispatchState.BY_HAND):
            raise ConflictError("it waits for nobody")
        state = advance(row.state, DispatchEvent.TAKE_BACK)
        changed = replace(row, state=state, approvers=())
        tx.dispatches.change(changed)
        tx.ledger.append([entry(office, _decided(actor, row, "message_taken_back"))])
        return changed

    return office.store.write(work)


def _decided(actor: Account, row: DispatchRow, what: str) -> Note:
    detail = {"what": what}
    return Note(act=Act.DECISION, by=actor.id, about=(row.id,), purpose=row.purpose, case=row.case_file, detail=detail)


def find_draft(tx: Transaction, actor: Account, message: MessageId) -> DispatchRow:
    """Return a message that can still be changed.

    Raises:
        NotAllowedError: the person may not see it.
        NotFoundError: there is no such message.
        ConflictError: it is a partner's, or on its way.
    """
    row = find_dispatch(tx, actor, message)
    if row.received or row.state not in CHANGEABLE:
        raise ConflictError("this message is no draft")
    return row


def desk_of(actor: Account, named: str) -> Desk:
    """Return the desk from which somebody writes: the one that is named, else the own, else the contact point.

    Raises:
        ParseError: there is no such desk.
        NotAllowedError: the person does not work there.
    """
    if not named:
        return min(actor.desks, default=Desk.CONTACT_POINT)
    try:
        desk = Desk(named)
    except ValueError:
        raise ParseError("sender_desk", f"not one of {', '.join(Desk)}") from None
    if actor.desks and desk not in actor.desks:
        raise NotAllowedError(f"{actor.name} does not work at the desk {desk}")
    return desk


def _row(
    office: Office, tx: Transaction, actor: Account, composition: Composition, file: CaseFile | None
) -> DispatchRow:
    message = MessageId(office.randomness.hex128())
    earlier = find_dispatch(tx, actor, MessageId(composition.replies_to)) if composition.replies_to else None
    desk = earlier.desk if earlier else desk_of(actor, composition.sender_desk)
    if earlier:
        purpose, case_file = earlier.purpose, earlier.case_file
    else:
        purpose, case_file = (file.purpose, file.id) if file else (None, None)
    return DispatchRow(
        id=message,
        thread=earlier.thread if earlier else message,
        partner=earlier.partner if earlier else NodeId(composition.partner),
        received=False,
        state=DispatchState.DRAFT,
        desk=desk,
        by=actor.id,
        purpose=purpose,
        case_file=case_file,
        at=office.clock.now(),
        draft=composition,
        authority=earlier.authority if earlier else "",
    )
