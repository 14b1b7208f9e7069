"""Witnessing: a partner brings the newest checkpoint of its log, and we cosign it if the log only grew.

The last checkpoint that we cosigned is kept, in the transaction in which the next one is judged. A log that cannot be
what it was is not cosigned; where its own signatures prove it, all members are told.
"""

from dataclasses import dataclass, replace

from egnatia.casework.charge import publish
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Sighting
from egnatia.exchange.limits import MAX_SKEW
from egnatia.exchange.log import cosigner, log_name, log_verifiers
from egnatia.exchange.member import Member
from egnatia.exchange.witness import (
    MALFORMED,
    UNKNOWN,
    UNPROVEN,
    UNTRUSTED,
    NotWitnessedError,
    Said,
    conflict,
    cosigned,
)
from egnatia.ledger.checkpoint import SignedCheckpoint, parse_checkpoint
from egnatia.ledger.contradiction import own_word, stated_time
from egnatia.ledger.cosignature import cosign
from egnatia.ledger.errors import NoteError, ProofError
from egnatia.ledger.proof import ConsistencyProof, parse_consistency
from egnatia.ledger.witness import CONTRADICTED, Seen, Verdict, judge
from egnatia.model.identity import NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class _Brought:
    """A checkpoint that a partner brings of its own log; its signature holds."""

    member: Member
    claim: ConsistencyProof
    seen: Seen

    @property
    def note(self) -> SignedCheckpoint:
        """The checkpoint with its signatures."""
        return self.claim.checkpoint


def witness(office: Office, peer: NodeId, body: bytes) -> Said:
    """Judge a checkpoint that a partner brings (c2sp.org/tlog-witness, add-checkpoint).

    Args:
        office: of this node.
        peer: the member whose key the TLS connection showed; only its own log is witnessed.
        body: old size, proof and checkpoint.

    Returns:
        Our cosignature, or why there is none.
    """
    try:
        brought = _read(office, peer, body)
        return office.store.write(lambda tx: _settle(office, tx, brought))
    except NotWitnessedError as error:
        return error.said


def _read(office: Office, peer: NodeId, body: bytes) -> _Brought:
    try:
        claim = parse_consistency(body)
    except ProofError as error:
        raise NotWitnessedError(MALFORMED, str(error)) from error
    member = office.directory().member(peer)
    if member is None or claim.checkpoint.checkpoint.origin != log_name(peer):
        raise NotWitnessedError(UNKNOWN, "only the log of the node that calls is witnessed")
    if claim.old > claim.checkpoint.checkpoint.size or claim.checkpoint.checkpoint.extensions:
        raise NotWitnessedError(MALFORMED, "the old size is larger than the checkpoint's, or it has extension lines")
    return _check(office, member, claim)


def _check(office: Office, member: Member, claim: ConsistencyProof) -> _Brought:
    """Check who signed the checkpoint, and when the log says that it was the largest."""
    now = office.clock.now()
    verifiers = log_verifiers(member, office.keys.verifier.verify, now)
    try:
        note = own_word(claim.checkpoint.to_bytes(), verifiers)
    except NoteError as error:
        raise NotWitnessedError(UNTRUSTED, str(error)) from error
    time = stated_time(note)
    if time is not None and time > (now + MAX_SKEW).timestamp():
        raise NotWitnessedError(UNTRUSTED, "the log cosigned the checkpoint in the future")
    seen = Seen(checkpoint=note.checkpoint, time=time)
    return _Brought(member=member, claim=replace(claim, checkpoint=note), seen=seen)


def _settle(office: Office, tx: Transaction, brought: _Brought) -> Said:
    before = tx.witnessed.get(brought.member.node, office.me)
    last = _last(before) if before else None
    verdict = judge(last, brought.seen, brought.claim.old, brought.claim.path)
    if before and last and (before.verdict in CONTRADICTED or verdict is Verdict.STALE):
        return conflict(last.checkpoint.size)  # after a contradiction, a person decides how to go on
    if before and last and verdict is not Verdict.GREW:
        return _accuse(office, tx, replace(before, verdict=verdict, against=brought.note.to_bytes().decode()))
    return _cosign(office, tx, brought) if verdict is Verdict.GREW else conflict(0)


def _last(before: Sighting) -> Seen | None:
    """Return what we cosigned last; None if a person decided to begin anew."""
    if before.verdict is Verdict.SETTLED:
        return None
    note = parse_checkpoint(before.note.encode())
    return Seen(checkpoint=note.checkpoint, time=stated_time(note))


def _accuse(office: Office, tx: Transaction, found: Sighting) -> Said:
    """Keep what the log cannot explain; where its own signatures prove a contradiction, tell all members."""
    if found.verdict is Verdict.UNPROVEN:
        tx.witnessed.put(found)
        return Said(status=UNPROVEN, body=b"the proof does not lead from the one checkpoint to the other\n")
    publish(office, tx, found)
    return conflict(parse_checkpoint(found.note.encode()).checkpoint.size)


def _cosign(office: Office, tx: Transaction, brought: _Brought) -> Said:
    if brought.seen.time is None:
        raise NotWitnessedError(UNTRUSTED, "the log itself must cosign its newest checkpoint")
    now = office.clock.now()
    cosignature = cosign(brought.seen.checkpoint, cosigner(office.keys.ledger), int(now.timestamp()))
    note = replace(brought.note, signatures=(*brought.note.signatures, cosignature.to_line()))
    tx.witnessed.put(
        Sighting(
            log=brought.member.node,
            witness=office.me,
            at=now,
            verdict=Verdict.GREW,
            note=note.to_bytes().decode(),
        )
    )
    return cosigned(cosignature)
