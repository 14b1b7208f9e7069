"""Chunks open under their own key and nonce only, whatever was changed; an independent program seals them alike."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from egnatia.adapters.keys.chunks import AesChunks

KEY, NONCE = bytes(range(32)), bytes(11) + b"\x01"


def test_the_plain_mode_of_the_library_seals_the_same() -> None:
    encryptor = Cipher(algorithms.AES(KEY), modes.GCM(NONCE)).encryptor()
    expected = encryptor.update(b"boats") + encryptor.finalize() + encryptor.tag
    assert AesChunks().seal(b"boats", KEY, NONCE) == expected


def test_what_was_sealed_opens() -> None:
    assert AesChunks().open(AesChunks().seal(b"boats", KEY, NONCE), KEY, NONCE) == b"boats"


@pytest.mark.parametrize(
    ("sealed", "key", "nonce"),
    [
        (b"\x00" * 21, KEY, NONCE),
        (AesChunks().seal(b"boats", KEY, NONCE), KEY[::-1], NONCE),
        (AesChunks().seal(b"boats", KEY, NONCE), KEY, bytes(12)),
        (AesChunks().seal(b"boats", KEY, NONCE)[:-1], KEY, NONCE),
        (b"", KEY, NONCE),
    ],
)
def test_nothing_else_does(sealed: bytes, key: bytes, nonce: bytes) -> None:
    assert AesChunks().open(sealed, key, nonce) is None
