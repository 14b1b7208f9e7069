"""The dedupe keys: one envelope of one sender once, and a message by its first acceptance."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.adapters.sql.samples import ACCEPTED, hex128, run
from tests.unit.model.samples import MORNING

from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import InboxRow
from egnatia.model.identity import MessageId, NodeId

_FEW = st.integers(0, 3)
_ENVELOPES = st.builds(
    lambda sender, envelope, message, outcome: replace(
        ACCEPTED, sender=sender, envelope=hex128(envelope), message=MessageId(hex128(message)), outcome=outcome
    ),
    st.sampled_from([NodeId("AL"), NodeId("TR")]),
    _FEW,
    _FEW,
    st.sampled_from(["nothing", "waiting", "stored"]),
)


@given(rows=st.lists(_ENVELOPES, max_size=12))
def test_an_envelope_is_accepted_once_and_a_message_has_its_first_outcome(
    memory: SqlStore, rows: list[InboxRow]
) -> None:
    memory.write(lambda tx: run(tx, "DELETE FROM inbox"))
    accepted: dict[tuple[NodeId, str], InboxRow] = {}
    for row in rows:
        fresh = memory.write(lambda tx, row=row: tx.inbox.accept(row))  # type: ignore[misc]
        assert fresh == ((row.sender, row.envelope) not in accepted)
        accepted.setdefault((row.sender, row.envelope), row)
    first: dict[tuple[NodeId, MessageId], InboxRow] = {}
    for row in accepted.values():
        first.setdefault((row.sender, row.message), row)
    for (sender, message), row in first.items():
        assert memory.read(lambda tx, s=sender, m=message: tx.inbox.handled(s, m)) == row  # type: ignore[misc]


def test_a_message_of_another_sender_is_another_message(store: SqlStore) -> None:
    store.write(lambda tx: tx.inbox.accept(ACCEPTED))
    assert store.read(lambda tx: tx.inbox.handled(NodeId("TR"), ACCEPTED.message)) is None


def test_what_expired_is_forgotten_and_nothing_else(store: SqlStore) -> None:
    late = replace(ACCEPTED, envelope=hex128(2), message=MessageId(hex128(2)), expires_at=MORNING + timedelta(days=3))
    store.write(lambda tx: tx.inbox.accept(ACCEPTED))
    store.write(lambda tx: tx.inbox.accept(late))
    assert store.write(lambda tx: tx.inbox.prune(ACCEPTED.expires_at)) == 0
    assert store.write(lambda tx: tx.inbox.prune(ACCEPTED.expires_at + timedelta(milliseconds=1))) == 1
    assert store.read(lambda tx: tx.inbox.handled(late.sender, late.message)) == late
    assert store.write(lambda tx: tx.inbox.accept(ACCEPTED))


def test_an_acceptance_is_undone_with_its_effect(store: SqlStore) -> None:
    def work(tx: Transaction) -> None:
        assert tx.inbox.accept(ACCEPTED)
        raise LookupError("the effect failed")

    with pytest.raises(LookupError, match="the effect failed"):
        store.write(work)
    assert store.read(lambda tx: tx.inbox.handled(ACCEPTED.sender, ACCEPTED.message)) is None
