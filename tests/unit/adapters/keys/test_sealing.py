"""HPKE with ML-KEM-768 and X25519."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.adapters.keys.plain_hpke import open_plainly

from egnatia.adapters.keys.sealing import HpkeOpener, HpkeSealer

MLKEM, X25519 = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
OPENER = HpkeOpener(MLKEM, X25519)
OTHER = HpkeOpener(MLKEM768PrivateKey.generate(), X25519)
SEALER = HpkeSealer()
SEALED = SEALER.seal(b"letter", OPENER.public, b"info")


@given(st.binary(max_size=500), st.binary(max_size=100))
def test_what_is_sealed_opens_for_its_recipient_only(plaintext: bytes, info: bytes) -> None:
    sealed = SEALER.seal(plaintext, OPENER.public, info)
    assert OPENER.open(sealed, info) == plaintext
    assert OPENER.open(sealed, info + b"x") is None
    assert OTHER.open(sealed, info) is None


@given(st.binary(max_size=500), st.binary(max_size=100))
def test_the_specifications_followed_step_by_step_open_it_too(plaintext: bytes, info: bytes) -> None:
    sealed = SEALER.seal(plaintext, OPENER.public, info)
    assert open_plainly(sealed, MLKEM.private_bytes_raw(), X25519.private_bytes_raw(), info) == plaintext


def test_the_witness_notices_another_info() -> None:
    with pytest.raises(InvalidTag):
        open_plainly(SEALED, MLKEM.private_bytes_raw(), X25519.private_bytes_raw(), b"other")


def test_sealing_costs_1136_bytes_and_never_repeats() -> None:
    assert len(SEALED) == len(b"letter") + 1136
    assert SEALER.seal(b"letter", OPENER.public, b"info") != SEALED


@given(st.integers(0, len(SEALED) - 1), st.integers(0, 7))
def test_every_changed_bit_is_noticed(place: int, bit: int) -> None:
    damaged = SEALED[:place] + bytes([SEALED[place] ^ 1 << bit]) + SEALED[place + 1 :]
    assert OPENER.open(damaged, b"info") is None


@given(st.binary(max_size=1300))
def test_noise_does_not_open(noise: bytes) -> None:
    assert OPENER.open(noise, b"info") is None


def test_a_point_of_low_order_does_not_open() -> None:
    """RFC 7748 section 6.1: an all-zero shared secret must be refused."""
    assert OPENER.open(SEALED[:1088] + bytes(32) + SEALED[1120:], b"info") is None


@pytest.mark.parametrize("public", [b"", bytes(1215), OPENER.public[:-32] + bytes(32), b"\xff" * 1216])
def test_what_is_no_key_cannot_be_sealed_for(public: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        SEALER.seal(b"letter", public, b"info")
