"""What the log shows to others: an audit finds what an insider did to the file, and proofs stand by themselves."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.adapters.sql.samples import an_entry
from tests.unit.model.samples import MORNING

from egnatia.adapters.sql.evidence import node_number
from egnatia.adapters.sql.opening import open_store
from egnatia.adapters.sql.store import SqlStore
from egnatia.ledger.audit import verify
from egnatia.ledger.errors import LedgerError
from egnatia.ledger.finding import Kind, Report
from egnatia.ledger.note import NoteKey, Signer, Verifier
from egnatia.ledger.proof import verify_entry

_PRIVATE = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
_KEY = NoteKey(name="rs.example/ledger", public=_PRIVATE.public_key().public_bytes_raw())
_SIGNER = Signer(key=_KEY, sign=_PRIVATE.sign)


def _verify(message: bytes, signature: bytes) -> bool:
    try:
        _PRIVATE.public_key().verify(signature, message)
    except InvalidSignature:
        return False
    return True


_VERIFIER = Verifier(key=_KEY, verify=_verify)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the log is."""
    return tmp_path / "node.db"


@pytest.fixture
def log(file: Path) -> Iterator[SqlStore]:
    """A log of 30 entries under three checkpoints, and one entry that waits."""
    store = open_store(f"sqlite:///{file}")
    for first in (0, 10, 20):
        store.write(lambda tx, first=first: tx.ledger.append([an_entry(first + step) for step in range(10)]))  # type: ignore[misc]
        store.write(lambda tx: tx.ledger.sequence(_SIGNER, MORNING))
    store.write(lambda tx: tx.ledger.append([an_entry(30)]))
    yield store
    store.close()


def tamper(file: Path, *statements: str) -> None:
    """Do what an insider can who has the file and takes the triggers away."""
    insider = sqlite3.connect(file)
    for trigger in ("entry_unchanged", "entry_stays", "entry_kept"):
        insider.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        insider.execute(statement)
    insider.commit()
    insider.close()


def audit(log: SqlStore) -> Report:
    return log.read(lambda tx: verify(tx.ledger.stored([_VERIFIER])))


@pytest.mark.slow
def test_a_sound_log_has_no_findings(log: SqlStore) -> None:
    report = audit(log)
    head = log.read(lambda tx: tx.ledger.head())
    assert (report.findings, report.size, report.unsequenced, report.root) == ((), 30, 1, head.root)


@pytest.mark.slow
def test_an_empty_log_is_sound(file: Path) -> None:
    store = open_store(f"sqlite:///{file}")
    assert audit(store).sound
    store.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("statement", "kind", "place"),
    [
        ("UPDATE entry SET body = replace(body, 'consultation', 'collection') WHERE place = 17", "changed_entry", 17),
        ("DELETE FROM entry WHERE place = 17", "missing_entry", 17),
        ("UPDATE entry SET place = NULL WHERE place = 17", "missing_entry", 17),
        ("UPDATE entry SET leaf_hash = zeroblob(32) WHERE place = 17", "changed_hash", 17),
        ("UPDATE entry SET body = 17 WHERE place = 17", "changed_entry", 17),
        ("UPDATE entry SET place = 'seventeen' WHERE place = 17", "missing_entry", 17),
        ("UPDATE entry SET place = 99 WHERE no = 31", "inserted_entry", 99),
    ],
)
def test_an_entry_changed_by_hand_is_located(log: SqlStore, file: Path, statement: str, kind: str, place: int) -> None:
    tamper(file, statement)
    assert (Kind(kind), place) in {(found.kind, found.sequence) for found in audit(log).findings}


@pytest.mark.slow
@pytest.mark.parametrize("level", range(5))
def test_a_node_that_is_gone_is_found(log: SqlStore, file: Path, level: int) -> None:
    tamper(file, f"DELETE FROM tree_node WHERE node = {node_number(level, 0)}")  # noqa: S608 - the insider
    assert Kind.MISSING_NODE in {found.kind for found in audit(log).findings}


@pytest.mark.slow
@pytest.mark.parametrize("value", ["zeroblob(32)", "'text'", "5", "zeroblob(0)"])
def test_a_node_that_was_changed_is_found(log: SqlStore, file: Path, value: str) -> None:
    tamper(file, f"UPDATE tree_node SET hash = {value} WHERE node = {node_number(2, 3)}")  # noqa: S608 - the insider
    assert Kind.CHANGED_NODE in {found.kind for found in audit(log).findings}


@pytest.mark.slow
@pytest.mark.parametrize("value", ["'forged'", "replace(note, '30', '29')", "7", "x'ff'"])
def test_a_checkpoint_that_was_changed_is_found(log: SqlStore, file: Path, value: str) -> None:
    tamper(file, f"UPDATE checkpoint SET note = {value} WHERE size = 30")  # noqa: S608 - the insider
    assert Kind.FORGED_CHECKPOINT in {found.kind for found in audit(log).findings}


@pytest.mark.slow
def test_a_log_cut_short_is_found_by_what_witnesses_keep(log: SqlStore, file: Path) -> None:
    seen = log.read(lambda tx: tx.ledger.head().checkpoint).encode()
    tamper(file, "DELETE FROM entry WHERE place >= 20", "DELETE FROM checkpoint WHERE size = 30")
    assert not audit(log).sound
    witnessed = log.read(lambda tx: verify(tx.ledger.stored([_VERIFIER], [seen])))
    assert {Kind.REWOUND, Kind.MISSING_ENTRY} & {found.kind for found in witnessed.findings}


@pytest.mark.slow
def test_every_entry_is_proved_with_nothing_but_its_proof_and_the_key(log: SqlStore) -> None:
    for index in range(30):
        proof = log.read(lambda tx, index=index: tx.ledger.inclusion(index).to_bytes())  # type: ignore[misc]
        lodged = log.read(lambda tx, index=index: tx.ledger.entry(index))  # type: ignore[misc]
        assert lodged is not None
        assert lodged.entry == an_entry(index)
        assert verify_entry(lodged.entry.to_bytes(), proof, [_VERIFIER]).size == 30


@pytest.mark.slow
def test_what_is_not_in_the_tree_cannot_be_proved(log: SqlStore) -> None:
    assert log.read(lambda tx: tx.ledger.entry(30)) is None
    for ask in (30, -1):
        with pytest.raises(LedgerError, match=f"no leaf {ask}"):
            log.read(lambda tx, ask=ask: tx.ledger.inclusion(ask))  # type: ignore[misc]


@pytest.mark.slow
def test_without_a_checkpoint_nothing_is_proved(file: Path) -> None:
    store = open_store(f"sqlite:///{file}")
    with pytest.raises(LedgerError, match="no checkpoint yet"):
        store.read(lambda tx: tx.ledger.inclusion(0))
    store.close()


@given(st.integers(0, 40), st.integers(0, 2**20), st.integers(0, 40), st.integers(0, 2**20))
def test_no_two_nodes_have_the_same_number(level: int, offset: int, other_level: int, other_offset: int) -> None:
    same = (level, offset) == (other_level, other_offset)
    assert (node_number(level, offset) == node_number(other_level, other_offset)) == same


@given(st.integers(1, 40), st.integers(0, 2**20))
def test_a_node_stands_between_its_children(level: int, offset: int) -> None:
    left, right = node_number(level - 1, 2 * offset), node_number(level - 1, 2 * offset + 1)
    assert left < node_number(level, offset) < right
