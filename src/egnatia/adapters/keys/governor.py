"""The key of a governor, who with others signs the directory. It belongs on a stick in a safe, not on a node."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined]  # re-exported there

from egnatia.adapters.keys.folder import write_file
from egnatia.adapters.keys.pem import read_ed25519, write_private


def create_governor(path: Path) -> CryptoSigner:
    """Make a new governor's key in a file, and return what signs with it.

    Raises:
        KeysError: the file exists already, or the disk refuses.
    """
    key = Ed25519PrivateKey.generate()
    write_file(path, write_private(key))
    return CryptoSigner(key)


def load_governor(path: Path) -> CryptoSigner:
    """Load a governor's key, which may lie in any folder: on a stick, every folder is open to whoever holds it.

    Raises:
        KeysError: names the file and says what is wrong with it.
    """
    return CryptoSigner(read_ed25519(path, among_others=True))
