"""Private keys as PEM (PKCS #8, RFC 5958; several in one file stand one after the other)."""

import re
from pathlib import Path

from cryptography.exceptions import InternalError, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from egnatia.adapters.keys.errors import KeysError
from egnatia.adapters.keys.folder import read_file

_BLOCK = re.compile(rb"-----BEGIN PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+-----END PRIVATE KEY-----\n")


def write_private(*keys: PrivateKeyTypes) -> bytes:
    """Write private keys as PEM; what protects them is the mode of the file."""
    return b"".join(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) for key in keys)


def read_ed25519(path: Path, *, among_others: bool = False) -> Ed25519PrivateKey:
    """Read the file of a signing key.

    Args:
        path: of the file.
        among_others: it may lie in a folder that others may look into.

    Raises:
        KeysError: names the file and what is wrong with it.
    """
    (key,) = _read_private(path, 1, among_others=among_others)
    if isinstance(key, Ed25519PrivateKey):
        return key
    raise _wrong_sort(path, "Ed25519")


def read_p256(path: Path) -> EllipticCurvePrivateKey:
    """Read the file of a TLS key.

    Raises:
        KeysError: names the file and what is wrong with it.
    """
    (key,) = _read_private(path, 1)
    if isinstance(key, EllipticCurvePrivateKey) and isinstance(key.curve, SECP256R1):
        return key
    raise _wrong_sort(path, "P-256")


def read_hybrid(path: Path) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """Read the file of a sealing key: its two halves.

    Raises:
        KeysError: names the file and what is wrong with it.
    """
    mlkem, x25519 = _read_private(path, 2)
    if isinstance(mlkem, MLKEM768PrivateKey) and isinstance(x25519, X25519PrivateKey):
        return mlkem, x25519
    raise _wrong_sort(path, "ML-KEM-768 and X25519")


def _read_private(path: Path, count: int, *, among_others: bool = False) -> list[PrivateKeyTypes]:
    data = read_file(path, among_others=among_others)
    blocks = _BLOCK.findall(data)
    if len(blocks) != count or b"".join(blocks) != data:
        raise KeysError(f"{path} is damaged: it should hold {count} private key{'s'[: count - 1]} in PEM, and no more")
    try:
        return [load_pem_private_key(block, password=None) for block in blocks]
    except (ValueError, UnsupportedAlgorithm, InternalError) as error:
        raise KeysError(f"{path} is damaged: its private key cannot be read") from error


def _wrong_sort(path: Path, right: str) -> KeysError:
    return KeysError(f"{path} holds a key of the wrong sort: {right} belongs there")
