from datetime import timedelta

import pytest
from tests.twins.clock import NOON, SetClock

from egnatia.adapters.duties.noticing import NoticingStore
from egnatia.adapters.sql.opening import open_store
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import OutboxRow
from egnatia.ledger.entry import Act, Entry
from egnatia.model.identity import MessageId, NodeId
from egnatia.model.message import Message, MessageType

ENTRY = Entry(act=Act.START, at=NOON, node=NodeId("RS"), by=NodeId("RS"), nonce="0" * 32)
LETTER = Message(
    id=MessageId("1" * 32),
    type=MessageType.CONFIRMATION,
    sender=NodeId("RS"),
    recipient=NodeId("AL"),
    sent_at=NOON,
    expires_at=NOON + timedelta(days=1),
    body={},
)


class Watch:
    """A store, and what it told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.store = NoticingStore(open_store("sqlite://"), SetClock())
        self.store.on_entry = lambda: self.told.append("entry")
        self.store.on_letter = lambda: self.told.append("letter")

    def after(self, hold: timedelta) -> list[str]:
        """Return what is told when a letter is written that is held so long."""
        row = OutboxRow(message=LETTER, next_try=NOON + hold)
        self.store.write(lambda tx: tx.outbox.add([row]))
        return self.told


def test_an_entry_is_told_of() -> None:
    watch = Watch()
    watch.store.write(lambda tx: tx.ledger.append([ENTRY]))
    assert watch.told == ["entry"]


def test_a_letter_that_may_go_is_told_of() -> None:
    assert Watch().after(timedelta(0)) == ["letter"]


def test_a_letter_that_somebody_sends_at_once_is_not_told_of() -> None:
    assert Watch().after(timedelta(seconds=60)) == []


def test_reading_and_other_writing_is_not_told_of() -> None:
    watch = Watch()
    assert watch.store.read(lambda tx: tx.ledger.head().size) == 0
    assert watch.store.write(lambda tx: tx.outbox.get(LETTER.id)) is None
    assert watch.told == []


def test_what_failed_is_not_told_of() -> None:
    watch = Watch()

    def fail(tx: Transaction) -> None:
        tx.ledger.append([ENTRY])
        raise KeyError

    with pytest.raises(KeyError):
        watch.store.write(fail)
    assert watch.told == []
    assert watch.store.read(lambda tx: tx.ledger.head().unsequenced) == 0
