"""Checking a proof file: with the keys of log and witnesses, and nothing else at hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from egnatia.exchange.bundle import read_bundle
from egnatia.exchange.directory import parse_directory, trust_root
from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.log import Verify, log_verifiers
from egnatia.exchange.prooffile import Kind, ProofFile
from egnatia.ledger.checkpoint import Checkpoint, SignedCheckpoint, open_checkpoint
from egnatia.ledger.contradiction import contradiction, cosignature_by
from egnatia.ledger.cosignature import Cosignature
from egnatia.ledger.note import Verifier
from egnatia.ledger.proof import parse_consistency, parse_inclusion, verify_entry, verify_growth


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a proof file proves, now that it was checked."""

    checkpoint: Checkpoint  #: That vouches for it.
    words: str
    cosignatures: tuple[Cosignature, ...]  #: By witnesses that are known.


def listed_verifiers(file: ProofFile, root_digest: str, verify: Verify) -> tuple[Verifier, ...]:
    """Return the keys of all members by the directory in a proof file.

    Args:
        file: with the directory of a network.
        root_digest: SHA-256 of the signed part of that network's first root, handed over by other means.
        verify: checks a signature.

    Raises:
        DirectoryError: it is not the directory of that network, or not signed by enough of its governors.
    """
    roots, targets = read_bundle(file.directory)
    trusted = next((known for root in roots if (known := trust_root(root)).root_digest == root_digest), None)
    if trusted is None:
        raise DirectoryError("none of its roots is the one that was named")
    directory = parse_directory(roots, targets, trusted)
    return tuple(key for member in directory.members.values() for key in log_verifiers(member, verify))


def check_proof(file: ProofFile, verifiers: Sequence[Verifier]) -> Finding:
    """Check a proof, with nothing else at hand.

    Args:
        file: as it was read.
        verifiers: the keys of the log and of witnesses.

    Raises:
        LedgerError: it does not prove what it should.
    """
    return {Kind.ENTRY: _check_entry, Kind.GROWTH: _check_growth, Kind.CONTRADICTION: _check_contradiction}[file.kind](
        file, verifiers
    )


def _check_entry(file: ProofFile, verifiers: Sequence[Verifier]) -> Finding:
    proof = file.proof.encode()
    found = verify_entry(file.subject.encode(), proof, verifiers)
    claim = parse_inclusion(proof)
    words = f"entry {claim.index} stands in the log {found.origin} of {found.size} entries"
    return Finding(checkpoint=found, words=words, cosignatures=_cosignatures(claim.checkpoint, verifiers))


def _check_growth(file: ProofFile, verifiers: Sequence[Verifier]) -> Finding:
    proof = file.proof.encode()
    old = open_checkpoint(file.subject.encode(), verifiers).checkpoint
    found = verify_growth(old, proof, verifiers)
    words = f"the log {found.origin} only grew from {old.size} to {found.size} entries"
    signed = parse_consistency(proof).checkpoint
    return Finding(checkpoint=found, words=words, cosignatures=_cosignatures(signed, verifiers))


def _check_contradiction(file: ProofFile, verifiers: Sequence[Verifier]) -> Finding:
    one, other = file.subject.encode(), file.proof.encode()
    found = contradiction(one, other, verifiers)
    first, second = open_checkpoint(one, verifiers), open_checkpoint(other, verifiers)
    sizes = f"{first.checkpoint.size} and {second.checkpoint.size} entries"
    words = f"the log {first.checkpoint.origin} contradicts itself ({found}): it signed two histories, of {sizes}"
    return Finding(checkpoint=first.checkpoint, words=words, cosignatures=_cosignatures(first, verifiers))


def _cosignatures(signed: SignedCheckpoint, verifiers: Sequence[Verifier]) -> tuple[Cosignature, ...]:
    """Return the cosignatures of others than the log itself."""
    names = sorted({verifier.key.name for verifier in verifiers} - {signed.checkpoint.origin})
    by_name = ([verifier for verifier in verifiers if verifier.key.name == name] for name in names)
    return tuple(found for witness in by_name if (found := cosignature_by(signed, witness)))
