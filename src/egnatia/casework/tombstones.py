"""Erasing again what had been erased before: a backup that was put back brings nothing back to life."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from egnatia.casework.chunks import chunked
from egnatia.casework.erase import Because, copies_of, log_erasure, wipe
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.model.identity import RecordId

_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What was found when the register was held against the list of tombstones."""

    again: int  #: How many records were erased again.
    unlisted: frozenset[RecordId]  #: Tombstones of the register that the list lacks.


def replay(office: Office, listed: AbstractSet[RecordId]) -> Replayed:
    """Erase whatever is on record and stands in the list of what was erased before.

    No legal hold stops this: the record was erased lawfully, after the hold that the backup knows of was lifted.

    Args:
        office: of this node.
        listed: all that it ever erased.
    """
    erased = office.store.read(lambda tx: tx.records.erased())
    again = 0
    for some in chunked(sorted(listed - erased), _BATCH):
        again += office.store.write(lambda tx, ids=some: _erase_again(office, tx, ids))  # type: ignore[misc]
    return Replayed(again=again, unlisted=erased - listed)


def _erase_again(office: Office, tx: Transaction, records: Sequence[RecordId]) -> int:
    alive = dict[RecordId, None]()
    for record in records:
        stored = tx.records.get(record)
        if stored and stored.record:
            alive.update(dict.fromkeys(copies_of(tx, record)))
    wipe(office, tx, list(alive))
    log_erasure(office, tx, alive, office.me, Because.RESTORED)
    return len(alive)
