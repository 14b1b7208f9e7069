"""The outbox as an administrator sees it: what waits for whom and why, sent now, or given up for a reason."""

from dataclasses import dataclass
from datetime import datetime

from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, OutboxRow
from egnatia.casework.trail import Note, entry
from egnatia.casework.undelivered import give_up
from egnatia.ledger.entry import Act
from egnatia.model.identity import MessageId, NodeId
from egnatia.model.message import MessageType
from egnatia.model.reading import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A letter on its way: to whom, since when, and what stood in its way last; nothing of what it says."""

    message: MessageId
    type: MessageType
    recipient: NodeId
    sent_at: datetime
    expires_at: datetime
    next_try: datetime
    tries: int
    error: str


def list_waiting(office: Office, actor: Account) -> tuple[Waiting, ...]:
    """Return the letters that are on their way, the oldest first.

    Raises:
        NotAllowedError: the person is no administrator.
    """
    require(actor, Right.ADMINISTER)
    return tuple(map(_waiting, office.store.read(lambda tx: tx.outbox.open())))


def try_now(office: Office, actor: Account, partner: NodeId) -> int:
    """Have all letters to a partner tried at once, whatever their time; returns how many.

    Raises:
        NotAllowedError: the person is no administrator.
    """
    require(actor, Right.ADMINISTER)

    def work(tx: Transaction) -> int:
        rows = [row for row in tx.outbox.open() if row.message.recipient == partner]
        for row in rows:
            tx.outbox.postpone(row.message.id, office.clock.now(), row.error)
        return len(rows)

    return office.store.write(work)


def abandon(office: Office, actor: Account, message: MessageId, reason: str) -> None:
    """Give a letter up; what rested on its arrival is taken back, as if its time had run out.

    Raises:
        NotAllowedError: the person is no administrator.
        NotFoundError: there is no such letter.
        ConflictError: it arrived, or was given up.
        ParseError: there is no reason.
    """
    require(actor, Right.ADMINISTER)
    text(500)(reason, "reason")

    def work(tx: Transaction) -> None:
        row = tx.outbox.get(message)
        if row is None:
            raise NotFoundError(f"no letter {message}")
        if row.delivered_at or row.dead:
            raise ConflictError("this letter is no longer on its way")
        give_up(office, tx, message, f"given up: {reason}")
        note = Note(act=Act.ADMINISTRATION, by=actor.id, about=(message,), detail={"what": "letter_given_up"})
        tx.ledger.append([entry(office, note)])

    office.store.write(work)


def _waiting(row: OutboxRow) -> Waiting:
    message = row.message
    return Waiting(
        message=message.id,
        type=message.type,
        recipient=message.recipient,
        sent_at=message.sent_at,
        expires_at=message.expires_at,
        next_try=row.next_try,
        tries=row.tries,
        error=row.error,
    )
