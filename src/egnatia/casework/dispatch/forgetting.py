"""Forgetting what messages said: words about people end as the words of questions do (LED Art. 5)."""

from datetime import timedelta
from typing import Final

from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act

#: How long what a message said is kept: three years, as what a node asked (Regulation (EU) 2016/794 Art. 31).
KEPT: Final = timedelta(days=3 * 365)


def forget_messages(office: Office, limit: int) -> int:
    """Drop the words of messages that went or came three years ago; that there was one, stays.

    The keys of their files go with them; what is left of these is swept away (`attachment.fetching.sweep`).

    Args:
        office: of this node.
        limit: after how many the run ends.

    Returns:
        How many messages they were.
    """

    def work(tx: Transaction) -> int:
        dropped = tx.dispatches.forget(office.clock.now() - KEPT, limit)
        if dropped:
            detail = {"what": "messages", "messages": str(dropped)}
            tx.ledger.append([entry(office, Note(act=Act.ERASURE, by=office.me, detail=detail))])
        return dropped

    return office.store.write(work)
