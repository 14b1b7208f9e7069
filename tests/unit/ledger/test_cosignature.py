from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.cabinet import a_signer, a_verifier, vectors

from egnatia.ledger.checkpoint import Checkpoint, SignedCheckpoint, open_checkpoint, parse_checkpoint, sign_checkpoint
from egnatia.ledger.cosignature import (
    LATEST_TIME,
    Cosignature,
    cosign,
    parse_cosignature,
    signed_message,
    verify_cosignature,
)
from egnatia.ledger.errors import NoteError
from egnatia.ledger.note import KeyType, NoteSignature

VECTOR = vectors("notes")["cosigned"]
TIME = 1_795_248_000
CHECKPOINT = Checkpoint(origin="egnatia.example/RS", size=7, root=b"\x07" * 32)
WITNESS = a_signer("egnatia.example/BG", 3, KeyType.COSIGNATURE)


def test_the_published_cosignature_is_read_and_written() -> None:
    line = parse_checkpoint(VECTOR["note"].encode()).signatures[1]
    cosignature = parse_cosignature(line)
    assert (cosignature.name, cosignature.time) == ("witness.example.com/w1", VECTOR["time"])
    assert cosignature.to_line() == line


def test_the_published_message_is_what_a_witness_signs() -> None:
    checkpoint = parse_checkpoint(VECTOR["note"].encode()).checkpoint
    assert signed_message(checkpoint, VECTOR["time"]) == VECTOR["message"].encode()


@given(st.integers(1, LATEST_TIME), st.binary(min_size=64, max_size=64))
def test_a_cosignature_is_read_back_as_it_was_written(time: int, signature: bytes) -> None:
    cosignature = Cosignature(name="w", key_id=b"1234", time=time, signature=signature)
    assert parse_cosignature(cosignature.to_line()) == cosignature


def test_a_witness_signature_holds_for_its_checkpoint() -> None:
    verify_cosignature(CHECKPOINT, cosign(CHECKPOINT, WITNESS, TIME), a_verifier(WITNESS.key))


def test_a_witness_signature_does_not_hold_for_another_checkpoint_or_time() -> None:
    cosignature, verifier = cosign(CHECKPOINT, WITNESS, TIME), a_verifier(WITNESS.key)
    with pytest.raises(NoteError, match="is wrong"):
        verify_cosignature(replace(CHECKPOINT, size=8), cosignature, verifier)
    with pytest.raises(NoteError, match="is wrong"):
        verify_cosignature(CHECKPOINT, replace(cosignature, time=TIME + 1), verifier)


def test_a_cosignature_by_another_witness_is_told_apart() -> None:
    other = a_signer("egnatia.example/HR", 3, KeyType.COSIGNATURE)
    with pytest.raises(NoteError, match="another key"):
        verify_cosignature(CHECKPOINT, cosign(CHECKPOINT, WITNESS, TIME), a_verifier(other.key))


def test_only_a_key_for_cosigning_cosigns() -> None:
    log = a_signer("egnatia.example/BG", 3)
    with pytest.raises(NoteError, match="not a witness"):
        cosign(CHECKPOINT, log, TIME)
    with pytest.raises(NoteError, match="not a witness"):
        verify_cosignature(CHECKPOINT, cosign(CHECKPOINT, WITNESS, TIME), a_verifier(log.key))


def test_a_cosigned_checkpoint_still_opens_with_the_key_of_the_log() -> None:
    log = a_signer()
    signed = sign_checkpoint(7, CHECKPOINT.root, log)
    line = cosign(signed.checkpoint, WITNESS, TIME).to_line()
    cosigned = SignedCheckpoint(checkpoint=signed.checkpoint, signatures=(*signed.signatures, line))
    assert open_checkpoint(cosigned.to_bytes(), [a_verifier(log.key)]) == cosigned


@pytest.mark.parametrize("time", [0, -1, LATEST_TIME + 1])
def test_an_impossible_time_is_refused(time: int) -> None:
    with pytest.raises(NoteError):
        Cosignature(name="w", key_id=b"1234", time=time, signature=bytes(64))


@pytest.mark.parametrize("length", [64, 71, 73])
def test_a_line_of_another_length_is_no_cosignature(length: int) -> None:
    with pytest.raises(NoteError):
        parse_cosignature(NoteSignature(name="w", key_id=b"1234", signature=b"\x01" * length))


def test_a_time_beyond_what_the_format_allows_is_refused() -> None:
    with pytest.raises(NoteError):
        parse_cosignature(NoteSignature(name="w", key_id=b"1234", signature=b"\xff" * 72))
