"""Proofs that leave the house: that an entry stands in the log, and that the log only grew.

An inclusion proof is written as c2sp.org/tlog-proof (`.tlog-proof`), a consistency proof as the request by which a log
asks a witness for its cosignature (c2sp.org/tlog-witness, add-checkpoint). Either ends with a signed checkpoint, so
that whoever has the log's public key can check it with no word from us.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from egnatia.ledger.checkpoint import Checkpoint, SignedCheckpoint, open_checkpoint, parse_checkpoint, parse_size
from egnatia.ledger.entry import leaf_hash
from egnatia.ledger.errors import NoteError, ProofError
from egnatia.ledger.note import Verifier, decode_base64, encode_base64
from egnatia.ledger.tree import HASH_SIZE
from egnatia.ledger.verification import verify_consistency, verify_inclusion

#: No tree of at most 2^63 leaves needs a longer path (c2sp.org/tlog-witness).
LONGEST_PATH: Final = 63

_HEADER: Final = "c2sp.org/tlog-proof@v1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionProof:
    """The path from the entry at an index to the root of a signed checkpoint."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: SignedCheckpoint

    def to_bytes(self) -> bytes:
        """Write the proof as c2sp.org/tlog-proof text."""
        return _HEADER.encode() + _write(f"index {self.index}", self.path, self.checkpoint)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsistencyProof:
    """The path that shows that a signed checkpoint grew out of the tree of an older size."""

    old: int
    path: tuple[bytes, ...]
    checkpoint: SignedCheckpoint

    def to_bytes(self) -> bytes:
        """Write the proof as the body of a c2sp.org/tlog-witness add-checkpoint request."""
        return _write(f"old {self.old}", self.path, self.checkpoint)


def parse_inclusion(data: bytes) -> InclusionProof:
    """Read an inclusion proof strictly; nothing is checked yet. The optional `extra` line is not read here.

    Raises:
        ProofError: anything but the one form that `InclusionProof.to_bytes` writes.
    """
    if not data.startswith(_HEADER.encode()):
        raise ProofError("not a proof of the form c2sp.org/tlog-proof@v1")
    index, path, checkpoint = _read(data.removeprefix(_HEADER.encode()), "index ")
    return InclusionProof(index=index, path=path, checkpoint=checkpoint)


def parse_consistency(data: bytes) -> ConsistencyProof:
    """Read a consistency proof strictly; nothing is checked yet.

    Raises:
        ProofError: anything but the one form that `ConsistencyProof.to_bytes` writes.
    """
    old, path, checkpoint = _read(data, "old ")
    return ConsistencyProof(old=old, path=path, checkpoint=checkpoint)


def verify_entry(entry: bytes, proof: bytes, verifiers: Iterable[Verifier]) -> Checkpoint:
    """Check, with nothing else at hand, that an entry stands in a log.

    Args:
        entry: the entry's bytes as they were exported.
        proof: the text of its inclusion proof.
        verifiers: public keys of the log.

    Returns:
        The checkpoint that now vouches for the entry.

    Raises:
        ProofError: the proof is malformed or does not lead from the entry to the checkpoint.
        NoteError: the checkpoint is not signed by a known key of its log.
    """
    claim = parse_inclusion(proof)
    signed = open_checkpoint(claim.checkpoint.to_bytes(), verifiers).checkpoint
    verify_inclusion(leaf_hash(entry), claim.index, signed.size, claim.path, signed.root)
    return signed


def verify_growth(old: Checkpoint, proof: bytes, verifiers: Iterable[Verifier]) -> Checkpoint:
    """Check that a log grew out of an older checkpoint without changing what was there.

    Args:
        old: a checkpoint that the caller has checked before.
        proof: the text of a consistency proof.
        verifiers: public keys of the log.

    Returns:
        The newer checkpoint.

    Raises:
        ProofError: the proof is malformed, is about another log or size, or does not connect the two.
        NoteError: the newer checkpoint is not signed by a known key of its log.
    """
    claim = parse_consistency(proof)
    new = open_checkpoint(claim.checkpoint.to_bytes(), verifiers).checkpoint
    if (new.origin, claim.old) != (old.origin, old.size):
        raise ProofError("the proof is about another log or another old size")
    verify_consistency(old.size, new.size, old.root, new.root, claim.path)
    return new


def _write(first: str, path: Iterable[bytes], checkpoint: SignedCheckpoint) -> bytes:
    lines = "\n".join([first, *map(encode_base64, path)])
    return f"{lines}\n\n".encode() + checkpoint.to_bytes()


def _read(data: bytes, word: str) -> tuple[int, tuple[bytes, ...], SignedCheckpoint]:
    """Take apart what `_write` joined."""
    head, blank, note = data.partition(b"\n\n")
    try:
        first, *path = head.decode("ascii").split("\n")
        if not blank or not first.startswith(word):
            raise ProofError(f"a proof has a line '{word.strip()}', its path, a blank line and a checkpoint")
        number = parse_size(first.removeprefix(word))
        return number, _read_path(path), parse_checkpoint(note)
    except (NoteError, UnicodeDecodeError) as error:
        raise ProofError(f"malformed proof: {error}") from error


def _read_path(lines: list[str]) -> tuple[bytes, ...]:
    path = tuple(map(decode_base64, lines))
    if len(path) > LONGEST_PATH or any(len(step) != HASH_SIZE for step in path):
        raise ProofError(f"a path has at most {LONGEST_PATH} hashes of {HASH_SIZE} bytes")
    return path
