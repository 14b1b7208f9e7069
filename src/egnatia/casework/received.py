"""Received records: from whom they came and for what, as the log tells; what may be done with them depends on it."""

from dataclasses import dataclass

from egnatia.casework.errors import ConflictError, NotFoundError
from egnatia.casework.ports import Transaction
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose
from egnatia.model.identity import CaseId, RecordId
from egnatia.model.lineage import assemble
from egnatia.model.record import Record

#: How many entries about one record are looked through.
_TRAIL = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A record of another agency that stands here, with the purpose and the case file for which it was given."""

    record: Record
    purpose: Purpose | None  #: None: the log does not say, and the strictest is taken.
    case: CaseId | None


def find_received(tx: Transaction, record: RecordId) -> Received:
    """Return a record that another agency gave, as it stands now.

    Raises:
        NotFoundError: there is no such record, or it was erased.
        ConflictError: it is an own record, or a newer version of it has come.
    """
    stored = tx.records.get(record)
    if stored is None or stored.record is None:
        raise NotFoundError(f"no record {record}")
    if stored.received_from is None:
        raise ConflictError("this is an own record: its originator gives it, and asks nobody's consent")
    if stored.record not in assemble(tx.records.versions(stored.record.lineage)).heads:
        raise ConflictError("a newer version of this record has come: that is the one that counts")
    purpose, case = _given_for(tx, stored.record)
    return Received(record=stored.record, purpose=purpose, case=case)


def _given_for(tx: Transaction, record: Record) -> tuple[Purpose | None, CaseId | None]:
    """Return for what a record, or the version that it corrects, was taken in, by the log's entry of that act."""
    for one in (record.id, *sorted(record.supersedes)):
        for lodged in tx.ledger.trail(one, _TRAIL):
            why = lodged.entry.why
            if lodged.entry.act is Act.COLLECTION and why.purpose:
                return Purpose(why.purpose), CaseId(why.case_file) if why.case_file else None
    return None, None
