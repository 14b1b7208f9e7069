"""Compact JWS (RFC 7515) with Ed25519 (RFC 9864), in the one spelling that each signature has.

Only one header is lawful for a given key and purpose, so that there is no algorithm to be confused about: a reader
compares bytes. `typ` keeps signatures for one purpose from being used for another.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from egnatia.exchange import base64url
from egnatia.exchange.keys import Signer
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.reading import Fields, member, text


class Typ(StrEnum):
    """What a signature is for."""

    ENVELOPE = "egnatia-envelope"
    RECEIPT = "egnatia-receipt"
    CARRIED = "egnatia-carried"  #: What is in a bundle that goes by hand.
    ATTESTATION = "egnatia-attestation"  #: Of a holder, about a recall.
    IDENTIFICATION = "egnatia-identification"  #: Report on an identification, with what a board decided.
    TOMBSTONES = "egnatia-tombstones"  #: Of a node for itself: what it erased.


@dataclass(frozen=True, slots=True, kw_only=True)
class Compact:
    """A compact JWS taken apart; nothing is verified yet."""

    kid: str
    signed: bytes  #: What the signature covers: header and payload as they stand in the JWS.
    payload: bytes
    signature: bytes


def sign_compact(payload: bytes, typ: Typ, signer: Signer) -> bytes:
    """Sign a payload as a compact JWS."""
    signer = signer.current()
    signed = _header(typ, signer.kid) + b"." + base64url.encode(payload)
    return signed + b"." + base64url.encode(signer.sign(signed))


def signed_length(payload: int, typ: Typ) -> int:
    """Return how many bytes a payload of so many bytes has when it is signed: known before there is a signature."""
    return len(_header(typ, _ANY_KID)) + len(b"..") + base64url.encoded_length(payload) + _SIGNATURE


def split_compact(jws: bytes, typ: Typ) -> Compact:
    """Take a compact JWS apart.

    Raises:
        ParseError: not three parts, a header other than the lawful one, or not base64url.
    """
    signed, dot, signature = jws.rpartition(b".")
    header, second, payload = signed.partition(b".")
    if not (dot and second) or len(header) > _LONGEST_HEADER:
        raise ParseError("", "not a compact JWS")
    return Compact(
        kid=_read_kid(header, typ),
        signed=signed,
        payload=base64url.decode(payload),
        signature=base64url.decode(signature),
    )


#: Any key's id has as many digits, and any signature as many characters.
_ANY_KID = "0" * 32
_SIGNATURE = 86
#: Characters of a header segment; kids have 32 digits.
_LONGEST_HEADER = 200


@lru_cache(maxsize=1024)
def _header(typ: Typ, kid: str) -> bytes:
    return base64url.encode(canonical.to_bytes({"alg": "Ed25519", "kid": kid, "typ": typ}))


@lru_cache(maxsize=1024)
def _read_kid(header: bytes, typ: Typ) -> str:
    fields = Fields(canonical.from_bytes(base64url.decode(header)), "header")
    fields.take("alg", _ed25519)
    kid = fields.take("kid", text(64))
    if fields.take("typ", member(Typ)) is not typ:
        raise ParseError("header.typ", f"not {typ}")
    fields.finish()
    return kid


def _ed25519(value: object, path: str) -> None:
    if value != "Ed25519":
        raise ParseError(path, "not Ed25519")
