"""The queue of pairs on which a person decides, as somebody may see it in a case file; and judgements in conflict."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from egnatia.casework.casefiles import reading_in
from egnatia.casework.collect import check_use
from egnatia.casework.conflicts import Conflict, find_conflicts, joined
from egnatia.casework.errors import NotLawfulError
from egnatia.casework.judge import FOUR_EYES, JUDGEMENTS, established
from egnatia.casework.office import Office
from egnatia.casework.page import Trace
from egnatia.casework.pairing import ENOUGH, PAIRED
from egnatia.casework.pairs import Pair, pair_of
from egnatia.casework.ports import Transaction
from egnatia.casework.refile import filed_by
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile, Lodged
from egnatia.casework.stated import every_statement
from egnatia.casework.terms import terms_of
from egnatia.casework.trail import Note, combined
from egnatia.ledger.entry import Act
from egnatia.match.engine import Engine
from egnatia.model.identity import CaseId, LineageId, RecordId
from egnatia.model.kinds import KINDS
from egnatia.model.lineage import assemble
from egnatia.model.record import Record
from egnatia.model.statement import Statement, StatementAct, standing

#: So many pairs stand on one page; so many are looked at for it.
PAGE: Final = 50
_LOOKED_AT: Final = 500
#: Entries of a case file that are looked through for what was read, the newest.
_TRAIL: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits for a person in a case file."""

    file: CaseFile
    read: tuple[Pair, ...]  #: Of what was read in the file, partners' records too.
    read_before: bool  #: More was read in the file, longer ago: it is not compared.
    waiting: tuple[Pair, ...]  #: Of the register, the likeliest first; a page.
    next: Pair | None  #: After which the next page begins; None: this is the last.
    conflicts: tuple[Conflict, ...]
    newest: Mapping[LineageId, RecordId]  #: Of things in conflict: the version that stands.
    behind: int  #: So many rows of the register have not been compared yet.


def queue(office: Office, actor: Account, case: CaseId, after: Pair | None = None) -> Queue:
    """Return the pairs that wait for a person, and the judgements that do not go together; the look is logged.

    Pairs of records that may not be read for the case file's purpose are left out.

    Raises:
        NotAllowedError: the person may not read records, or does not work in the case file.
        NotFoundError: there is no such case file.
        ConflictError: it is closed.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> Queue:
        file = reading_in(tx, actor, case)
        require(actor, Right.CONSULT, file.purpose)
        said = _said(tx)
        looks = tx.ledger.page(Trace(case=file.id, act=Act.CONSULTATION, limit=_TRAIL))
        open_pairs = _Open(office, tx, file, [made for made in said if made.issuer == office.me])
        waiting, beyond = open_pairs.page(after)
        conflicts = find_conflicts(said)
        newest = tx.numbered.last()
        note = Note(act=Act.CONSULTATION, by=actor.id, about=(file.id,), purpose=file.purpose, case=file.id)
        tx.ledger.append([combined(office, note)])
        return Queue(
            file=file,
            read=tuple(open_pairs.usable(_alike_in(office, tx, looks.rows))),
            read_before=looks.next is not None,
            waiting=waiting,
            next=beyond,
            conflicts=conflicts,
            newest=dict(_newest(tx, {thing for one in conflicts for thing in one.chain})),
            behind=(newest[0] if newest else 0) - (tx.pairs.compared(filed_by()) or 0),
        )

    return office.store.write(work)


class _Open:
    """Which pairs are still open, as somebody may see them in a case file."""

    def __init__(self, office: Office, tx: Transaction, file: CaseFile, own: Sequence[Statement]) -> None:
        self._tx, self._file, self._today = tx, file, office.clock.now().date()
        self._own = own
        self._apart = {made.about for made in own if made.act is StatementAct.DIFFERENT}
        self._same = joined(own)
        self._things = dict[RecordId, LineageId | None]()

    def page(self, after: Pair | None) -> tuple[tuple[Pair, ...], Pair | None]:
        """Return a page of those that wait, and after which the next begins; what is out of date goes."""
        found = self._tx.pairs.after(after, _LOOKED_AT)
        self._tx.pairs.drop([pair for pair in found if self._gone(pair)])
        shown = list(self.usable(found))
        more = len(shown) > PAGE or len(found) == _LOOKED_AT
        last = shown[PAGE - 1] if len(shown) > PAGE else found[-1] if found else None
        return tuple(shown[:PAGE]), last if more else None

    def usable(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Return those on which nobody of this node decided, and that may be read in the case file."""
        for pair in pairs:
            one, other = self._thing(pair.one), self._thing(pair.other)
            if one and other and not self._decided(pair, one, other) and self._may(pair.one) and self._may(pair.other):
                yield pair

    def _gone(self, pair: Pair) -> bool:
        one, other = self._thing(pair.one), self._thing(pair.other)
        return one is None or other is None or self._said(pair, frozenset({one, other}))

    def _decided(self, pair: Pair, one: LineageId, other: LineageId) -> bool:
        """Tell whether it was said, or follows from what was said."""
        same = None if pair.kind in FOUR_EYES else self._same.get(one)
        return self._said(pair, frozenset({one, other})) or (same is not None and same == self._same.get(other))

    def _said(self, pair: Pair, things: frozenset[LineageId]) -> bool:
        return things in self._apart or things in established(pair.kind, self._own)

    def _thing(self, record: RecordId) -> LineageId | None:
        """Return the thing of a record that stands; None: it was superseded, hidden or erased."""
        if record not in self._things:
            stored = self._tx.records.get(record)
            made = stored.record if stored and not stored.hidden else None
            stands = made and made.id in {head.id for head in assemble(self._tx.records.versions(made.lineage)).heads}
            self._things[record] = made.lineage if made and stands else None
        return self._things[record]

    def _may(self, record: RecordId) -> bool:
        stored = self._tx.records.get(record)
        try:
            if stored:
                check_use(stored, self._file.purpose, self._today)
        except NotLawfulError:
            return False
        return True


def _said(tx: Transaction) -> tuple[Statement, ...]:
    """Return the judgements that stand, of this node and of partners."""
    acts = (*sorted(JUDGEMENTS), StatementAct.UNDO)
    made = standing(one for act in acts for one in every_statement(tx.statements, act))
    return tuple(one for one in made if one.act in JUDGEMENTS)


def _alike_in(office: Office, tx: Transaction, lodged: Sequence[Lodged]) -> list[Pair]:
    """Return what is alike among the records that were read, by these entries, the likeliest first."""
    ids = dict.fromkeys(RecordId(about) for one in lodged for about in one.entry.about)
    stored = (tx.records.get(record) for record in ids)
    records = [one.record for one in stored if one and one.record and not one.hidden and one.record.kind in PAIRED]
    pairs = [pair for one, other in _meeting(records) if (pair := _alike(office.engines[one.kind], one, other))]
    return sorted(pairs, key=lambda pair: (-pair.value, pair.one, pair.other))


def _meeting(records: Sequence[Record]) -> Iterator[tuple[Record, Record]]:
    """Return the pairs of different things of one kind that share a key."""
    keys = {record.id: terms_of(record) for record in records}
    for one, other in combinations(records, 2):
        if one.kind == other.kind and one.lineage != other.lineage and keys[one.id] & keys[other.id]:
            yield one, other


def _alike(engine: Engine, one: Record, other: Record) -> Pair | None:
    score = engine.score(KINDS[one.kind], one.properties, other.properties, exact=False)
    if score.quality not in ENOUGH or score.quality is None:
        return None
    return pair_of(one.kind, (one.id, other.id), score.quality, score.value)


def _newest(tx: Transaction, things: Iterable[LineageId]) -> Iterator[tuple[LineageId, RecordId]]:
    for thing in sorted(things):
        known = tx.records.versions(thing)
        if known:
            yield thing, assemble(known).heads[-1].id
