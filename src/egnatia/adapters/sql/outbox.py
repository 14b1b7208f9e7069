"""Letters on their way, from the transaction of the act until the partner has them.

A leased letter is one whose next try lies in the future: if its sender is killed, it comes due again by itself. What
a letter says is forgotten when it is delivered or given up: what must be kept of it stands in the table of its noun,
where erasure finds it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.plain import from_text, read_row, to_text
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import OUTBOX
from egnatia.casework.rows import OutboxRow
from egnatia.model.identity import MessageId, NodeId
from egnatia.model.message import Message, MessageType

_FORGOTTEN = "{}"
_ONE = OUTBOX.c.message == bindparam("of_message")

_ADD = Prepared(insert(OUTBOX))
_DUE = Prepared(
    select(OUTBOX)
    .where(OUTBOX.c.open, OUTBOX.c.next_try <= bindparam("now"))
    .order_by(OUTBOX.c.no)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)  # two senders on PostgreSQL take different letters; SQLite has one writer
)
_ANY_DUE = Prepared(select(OUTBOX.c.no).where(OUTBOX.c.open, OUTBOX.c.next_try <= bindparam("now")).limit(1))
_LEASE = Prepared(
    update(OUTBOX)
    .where(OUTBOX.c.no == bindparam("of_no"))
    .values(next_try=bindparam("until"), tries=OUTBOX.c.tries + 1)
)
_DELIVERED = Prepared(
    update(OUTBOX)
    .where(_ONE)
    .values(
        open=False, dead=False, delivered_at=bindparam("at"), receipt=bindparam("signed"), error="", body=_FORGOTTEN
    )
)
_POSTPONE = Prepared(
    update(OUTBOX).where(_ONE, OUTBOX.c.open).values(next_try=bindparam("at"), error=bindparam("words"))
)
_HELD = Prepared(
    select(OUTBOX.c.message)
    .where(
        OUTBOX.c.open,
        OUTBOX.c.next_try > bindparam("now"),
        OUTBOX.c.recipient == bindparam("partner"),
        OUTBOX.c.error.like(bindparam("words")),
    )
    .order_by(OUTBOX.c.no)
)
_WAKE = Prepared(update(OUTBOX).where(_ONE, OUTBOX.c.open).values(next_try=bindparam("at")))
_BURY = Prepared(
    update(OUTBOX).where(_ONE, OUTBOX.c.open).values(open=False, dead=True, error=bindparam("words"), body=_FORGOTTEN)
)
_DROP_DEAD = Prepared(delete(OUTBOX).where(_ONE, OUTBOX.c.dead))
_GET = Prepared(select(OUTBOX).where(_ONE))
_OPEN = Prepared(select(OUTBOX).where(OUTBOX.c.open).order_by(OUTBOX.c.no))
_WAITING = Prepared(
    select(OUTBOX.c.recipient, func.count().label("letters")).where(OUTBOX.c.open).group_by(OUTBOX.c.recipient)
)


class SqlOutbox:
    """The table `outbox`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, rows: Sequence[OutboxRow]) -> None:
        """Keep letters to be sent."""
        _ADD.run_many(self._connection, map(_plain, rows))

    def again(self, row: OutboxRow) -> None:
        """Keep a letter to be sent, in the place of one of its id that was given up, if there is one."""
        _DROP_DEAD.run(self._connection, of_message=row.message.id)
        self.add([row])

    def due(self, now: datetime) -> bool:
        """Say whether a letter is due that nobody has leased."""
        return _ANY_DUE.one(self._connection, now=now) is not None

    def lease(self, now: datetime, until: datetime, limit: int) -> tuple[OutboxRow, ...]:
        """Take due letters that nobody has leased, oldest first, so that no other sender takes them before `until`.

        The rows come back as they stand after this: next try at `until`, and one more try counted.
        """
        due = list(_DUE.all(self._connection, now=now, most=limit))
        _LEASE.run_many(self._connection, [{"of_no": row.no, "until": until} for row in due])
        return tuple(_row(row, next_try=until, tries=row.tries + 1) for row in due)

    def delivered(self, message: MessageId, at: datetime, receipt: str) -> None:
        """Note that the partner has it, with its signed receipt (empty if an answer came in its place)."""
        _DELIVERED.run(self._connection, of_message=message, at=at, signed=receipt)

    def postpone(self, message: MessageId, next_try: datetime, error: str) -> None:
        """Give the lease back after a failure and try again later; nothing if it was delivered meanwhile."""
        _POSTPONE.run(self._connection, of_message=message, at=next_try, words=error)

    def held(self, recipient: NodeId, now: datetime, beginning: str) -> tuple[MessageId, ...]:
        """Return the letters to a partner that wait, after a failure whose words begin so, oldest first."""
        rows = _HELD.all(self._connection, now=now, partner=recipient, words=f"{beginning}%")
        return tuple(MessageId(row.message) for row in rows)

    def wake(self, messages: Sequence[MessageId], now: datetime) -> None:
        """Have letters that wait be tried now."""
        _WAKE.run_many(self._connection, [{"of_message": message, "at": now} for message in messages])

    def bury(self, message: MessageId, error: str) -> None:
        """Stop trying: the letter expired or was refused for good; nothing if it was delivered meanwhile."""
        _BURY.run(self._connection, of_message=message, words=error)

    def get(self, message: MessageId) -> OutboxRow | None:
        """Return one letter."""
        row = _GET.one(self._connection, of_message=message)
        return None if row is None else _row(row, next_try=row.next_try, tries=row.tries)

    def open(self) -> tuple[OutboxRow, ...]:
        """Return all letters that are still on their way, oldest first."""
        rows = _OPEN.all(self._connection)
        return tuple(_row(row, next_try=row.next_try, tries=row.tries) for row in rows)

    def waiting(self) -> Mapping[NodeId, int]:
        """Return how many letters wait, by partner."""
        return {NodeId(row.recipient): row.letters for row in _WAITING.all(self._connection)}


def _plain(row: OutboxRow) -> dict[str, Any]:
    message = row.message
    return {
        "message": message.id,
        "type": message.type.value,
        "sender": message.sender,
        "recipient": message.recipient,
        "sent_at": message.sent_at,
        "expires_at": message.expires_at,
        "open": row.delivered_at is None and not row.dead,
        "next_try": row.next_try,
        "tries": row.tries,
        "delivered_at": row.delivered_at,
        "dead": row.dead,
        "error": row.error,
        "receipt": row.receipt,
        "body": to_text(dict(message.body)),
    }


def _row(row: AnyRow, *, next_try: datetime, tries: int) -> OutboxRow:
    return OutboxRow(
        message=read_row(f"outbox {row.message}", lambda: _message(row)),
        next_try=next_try,
        tries=tries,
        delivered_at=row.delivered_at,
        dead=row.dead,
        error=row.error,
        receipt=row.receipt,
    )


def _message(row: AnyRow) -> Message:
    return Message(
        id=row.message,
        type=MessageType(row.type),
        sender=row.sender,
        recipient=row.recipient,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        body=from_text(row.body),
    )
