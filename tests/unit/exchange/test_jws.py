"""The compact JWS, with an independent program as witness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws as other
from joserfc.jwk import OKPKey
from tests.unit.exchange.network import AL, VERIFIER, seed

from egnatia.exchange import base64url
from egnatia.exchange.jws import Typ, sign_compact, split_compact
from egnatia.model.errors import ParseError

PUBLIC = base64url.encode(AL.signer.public).decode()
PRIVATE = base64url.encode(seed("AL sign")).decode()
KEY = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": PUBLIC, "d": PRIVATE})
HEADER = {"alg": "Ed25519", "kid": AL.signer.kid, "typ": "egnatia-envelope"}


@given(st.binary(max_size=500))
def test_joserfc_verifies_what_we_sign(payload: bytes) -> None:
    read = other.deserialize_compact(sign_compact(payload, Typ.ENVELOPE, AL.signer), KEY, algorithms=["Ed25519"])
    assert read.payload == payload
    assert read.headers() == HEADER


@given(st.binary(max_size=500))
def test_joserfc_signs_byte_for_byte_what_we_sign(payload: bytes) -> None:
    """Ed25519 is deterministic (RFC 8032), and our header is the only lawful one."""
    signed = other.serialize_compact(HEADER, payload, KEY, algorithms=["Ed25519"])
    assert signed.encode() == sign_compact(payload, Typ.ENVELOPE, AL.signer)


def test_what_is_taken_apart_can_be_verified() -> None:
    compact = split_compact(sign_compact(b"word", Typ.RECEIPT, AL.signer), Typ.RECEIPT)
    assert (compact.kid, compact.payload) == (AL.signer.kid, b"word")
    assert VERIFIER.verify(compact.signed, compact.signature, AL.signer.public)


def signed_under(header: bytes) -> bytes:
    return base64url.encode(header) + b".e30.AA"


@pytest.mark.parametrize(
    "header",
    [
        b'{"alg":"none","kid":"a","typ":"egnatia-envelope"}',
        b'{"alg":"EdDSA","kid":"a","typ":"egnatia-envelope"}',
        b'{"alg":"HS256","kid":"a","typ":"egnatia-envelope"}',
        b'{"alg":"Ed25519","kid":"a","typ":"egnatia-receipt"}',
        b'{"alg":"Ed25519","kid":"a","typ":"JWT"}',
        b'{"alg":"Ed25519","kid":"a"}',
        b'{"alg":"Ed25519","typ":"egnatia-envelope"}',
        b'{"alg":"Ed25519","b64":false,"crit":["b64"],"kid":"a","typ":"egnatia-envelope"}',
        b'{"alg": "Ed25519", "kid": "a", "typ": "egnatia-envelope"}',
        b'{"alg":"Ed25519","jwk":{},"kid":"a","typ":"egnatia-envelope"}',
        b"{}",
        b"\xff",
    ],
)
def test_only_one_header_is_lawful(header: bytes) -> None:
    with pytest.raises(ParseError):
        split_compact(signed_under(header), Typ.ENVELOPE)


@pytest.mark.parametrize("jws", [b"", b".", b"a.b", b"x" * 300 + b".e30.AA", b"e30..", b"...."])
def test_anything_but_three_parts_is_refused(jws: bytes) -> None:
    with pytest.raises(ParseError):
        split_compact(jws, Typ.ENVELOPE)
