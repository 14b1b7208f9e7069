"""The digest by which names become numbers: without its secret, nobody turns them back."""

import os
from hashlib import blake2b
from pathlib import Path

from egnatia.adapters.index.errors import SearchIndexError
from egnatia.match.near import Digest

_LENGTH = 32
_BYTES = 8


def make_secret(path: Path) -> None:
    """Write a new secret into a file for its owner only.

    Raises:
        SearchIndexError: the disk refuses, or the file is there already.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(_LENGTH))
    except OSError as error:
        raise SearchIndexError(f"{path} cannot be written: {error.strerror}") from error


def read_digest(path: Path) -> Digest:
    """Return the digest under the secret of a file (BLAKE2b with a key, RFC 7693).

    Raises:
        SearchIndexError: the file is not there, or is no secret.
    """
    try:
        secret = path.read_bytes()
    except OSError as error:
        raise SearchIndexError(f"{path} cannot be read: {error.strerror}") from error
    if len(secret) != _LENGTH:
        raise SearchIndexError(f"{path} is no secret")

    def digest(text: str) -> int:
        return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=_BYTES, key=secret).digest(), "big")

    return digest
