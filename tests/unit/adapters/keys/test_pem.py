"""Private keys as PEM: what is written is read, and a damaged file or a key of the wrong sort is named."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, SECP384R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from egnatia.adapters.keys.errors import KeysError
from egnatia.adapters.keys.folder import write_file
from egnatia.adapters.keys.pem import read_ed25519, read_hybrid, read_p256, write_private


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Where a key is to be, in a folder that is its owner's alone."""
    tmp_path.chmod(0o700)
    return tmp_path / "x.pem"


def test_what_is_written_is_read(secret: Path) -> None:
    lattice, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    write_file(secret, write_private(lattice, curve))
    found = read_hybrid(secret)
    assert [key.private_bytes_raw() for key in found] == [lattice.private_bytes_raw(), curve.private_bytes_raw()]


def test_a_key_of_another_sort_is_named(secret: Path) -> None:
    write_file(secret, write_private(generate_private_key(SECP384R1())))
    with pytest.raises(KeysError, match="wrong sort: P-256"):
        read_p256(secret)
    with pytest.raises(KeysError, match="wrong sort: Ed25519"):
        read_ed25519(secret)


def test_more_or_less_than_the_keys_is_damage(secret: Path) -> None:
    key = write_private(Ed25519PrivateKey.generate())
    for content in (b"", key[:-30], key + b"\n", key + key):
        secret.unlink(missing_ok=True)
        write_file(secret, content)
        with pytest.raises(KeysError, match="is damaged: it should hold 1 private key in PEM"):
            read_ed25519(secret)


def test_a_p256_key_is_read(secret: Path) -> None:
    key = generate_private_key(SECP256R1())
    write_file(secret, write_private(key))
    assert read_p256(secret).private_numbers() == key.private_numbers()
