"""An authenticator in memory: makes passkeys and signs with them as WebAuthn level 2 has it, with ES256."""

import base64
import json
import struct
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from egnatia.adapters.keys.passkeys import WebAuthn
from egnatia.casework.passkeys import Door, Site

SITE = Site(id="localhost", origin="http://localhost", name="Egnatia RS")
DOOR = Door(authenticators=WebAuthn(), site=SITE)
#: User present, user verified, attested credential data included (6.1).
UP, UV, AT = 0x01, 0x04, 0x40


def text64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def bytes64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Passkey:
    """One passkey on one device."""

    name: bytes = b"passkey-one"
    count: int = 0
    origin: str = SITE.origin
    site: str = SITE.id
    flags: int = UP | UV
    owner: str | None = None  #: The user handle.
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> str:
        """Return what a browser sends after `navigator.credentials.create`."""
        client = self._client("webauthn.create", options["challenge"])
        attested = bytes(16) + struct.pack(">H", len(self.name)) + self.name + self._cose()
        held = {"fmt": "none", "attStmt": {}, "authData": self._data(AT) + attested}
        return self._said({"clientDataJSON": text64(client), "attestationObject": text64(cbor2.dumps(held))})

    def use(self, options: dict[str, Any]) -> str:
        """Return what a browser sends after `navigator.credentials.get`; authenticators that count count on."""
        self.count += 1 if self.count else 0
        client, data = self._client("webauthn.get", options["challenge"]), self._data(0)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        signed = {"authenticatorData": text64(data), "signature": text64(signature), "userHandle": self.owner}
        return self._said({"clientDataJSON": text64(client), **signed})

    def _client(self, sort: str, challenge: str) -> bytes:
        said = {"type": sort, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _data(self, more: int) -> bytes:
        return sha256(self.site.encode()).digest() + struct.pack(">BI", self.flags | more, self.count)

    def _cose(self) -> bytes:
        public = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (public.x, public.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def _said(self, response: dict[str, Any]) -> str:
        name = text64(self.name)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
