"""What the protocol needs of keys; the keys themselves stay in `adapters/keys`.

All five are called from many threads at once.
"""

from typing import Protocol


class Signer(Protocol):
    """Signs with this node's own key."""

    @property
    def kid(self) -> str:
        """The id of the key, as in the directory: see `member.key_id`."""
        ...

    def current(self) -> "Signer":
        """Return the one key that signs now: between reading its id and signing, a node may change its key."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Return the Ed25519 signature (RFC 8032) of `data`: 64 bytes."""
        ...


class Verifier(Protocol):
    """Checks signatures of others."""

    def verify(self, data: bytes, signature: bytes, public: bytes) -> bool:
        """Tell whether `signature` of `data` is by the Ed25519 key `public` (32 bytes); never raises."""
        ...


class Sealer(Protocol):
    """Seals for others."""

    def seal(self, plaintext: bytes, public: bytes, info: bytes) -> bytes:
        """Seal for the holder of `public` (1,216 bytes) by HPKE, with `info` bound: encapsulated key, then ciphertext.

        Raises:
            ValueError: `public` is not a key of the suite.
        """
        ...


class Opener(Protocol):
    """Opens what was sealed for this node."""

    def open(self, sealed: bytes, info: bytes) -> bytes | None:
        """Return the plaintext; None if it does not open with our key and this `info`; never raises."""
        ...


class ChunkCipher(Protocol):
    """Seals and opens the chunks of files by keys that are given: AES-256-GCM, without additional data."""

    def seal(self, data: bytes, key: bytes, nonce: bytes) -> bytes:
        """Seal a chunk under the 256 bits of a file's key and the 96 bits of its nonce: ciphertext, then tag."""
        ...

    def open(self, sealed: bytes, key: bytes, nonce: bytes) -> bytes | None:
        """Return the chunk; None if it does not open; never raises."""
        ...
