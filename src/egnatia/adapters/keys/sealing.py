"""Sealing by HPKE (RFC 9180), base mode: ML-KEM-768 with X25519 (X-Wing, KEM 0x647a), HKDF-SHA256, AES-256-GCM.

An attacker has to break the lattice and the curve: what is recorded today stays sealed when quantum computers come.
Base mode says nothing about the sender; the letter inside is signed.
"""

from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
#: Bytes of the ML-KEM-768 part, which comes first in a public key.
_MLKEM = 1184


class HpkeSealer:
    """Seals for others; keys that were seen before are not parsed again."""

    def seal(self, plaintext: bytes, public: bytes, info: bytes) -> bytes:
        """Seal for the holder of `public`: encapsulated key (1,120 bytes), ciphertext, tag (16 bytes).

        Raises:
            ValueError: `public` is not a key of the suite.
        """
        return _SUITE.encrypt(plaintext, _public_key(public), info)


class HpkeOpener:
    """Opens what was sealed for this node."""

    def __init__(self, mlkem: MLKEM768PrivateKey, x25519: X25519PrivateKey) -> None:
        """Hold the two halves of the key."""
        self._private = MLKEM768X25519PrivateKey(mlkem, x25519)
        self.public = mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()

    def open(self, sealed: bytes, info: bytes) -> bytes | None:
        """Return the plaintext; None if it does not open with this key and this `info`."""
        try:
            return _SUITE.decrypt(sealed, self._private, info)
        except (InvalidTag, ValueError):
            return None


@lru_cache(maxsize=4096)
def _public_key(public: bytes) -> MLKEM768X25519PublicKey:
    mlkem = MLKEM768PublicKey.from_public_bytes(public[:_MLKEM])
    return MLKEM768X25519PublicKey(mlkem, X25519PublicKey.from_public_bytes(public[_MLKEM:]))
