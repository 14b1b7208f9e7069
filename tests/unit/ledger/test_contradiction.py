from dataclasses import replace

import pytest
from tests.unit.ledger.cabinet import Cabinet, a_signer, a_verifier

from egnatia.ledger.checkpoint import SignedCheckpoint, parse_checkpoint, sign_checkpoint
from egnatia.ledger.contradiction import Contradiction, contradiction, cosignature_by, own_time, own_word, stated_time
from egnatia.ledger.cosignature import cosign
from egnatia.ledger.errors import NoteError, ProofError
from egnatia.ledger.note import KeyType

LOG = a_signer()
COSIGNER = a_signer(kind=KeyType.COSIGNATURE)
WITNESS = a_signer("egnatia.example/BG", 3, KeyType.COSIGNATURE)
KEYS = [a_verifier(LOG.key), a_verifier(COSIGNER.key)]
ROOTS = [bytes([number]) * 32 for number in range(3)]


def signed(size: int, root: bytes, *times: int) -> SignedCheckpoint:
    note = sign_checkpoint(size, root, LOG)
    lines = [cosign(note.checkpoint, COSIGNER, time).to_line() for time in times]
    return replace(note, signatures=(*note.signatures, *lines))


def compare(one: SignedCheckpoint, other: SignedCheckpoint) -> Contradiction:
    return contradiction(one.to_bytes(), other.to_bytes(), KEYS)


def test_two_roots_of_one_size_are_two_histories() -> None:
    assert compare(signed(7, ROOTS[0]), signed(7, ROOTS[1])) is Contradiction.FORKED


def test_what_is_smaller_later_was_wound_back() -> None:
    assert compare(signed(7, ROOTS[0], 100), signed(5, ROOTS[1], 101)) is Contradiction.REWOUND


@pytest.mark.parametrize("other", [signed(7, ROOTS[0], 101), signed(5, ROOTS[1], 100), signed(9, ROOTS[1], 101)])
def test_whatever_a_log_that_grows_can_sign_contradicts_nothing(other: SignedCheckpoint) -> None:
    with pytest.raises(ProofError, match="do not contradict"):
        compare(signed(7, ROOTS[0], 100), other)


def test_two_logs_do_not_contradict_each_other() -> None:
    elsewhere = a_signer("egnatia.example/BG")
    keys = [*KEYS, a_verifier(elsewhere.key)]
    note = sign_checkpoint(7, ROOTS[1], elsewhere).to_bytes()
    with pytest.raises(ProofError, match="two logs"):
        contradiction(signed(7, ROOTS[0]).to_bytes(), note, keys)


def test_what_the_log_did_not_sign_proves_nothing() -> None:
    forged = sign_checkpoint(7, ROOTS[1], a_signer(seed=2)).to_bytes()
    with pytest.raises(NoteError, match="no known key"):
        contradiction(signed(7, ROOTS[0]).to_bytes(), forged, KEYS)


def test_a_wrong_cosignature_of_the_log_spoils_its_checkpoint() -> None:
    stamped = cosign(signed(6, ROOTS[0]).checkpoint, COSIGNER, 100).to_line()
    note = signed(7, ROOTS[0])
    with pytest.raises(NoteError, match="is wrong"):
        own_time(replace(note, signatures=(*note.signatures, stamped)), KEYS)


def test_the_log_s_own_word_is_one_signature_and_its_newest_cosignature() -> None:
    note = signed(7, ROOTS[0], 100, 102, 101)
    foreign = cosign(note.checkpoint, WITNESS, 103).to_line()
    word = own_word(replace(note, signatures=(foreign, *note.signatures)).to_bytes(), KEYS)
    assert (len(word.signatures), own_time(word, KEYS), stated_time(word)) == (2, 102, 102)
    assert stated_time(signed(7, ROOTS[0])) is None
    assert own_word(signed(7, ROOTS[0]).to_bytes(), KEYS) == signed(7, ROOTS[0])


def test_a_witness_s_newest_cosignature_is_found() -> None:
    note = parse_checkpoint(Cabinet(3).heads[0])
    lines = [cosign(note.checkpoint, WITNESS, time).to_line() for time in (1, 3, 2)]
    found = cosignature_by(replace(note, signatures=(*note.signatures, *lines)), [a_verifier(WITNESS.key)])
    assert found
    assert found.time == 3
    assert cosignature_by(note, [a_verifier(WITNESS.key)]) is None
