"""Checkpoints (c2sp.org/tlog-checkpoint): the log's signed word on its size and root.

The origin of a log is the name of its key, so that a key can never speak for another log.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from egnatia.ledger.errors import NoteError
from egnatia.ledger.note import (
    Note,
    NoteSignature,
    Signer,
    Verifier,
    decode_base64,
    encode_base64,
    open_note,
    parse_note,
    sign_note,
)
from egnatia.ledger.tree import EMPTY_ROOT, HASH_SIZE

LARGEST_SIZE: Final = 2**63 - 1

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
_LEAST_LINES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The size and root of a log at one moment.

    Raises:
        NoteError: what no checkpoint can say: an empty line, a root that is not a hash, an impossible size.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()  #: Further lines; we write none, partners may.

    def __post_init__(self) -> None:
        """Refuse what could not be read back as the same checkpoint."""
        if any(not line or "\n" in line for line in (self.origin, *self.extensions)):
            raise NoteError("a line of a checkpoint is empty or broken")
        if not 0 <= self.size <= LARGEST_SIZE or len(self.root) != HASH_SIZE:
            raise NoteError("a checkpoint has a size from 0 and a root of 32 bytes")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise NoteError("the empty tree has the hash of nothing as its root")

    @property
    def body(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), encode_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCheckpoint:
    """A checkpoint with its signature lines: the log's own, and cosignatures of witnesses beside it."""

    checkpoint: Checkpoint
    signatures: tuple[NoteSignature, ...]

    def to_bytes(self) -> bytes:
        """Write the signed note."""
        return Note(text=self.checkpoint.body, signatures=self.signatures).to_bytes()


def parse_body(text: str) -> Checkpoint:
    """Read the text of a checkpoint strictly.

    Raises:
        NoteError: not three lines at least, or a number or hash in another spelling than its one form.
    """
    lines = text.removesuffix("\n").split("\n")
    if not text.endswith("\n") or len(lines) < _LEAST_LINES:
        raise NoteError("a checkpoint has an origin, a size and a root, a line each")
    origin, size, root, *extensions = lines
    return Checkpoint(origin=origin, size=parse_size(size), root=decode_base64(root), extensions=tuple(extensions))


def parse_size(text: str) -> int:
    """Read a size or index: ASCII decimal without leading zeros.

    Raises:
        NoteError: any other spelling, or more than 2^63 − 1.
    """
    if not _DECIMAL.fullmatch(text) or int(text) > LARGEST_SIZE:
        raise NoteError("not a whole number in its one form")
    return int(text)


def sign_checkpoint(size: int, root: bytes, signer: Signer) -> SignedCheckpoint:
    """Sign the size and root of the signer's own log. The caller sees to it that the log only ever grows."""
    checkpoint = Checkpoint(origin=signer.key.name, size=size, root=root)
    return SignedCheckpoint(checkpoint=checkpoint, signatures=(sign_note(checkpoint.body, signer),))


def check_own(note: bytes, checkpoint: Checkpoint, signer: Signer, former: Iterable[Verifier] = ()) -> None:
    """Check that a note is what this log signed, and says what it should: only on that may the log be continued.

    Args:
        note: as it lies in storage, from which anybody may have changed it.
        checkpoint: what the tree in storage says.
        signer: the log's key; Ed25519 signs the same text always alike (RFC 8032, section 5.1.6), so that signing
            anew shows whether it signed this one.
        former: keys that the log had before.

    Raises:
        NoteError: the note is not this log's, or says something else.
    """
    if note != SignedCheckpoint(checkpoint=checkpoint, signatures=(sign_note(checkpoint.body, signer),)).to_bytes():
        said = open_checkpoint(note, former).checkpoint
        if said != checkpoint:
            raise NoteError(f"it was signed with {said.size} entries and the root {said.root.hex()}")


def parse_checkpoint(data: bytes) -> SignedCheckpoint:
    """Read a signed checkpoint strictly; its signatures are not checked.

    Raises:
        NoteError: malformed.
    """
    note = parse_note(data)
    return SignedCheckpoint(checkpoint=parse_body(note.text), signatures=note.signatures)


def open_checkpoint(data: bytes, verifiers: Iterable[Verifier]) -> SignedCheckpoint:
    """Read a signed checkpoint and check the signature of the log.

    Args:
        data: the note.
        verifiers: the keys of the logs that the caller knows; several of one name where keys were changed.

    Raises:
        NoteError: malformed, wrongly signed, or not signed by a known key with the name of the origin.
    """
    origin = parse_checkpoint(data).checkpoint.origin
    note = open_note(data, [verifier for verifier in verifiers if verifier.key.name == origin])
    return SignedCheckpoint(checkpoint=parse_body(note.text), signatures=note.signatures)
