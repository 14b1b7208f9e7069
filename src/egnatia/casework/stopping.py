"""Stopping letters that are still on their way, because what they hold is erased or taken back."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import OutboxRow
from egnatia.casework.undelivered import give_up
from egnatia.model.identity import RecordId, Reference
from egnatia.model.message import MessageType


def stop_letters(office: Office, tx: Transaction, records: Iterable[RecordId], words: str) -> None:
    """Give up letters in which any of these records travels, or a view of one, or a hit on one.

    Args:
        office: this node.
        tx: the transaction in which they end.
        records: which.
        words: why; whoever reads it learns no more than that.
    """
    stopped = set(records)
    hits = {hit.reference for record in stopped for hit in tx.answers.about(record)}
    given = hits or any(tx.holdings.of(record) for record in stopped)
    for letter in tx.outbox.open() if given else ():
        if hits & _references(letter) or _carried(letter) & stopped:
            give_up(office, tx, letter.message.id, words)


def _references(letter: OutboxRow) -> AbstractSet[Reference]:
    """Return the hits of ours of which a letter tells something."""
    body = letter.message.body
    match letter.message.type:
        case MessageType.RELEASE:
            return {body["reference"]}
        case MessageType.ANSWER:
            return {hit["reference"] for hit in body["hits"]}
        case _:
            return frozenset()


def _carried(letter: OutboxRow) -> AbstractSet[RecordId]:
    """Return the records of which a correction carries a view, or that are forwarded, or given by an alert."""
    match letter.message.type:
        case MessageType.CORRECTION:
            return set(letter.message.body["record"]["derived_from"])
        case MessageType.FORWARD:
            return {letter.message.body["statement"]["passes"]["record"]}
        case MessageType.ALERT:
            return {*letter.message.body["statement"]["about"], *letter.message.body["record"]["derived_from"]}
        case _:
            return frozenset()
