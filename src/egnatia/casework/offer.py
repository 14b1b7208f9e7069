"""Offering: the newest checkpoint of our log is brought to partners, who cosign it if they see that it only grew.

What they say is kept: the newest checkpoint that each cosigned, so that the next proof begins where they stand.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rows import Sighting
from egnatia.exchange.log import cosigner, log_verifiers
from egnatia.exchange.witness import CONFLICT, COSIGNED, UNPROVEN, Said, read_cosignatures, read_size
from egnatia.ledger.checkpoint import SignedCheckpoint, parse_checkpoint, sign_checkpoint
from egnatia.ledger.contradiction import cosignature_by
from egnatia.ledger.cosignature import cosign
from egnatia.ledger.errors import LedgerError, NoteError
from egnatia.ledger.proof import ConsistencyProof
from egnatia.ledger.verification import verify_consistency
from egnatia.ledger.witness import Verdict
from egnatia.model.identity import NodeId

#: What a witness knows may have to be learnt first, and what it doubts shown.
_ATTEMPTS = 3

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What is shown to one partner: that a size grew out of the one that it knows."""

    partner: NodeId
    old: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """The checkpoint that is offered, and what partners knew before."""

    newest: SignedCheckpoint
    at: datetime  #: When it was signed: then, it was the largest.
    known: dict[NodeId, int]

    @property
    def size(self) -> int:
        """Its size."""
        return self.newest.checkpoint.size


def offer_newest(office: Office, partners: Collection[NodeId]) -> frozenset[NodeId]:
    """Bring the newest checkpoint to those partners who have not cosigned it yet.

    Returns:
        The partners who did not cosign it now: they are away, or have reasons.

    Raises:
        LedgerError: the tree is damaged.
    """
    begun = office.store.read(lambda tx: _begin(office, tx))
    if begun is None:
        return frozenset()
    wanting = {partner for partner in partners if begun.known.get(partner, 0) < begun.size}
    steps = [_Step(partner=partner, old=begun.known.get(partner, 0), size=begun.size) for partner in sorted(wanting)]
    cosigned: list[Sighting] = []
    for _ in range(_ATTEMPTS):
        heard = _bring(office, begun, steps)
        cosigned += [sighting for step, said in heard if (sighting := _sighting(office, begun, step, said))]
        steps = [further for step, said in heard if (further := _further(begun, step, said))]
    if cosigned:
        office.store.write(lambda tx: _keep(tx, cosigned))
    return frozenset(wanting) - {sighting.witness for sighting in cosigned}


def _begin(office: Office, tx: Transaction) -> _Round | None:
    head = tx.ledger.head()
    if head.at is None:
        return None
    mine = [found for found in tx.witnessed.list() if found.log == office.me]
    sightings = [found for found in mine if found.verdict is Verdict.GREW]
    known = {found.witness: parse_checkpoint(found.note.encode()).checkpoint.size for found in sightings}
    return _Round(newest=parse_checkpoint(head.checkpoint.encode()), at=head.at, known=known)


def _bring(office: Office, begun: _Round, steps: Iterable[_Step]) -> list[tuple[_Step, Said]]:
    """Show each partner what it is to see, all at once; those who are away are left out."""
    by_partner = {step.partner: step for step in steps}
    if not by_partner:
        return []
    write = _writer(office, begun)
    heard = office.partners.offer([(step.partner, write(step)) for step in by_partner.values()])
    for one in heard:
        if one.said is None:
            _log.debug("%s does not witness now: %s", one.partner, one.error)
    return [(by_partner[one.partner], one.said) for one in heard if one.said]


def _writer(office: Office, begun: _Round) -> Callable[[_Step], bytes]:
    """Return what writes requests; several partners stand at the same size and get the same one."""
    checkpoint = begun.newest.checkpoint
    own = cosign(checkpoint, cosigner(office.keys.ledger), int(begun.at.timestamp())).to_line()
    newest = replace(begun.newest, signatures=(*begun.newest.signatures, own))
    written: dict[tuple[int, int], bytes] = {}

    def write(step: _Step) -> bytes:
        pair = (step.old, step.size)
        if pair not in written:
            note = newest if step.size == begun.size else signed_at(office, step.size)
            path = office.store.read(lambda tx: tx.ledger.growth(step.old, step.size))
            written[pair] = ConsistencyProof(old=step.old, path=path, checkpoint=note).to_bytes()
        return written[pair]

    return write


def signed_at(office: Office, size: int) -> SignedCheckpoint:
    """Sign what the log was at an earlier size; only if the newest signed checkpoint grew out of it.

    Raises:
        LedgerError: there were never so many entries, or the tree was changed by hand.
    """

    def work(tx: Transaction) -> bytes:
        newest = parse_checkpoint(tx.ledger.head().checkpoint.encode()).checkpoint
        root = tx.ledger.root(size)
        verify_consistency(size, newest.size, root, newest.root, tx.ledger.growth(size, newest.size))
        return root

    return sign_checkpoint(size, office.store.read(work), office.keys.ledger)


def _further(begun: _Round, step: _Step, said: Said) -> _Step | None:
    """Say what to show next to a partner who did not cosign."""
    if said.status == UNPROVEN:
        # What we were at the size that it knows is shown to it: if we are not who we were, our own key says so.
        return replace(step, size=step.old)
    if said.status != CONFLICT or step.size != begun.size:
        return None
    try:
        known = read_size(said.body)
    except NoteError:
        return None
    if known > begun.size:
        _log.error("%s has a checkpoint of this log with %d entries, but it has %d", step.partner, known, begun.size)
    return replace(step, old=known) if known <= begun.size and known != step.old else None


def _sighting(office: Office, begun: _Round, step: _Step, said: Said) -> Sighting | None:
    """Check what a partner cosigned; None if it did not."""
    member = office.directory().member(step.partner)
    if member is None or said.status != COSIGNED or step.size != begun.size:
        return None
    try:
        lines = tuple(cosignature.to_line() for cosignature in read_cosignatures(said.body))
        note = SignedCheckpoint(checkpoint=begun.newest.checkpoint, signatures=lines)
        found = cosignature_by(note, log_verifiers(member, office.keys.verifier.verify, office.clock.now()))
    except LedgerError as error:
        _log.warning("%s does not cosign as it should: %s", step.partner, error)
        return None
    if found is None:
        return None
    kept = replace(begun.newest, signatures=(*begun.newest.signatures, found.to_line()))
    now, text = office.clock.now(), kept.to_bytes().decode()
    return Sighting(log=office.me, witness=step.partner, at=now, verdict=Verdict.GREW, note=text)


def _keep(tx: Transaction, cosigned: Iterable[Sighting]) -> None:
    for sighting in cosigned:
        tx.witnessed.put(sighting)
