"""What witnesses say of logs."""

from dataclasses import replace

import pytest
from tests.unit.adapters.sql.samples import SIGNER, an_entry, run
from tests.unit.model.samples import MORNING

from egnatia.adapters.sql.errors import StoreError
from egnatia.adapters.sql.store import SqlStore
from egnatia.casework.rows import Sighting
from egnatia.ledger.entry import leaf_hash
from egnatia.ledger.errors import TreeError
from egnatia.ledger.tree import EMPTY_ROOT, root_of
from egnatia.ledger.verification import verify_consistency
from egnatia.ledger.witness import Verdict
from egnatia.model.identity import NodeId

WORD = Sighting(log=NodeId("AL"), witness=NodeId("RS"), at=MORNING, verdict=Verdict.GREW, note="note")


def test_each_witness_has_one_word_on_each_log(store: SqlStore) -> None:
    later = replace(WORD, verdict=Verdict.FORKED, against="other note")
    others = [replace(WORD, witness=NodeId("ME")), replace(WORD, log=NodeId("RS"))]
    for row in (WORD, *others, later):
        store.write(lambda tx, row=row: tx.witnessed.put(row))  # type: ignore[misc]
    assert store.read(lambda tx: tx.witnessed.get(NodeId("AL"), NodeId("RS"))) == later
    assert store.read(lambda tx: tx.witnessed.list()) == (others[0], later, others[1])


def test_nobody_said_anything_of_a_new_log(store: SqlStore) -> None:
    assert store.read(lambda tx: tx.witnessed.get(NodeId("AL"), NodeId("RS"))) is None
    assert store.read(lambda tx: tx.witnessed.list()) == ()


def test_a_damaged_row_is_named(store: SqlStore) -> None:
    store.write(lambda tx: tx.witnessed.put(WORD))
    store.write(lambda tx: run(tx, "UPDATE witnessed SET verdict = 'splendid'"))
    with pytest.raises(StoreError, match="witnessed AL by RS is damaged"):
        store.read(lambda tx: tx.witnessed.list())


def test_the_tree_shows_how_it_grew_from_every_size(store: SqlStore) -> None:
    entries = [an_entry(step) for step in range(11)]
    store.write(lambda tx: tx.ledger.append(entries))
    store.write(lambda tx: tx.ledger.sequence(SIGNER, MORNING))
    leaves = [leaf_hash(entry.to_bytes()) for entry in entries]
    for size in range(12):
        root = store.read(lambda tx, size=size: tx.ledger.root(size))  # type: ignore[misc]
        assert root == (root_of(leaves[:size]) if size else EMPTY_ROOT)
        path = store.read(lambda tx, size=size: tx.ledger.growth(size, 11))  # type: ignore[misc]
        verify_consistency(size, 11, root, root_of(leaves), path)


def test_a_size_that_the_tree_has_not_reached_has_no_root(store: SqlStore) -> None:
    with pytest.raises(TreeError):
        store.read(lambda tx: tx.ledger.root(1))
    with pytest.raises(TreeError):
        store.read(lambda tx: tx.ledger.growth(1, 2))
