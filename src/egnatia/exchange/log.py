"""The names under which partners know a node's log: origin of its checkpoints, and name of the key that signs them.

The same key cosigns partners' checkpoints. Its two uses cannot be taken for each other: what is cosigned begins with a
line that no origin here can be (c2sp.org/tlog-cosignature), and the type of a key is part of its id.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from egnatia.exchange.member import Member, Use
from egnatia.ledger.note import KeyType, NoteKey, Signer, Verifier
from egnatia.model.identity import NodeId

#: Checks a signature: data, signature, public key.
Verify = Callable[[bytes, bytes, bytes], bool]


def log_name(node: NodeId) -> str:
    """Return the origin of a node's log."""
    return f"egnatia/{node}"


def log_key(node: NodeId, public: bytes) -> NoteKey:
    """Return the public side of a node's ledger key, as signed checkpoints name it.

    Args:
        node: whose log it is; its name is unique within the network.
        public: Ed25519, 32 bytes; the directory lists it for `Use.LEDGER`.
    """
    return NoteKey(name=log_name(node), public=public)


def cosigner(log: Signer) -> Signer:
    """Return the log's key as one that cosigns."""
    return Signer(key=replace(log.key, type=KeyType.COSIGNATURE), sign=log.sign)


def log_verifiers(member: Member, verify: Verify, at: datetime | None = None) -> tuple[Verifier, ...]:
    """Return the keys by which a member signs checkpoints of its log and cosigns those of others.

    Args:
        member: as the directory lists it.
        verify: checks a signature.
        at: the keys must count then; None: also those whose time is over, but none that was revoked.
    """
    return tuple(
        _verifier(NoteKey(name=log_name(member.node), public=key.public, type=sort), verify)
        for key in member.keys
        if key.use is Use.LEDGER and (key.validity.holds(at) if at else key.validity.revoked is None)
        for sort in (KeyType.ED25519, KeyType.COSIGNATURE)
    )


def _verifier(key: NoteKey, verify: Verify) -> Verifier:
    return Verifier(key=key, verify=lambda message, signature: verify(message, signature, key.public))
