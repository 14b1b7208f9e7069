import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.cabinet import Cabinet, a_signer, a_verifier, vectors

from egnatia.ledger.checkpoint import open_checkpoint, parse_checkpoint
from egnatia.ledger.errors import LedgerError, NoteError, ProofError
from egnatia.ledger.note import encode_base64
from egnatia.ledger.proof import (
    LONGEST_PATH,
    ConsistencyProof,
    InclusionProof,
    parse_consistency,
    parse_inclusion,
    verify_entry,
    verify_growth,
)
from egnatia.ledger.tree import consistency_proof, inclusion_proof, reader

VECTOR = vectors("notes")["growth"]
LOG = Cabinet(3, 4, 6)
KEYS = [a_verifier(LOG.signer.key)]
OLD, _, NEW = (open_checkpoint(note, KEYS).checkpoint for note in LOG.history)
HEAD = parse_checkpoint(LOG.history[2])


def entry_proof(index: int) -> InclusionProof:
    path = inclusion_proof(index, NEW.size, reader(LOG.nodes))
    return InclusionProof(index=index, path=path, checkpoint=HEAD)


def growth_proof(old: int) -> ConsistencyProof:
    return ConsistencyProof(old=old, path=consistency_proof(old, NEW.size, reader(LOG.nodes)), checkpoint=HEAD)


ENTRY_PROOF = entry_proof(5).to_bytes()
GROWTH_PROOF = growth_proof(3).to_bytes()


def flipped(data: bytes, draw: st.DataObject) -> bytes:
    written = bytearray(data)
    written[draw.draw(st.integers(0, len(written) - 1))] ^= 1 << draw.draw(st.integers(0, 7))
    return bytes(written)


@pytest.mark.parametrize("index", range(13))
def test_every_entry_is_proven_by_its_text_and_a_public_key(index: int) -> None:
    text = entry_proof(index).to_bytes()
    assert verify_entry(LOG.rows[index].entry, text, KEYS) == NEW
    assert parse_inclusion(text) == entry_proof(index)


def test_growth_is_proven_by_its_text_and_a_public_key() -> None:
    assert verify_growth(OLD, GROWTH_PROOF, KEYS) == NEW
    assert parse_consistency(GROWTH_PROOF) == growth_proof(3)


def test_an_inclusion_proof_is_a_c2sp_tlog_proof() -> None:
    head, _, note = ENTRY_PROOF.decode().partition("\n\n")
    assert head.split("\n")[:2] == ["c2sp.org/tlog-proof@v1", "index 5"]
    assert head.split("\n")[2:] == [encode_base64(step) for step in entry_proof(5).path]
    assert note.encode() == LOG.history[2]


def test_the_published_request_of_a_witness_is_read_and_written() -> None:
    proof = parse_consistency(VECTOR["text"].encode())
    assert (proof.old, len(proof.path), len(proof.checkpoint.signatures)) == (VECTOR["old"], VECTOR["steps"], 2)
    assert proof.to_bytes() == VECTOR["text"].encode()


@given(st.data())
def test_an_inclusion_proof_with_one_other_bit_proves_nothing(data: st.DataObject) -> None:
    with pytest.raises(LedgerError):
        verify_entry(LOG.rows[5].entry, flipped(ENTRY_PROOF, data), KEYS)


@given(st.data())
def test_a_consistency_proof_with_one_other_bit_proves_nothing(data: st.DataObject) -> None:
    with pytest.raises(LedgerError):
        verify_growth(OLD, flipped(GROWTH_PROOF, data), KEYS)


@given(st.data())
def test_another_entry_is_not_proven(data: st.DataObject) -> None:
    with pytest.raises(ProofError):
        verify_entry(flipped(LOG.rows[5].entry, data), ENTRY_PROOF, KEYS)


def test_a_proof_under_an_unknown_key_is_refused() -> None:
    with pytest.raises(NoteError):
        verify_entry(LOG.rows[5].entry, ENTRY_PROOF, [a_verifier(a_signer(seed=2).key)])


def test_growth_out_of_another_size_or_log_is_refused() -> None:
    with pytest.raises(ProofError, match="another"):
        verify_growth(OLD, growth_proof(7).to_bytes(), KEYS)
    elsewhere = parse_checkpoint(LOG.history[0].replace(b"/RS\n3", b"/BG\n3")).checkpoint
    with pytest.raises(ProofError, match="another"):
        verify_growth(elsewhere, GROWTH_PROOF, KEYS)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        ENTRY_PROOF.removeprefix(b"c2sp.org/tlog-proof@v1\n"),
        ENTRY_PROOF.replace(b"@v1", b"@v2"),
        ENTRY_PROOF.replace(b"index 5", b"index 05"),
        ENTRY_PROOF.replace(b"index 5", b"index -5"),
        ENTRY_PROOF.replace(b"index 5", b"extra AAAA\nindex 5"),
        ENTRY_PROOF.replace(b"index 5\n", b""),
        ENTRY_PROOF.replace(b"=\n", b"\n", 1),
        ENTRY_PROOF.replace(b"index 5\n", b"index 5\nAAAA\n"),
        ENTRY_PROOF.replace(b"index 5\n", b"index 5\n\xff\n"),
        ENTRY_PROOF.replace(b"index 5\n", b"index 5\n\n"),
        ENTRY_PROOF.replace(b"index 5\n", b"index 5\n" + (encode_base64(bytes(32)) + "\n").encode() * LONGEST_PATH),
        ENTRY_PROOF.replace(b"\n\n", b"\n"),
        ENTRY_PROOF + b"\n",
    ],
)
def test_any_other_spelling_of_an_inclusion_proof_is_refused(text: bytes) -> None:
    with pytest.raises(ProofError):
        parse_inclusion(text)


def test_any_other_spelling_of_a_consistency_proof_is_refused() -> None:
    with pytest.raises(ProofError):
        parse_consistency(GROWTH_PROOF.replace(b"old ", b"size "))
