"""Oversight: who did what about one record, question or hit, and why; the log itself, not the data."""

from egnatia.casework.office import Office
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


def ledger_head(office: Office) -> LedgerHead:
    """Return where the log stands; everybody may know."""
    return office.store.read(lambda tx: tx.ledger.head())
