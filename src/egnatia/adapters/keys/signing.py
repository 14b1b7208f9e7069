"""Signatures by Ed25519 (RFC 8032): letters and receipts by the signing key, checkpoints by the ledger's key."""

from collections.abc import Callable
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from egnatia.exchange.member import key_id


class Ed25519Signer:
    """Signs with one of this node's keys."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        """Hold the key, and work out its id once."""
        self._private = private
        self.public = private.public_key().public_bytes_raw()
        self._kid = key_id(self.public)

    @property
    def kid(self) -> str:
        """The id of the key, as in the directory."""
        return self._kid

    def current(self) -> "Ed25519Signer":
        """Return this key: there is no other."""
        return self

    def sign(self, data: bytes) -> bytes:
        """Return the signature of `data`: 64 bytes."""
        return self._private.sign(data)


class Ed25519Verifier:
    """Checks signatures of others; keys that were seen before are not parsed again."""

    def verify(self, data: bytes, signature: bytes, public: bytes) -> bool:
        """Tell whether `signature` of `data` is by the key `public`; false also for what is no key at all."""
        try:
            _public_key(public).verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True

    def for_key(self, public: bytes) -> Callable[[bytes, bytes], bool]:
        """Return the check of one key's signatures: (data, signature) to true or false, as the ledger wants it."""
        return lambda data, signature: self.verify(data, signature, public)


@lru_cache(maxsize=4096)
def _public_key(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)
