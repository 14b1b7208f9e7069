"""Opening what crossed with the recipients' own keys, step by step as docs/protocol/v1.md says: not by the program."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate
from tests.traffic.history import Spoken
from tests.traffic.table import SHAPES, form_faults, shape_faults
from tests.traffic.wire import Crossing
from tests.unit.adapters.keys.plain_hpke import open_plainly

_BLOCK = re.compile(rb"-----BEGIN PRIVATE KEY-----.+?-----END PRIVATE KEY-----\n", re.DOTALL)
_GROWTH = re.compile(r"growth/\d+/\d+$")


@dataclass(frozen=True)
class KeyFolder:
    """The keys of one node, as they lie in its folder."""

    folder: Path

    @cached_property
    def spki(self) -> str:
        """The SHA-256 of its TLS key, by which partners know it."""
        certificate = load_pem_x509_certificate((self.folder / "tls.crt").read_bytes())
        public = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return hashlib.sha256(public).hexdigest()

    @cached_property
    def seal(self) -> tuple[bytes, bytes]:
        """The seed of ML-KEM and the private key of X25519."""
        lattice, curve = self._private("seal.pem")
        assert isinstance(lattice, MLKEM768PrivateKey)
        assert isinstance(curve, X25519PrivateKey)
        return lattice.private_bytes_raw(), curve.private_bytes_raw()

    def check(self, signed: bytes, signature: bytes) -> None:
        """Refuse a signature that is not this node's; raises `InvalidSignature`."""
        (key,) = self._private("sign.pem")
        assert isinstance(key, Ed25519PrivateKey)
        key.public_key().verify(signature, signed)

    def _private(self, name: str) -> list[object]:
        return [load_pem_private_key(block, None) for block in _BLOCK.findall((self.folder / name).read_bytes())]


class Opened:
    """Everything that crossed, opened: the messages in their order, and what was wrong with what is around them."""

    def __init__(self, crossings: Sequence[Crossing], keys: dict[str, KeyFolder]) -> None:
        """Open all of it with the recipients' keys."""
        self._keys = keys
        self._names = {folder.spki: node for node, folder in keys.items()}
        self.faults: list[str] = []
        self.messages: list[Spoken] = []
        self.plain: list[tuple[str, bytes]] = []  #: Each letter in clear, by its recipient.
        self.paths: set[str] = set()
        for crossing in crossings:
            self._open(crossing)

    def _open(self, crossing: Crossing) -> None:
        path = f"{crossing.method} {_GROWTH.sub('growth/N/N', crossing.path)}"
        self.paths.add(path)
        if path not in SHAPES["requests"]:
            self.faults.append(f"{path}: a request that is not in the table")
            return
        permitted, caller = SHAPES["requests"][path], self._names[crossing.spki]
        self._look(permitted["body"], crossing.body, f"{path} body")
        if crossing.status == 200:
            self._look(permitted["response"], crossing.response, f"{path} response")
        if path == "POST /node/v1/envelopes" and crossing.status == 200:
            for envelope in json.loads(crossing.body)["envelopes"]:
                self._letter(envelope, caller, crossing.node)
            for reply in json.loads(crossing.response)["replies"]:
                self._reply(reply, crossing.node, caller)

    def _look(self, form: str, body: bytes, path: str) -> None:
        if form.startswith("{"):
            self.faults += shape_faults(SHAPES["shapes"][form[1:-1]], json.loads(body), path)
        elif form or body:
            self.faults += form_faults(form, body.decode(), path) if form else [f"{path}: not empty"]

    def _reply(self, reply: dict[str, Any], sender: str, recipient: str) -> None:
        if len(reply) != 1:
            self.faults.append("a reply that is not one thing")
        if "envelope" in reply:
            self._letter(reply["envelope"], sender, recipient)
        if "receipt" in reply:
            receipt = json.loads(self._signed(reply["receipt"]["signed"].encode(), sender))
            self.faults += shape_faults(SHAPES["shapes"]["signed_receipt"], receipt, "receipt")

    def _letter(self, envelope: dict[str, Any], sender: str, recipient: str) -> None:
        outer = {name: envelope[name] for name in ("from", "id", "to", "v")}
        info = json.dumps(outer | {"protocol": "egnatia"}, sort_keys=True, separators=(",", ":"))
        compact = open_plainly(_bytes(envelope["sealed"]), *self._keys[recipient].seal, info.encode()).rstrip(b"=")
        plain = self._signed(compact, sender)
        letter = json.loads(plain)
        self.plain.append((recipient, plain))
        self.faults += shape_faults(SHAPES["shapes"]["letter"], letter, "letter")
        message = letter["message"]
        ends = (envelope["from"], envelope["to"]), (message["sender"], message["recipient"])
        if ends != ((sender, recipient), (sender, recipient)):
            self.faults.append(f"a letter from {sender} to {recipient} that says otherwise")
        self.messages.append(Spoken(message["type"], sender, recipient, message["body"]))

    def _signed(self, compact: bytes, sender: str) -> bytes:
        signed, _, signature = compact.rpartition(b".")
        self._keys[sender].check(signed, _bytes(signature.decode()))
        return _bytes(signed.partition(b".")[2].decode())


def listed_members(bundle: bytes) -> Iterator[dict[str, Any]]:
    """Return what a directory that crossed tells of each member."""
    targets = json.loads(_bytes(json.loads(bundle)["targets"]))
    return (target["custom"] for target in targets["signed"]["targets"].values())


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
