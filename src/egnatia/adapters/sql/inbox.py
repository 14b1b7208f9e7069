"""What was accepted: the dedupe keys, written in the transaction of the effect."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from egnatia.adapters.sql.dialect import insert_new
from egnatia.adapters.sql.tables import INBOX
from egnatia.casework.rows import InboxRow
from egnatia.model.identity import MessageId, NodeId

_ACCEPT = insert_new(INBOX)
_HANDLED = (
    select(*(column for column in INBOX.c if column.name != "no"))
    .where(INBOX.c.sender == bindparam("of_sender"), INBOX.c.message == bindparam("of_message"))
    .order_by(INBOX.c.no)
    .limit(1)
)
_PRUNE = delete(INBOX).where(INBOX.c.expires_at < bindparam("now"))


class SqlInbox:
    """The table `inbox`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def accept(self, row: InboxRow) -> bool:
        """Note an envelope; False if this envelope id of this sender was accepted before."""
        values = {
            "sender": row.sender,
            "envelope": row.envelope,
            "message": row.message,
            "received_at": row.received_at,
            "expires_at": row.expires_at,
            "outcome": row.outcome,
        }
        return self._connection.execute(_ACCEPT, values).rowcount == 1

    def handled(self, sender: NodeId, message: MessageId) -> InboxRow | None:
        """Return the first acceptance of a message, by whatever envelope it came."""
        found = (
            self._connection.execute(_HANDLED, {"of_sender": sender, "of_message": message}).mappings().one_or_none()
        )
        return None if found is None else InboxRow(**found)

    def prune(self, now: datetime) -> int:
        """Forget envelopes that expired before `now`: an expired one is refused anyway. Returns how many."""
        return self._connection.execute(_PRUNE, {"now": now}).rowcount
