"""Receipts: delivery can be proved."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exchange.network import AL, ALWAYS, HR, RS, VERIFIER, receiving, sent
from tests.unit.model.samples import MESSAGE, MORNING

from egnatia.exchange.envelope import EnvelopeId, unwrap
from egnatia.exchange.errors import ReceiptError
from egnatia.exchange.jws import Typ, sign_compact
from egnatia.exchange.keys import Signer
from egnatia.exchange.member import Use
from egnatia.exchange.receipt import plain_receipt, proves, read_receipt, receipt_for, sign_receipt
from egnatia.model import canonical
from egnatia.model.identity import MessageId

WRAPPED = sent()
RECEIPT = receipt_for(unwrap(WRAPPED.data, receiving()), MORNING)
SIGNED = sign_receipt(RECEIPT, RS.signer)


def test_a_receipt_proves_the_delivery_to_the_sender() -> None:
    receipt = read_receipt(SIGNED, RS.member(), VERIFIER)
    assert receipt == RECEIPT
    assert proves(receipt, MESSAGE.id, WRAPPED.digest)


def test_it_proves_no_other_delivery() -> None:
    assert not proves(RECEIPT, MESSAGE.id, sent(envelope=EnvelopeId("0f" * 16)).digest)
    assert not proves(RECEIPT, MessageId("08" * 16), WRAPPED.digest)


def test_it_stays_a_proof_after_the_key_was_revoked() -> None:
    later = RS.member(RS.key(Use.SIGN, replace(ALWAYS, revoked=MORNING + timedelta(seconds=1))))
    assert read_receipt(SIGNED, later, VERIFIER) == RECEIPT


def test_it_is_none_if_the_key_was_revoked_before() -> None:
    revoked = RS.member(RS.key(Use.SIGN, replace(ALWAYS, revoked=MORNING)))
    with pytest.raises(ReceiptError, match="did not count"):
        read_receipt(SIGNED, revoked, VERIFIER)


@pytest.mark.parametrize("by", [AL.signer, HR.signer, RS.ledger])
def test_nobody_else_can_sign_it(by: Signer) -> None:
    with pytest.raises(ReceiptError, match="not signed by a key of the recipient"):
        read_receipt(sign_receipt(RECEIPT, by), RS.member(), VERIFIER)


def test_nobody_confirms_for_another() -> None:
    with pytest.raises(ReceiptError, match="by another node"):
        read_receipt(sign_receipt(replace(RECEIPT, by=HR.node), RS.signer), RS.member(), VERIFIER)


def test_a_letter_is_no_receipt() -> None:
    signed = sign_compact(canonical.to_bytes(plain_receipt(RECEIPT)), Typ.ENVELOPE, RS.signer)
    with pytest.raises(ReceiptError, match="malformed"):
        read_receipt(signed, RS.member(), VERIFIER)


@pytest.mark.parametrize("change", [{"v": 2}, {"digest": "00"}, {"by": None}, {"more": 1}])
def test_another_form_is_malformed(change: dict[str, object]) -> None:
    signed = sign_compact(canonical.to_bytes(plain_receipt(RECEIPT) | change), Typ.RECEIPT, RS.signer)
    with pytest.raises(ReceiptError, match="malformed"):
        read_receipt(signed, RS.member(), VERIFIER)


@given(st.integers(0, len(SIGNED) - 1), st.integers(0, 7))
def test_every_changed_bit_is_noticed(place: int, bit: int) -> None:
    damaged = SIGNED[:place] + bytes([SIGNED[place] ^ 1 << bit]) + SIGNED[place + 1 :]
    with pytest.raises(ReceiptError):
        read_receipt(damaged, RS.member(), VERIFIER)
