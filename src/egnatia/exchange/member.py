"""A member of the network as the directory lists it: who it is, where it is reached, its keys with their validity."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from egnatia.exchange import base64url
from egnatia.exchange.base64url import parse_base64url
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, NodeId, parse_digest, parse_node
from egnatia.model.instant import format_instant, parse_instant
from egnatia.model.reading import Fields, listed, text
from egnatia.model.reading import member as one_of
from egnatia.model.values import parse_country

_T = TypeVar("_T")


class Sort(StrEnum):
    """What a member is in law."""

    STATE = "state"  #: An agency of a state.
    BODY = "body"  #: An international body, such as SELEC or ICMP.
    NGO = "ngo"


class Use(StrEnum):
    """What a key is for; one key has one use."""

    SIGN = "sign"  #: Ed25519: signs envelopes and receipts.
    SEAL = "seal"  #: ML-KEM-768 and X25519: what is for the member is sealed for it.
    LEDGER = "ledger"  #: Ed25519: signs checkpoints.


#: Bytes of a public key, by use. Sealing: ML-KEM-768 (1,184 bytes), then X25519 (32 bytes).
KEY_LENGTH = {Use.SIGN: 32, Use.SEAL: 1216, Use.LEDGER: 32}


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """When a key counts."""

    begins: datetime
    ends: datetime
    revoked: datetime | None = None  #: From when on nothing that it signed is believed.

    def holds(self, at: datetime) -> bool:
        """Tell whether the key counted at that time."""
        return self.begins <= at < self.ends and (self.revoked is None or at < self.revoked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One public key of a member."""

    use: Use
    kid: str
    public: bytes
    validity: Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsCertificate:
    """One certificate that a member shows, as client and as server; connections are judged by the key in it."""

    spki: str  #: SHA-256 of the certificate's SubjectPublicKeyInfo (DER), 64 hexadecimal digits.
    certificate: str  #: PEM.
    validity: Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One node of the network, and who stands behind it."""

    node: NodeId
    country: CountryCode | None
    sort: Sort
    name: str
    endpoint: str  #: `https://host:port`; the paths of the protocol are below it.
    tls: tuple[TlsCertificate, ...]
    keys: tuple[Key, ...]

    def key(self, use: Use, kid: str) -> Key | None:
        """Return the key of that id, valid or not; None if the member never had it."""
        return next((key for key in self.keys if key.kid == kid and key.use is use), None)

    def current(self, use: Use, at: datetime) -> Key | None:
        """Return the newest key for a use that counts at that time."""
        holding = [key for key in self.keys if key.use is use and key.validity.holds(at)]
        return max(holding, key=lambda key: key.validity.begins, default=None)


def key_id(public: bytes) -> str:
    """Return the id of a public key: the first 128 bits of its SHA-256, as 32 hexadecimal digits."""
    return hashlib.sha256(public).hexdigest()[:32]


def plain_member(member: Member) -> dict[str, Any]:
    """Write a member as plain values for canonical JSON."""
    return {
        "node": member.node,
        "country": member.country,
        "sort": member.sort,
        "name": member.name,
        "endpoint": member.endpoint,
        "tls": [
            {"spki": tls.spki, "certificate": tls.certificate, **_plain_validity(tls.validity)} for tls in member.tls
        ],
        "keys": [_plain_key(key) for key in member.keys],
    }


def _plain_key(key: Key) -> dict[str, Any]:
    public = base64url.encode(key.public).decode("ascii")
    return {"use": key.use, "kid": key.kid, "public": public, **_plain_validity(key.validity)}


def _plain_validity(validity: Validity) -> dict[str, Any]:
    return {
        "from": format_instant(validity.begins),
        "until": format_instant(validity.ends),
        "revoked": format_instant(validity.revoked) if validity.revoked else None,
    }


def parse_member(value: object, path: str = "") -> Member:
    """Read a member strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    member = Member(
        node=fields.take("node", parse_node),
        country=fields.take("country", _or_null(parse_country)),
        sort=fields.take("sort", one_of(Sort)),
        name=fields.take("name", text(120)),
        endpoint=fields.take("endpoint", _parse_endpoint),
        tls=fields.take("tls", listed(_parse_tls, limit=8)),
        keys=fields.take("keys", listed(_parse_key, limit=64)),
    )
    fields.finish()
    if (member.sort is Sort.STATE) != (member.country is not None):
        raise ParseError(f"{path}.country".lstrip("."), "is named by states, and by them only")
    return member


def _parse_tls(value: object, path: str) -> TlsCertificate:
    fields = Fields(value, path)
    tls = TlsCertificate(
        spki=fields.take("spki", parse_digest),
        certificate=fields.take("certificate", _parse_pem),
        validity=_take_validity(fields, path),
    )
    fields.finish()
    return tls


def _parse_key(value: object, path: str) -> Key:
    fields = Fields(value, path)
    key = Key(
        use=fields.take("use", one_of(Use)),
        kid=fields.take("kid", text(32)),
        public=fields.take("public", parse_base64url),
        validity=_take_validity(fields, path),
    )
    fields.finish()
    if len(key.public) != KEY_LENGTH[key.use]:
        raise ParseError(f"{path}.public", f"not the {KEY_LENGTH[key.use]} bytes of a key to {key.use}")
    if key.kid != key_id(key.public):
        raise ParseError(f"{path}.kid", "not the id of this key")
    return key


def _take_validity(fields: Fields, path: str) -> Validity:
    validity = Validity(
        begins=fields.take("from", parse_instant),
        ends=fields.take("until", parse_instant),
        revoked=fields.take("revoked", _or_null(parse_instant)),
    )
    if validity.ends <= validity.begins:
        raise ParseError(f"{path}.until", "not after from")
    return validity


def _or_null(parse: Callable[[object, str], _T]) -> Callable[[object, str], _T | None]:
    """Build a parser that also takes null."""

    def parse_or_null(value: object, path: str) -> _T | None:
        return None if value is None else parse(value, path)

    return parse_or_null


_LONGEST_ENDPOINT = 200
_ENDPOINT = re.compile(r"https://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(:[1-9]\d{0,4})?")
_PEM = re.compile(r"-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{1,76}\n){1,200}-----END CERTIFICATE-----\n")


def _parse_endpoint(value: object, path: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_ENDPOINT or not _ENDPOINT.fullmatch(value):
        raise ParseError(path, "not an address such as https://node.example:8443")
    return value


def _parse_pem(value: object, path: str) -> str:
    if not isinstance(value, str) or not _PEM.fullmatch(value):
        raise ParseError(path, "not one certificate in PEM")
    return value
