"""Waking: letters that waited for another, or for the partner itself, go as soon as that is there.

A letter that failed is tried again later and later. What it waited for may come long before: then it is tried at once.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from egnatia.casework.ports import Transaction
from egnatia.casework.rows import OutboxRow
from egnatia.exchange.refusal import RefusalCode, told_code
from egnatia.model.identity import MessageId, NodeId

#: How the words of a failure begin when nothing at all came from the partner.
AWAY: Final = "away: "
_EARLY: Final = f"{RefusalCode.EARLY}: "
_LONGEST_WAIT: Final = timedelta(minutes=10)
#: Of what came too early: two senders may take in, in either order, what was said of it and of what it waits for.
_LONGEST_EARLY: Final = timedelta(minutes=1)


def longest_wait(words: str) -> timedelta:
    """Return how long a letter waits at most until it is tried again, by what was said of it."""
    return _LONGEST_EARLY if told_code(words) is RefusalCode.EARLY else _LONGEST_WAIT


def wake_waiting(tx: Transaction, taken: Sequence[OutboxRow], now: datetime) -> None:
    """Have tried at once what waited for letters that partners have now, or for a partner that is back.

    Args:
        tx: the transaction that notes that the letters arrived.
        taken: the letters, as they stood before this attempt.
        now: the time of this node.
    """
    for partner, rows in groupby(sorted(taken, key=_recipient), key=_recipient):
        letters = list(rows)
        # Only whoever was away wakes those: a request that fails by itself, while others do not, waits its time.
        back = any(row.error.startswith(AWAY) for row in letters)
        away = tx.outbox.held(partner, now, AWAY) if back else ()
        early = _no_longer_early(tx, [row.message.id for row in letters], tx.outbox.held(partner, now, _EARLY))
        if woken := (*away, *early):
            tx.outbox.wake(woken, now)


def _recipient(row: OutboxRow) -> NodeId:
    return row.message.recipient


def _no_longer_early(tx: Transaction, taken: Sequence[MessageId], early: Sequence[MessageId]) -> tuple[MessageId, ...]:
    """Return which early letters may go now: a message, if one of its thread was taken; others, if any other was."""
    if not early:
        return ()
    threads = tx.dispatches.threads((*taken, *early))
    moved = {threads.get(message) for message in taken}  # None: a letter that is no message of a desk
    return tuple(message for message in early if threads.get(message) in moved)
