"""Cosignatures (c2sp.org/tlog-cosignature, Ed25519, `cosignature/v1`): a witness saw this checkpoint at this time.

A witness signs only what grew out of the last checkpoint that it signed, so a log that shows two histories needs all
its witnesses to look away.
"""

from dataclasses import dataclass
from typing import Final

from egnatia.ledger.checkpoint import Checkpoint
from egnatia.ledger.errors import NoteError
from egnatia.ledger.note import KeyType, NoteSignature, Signer, Verifier

LATEST_TIME: Final = 2**63 - 1

_TIME_BYTES: Final = 8
_LENGTH: Final = _TIME_BYTES + 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosignature:
    """What a witness adds to a checkpoint.

    Raises:
        NoteError: a time or signature that the format cannot hold.
    """

    name: str
    key_id: bytes
    time: int  #: POSIX seconds.
    signature: bytes  #: Ed25519, 64 bytes.

    def __post_init__(self) -> None:
        """Refuse what the line cannot carry."""
        if not 0 < self.time <= LATEST_TIME or len(self.signature) != _LENGTH - _TIME_BYTES:
            raise NoteError("a cosignature has a time and 64 bytes of signature")

    def to_line(self) -> NoteSignature:
        """Write it as the signature line that stands under the checkpoint."""
        stamped = self.time.to_bytes(_TIME_BYTES, "big") + self.signature
        return NoteSignature(name=self.name, key_id=self.key_id, signature=stamped)


def parse_cosignature(line: NoteSignature) -> Cosignature:
    """Read a signature line as a cosignature; nothing is checked but its form.

    Raises:
        NoteError: not the time and signature of one.
    """
    if len(line.signature) != _LENGTH:
        raise NoteError("a cosignature has a time and 64 bytes of signature")
    time = int.from_bytes(line.signature[:_TIME_BYTES], "big")
    return Cosignature(name=line.name, key_id=line.key_id, time=time, signature=line.signature[_TIME_BYTES:])


def cosign(checkpoint: Checkpoint, witness: Signer, time: int) -> Cosignature:
    """Cosign a checkpoint. The caller has checked that it grew out of the last one that this witness signed.

    Args:
        checkpoint: of the partner's log.
        witness: a key of type `KeyType.COSIGNATURE`.
        time: POSIX seconds.

    Raises:
        NoteError: a key of another type, or an impossible time.
    """
    _check_type(witness.key.type)
    signature = witness.sign(signed_message(checkpoint, time))
    return Cosignature(name=witness.key.name, key_id=witness.key.id, time=time, signature=signature)


def verify_cosignature(checkpoint: Checkpoint, cosignature: Cosignature, witness: Verifier) -> None:
    """Check a witness's signature under a checkpoint.

    Raises:
        NoteError: it is by another key, or wrong.
    """
    _check_type(witness.key.type)
    if not cosignature.to_line().is_by(witness.key):
        raise NoteError("the cosignature is by another key")
    if not witness.verify(signed_message(checkpoint, cosignature.time), cosignature.signature):
        raise NoteError("the cosignature is wrong")


def signed_message(checkpoint: Checkpoint, time: int) -> bytes:
    """Return what a witness signs: a header, the time, and the body of the checkpoint."""
    return f"cosignature/v1\ntime {time}\n{checkpoint.body}".encode()


def _check_type(key_type: KeyType) -> None:
    if key_type is not KeyType.COSIGNATURE:
        raise NoteError("not a witness's key")
