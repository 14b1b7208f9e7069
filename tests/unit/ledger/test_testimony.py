from tests.unit.ledger.cabinet import Cabinet, a_signer

from egnatia.ledger.checkpoint import sign_checkpoint
from egnatia.ledger.finding import Kind
from egnatia.ledger.tree import Place


def test_a_checkpoint_by_another_key_is_forged() -> None:
    cabinet = Cabinet(3)
    root = cabinet.audit().root or b""
    cabinet.history.append(sign_checkpoint(3, root, a_signer(seed=2)).to_bytes())
    assert cabinet.found() == [(Kind.FORGED_CHECKPOINT, 3, 3)]


def test_a_checkpoint_that_cannot_be_read_is_forged() -> None:
    cabinet = Cabinet(3)
    cabinet.history.insert(0, b"scribbled over")
    assert cabinet.found() == [(Kind.FORGED_CHECKPOINT, None, None)]


def test_two_signed_histories_are_named() -> None:
    cabinet = Cabinet(3, 4)
    cabinet.history[0] = sign_checkpoint(3, bytes(32), cabinet.signer).to_bytes()
    assert cabinet.found() == [(Kind.FORKED, 3, 3)]


def test_a_checkpoint_signed_over_a_spoiled_node_contradicts_the_one_before_it() -> None:
    cabinet = Cabinet(4)
    cabinet.nodes[Place(2, 0)] = bytes(32)
    cabinet.sequence(2)
    assert cabinet.found() == [(Kind.CHANGED_NODE, 0, 3), (Kind.FORKED, 6, 6)]


def test_a_row_changed_after_such_a_checkpoint_is_still_named() -> None:
    cabinet = Cabinet(4)
    cabinet.nodes[Place(2, 0)] = bytes(32)
    cabinet.sequence(2)
    cabinet.sequence(2)
    cabinet.change(7)
    assert cabinet.found() == [(Kind.CHANGED_NODE, 0, 3), (Kind.CHANGED_ENTRY, 7, 7), (Kind.FORKED, 8, 8)]


def test_entries_that_a_smaller_checkpoint_proves_are_not_accused() -> None:
    cabinet = Cabinet(6, 2)
    cabinet.change(7, beside=True, levels=2)
    cabinet.nodes[Place(0, 5)] = bytes(32)
    assert cabinet.found() == [(Kind.CHANGED_NODE, 5, 5), (Kind.CHANGED_ENTRY, 6, 7)]


def test_two_signed_roots_of_one_size_are_named() -> None:
    cabinet = Cabinet(3)
    cabinet.heads.append(sign_checkpoint(3, bytes(32), cabinet.signer).to_bytes())
    assert cabinet.found() == [(Kind.FORKED, 3, 3)]


def test_a_log_set_back_to_an_earlier_state_is_found_by_what_a_witness_keeps() -> None:
    cabinet, earlier = Cabinet(3, 4), Cabinet(3)
    earlier.heads += cabinet.heads
    assert earlier.found() == [(Kind.REWOUND, 3, 6)]


def test_an_old_checkpoint_larger_than_the_log_shows_that_it_was_cut_back() -> None:
    cabinet, earlier = Cabinet(3, 4), Cabinet(3)
    earlier.history = cabinet.history
    assert earlier.found() == [(Kind.REWOUND, 3, 6)]


def test_a_smaller_checkpoint_signed_after_a_larger_one_shows_that_the_log_was_wound_back() -> None:
    cabinet = Cabinet(3, 4)
    cabinet.history.append(cabinet.history[0])
    assert cabinet.found() == [(Kind.REWOUND, 3, 6)]
