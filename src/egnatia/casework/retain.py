"""Retention: what falls due is shown to those who decide, kept longer by a reasoned decision, or erased by the node.

A thing falls due when the retention of every version that stands has ended (LED Art. 5): older versions are part of its
history and go with it. A legal hold blocks erasing, not hiding: what is past its retention is neither told of nor read.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from egnatia.casework.collect import own_versions
from egnatia.casework.erase import Because, copies_of, holding_back, log_erasure, versions_of, wipe
from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require, require_any
from egnatia.casework.rows import Account, DueRecord
from egnatia.casework.supersede import Changed, NewCaveat, supersede
from egnatia.model.identity import RecordId, StatementId
from egnatia.model.lineage import assemble
from egnatia.model.reading import text
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct

#: How many one look shows, the longest overdue first.
SHOWN = 1000
#: Things that are erased in one transaction; others wait for it.
_BATCH = 50
#: How far ahead a decision to keep may reach: three years (Regulation (EU) 2016/794 Art. 31(1) and (2)).
LONGEST_EXTENSION = timedelta(days=3 * 365 + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A thing whose retention ends, and the legal holds because of which it is not erased."""

    record: DueRecord
    holds: tuple[StatementId, ...]


def list_due(office: Office, actor: Account, days: int, skip: int = 0, limit: int = SHOWN) -> tuple[Due, ...]:
    """Return what falls due within so many days, or has already: ids, kinds and dates, nothing of what they say.

    Args:
        office: of this node.
        actor: who decides, or oversees.
        days: ahead.
        skip: so many of the longest overdue are passed over.
        limit: how many at most.

    Raises:
        NotAllowedError: the person neither decides on retention nor oversees the node.
    """
    require_any(actor, frozenset({Right.REVIEW, Right.AUDIT}))
    before = office.clock.now().date() + timedelta(days=days)

    def work(tx: Transaction) -> tuple[Due, ...]:
        return tuple(_due(office, tx, found) for found in tx.records.due(before, limit, skip))

    return office.store.read(work)


def _due(office: Office, tx: Transaction, found: DueRecord) -> Due:
    holds = holding_back(office, tx, [version.id for version in tx.records.versions(found.lineage)])
    return Due(record=found, holds=tuple(hold.id for hold in holds))


def extend(office: Office, actor: Account, record: RecordId, until: date, reason: str) -> Changed:
    """Keep a thing longer: a new version with a later end supersedes, and says why in a statement.

    Args:
        office: of this node.
        actor: who decides.
        record: the version that stands.
        until: the new last day.
        reason: in words; it is kept (Regulation (EU) 2016/794 Art. 31(3) wants it recorded).

    Raises:
        NotAllowedError: the person may not decide on retention.
        NotFoundError: there is no such record, or it was erased.
        ConflictError: the thing is another node's, the version does not stand, or the day is no later one, past, or
            beyond the next review.
        ParseError: there is no reason.
    """
    require(actor, Right.REVIEW)
    text(2000)(reason, "reason")

    def work(tx: Transaction) -> Changed:
        standing = standing_version(office, tx, record)
        _check_day(office.clock.now().date(), standing.caveat.retain_until, until)
        change = NewCaveat(act=StatementAct.EXTEND, caveat=replace(standing.caveat, retain_until=until), reason=reason)
        return supersede(office, tx, actor, standing, change)

    return office.store.write(work)


def _check_day(today: date, now: date, until: date) -> None:
    if until <= now:
        raise ConflictError(f"it is kept until {now} already: a shorter time needs no extension")
    if until < today:
        raise ConflictError("the day is past")
    if until > today + LONGEST_EXTENSION:
        raise ConflictError(f"the next review is due within three years: {today + LONGEST_EXTENSION} at the latest")


def standing_version(office: Office, tx: Transaction, record: RecordId) -> Record:
    """Return one of our own records, which must be the one version of its thing that stands.

    Raises:
        NotFoundError: there is no such record, or it was erased.
        ConflictError: the thing is another node's, or the version does not stand alone.
    """
    stored = tx.records.get(record)
    if stored is None or stored.record is None:
        raise NotFoundError(f"no record {record}")
    heads = own_versions(tx, stored.record.lineage, office.me).heads
    if [head.id for head in heads] != [record]:
        raise ConflictError(f"what stands now is {', '.join(head.id for head in heads)}: decide on that")
    return stored.record


def erase_due(office: Office, limit: int) -> int:
    """Erase things whose retention has ended and that no legal hold keeps; what is left is for the next run.

    Args:
        office: of this node.
        limit: after how many erased things the run ends; those that are held do not count.

    Returns:
        How many records were erased, older versions and partial views counted.
    """
    erased, things, kept = 0, 0, 0
    while things < limit:
        done = office.store.write(lambda tx, skip=kept: _erase_some(office, tx, skip))  # type: ignore[misc]
        erased, things, kept = erased + done.records, things + done.looked - done.kept, kept + done.kept
        if done.looked < _BATCH:
            break
    return erased


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What one transaction did."""

    looked: int
    kept: int
    records: int


def _erase_some(office: Office, tx: Transaction, skip: int) -> _Done:
    today = office.clock.now().date()
    found = tx.records.due(today, _BATCH, skip)
    gone = dict[RecordId, None]()
    kept = 0
    for one in found:
        copies = [] if one.id in gone else _to_go(office, tx, one, today)
        kept += not copies and one.id not in gone
        gone.update(dict.fromkeys(copies))
    wipe(office, tx, list(gone))
    log_erasure(office, tx, gone, office.me, Because.RETENTION)
    return _Done(looked=len(found), kept=kept, records=len(gone))


def _to_go(office: Office, tx: Transaction, due: DueRecord, today: date) -> list[RecordId]:
    """Return what is to be erased with a record; nothing if it is held, or another version is still to be kept."""
    stored = tx.records.get(due.id)
    if stored is None or stored.record is None:
        return []
    heads = assemble(versions_of(tx, stored.record)).heads
    if any(head.caveat.retain_until >= today for head in heads):
        return []
    copies = copies_of(tx, due.id)
    return [] if holding_back(office, tx, copies) else copies
