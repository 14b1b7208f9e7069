"""Sealing the chunks of files by AES-256-GCM (NIST SP 800-38D); the interpreter is free while it computes."""

from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class AesChunks:
    """The port `exchange.keys.ChunkCipher`."""

    def seal(self, data: bytes, key: bytes, nonce: bytes) -> bytes:
        """Seal a chunk: ciphertext, then tag (16 bytes)."""
        return _cipher(key).encrypt(nonce, data, None)

    def open(self, sealed: bytes, key: bytes, nonce: bytes) -> bytes | None:
        """Return the chunk; None if it does not open."""
        try:
            return _cipher(key).decrypt(nonce, sealed, None)
        except (InvalidTag, ValueError):
            return None


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    """Expand a key once for the chunks that follow one another; few are held, and not for long."""
    return AESGCM(key)
