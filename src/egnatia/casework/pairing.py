"""Comparing the register with itself: who may be the same as whom waits as a pair until a person decides.

The engines only propose, and a pair holds ids: what two records say is read for a case file (`queue.py`, `beside.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from egnatia.casework.finding import Looked, find_candidates
from egnatia.casework.office import Office
from egnatia.casework.pairs import Pair, pair_of
from egnatia.casework.ports import Transaction
from egnatia.casework.refile import filed_by
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account
from egnatia.casework.trail import Note, entry
from egnatia.ledger.entry import Act
from egnatia.match.engines import ENGINES, judge
from egnatia.model.answer import Quality
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record

#: What waits for a person: the rest is too weak to be looked at one by one.
ENOUGH: Final = frozenset({Quality.FULL, Quality.CLOSE})
#: Profiles of DNA are searched by rules of their own.
PAIRED: Final = tuple(sorted(ENGINES.keys() - {"dna"}))
#: So many pairs of one record wait.
_OF_ONE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """How far the register has been compared with itself."""

    upto: int  #: The number of the last row that was.
    last: int  #: The number of the newest row.
    found: int  #: So many pairs of this part wait now.


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The next rows of the register."""

    done: int  #: Up to which row it was compared before.
    upto: int  #: Up to which it will be.
    last: int
    records: tuple[Record, ...]


def scan(office: Office, actor: Account, limit: int) -> Scanned:
    """Compare the next rows of the register with all of it, from where that stopped; what is alike waits for a person.

    Each row is compared with the few that share its keys, so that memory and time of a part do not grow with the
    register; rows that came later are compared when their turn comes.

    Args:
        office: of this node.
        actor: who may judge.
        limit: so many rows at most.

    Raises:
        NotAllowedError: the person may not judge.
    """
    require(actor, Right.CONFIRM)
    version = filed_by()
    part = office.store.read(lambda tx: _next_part(tx, version, limit))
    pairs = [pair for record in part.records for pair in _pairs_of(office, record)]
    counted = {"records": str(len(part.records)), "pairs": str(len(pairs))}
    note = Note(act=Act.COMBINATION, by=actor.id, detail={"what": "register_compared", **counted})

    def work(tx: Transaction) -> None:
        if tx.pairs.compared(version) is None:
            tx.pairs.clear()
        tx.pairs.add(pairs)
        tx.pairs.note_compared(version, part.upto)
        tx.ledger.append([entry(office, note)])

    if part.upto != part.done:
        office.store.write(work)
    return Scanned(upto=part.upto, last=part.last, found=len(pairs))


def _next_part(tx: Transaction, version: str, limit: int) -> _Part:
    """Return the next rows; those of an open import, and what comes after them, wait until it ends."""
    newest, done = tx.numbered.last(), tx.pairs.compared(version) or 0
    last = newest[0] if newest else 0
    rows = tx.numbered.after(done, PAIRED, limit)
    upto, records = done, list[Record]()
    for row in rows:
        stored = tx.records.get(row.id)
        if stored is None:
            return _Part(done=done, upto=upto, last=last, records=tuple(records))
        upto = row.no
        if stored.record and not stored.hidden:
            records.append(stored.record)
    return _Part(done=done, upto=upto if len(rows) == limit else last, last=last, records=tuple(records))


def _pairs_of(office: Office, record: Record) -> Iterator[Pair]:
    """Return what a record is like, the likeliest first."""
    engine, kind = office.engines[record.kind], KINDS[record.kind]
    looked = Looked(engine=engine, kind=kind, asked=record.properties)
    others = [
        found for found in find_candidates(office.store, office.nearby, looked) if found.lineage != record.lineage
    ]
    judged = judge(engine, kind, record.properties, ((one, one.properties) for one in others), exact=False)
    alike = [(one, score.quality, score.value) for one, score in judged if score.quality in ENOUGH]
    for one, quality, value in alike[:_OF_ONE]:
        if quality:
            yield pair_of(record.kind, (record.id, one.id), quality, value)
