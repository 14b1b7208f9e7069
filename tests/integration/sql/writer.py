"""A program that writes numbered works from several threads until it is killed, and prints each once it is durable.

Every work has an effect in three tables: a dedupe key, a letter and a ledger entry.
"""

import itertools
import sys
import threading
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import InboxRow, OutboxRow
from egnatia.ledger.entry import Act, Entry
from egnatia.ledger.note import NoteKey, Signer
from egnatia.model.identity import AccountId, MessageId, NodeId
from egnatia.model.message import Message, MessageType

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ME, PARTNER = NodeId("RS"), NodeId("AL")
PRIVATE = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
SIGNER = Signer(
    key=NoteKey(name="rs.example/ledger", public=PRIVATE.public_key().public_bytes_raw()), sign=PRIVATE.sign
)
THREADS = 6


def write(tx: Transaction, number: int) -> None:
    """Do the numbered work."""
    message = Message(
        id=MessageId(f"{number:032x}"),
        type=MessageType.ANSWER,
        sender=ME,
        recipient=PARTNER,
        sent_at=NOW,
        expires_at=NOW + timedelta(days=1),
        body={"filling": "x" * (number % 3000)},
    )
    accepted = InboxRow(
        sender=PARTNER,
        envelope=message.id,
        message=message.id,
        received_at=NOW,
        expires_at=message.expires_at,
        outcome="nothing",
    )
    entry = Entry(act=Act.ANSWER, at=NOW, node=ME, by=AccountId("b2" * 16), nonce=message.id, about=(message.id,))
    if tx.inbox.accept(accepted):
        tx.outbox.add([OutboxRow(message=message, next_try=NOW)])
        tx.ledger.append([entry])


def work(store: SqlStore, numbers: "itertools.count[int]") -> None:
    """Write one work after another; say so when it is durable."""
    for number in numbers:
        store.write(lambda tx, number=number: write(tx, number))  # type: ignore[misc]
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def sequence(store: SqlStore) -> None:
    """Give entries their place in the tree, all the time."""
    while True:
        store.write(lambda tx: tx.ledger.sequence(SIGNER, NOW))
        threading.Event().wait(0.01)


def main() -> None:
    """Write to the database named first, from the number named second."""
    store, numbers = open_store(sys.argv[1]), itertools.count(int(sys.argv[2]))
    threads = [threading.Thread(target=work, args=(store, numbers)) for _ in range(THREADS)]
    for thread in (*threads, threading.Thread(target=sequence, args=(store,))):
        thread.start()


if __name__ == "__main__":
    main()
