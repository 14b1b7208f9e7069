"""Oversight: who did what about one record, question or hit, and why; the log itself, not the data."""

from dataclasses import dataclass

from egnatia.casework.errors import NotFoundError
from egnatia.casework.offer import signed_at
from egnatia.casework.office import Office
from egnatia.casework.page import MOST, Page, Trace
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, LedgerHead, Lodged
from egnatia.ledger.checkpoint import SignedCheckpoint, parse_checkpoint
from egnatia.ledger.note import MOST_SIGNATURES
from egnatia.ledger.proof import ConsistencyProof
from egnatia.ledger.witness import Verdict
from egnatia.model.identity import NodeId


def trail(office: Office, actor: Account, subject: str, beyond: int | None = None) -> Page[Lodged]:
    """Return a page of what the log says about one id, the newest first.

    Args:
        office: of this node.
        actor: oversight.
        subject: the id of a record, question, hit, statement or account.
        beyond: `next` of the page before; None: from the newest on.

    Raises:
        NotAllowedError: the person is not oversight.
    """
    require(actor, Right.AUDIT)
    return office.store.read(lambda tx: tx.ledger.page(Trace(about=subject, beyond=beyond, limit=MOST)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """An entry with the proof that it stands in the log: what anybody can check who knows the log's public key."""

    entry: bytes
    proof: bytes


def prove(office: Office, actor: Account, index: int) -> Proven:
    """Export an entry with the proof that it stands under the newest signed checkpoint.

    Raises:
        NotAllowedError: the person is not oversight.
        NotFoundError: the tree has no entry at that place yet.
    """
    require(actor, Right.AUDIT)

    def work(tx: Transaction) -> Proven:
        lodged = tx.ledger.entry(index)
        if lodged is None:
            raise NotFoundError(f"the log has no entry {index}")
        under = cosigned(tx, office.me, index + 1)
        return Proven(entry=lodged.entry.to_bytes(), proof=tx.ledger.inclusion(index, under).to_bytes())

    return office.store.read(work)


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """An older checkpoint with the proof that a newer one grew out of it."""

    old: bytes
    proof: bytes


def prove_growth(office: Office, actor: Account, first: int, second: int) -> Growth:
    """Export the proof that the log only grew from one size to another.

    Raises:
        NotAllowedError: the person is not oversight.
        NotFoundError: the log never had so many entries, or the first size is larger than the second.
    """
    require(actor, Right.AUDIT)
    size = ledger_head(office).size
    if not first <= second <= size or not size:
        raise NotFoundError(f"the log has {size} entries: it did not grow from {first} to {second}")
    path = office.store.read(lambda tx: tx.ledger.growth(first, second))
    known = office.store.read(lambda tx: cosigned(tx, office.me, second))
    new = known if known and known.checkpoint.size == second else signed_at(office, second)
    proof = ConsistencyProof(old=first, path=path, checkpoint=new).to_bytes()
    return Growth(old=signed_at(office, first).to_bytes(), proof=proof)


def cosigned(tx: Transaction, log: NodeId, least: int) -> SignedCheckpoint | None:
    """Return the checkpoint of our log, of at least a size, that most witnesses cosigned, with all they signed."""
    by_text: dict[str, list[SignedCheckpoint]] = {}
    for found in tx.witnessed.list():
        if found.log == log and found.verdict is Verdict.GREW and found.note:
            note = parse_checkpoint(found.note.encode())
            by_text.setdefault(note.checkpoint.body, []).append(note)
    fitting = [notes for notes in by_text.values() if notes[0].checkpoint.size >= least]
    best = max(fitting, key=lambda notes: (len(notes), notes[0].checkpoint.size), default=None)
    if best is None:
        return None
    lines = dict.fromkeys(line for note in best for line in note.signatures)
    return SignedCheckpoint(checkpoint=best[0].checkpoint, signatures=tuple(lines)[:MOST_SIGNATURES])


def ledger_head(office: Office) -> LedgerHead:
    """Return where the log stands; everybody may know."""
    return office.store.read(lambda tx: tx.ledger.head())
