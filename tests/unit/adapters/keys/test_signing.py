"""Ed25519."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from egnatia.adapters.keys.signing import Ed25519Signer, Ed25519Verifier
from egnatia.exchange.member import key_id

VERIFIER = Ed25519Verifier()

#: RFC 8032 section 7.1, tests 1 to 3: secret key, public key, message, signature.
PUBLISHED = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), PUBLISHED)
def test_published_examples(secret: str, public: str, message: str, signature: str) -> None:
    signer = Ed25519Signer(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)))
    assert signer.public.hex() == public
    assert signer.sign(bytes.fromhex(message)).hex() == signature
    assert VERIFIER.verify(bytes.fromhex(message), bytes.fromhex(signature), signer.public)


@given(st.binary(max_size=80), st.binary(max_size=80), st.binary(max_size=40))
def test_noise_is_no_signature_and_no_key(data: bytes, signature: bytes, public: bytes) -> None:
    assert not VERIFIER.verify(data, signature, public)


def test_the_ledger_checks_one_key_only() -> None:
    ours, other = (Ed25519Signer(Ed25519PrivateKey.generate()) for _ in range(2))
    check = VERIFIER.for_key(ours.public)
    assert check(b"checkpoint", ours.sign(b"checkpoint"))
    assert not check(b"checkpoint", other.sign(b"checkpoint"))
    assert ours.kid == key_id(ours.public)
