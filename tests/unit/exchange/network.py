"""A small network with real keys that anyone can make again: every seed is the SHA-256 of its name."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined]  # re-exported there
from tests.unit.model.samples import MESSAGE, MORNING

from egnatia.adapters.keys.sealing import HpkeOpener, HpkeSealer
from egnatia.adapters.keys.signing import Ed25519Signer, Ed25519Verifier
from egnatia.exchange.directory import Directory, Known
from egnatia.exchange.envelope import EnvelopeId, Receiving, Sending, Wrapped, wrap
from egnatia.exchange.founding import Constitution, Governors
from egnatia.exchange.member import Key, Member, Sort, TlsCertificate, Use, Validity, key_id
from egnatia.model.identity import CountryCode, NodeId
from egnatia.model.message import Message

ALWAYS = Validity(begins=MORNING - timedelta(days=30), ends=MORNING + timedelta(days=300))
FIRST = EnvelopeId("0e" * 16)
VERIFIER = Ed25519Verifier()


def seed(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A node with its keys."""

    node: NodeId
    country: str
    signer: Ed25519Signer
    opener: HpkeOpener
    ledger: Ed25519Signer

    def key(self, use: Use, validity: Validity = ALWAYS) -> Key:
        public = {Use.SIGN: self.signer.public, Use.SEAL: self.opener.public, Use.LEDGER: self.ledger.public}[use]
        return Key(use=use, kid=key_id(public), public=public, validity=validity)

    def member(self, *keys: Key) -> Member:
        """List the node, with other keys than usual if any are given."""
        certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        return Member(
            node=self.node,
            country=CountryCode(self.country),
            sort=Sort.STATE,
            name=f"Contact point of {self.node}",
            endpoint=f"https://{self.node.lower()}.example:8443",
            tls=(TlsCertificate(spki=seed(f"{self.node} tls").hex(), certificate=certificate, validity=ALWAYS),),
            keys=keys or tuple(self.key(use) for use in Use),
        )


def party(node: str, country: str) -> Party:
    mlkem = MLKEM768PrivateKey.from_seed_bytes(seed(f"{node} seal d") + seed(f"{node} seal z"))
    return Party(
        node=NodeId(node),
        country=country,
        signer=signer(f"{node} sign"),
        opener=HpkeOpener(mlkem, X25519PrivateKey.from_private_bytes(seed(f"{node} seal x25519"))),
        ledger=signer(f"{node} ledger"),
    )


def signer(name: str) -> Ed25519Signer:
    return Ed25519Signer(Ed25519PrivateKey.from_private_bytes(seed(name)))


AL, RS, HR = party("AL", "ALB"), party("RS", "SRB"), party("HR", "HRV")
GOVERNORS = [CryptoSigner(Ed25519PrivateKey.from_private_bytes(seed(f"governor {number}"))) for number in range(5)]


def directory_of(*members: Member, issued_at: datetime = MORNING) -> Directory:
    known = Known(root_version=1, root_digest="00" * 32)
    return Directory(version=1, issued_at=issued_at, members={m.node: m for m in members}, known=known)


def constitution(numbers: Iterable[int], threshold: int = 2) -> Constitution:
    rule = Governors(keys=tuple(GOVERNORS[number].public_key for number in numbers), threshold=threshold)
    return Constitution(root=rule, targets=rule)


ALL = directory_of(AL.member(), RS.member(), HR.member())


def sent(message: Message = MESSAGE, at: datetime = MORNING, by: Party = AL, envelope: EnvelopeId = FIRST) -> Wrapped:
    """Wrap a message from AL to RS, unless said otherwise."""
    return wrap(message, envelope, Sending(directory=ALL, now=at, signer=by.signer, sealer=HpkeSealer()))


def receiving(directory: Directory = ALL, now: datetime = MORNING, me: Party = RS, peer: Party = AL) -> Receiving:
    """RS receives from AL, unless said otherwise."""
    return Receiving(me=me.node, peer=peer.node, directory=directory, now=now, opener=me.opener, verifier=VERIFIER)
