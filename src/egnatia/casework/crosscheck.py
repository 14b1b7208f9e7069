"""Cross-checking: what a partner saw of a log is held against what we saw of it.

A log could show one history to one witness and another to the next, for ever, and each would cosign what it sees. So
witnesses show each other what they saw. Where the sizes differ, the log itself has to connect the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from egnatia.casework.charge import bare, publish
from egnatia.casework.offer import signed_at
from egnatia.casework.office import Office
from egnatia.casework.rows import Sighting
from egnatia.exchange.log import log_verifiers
from egnatia.exchange.witness import read_seen, write_seen
from egnatia.ledger.checkpoint import SignedCheckpoint, parse_checkpoint
from egnatia.ledger.contradiction import own_word
from egnatia.ledger.errors import LedgerError, ProofError
from egnatia.ledger.note import Verifier
from egnatia.ledger.proof import ConsistencyProof, parse_consistency
from egnatia.ledger.verification import verify_consistency
from egnatia.ledger.witness import Verdict
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId


def tell_seen(office: Office) -> bytes:
    """Write what this node cosigned of each partner's log, for other witnesses."""
    found = office.store.read(lambda tx: tx.witnessed.list())
    return write_seen({one.log: bare(one.note) for one in found if one.witness == office.me and one.log != office.me})


def tell_growth(office: Office, first: int, second: int) -> bytes:
    """Prove to a witness that our log of one size grew out of that of another.

    Raises:
        LedgerError: there are not so many entries, or the tree was changed by hand.
    """
    path = office.store.read(lambda tx: tx.ledger.growth(first, second))
    return ConsistencyProof(old=first, path=path, checkpoint=signed_at(office, second)).to_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Log:
    """A log of which two witnesses saw something."""

    node: NodeId
    verifiers: tuple[Verifier, ...]
    mine: Sighting


def crosscheck(office: Office, partner: NodeId) -> frozenset[NodeId]:
    """Hold what a partner saw against what we saw; whoever contradicts himself is named to all.

    Returns:
        The logs of which the partner saw something that could not be connected with what we saw: their nodes are away,
        or do not say how.
    """
    told = office.partners.seen(partner)
    if told is None:
        return frozenset()
    try:
        seen = read_seen(told)
    except ParseError:
        return frozenset()
    return frozenset(log.node for log in _logs(office, seen) if not _check(office, log, seen[log.node]))


def _logs(office: Office, seen: Mapping[NodeId, str]) -> list[_Log]:
    """Return the logs that we witness too, and that have not contradicted themselves yet."""
    rows = office.store.read(lambda tx: [tx.witnessed.get(node, office.me) for node in seen])
    members = office.directory().members
    return [
        _Log(node=row.log, verifiers=log_verifiers(members[row.log], office.keys.verifier.verify), mine=row)
        for row in rows
        if row and row.log in members and row.verdict is Verdict.GREW
    ]


def _check(office: Office, log: _Log, theirs: str) -> bool:
    """Tell whether two sightings of a log belong to one history; a contradiction is published."""
    try:
        other = own_word(theirs.encode(), log.verifiers)
        mine = parse_checkpoint(log.mine.note.encode())
    except LedgerError:  # not the log's own word
        return False
    if mine.checkpoint.size == other.checkpoint.size:
        return _equal(office, log, mine, other)
    smaller, larger = sorted((mine, other), key=lambda one: one.checkpoint.size)
    try:
        return _connected(office, log, smaller, larger)
    except LedgerError:  # the log is away, or does not say how it grew
        return False


def _equal(office: Office, log: _Log, one: SignedCheckpoint, other: SignedCheckpoint) -> bool:
    """Tell whether two checkpoints of one size have one root, or were charged with not having it."""
    if one.checkpoint.root != other.checkpoint.root:
        found = replace(log.mine, at=office.clock.now(), verdict=Verdict.FORKED, note=_text(one), against=_text(other))
        office.store.write(lambda tx: publish(office, tx, found))
    return True


def _connected(office: Office, log: _Log, smaller: SignedCheckpoint, larger: SignedCheckpoint) -> bool:
    """Have the log show how the larger checkpoint grew out of the smaller one."""
    old, new = smaller.checkpoint, larger.checkpoint
    claim = _ask(office, log, old.size, new.size)
    if claim.checkpoint.checkpoint.root != new.root:
        return _equal(office, log, larger, claim.checkpoint)
    try:
        verify_consistency(old.size, new.size, old.root, new.root, claim.path)
    except ProofError:
        shown = _ask(office, log, old.size, old.size).checkpoint
        return shown.checkpoint.root != old.root and _equal(office, log, smaller, shown)
    return True


def _ask(office: Office, log: _Log, first: int, second: int) -> ConsistencyProof:
    """Ask a log for a proof.

    Raises:
        LedgerError: it is away, or says something else.
    """
    said = office.partners.growth(log.node, first, second)
    if said is None:
        raise ProofError("the log does not say how it grew")
    claim = parse_consistency(said)
    word = own_word(claim.checkpoint.to_bytes(), log.verifiers)
    if (claim.old, word.checkpoint.size) != (first, second):
        raise ProofError("the log says something else than it was asked")
    return replace(claim, checkpoint=word)


def _text(note: SignedCheckpoint) -> str:
    return note.to_bytes().decode()
