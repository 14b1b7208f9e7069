"""What a partner restricted in words (H3): nobody reads it who has not acknowledged these (ADR 0146)."""

from collections.abc import Iterable

from egnatia.casework.dispatches import DispatchRow
from egnatia.casework.errors import RestrictedError
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Account, StoredRecord
from egnatia.model.identity import CaseId, NodeId
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct


def check_record(tx: Transaction, actor: Account, stored: StoredRecord, case: CaseId) -> None:
    """Refuse to show a partner's record before the person has acknowledged how its use is restricted.

    Raises:
        RestrictedError: with the words.
    """
    words = stored.record.caveat.restriction if stored.record and stored.received_from else ""
    if words and not _acknowledged(tx, actor, stored.id):
        raise RestrictedError(
            f"acknowledge first how its use is restricted (H3): {words}", f"/records/{stored.id}", words, case
        )


def is_unread(tx: Transaction, actor: Account, me: NodeId, record: Record) -> bool:
    """Tell whether a partner restricted the use of a record in words that the person has not acknowledged.

    In what is put together of many records, nothing of such a one shows.
    """
    return record.issuer != me and bool(record.caveat.restriction) and not _acknowledged(tx, actor, record.id)


def check_messages(tx: Transaction, actor: Account, rows: Iterable[DispatchRow]) -> None:
    """Refuse to show messages of which a partner restricted one, before the person has acknowledged how.

    Raises:
        RestrictedError: with the words of the first such message.
    """
    for row in rows:
        words = restriction_of(row)
        if words and not _acknowledged(tx, actor, row.id):
            raise RestrictedError(
                f"acknowledge first how its use is restricted (H3): {words}", f"/messages/{row.id}", words
            )


def restriction_of(row: DispatchRow) -> str:
    """Return how a partner restricted the use of a message, in words; empty: not, or it is our own."""
    return row.dispatch.marking.restriction if row.dispatch and row.received else ""


def _acknowledged(tx: Transaction, actor: Account, subject: str) -> bool:
    said = tx.statements.about(subject)
    return any(one.act is StatementAct.ACKNOWLEDGE and one.by == actor.id for one in said)
