"""HPKE with X-Wing, opened step by step from the specifications: an independent witness for `sealing.py`.

RFC 9180 sections 4 and 5 (base mode, single shot); draft-connolly-cfrg-xwing-kem section 5.4 (combiner and label).
"""

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SUITE_ID = b"HPKE" + bytes.fromhex("647a") + bytes.fromhex("0001") + bytes.fromhex("0002")
XWING_LABEL = rb"\.//^" + b"\\"


def open_plainly(sealed: bytes, mlkem_seed: bytes, x25519_private: bytes, info: bytes) -> bytes:
    """Open what was sealed; raises `InvalidTag` if it does not."""
    shared = _decapsulate(sealed[:1120], mlkem_seed, x25519_private)
    context = b"\0" + _extract(b"", b"psk_id_hash", b"") + _extract(b"", b"info_hash", info)
    secret = _extract(shared, b"secret", b"")
    key, nonce = _expand(secret, b"key", context, 32), _expand(secret, b"base_nonce", context, 12)
    return AESGCM(key).decrypt(nonce, sealed[1120:], b"")


def _decapsulate(encapsulated: bytes, mlkem_seed: bytes, x25519_private: bytes) -> bytes:
    lattice, curve = encapsulated[:1088], encapsulated[1088:]
    private = X25519PrivateKey.from_private_bytes(x25519_private)
    from_lattice = MLKEM768PrivateKey.from_seed_bytes(mlkem_seed).decapsulate(lattice)
    from_curve = private.exchange(X25519PublicKey.from_public_bytes(curve))
    public = private.public_key().public_bytes_raw()
    return hashlib.sha3_256(from_lattice + from_curve + curve + public + XWING_LABEL).digest()


def _extract(salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + SUITE_ID + label + material, "sha256")


def _expand(secret: bytes, label: bytes, info: bytes, length: int) -> bytes:
    """One block of HKDF-Expand is enough for 32 bytes."""
    labeled = length.to_bytes(2, "big") + b"HPKE-v1" + SUITE_ID + label + info
    return hmac.digest(secret, labeled + b"\1", "sha256")[:length]
