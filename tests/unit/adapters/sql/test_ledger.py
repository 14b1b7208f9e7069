"""The log in the database: entries get their place in order, and the tree and checkpoints over them are right."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError
from tests.unit.adapters.sql.samples import SIGNER, an_entry, hex128, run, unguard
from tests.unit.model.samples import MORNING

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.rows import LedgerHead, Lodged
from egnatia.ledger.checkpoint import parse_checkpoint
from egnatia.ledger.entry import Entry, leaf_hash
from egnatia.ledger.errors import TreeError
from egnatia.ledger.tree import EMPTY_ROOT, root_of

_SUBJECT = "a7" * 32


def test_an_empty_log_has_the_empty_root(store: SqlStore) -> None:
    assert store.read(lambda tx: tx.ledger.head()) == LedgerHead(size=0, root=EMPTY_ROOT, checkpoint="", unsequenced=0)
    assert store.write(lambda tx: tx.ledger.sequence(SIGNER, MORNING)) == 0


def test_an_entry_waits_until_it_is_sequenced(store: SqlStore) -> None:
    entry = an_entry(1, _SUBJECT)
    store.write(lambda tx: tx.ledger.append([entry]))
    assert store.read(lambda tx: tx.ledger.trail(_SUBJECT, 9)) == (Lodged(entry=entry, index=None),)
    assert store.read(lambda tx: tx.ledger.head().unsequenced) == 1
    assert store.write(lambda tx: tx.ledger.sequence(SIGNER, MORNING)) == 1
    assert store.read(lambda tx: tx.ledger.trail(_SUBJECT, 9)) == (Lodged(entry=entry, index=0),)
    assert store.read(lambda tx: tx.ledger.head().unsequenced) == 0


@pytest.mark.slow
@settings(max_examples=20)
@given(sizes=st.lists(st.integers(0, 9), max_size=6))
def test_the_head_is_the_root_over_all_entries_in_their_order(sizes: list[int]) -> None:
    store = open_store("sqlite://")
    entries: list[Entry] = []
    for size in sizes:
        fresh = [an_entry(len(entries) + step) for step in range(size)]
        entries += fresh
        store.write(lambda tx, fresh=fresh: tx.ledger.append(fresh))  # type: ignore[misc]
        assert store.write(lambda tx: tx.ledger.sequence(SIGNER, MORNING)) == size
    head = store.read(lambda tx: tx.ledger.head())
    assert (head.size, head.root) == (len(entries), root_of(leaf_hash(entry.to_bytes()) for entry in entries))
    store.close()


def test_the_checkpoint_says_size_and_root(store: SqlStore) -> None:
    store.write(lambda tx: tx.ledger.append([an_entry(1), an_entry(2)]))
    store.write(lambda tx: tx.ledger.sequence(SIGNER, MORNING))
    head = store.read(lambda tx: tx.ledger.head())
    said = parse_checkpoint(head.checkpoint.encode()).checkpoint
    assert (said.origin, said.size, said.root) == (SIGNER.key.name, 2, head.root)


def test_every_checkpoint_is_kept_with_its_time(store: SqlStore) -> None:
    for step in range(3):
        store.write(lambda tx, step=step: tx.ledger.append([an_entry(step)]))  # type: ignore[misc]
        store.write(lambda tx, step=step: tx.ledger.sequence(SIGNER, MORNING + timedelta(seconds=step)))  # type: ignore[misc]
    assert store.read(lambda tx: run(tx, "SELECT count(DISTINCT at), max(size) FROM checkpoint").one()) == (3, 3)


def test_the_trail_holds_what_is_about_the_subject_oldest_first(store: SqlStore) -> None:
    entries = [an_entry(1, _SUBJECT), an_entry(2), an_entry(3, hex128(1), _SUBJECT), an_entry(4, hex128(1), _SUBJECT)]
    store.write(lambda tx: tx.ledger.append(entries))
    trail = store.read(lambda tx: tx.ledger.trail(_SUBJECT, 2))
    assert [lodged.entry for lodged in trail] == [entries[0], entries[2]]


def test_an_entry_twice_about_the_same_stands_in_the_trail_once(store: SqlStore) -> None:
    store.write(lambda tx: tx.ledger.append([an_entry(1, _SUBJECT, _SUBJECT)]))
    assert len(store.read(lambda tx: tx.ledger.trail(_SUBJECT, 9))) == 1


def test_an_entry_falls_with_its_act(store: SqlStore) -> None:
    def act(tx: object) -> None:
        tx.ledger.append([an_entry(1, _SUBJECT)])  # type: ignore[attr-defined]
        raise LookupError("the act failed")

    with pytest.raises(LookupError, match="the act failed"):
        store.write(act)
    assert store.read(lambda tx: tx.ledger.trail(_SUBJECT, 9)) == ()
    assert store.read(lambda tx: tx.ledger.head().unsequenced) == 0


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entry SET body = x'00'",
        "UPDATE entry SET leaf_hash = x'00'",
        "UPDATE entry SET at = 0",
        "UPDATE entry SET place = 7",
        "UPDATE entry SET place = NULL",
        "DELETE FROM entry",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(store: SqlStore, sql: str) -> None:
    store.write(lambda tx: tx.ledger.append([an_entry(1)]))
    store.write(lambda tx: tx.ledger.sequence(SIGNER, MORNING))
    with pytest.raises(StoreError, match="contradicts what is there") as caught:
        store.write(lambda tx: run(tx, sql))
    assert "never changed" in str(caught.value)
    assert not isinstance(caught.value, DatabaseError)


def test_nothing_is_sequenced_onto_a_tree_that_lacks_a_node(store: SqlStore) -> None:
    store.write(lambda tx: tx.ledger.append([an_entry(1)]))
    store.write(lambda tx: tx.ledger.sequence(SIGNER, MORNING))
    store.write(lambda tx: run(tx, "DELETE FROM tree_node"))
    store.write(lambda tx: tx.ledger.append([an_entry(2)]))
    with pytest.raises(TreeError, match="level 0, offset 0 is missing"):
        store.write(lambda tx: tx.ledger.sequence(SIGNER, MORNING))
    assert store.read(lambda tx: tx.ledger.head().unsequenced) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE tree_node SET hash = x'00'",
        "UPDATE checkpoint SET root = x'00', note = replace(note, 'rs.example', 'al.example')",
        "UPDATE checkpoint SET note = 'rubbish'",
        "UPDATE checkpoint SET size = 2",
    ],
)
def test_what_was_changed_by_hand_is_not_signed_over(store: SqlStore, sql: str) -> None:
    store.write(lambda tx: tx.ledger.append([an_entry(step) for step in range(3)]))
    store.write(lambda tx: tx.ledger.sequence(SIGNER, MORNING))
    store.write(lambda tx: run(tx, sql))
    store.write(lambda tx: tx.ledger.append([an_entry(9)]))
    with pytest.raises(TreeError, match="by hand"):
        store.write(lambda tx: tx.ledger.sequence(SIGNER, MORNING))
    assert store.read(lambda tx: run(tx, "SELECT count(*) FROM checkpoint").scalar()) == 1


def test_a_damaged_entry_is_named(store: SqlStore) -> None:
    store.write(lambda tx: tx.ledger.append([an_entry(1, _SUBJECT)]))
    store.write(unguard)
    store.write(lambda tx: run(tx, "UPDATE entry SET body = x'7b7d'"))
    with pytest.raises(StoreError, match="entry 1 is damaged"):
        store.read(lambda tx: tx.ledger.trail(_SUBJECT, 9))
