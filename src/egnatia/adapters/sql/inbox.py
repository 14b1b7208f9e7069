"""What was accepted: the dedupe keys, written in the transaction of the effect."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from egnatia.adapters.sql.dialect import insert_new
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import INBOX
from egnatia.casework.rows import InboxRow
from egnatia.model.identity import MessageId, NodeId

_ACCEPT = Prepared(lambda dialect: insert_new(dialect, INBOX))
_HANDLED = Prepared(
    select(*(column for column in INBOX.c if column.name != "no"))
    .where(INBOX.c.sender == bindparam("of_sender"), INBOX.c.message == bindparam("of_message"))
    .order_by(INBOX.c.no)
    .limit(1)
)
_PRUNE = Prepared(delete(INBOX).where(INBOX.c.expires_at < bindparam("now")))


class SqlInbox:
    """The table `inbox`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def accept(self, row: InboxRow) -> bool:
        """Note an envelope; False if this envelope id of this sender was accepted before."""
        added = _ACCEPT.run(
            self._connection,
            sender=row.sender,
            envelope=row.envelope,
            message=row.message,
            received_at=row.received_at,
            expires_at=row.expires_at,
            outcome=row.outcome,
        )
        return added == 1

    def handled(self, sender: NodeId, message: MessageId) -> InboxRow | None:
        """Return the first acceptance of a message, by whatever envelope it came."""
        row = _HANDLED.one(self._connection, of_sender=sender, of_message=message)
        return None if row is None else InboxRow(**row._asdict())

    def prune(self, now: datetime) -> int:
        """Forget envelopes that expired before `now`: an expired one is refused anyway. Returns how many."""
        return _PRUNE.run(self._connection, now=now)
