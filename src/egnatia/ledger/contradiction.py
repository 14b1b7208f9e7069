"""Contradictions: two checkpoints, both signed by one log, that no log that only grows can have signed.

Whoever has the log's public key can check them; nobody's word is needed.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from egnatia.ledger.checkpoint import Checkpoint, SignedCheckpoint, open_checkpoint
from egnatia.ledger.cosignature import Cosignature, parse_cosignature, verify_cosignature
from egnatia.ledger.errors import ProofError
from egnatia.ledger.note import KeyType, NoteKey, NoteSignature, Verifier

#: Bytes of a log's own signature (RFC 8032); its cosignature has the time besides.
SIGNATURE: Final = 64


class Contradiction(StrEnum):
    """What a log did."""

    FORKED = "forked"  #: Of one size it signed two roots: it has two histories.
    REWOUND = "rewound"  #: It was smaller later, by its own clock: entries for which it had signed are gone.


def contradiction(one: bytes, other: bytes, verifiers: Sequence[Verifier]) -> Contradiction:
    """Tell in which way two checkpoints of a log contradict each other.

    Args:
        one: a signed checkpoint.
        other: another one, in either order.
        verifiers: the keys of the log, to sign and to cosign.

    Raises:
        NoteError: one of them is malformed, or not signed by the log.
        ProofError: they are of two logs, or do not contradict each other.
    """
    signed = [open_checkpoint(note, verifiers) for note in (one, other)]
    smaller, larger = sorted(signed, key=lambda found: found.checkpoint.size)
    return _compare(
        (smaller.checkpoint, own_time(smaller, verifiers)), (larger.checkpoint, own_time(larger, verifiers))
    )


def _compare(smaller: tuple[Checkpoint, int | None], larger: tuple[Checkpoint, int | None]) -> Contradiction:
    (small, small_time), (large, large_time) = smaller, larger
    if small.origin != large.origin:
        raise ProofError("the checkpoints are of two logs")
    if small.size == large.size and small.root != large.root:
        return Contradiction.FORKED
    if small.size < large.size and small_time and large_time and small_time > large_time:
        return Contradiction.REWOUND
    raise ProofError("the checkpoints do not contradict each other")


def own_word(data: bytes, verifiers: Sequence[Verifier]) -> SignedCheckpoint:
    """Check who signed a checkpoint, and keep what the log itself says: one signature, and its newest cosignature.

    Raises:
        NoteError: malformed, or not signed by the log.
    """
    signed = open_checkpoint(data, verifiers)
    log = next(line for line in signed.signatures if any(_signs(verifier.key, line) for verifier in verifiers))
    cosignature = _own_cosignature(signed, verifiers)
    lines = (log, cosignature.to_line()) if cosignature else (log,)
    return SignedCheckpoint(checkpoint=signed.checkpoint, signatures=lines)


def stated_time(word: SignedCheckpoint) -> int | None:
    """Return when the log said of a checkpoint that it was its largest, unchecked: of what `own_word` returned.

    Returns:
        POSIX seconds; None if the log did not cosign it.
    """
    own = [line for line in word.signatures if line.name == word.checkpoint.origin and len(line.signature) > SIGNATURE]
    return parse_cosignature(own[0]).time if own else None


def _signs(key: NoteKey, line: NoteSignature) -> bool:
    return key.type is KeyType.ED25519 and line.is_by(key)


def own_time(signed: SignedCheckpoint, verifiers: Sequence[Verifier]) -> int | None:
    """Return when the log said of a checkpoint, by its own cosignature, that it was its largest.

    That is what a cosignature says (c2sp.org/tlog-cosignature, 'Ed25519 signed message'); a log that cosigns itself
    says so of itself.

    Returns:
        POSIX seconds; None if the log did not cosign it.

    Raises:
        NoteError: its cosignature is wrong.
    """
    found = _own_cosignature(signed, verifiers)
    return found.time if found else None


def _own_cosignature(signed: SignedCheckpoint, verifiers: Sequence[Verifier]) -> Cosignature | None:
    origin = signed.checkpoint.origin
    return cosignature_by(signed, [verifier for verifier in verifiers if verifier.key.name == origin])


def cosignature_by(signed: SignedCheckpoint, witnesses: Sequence[Verifier]) -> Cosignature | None:
    """Return the newest cosignature by one of these keys, checked; None if there is none.

    Raises:
        NoteError: one that claims to be by such a key is not.
    """
    found = []
    for witness in witnesses:
        for line in signed.signatures:
            if witness.key.type is KeyType.COSIGNATURE and line.is_by(witness.key):
                cosignature = parse_cosignature(line)
                verify_cosignature(signed.checkpoint, cosignature, witness)
                found.append(cosignature)
    return max(found, key=lambda cosignature: cosignature.time, default=None)
