"""The name under which partners know a node's log: origin of its checkpoints, and name of the key that signs them."""

from egnatia.ledger.note import NoteKey
from egnatia.model.identity import NodeId


def log_key(node: NodeId, public: bytes) -> NoteKey:
    """Return the public side of a node's ledger key, as signed checkpoints name it.

    Args:
        node: whose log it is; its name is unique within the network.
        public: Ed25519, 32 bytes; the directory lists it for `Use.LEDGER`.
    """
    return NoteKey(name=f"egnatia/{node}", public=public)
