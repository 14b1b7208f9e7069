"""A small second implementation of the protocol, written from `docs/protocol/v1.md` alone: nothing of Egnatia is in it.

It holds the page to its promise that the page and the vectors are enough. Section numbers are those of the page.
"""

import hashlib
import hmac
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeAlias

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Plain: TypeAlias = dict[str, Any]

SUITE: Final = b"HPKE" + bytes.fromhex("647a00010002")
SIZES: Final = tuple(4096 << power for power in range(6))
HEX128: Final = re.compile("[0-9a-f]{32}")
NODE: Final = re.compile("[A-Z][A-Z0-9]{1,15}")
LARGEST: Final = 2**53 - 1
PAGE: Final = (Path(__file__).parents[3] / "docs" / "protocol" / "v1.md").read_text("utf-8")
#: Section 7, as the page lists them.
TYPES: Final = frozenset(re.findall("`([a-z_]+)`", PAGE.partition("| `type` | text |")[2].partition("\n")[0]))


class SpellingError(ValueError):
    """A text is no JSON in the spelling of section 2."""


class RefusedError(Exception):
    """A reader of section 8 does not take an envelope: the code of section 9."""


# --- 2 Bytes ---------------------------------------------------------------------------------------------------------


def canonical(value: object) -> bytes:
    """Write RFC 8785 without fractions; `json` escapes as it does, but orders keys by code points."""
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":")).encode()


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > LARGEST):
        raise ValueError("a number that the page does not have")
    return value


def read(text: bytes) -> Any:  # noqa: ANN401 - whatever the text holds
    """Read a JSON value, in no other spelling than the canonical one: that refuses a key that stands twice, too."""
    try:
        value = json.loads(text.decode())
        same = canonical(value) == text
    except ValueError as error:
        raise SpellingError("no JSON of this page") from error
    if not same:
        raise SpellingError("not canonical")
    return value


def to_text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_text(data) != text:
        raise ValueError("no base64url of this page")
    return data


def instant(text: str) -> datetime:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", text):
        raise ValueError("no instant")
    return datetime.fromisoformat(text)


# --- 5 Envelope: sealing (RFC 9180, base mode, single shot) and padding ----------------------------------------------


def seal(plaintext: bytes, public: bytes, info: bytes) -> bytes:
    from_lattice, lattice = MLKEM768PublicKey.from_public_bytes(public[:1184]).encapsulate()
    ephemeral = X25519PrivateKey.generate()
    curve = ephemeral.public_key().public_bytes_raw()
    from_curve = ephemeral.exchange(X25519PublicKey.from_public_bytes(public[1184:]))
    key, nonce = _schedule(_combined(from_lattice, from_curve, curve, public[1184:]), info)
    return lattice + curve + AESGCM(key).encrypt(nonce, plaintext, b"")


def unseal(sealed: bytes, mlkem_seed: bytes, x25519_secret: bytes, info: bytes) -> bytes:
    curve, private = sealed[1088:1120], X25519PrivateKey.from_private_bytes(x25519_secret)
    from_lattice = MLKEM768PrivateKey.from_seed_bytes(mlkem_seed).decapsulate(sealed[:1088])
    from_curve = private.exchange(X25519PublicKey.from_public_bytes(curve))
    shared = _combined(from_lattice, from_curve, curve, private.public_key().public_bytes_raw())
    key, nonce = _schedule(shared, info)
    return AESGCM(key).decrypt(nonce, sealed[1120:], b"")


def _combined(from_lattice: bytes, from_curve: bytes, curve: bytes, public: bytes) -> bytes:
    """X-Wing (draft-connolly-cfrg-xwing-kem section 5.3)."""
    return hashlib.sha3_256(from_lattice + from_curve + curve + public + rb"\.//^" + b"\\").digest()


def _schedule(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    """RFC 9180 section 5.1; one block of HKDF-Expand is enough for key and nonce."""

    def extract(salt: bytes, label: bytes, material: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + SUITE + label + material, "sha256")

    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    labelled = [(b"key", 32), (b"base_nonce", 12)]
    key, nonce = (
        hmac.digest(secret, size.to_bytes(2, "big") + b"HPKE-v1" + SUITE + label + context + b"\1", "sha256")[:size]
        for label, size in labelled
    )
    return key, nonce


def pad(signed: bytes) -> bytes:
    return signed.ljust(next(size for size in SIZES if len(signed) <= size), b"=")


def unpad(plaintext: bytes) -> bytes:
    signed = plaintext.rstrip(b"=")
    if len(signed) > SIZES[-1] or pad(signed) != plaintext:
        raise ValueError("not padded as it must be")
    return signed


# --- 5 Envelope: the signed letter -----------------------------------------------------------------------------------


def kid_of(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:32]


def sign(payload: bytes, typ: str, secret: bytes) -> str:
    private = Ed25519PrivateKey.from_private_bytes(secret)
    kid = kid_of(private.public_key().public_bytes_raw())
    body = f"{to_text(canonical({'alg': 'Ed25519', 'kid': kid, 'typ': typ}))}.{to_text(payload)}"
    return f"{body}.{to_text(private.sign(body.encode()))}"


def verify(signed: str, typ: str, keys: Sequence[bytes]) -> bytes:
    """Return the payload of a compact JWS that one of these public keys signed."""
    try:
        head, payload, signature = signed.split(".")
        header, plain = read(to_bytes(head)), to_bytes(payload)
        proof = to_bytes(signature)
    except ValueError as error:
        raise RefusedError("malformed") from error
    if header != {"alg": "Ed25519", "kid": header.get("kid"), "typ": typ}:
        raise RefusedError("malformed")
    found = [key for key in keys if kid_of(key) == header["kid"]]
    try:
        Ed25519PublicKey.from_public_bytes(found[0]).verify(proof, f"{head}.{payload}".encode())
    except (IndexError, InvalidSignature) as error:
        raise RefusedError("bad_signature") from error
    return plain


def info_of(outer: Plain) -> bytes:
    return canonical({name: outer[name] for name in ("from", "id", "to", "v")} | {"protocol": "egnatia"})


def write_envelope(message: Plain, envelope: str, at: str, keys: Mapping[str, Plain]) -> bytes:
    """Sign, pad and seal a message (sections 5 and 6); keys as in `keys.json`."""
    outer: Plain = {"from": message["sender"], "id": envelope, "to": message["recipient"], "v": 1}
    letter = canonical({"at": at, "envelope": envelope, "message": message, "v": 1})
    signed = sign(letter, "egnatia-envelope", bytes.fromhex(keys[message["sender"]]["sign_secret"]))
    public = bytes.fromhex(keys[message["recipient"]]["seal_public"])
    return canonical(outer | {"sealed": to_text(seal(pad(signed.encode()), public, info_of(outer)))})


# --- 8 Checks --------------------------------------------------------------------------------------------------------


def read_envelope(data: bytes, me: str, peer: str, now: str, keys: Mapping[str, Plain]) -> Plain:
    """Take an envelope as `me` by checks 1 to 20; the keys are those of all members and always count."""
    outer = _outer(data)
    _demand(outer["to"] == me, "wrong_recipient")
    _demand(outer["from"] == peer, "wrong_sender")
    _demand(outer["from"] in keys, "unknown_sender")
    seed, secret = (bytes.fromhex(keys[me][name]) for name in ("seal_mlkem768_seed", "seal_x25519_secret"))
    try:
        plaintext = unseal(to_bytes(outer["sealed"]), seed, secret, info_of(outer))
    except (InvalidTag, ValueError) as error:
        raise RefusedError("unreadable") from error
    try:
        signed = unpad(plaintext).decode()
    except ValueError as error:
        raise RefusedError("malformed") from error
    payload = verify(signed, "egnatia-envelope", [bytes.fromhex(keys[outer["from"]]["sign_public"])])
    return _message(_letter(payload), outer, instant(now))


def _outer(data: bytes) -> Plain:
    _demand(len(data) <= 262_144, "oversized")
    outer = _versioned(data)
    try:
        to_bytes(outer["sealed"])
    except ValueError as error:
        raise RefusedError("malformed") from error
    _demand(outer.keys() == {"from", "id", "sealed", "to", "v"}, "malformed")
    _demand(all(NODE.fullmatch(outer[name]) for name in ("from", "to")), "malformed")
    _demand(HEX128.fullmatch(outer["id"]) is not None, "malformed")
    return outer


def _letter(payload: bytes) -> Plain:
    letter = _versioned(payload)
    _demand(letter["message"]["type"] in TYPES, "unknown_type")
    _demand(letter.keys() == {"at", "envelope", "message", "v"}, "malformed")
    wanted = {"body", "expires_at", "id", "recipient", "sender", "sent_at", "type"}
    _demand(letter["message"].keys() == wanted, "malformed")
    return letter


def _versioned(data: bytes) -> Plain:
    try:
        value = read(data)
    except ValueError as error:
        raise RefusedError("malformed") from error
    _demand(isinstance(value, dict) and type(value.get("v")) is int, "malformed")
    _demand(value["v"] == 1, "unknown_version")
    return dict(value)


def _message(letter: Plain, outer: Plain, now: datetime) -> Plain:
    message: Plain = letter["message"]
    at, sent, expires = instant(letter["at"]), instant(message["sent_at"]), instant(message["expires_at"])
    _demand(timedelta() < expires - sent <= timedelta(days=30), "malformed")
    _demand(letter["envelope"] == outer["id"], "bad_signature")
    _demand(max(at, sent) <= now + timedelta(seconds=120), "not_yet_valid")
    _demand(now - timedelta(minutes=10) < at and now < expires, "expired")
    _demand(message["sender"] == outer["from"], "wrong_sender")
    _demand(message["recipient"] == outer["to"], "wrong_recipient")
    return message


def _demand(holds: bool, code: str) -> None:  # noqa: FBT001 - a check of the table
    if not holds:
        raise RefusedError(code)


# --- 13 Directory ----------------------------------------------------------------------------------------------------


def tuf_form(value: object) -> bytes:
    """Write the canonical form of TUF: of texts, only quotes and backslashes are escaped."""
    if isinstance(value, dict):
        pairs = (tuf_form(key) + b":" + tuf_form(value[key]) for key in sorted(value))
        return b"{" + b",".join(pairs) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(tuf_form(item) for item in value) + b"]"
    if isinstance(value, str):
        return b'"' + value.replace("\\", "\\\\").replace('"', '\\"').encode() + b'"'
    return json.dumps(value).encode()


def signers(document: Plain, governors: Plain, role: str) -> int:
    """Count the governors of a role, by the signed part of a root, who signed a root or a list of members."""
    found = {one["keyid"] for one in document["signatures"] if one["keyid"] in governors["roles"][role]["keyids"]}
    for one in document["signatures"]:
        public = bytes.fromhex(governors["keys"][one["keyid"]]["keyval"]["public"])
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(one["sig"]), tuf_form(document["signed"]))
    return len(found)
