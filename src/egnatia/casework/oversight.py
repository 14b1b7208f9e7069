"""Oversight: who did what about one record, question or hit, and why; the log itself, not the data."""

from dataclasses import dataclass

from egnatia.casework.errors import NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, LedgerHead, Lodged

#: How many entries one look shows.
_TRAIL = 1000


def trail(office: Office, actor: Account, subject: str) -> tuple[Lodged, ...]:
    """Return what the log says about one id, oldest first.

    Raises:
        NotAllowedError: the person is not oversight.
    """
    require(actor, Right.AUDIT)
    return office.store.read(lambda tx: tx.ledger.trail(subject, _TRAIL))


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
        return Proven(entry=lodged.entry.to_bytes(), proof=tx.ledger.inclusion(index).to_bytes())

    return office.store.read(work)


def ledger_head(office: Office) -> LedgerHead:
    """Return where the log stands; everybody may know."""
    return office.store.read(lambda tx: tx.ledger.head())
