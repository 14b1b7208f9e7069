"""The register: records, the keys by which they are found, and tombstones.

`term` holds the keys of what this node may answer with, and nothing else: own, original, current records. Records
received from partners and partial views are kept without such postings, and a version that is superseded loses its own.
What a record refers to is a posting too, of every record: by it nobody is answered, it is how links are followed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import cache
from itertools import chain, islice

from sqlalchemy import Connection, bindparam, func, or_, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.dialect import insert_new, joined, note_erasure
from egnatia.adapters.sql.plain import from_text
from egnatia.adapters.sql.prepared import Prepared, PreparedList
from egnatia.adapters.sql.recordrow import CONTENT, checked_record, record_of, row_of
from egnatia.adapters.sql.tables import RECORD, TERM
from egnatia.adapters.sql.terms import (
    REFERENCE_SORT,
    VIEW_SORT,
    add_postings,
    drop_postings,
    finding_postings,
    lasting_postings,
    references,
)
from egnatia.adapters.sql.visible import CURRENT, VISIBLE
from egnatia.casework.chunks import chunked
from egnatia.casework.rows import DueRecord, StoredRecord
from egnatia.match.engine import Term
from egnatia.model.identity import LineageId, NodeId, RecordId
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record

#: A key that more records share says little; it is passed over where a rarer one finds anything.
COMMON = 5000
#: So many values in one IN list.
_CHUNK = 1024
#: Rows that are read at once where many are read one by one.
_PIECE = 2000

_ADD = Prepared(lambda dialect: insert_new(dialect, RECORD).returning(RECORD.c.no))
_GET = Prepared(select(RECORD).where(RECORD.c.id == bindparam("of_id"), VISIBLE))
_VERSIONS = Prepared(
    select(RECORD)
    .where(
        RECORD.c.lineage == bindparam("of_lineage"), RECORD.c.erased_at.is_(None), RECORD.c.hidden_at.is_(None), VISIBLE
    )
    .order_by(RECORD.c.no)
)
# The postings stay when a view is erased: they are ids, and say who is still to be told of a recall.
_VIEWS = Prepared(
    select(RECORD)
    .join_from(TERM, RECORD, RECORD.c.no == TERM.c.no)
    .where(TERM.c.sort == VIEW_SORT, TERM.c.key == bindparam("of_source"))
    .order_by(RECORD.c.no)
)
_FILED = (
    RECORD.c.no,
    RECORD.c.id,
    RECORD.c.kind,
    RECORD.c.issuer,
    RECORD.c.lineage,
    RECORD.c.supersedes,
    RECORD.c.derived_from,
    RECORD.c.received_from,
    RECORD.c.superseded,
    RECORD.c.terms,
)
_CONTENT = tuple(RECORD.c[name] for name in CONTENT)
_LINEAGES = PreparedList(lambda lineages: select(*_FILED).where(RECORD.c.lineage.in_(lineages), VISIBLE))
_CONTENTS = PreparedList(lambda numbers: select(RECORD.c.no, *_CONTENT).where(RECORD.c.no.in_(numbers), CURRENT))
_SOME = (
    select(TERM.c.no)
    .where(TERM.c.sort == bindparam("of_kind"), TERM.c.key == bindparam("of_key"))
    .order_by(TERM.c.no)
    .limit(COMMON + 1)
    .subquery()
)
# Thousands of numbers come as one text: a row each would take ten times as long.
_POSTINGS = Prepared(lambda dialect: select(joined(dialect, _SOME.c.no).label("numbers")))
_SUPERSEDE = Prepared(update(RECORD).where(RECORD.c.no == bindparam("of_no")).values(superseded=True))
_ERASE = Prepared(
    update(RECORD)
    .where(RECORD.c.no == bindparam("of_no"))
    .values(erased_at=bindparam("at"), properties=None, caveat=None, salt=None, terms=None, retain_until=None)
)
_HIDE = Prepared(update(RECORD).where(RECORD.c.no == bindparam("of_no")).values(hidden_at=bindparam("at")))
# Asked at a start, and for an inbox; there is no index, and there are few.
_HIDDEN = PreparedList(
    lambda kinds: select(RECORD.c.lineage, RECORD.c.id).where(
        RECORD.c.kind.in_(kinds), RECORD.c.erased_at.is_(None), RECORD.c.hidden_at.is_not(None)
    )
)
_DUE = Prepared(
    select(RECORD.c.id, RECORD.c.lineage, RECORD.c.kind, RECORD.c.retain_until, RECORD.c.received_from)
    .where(
        RECORD.c.retain_until < bindparam("before"),
        RECORD.c.superseded.is_(False),
        RECORD.c.hidden_at.is_(None),
        CURRENT,
    )
    .order_by(RECORD.c.retain_until, RECORD.c.no)
    .limit(bindparam("most"))
    .offset(bindparam("passed_over"))
)
_ERASED = PreparedList(
    lambda kinds: select(RECORD.c.id).where(RECORD.c.kind.in_(kinds), RECORD.c.erased_at.is_not(None))
)
_CURRENT = Prepared(
    select(RECORD)
    .where(
        RECORD.c.kind == bindparam("of_kind"),
        RECORD.c.erased_at.is_(None),
        RECORD.c.hidden_at.is_(None),
        RECORD.c.superseded.is_(False),
        CURRENT,
    )
    .order_by(RECORD.c.no)
    .limit(bindparam("most"))
)
_STANDING = (RECORD.c.erased_at.is_(None), RECORD.c.hidden_at.is_(None), RECORD.c.superseded.is_(False), CURRENT)
_RECEIVED = Prepared(
    select(RECORD)
    .where(RECORD.c.received_from.is_not(None), RECORD.c.kind == bindparam("of_kind"), *_STANDING)
    .order_by(RECORD.c.no)
    .limit(bindparam("most"))
)
_NUMBERED = PreparedList(
    lambda numbers: select(RECORD).where(RECORD.c.no.in_(numbers), *_STANDING).order_by(RECORD.c.no)
)
_COUNT = Prepared(
    select(RECORD.c.kind, func.count().label("number"))
    .where(RECORD.c.erased_at.is_(None), RECORD.c.hidden_at.is_(None), VISIBLE)
    .group_by(RECORD.c.kind)
)


@cache
def _having(names: int, texts: int) -> Prepared:
    """Build the search for records with one of so many properties, in which one of so many texts stands."""
    named = or_(*(RECORD.c.properties.like(bindparam(f"name_{at}")) for at in range(names)))
    said = [or_(*(RECORD.c.properties.like(bindparam(f"text_{at}")) for at in range(texts)))] if texts else []
    ours = or_(RECORD.c.received_from.is_not(None), RECORD.c.derived_from == "")
    return Prepared(
        select(RECORD)
        .where(RECORD.c.kind == bindparam("of_kind"), RECORD.c.no > bindparam("beyond"), ours, named, *said, *_STANDING)
        .order_by(RECORD.c.no)
        .limit(bindparam("most"))
    )


class SqlRecords:
    """The table `record` with its postings in `term`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, records: Sequence[tuple[Record, frozenset[Term]]], received_from: NodeId | None) -> None:
        """Keep records with their blocking keys; a record that is there already is left as it is."""
        added = set[int]()
        for record, keys in records:
            row = _ADD.one(self._connection, **row_of(record, keys, received_from))
            if row is not None:
                added.add(row.no)
                add_postings(self._connection, ((REFERENCE_SORT, thing, row.no) for thing in references(record)))
                add_postings(self._connection, ((VIEW_SORT, source, row.no) for source in record.derived_from))
        self._file(sorted({record.lineage for record, _ in records}), added)

    def get(self, record: RecordId) -> StoredRecord | None:
        """Return a record, or its tombstone; None if it was never here.

        Raises:
            StoreError: the row is damaged.
        """
        row = self._row(record)
        return None if row is None else _stored(row)

    def versions(self, lineage: LineageId) -> tuple[Record, ...]:
        """Return the versions of one thing that are not erased, in the order in which they came.

        Raises:
            StoreError: a row is damaged.
        """
        return tuple(map(checked_record, _VERSIONS.all(self._connection, of_lineage=lineage)))

    def views(self, record: RecordId) -> tuple[StoredRecord, ...]:
        """Return the partial views that were made of one version, oldest first, tombstones among them.

        Raises:
            StoreError: a row is damaged.
        """
        return tuple(map(_stored, _VIEWS.all(self._connection, of_source=record)))

    def candidates(self, kind: str, probes: frozenset[Term], limit: int) -> tuple[Record, ...]:
        """Return own original records, current versions only, that share blocking keys, those with most first.

        Among equals, those come first that have the rarest of the keys.
        """
        ranked = self._ranked(kind, sorted(f"{term.scheme}:{term.key}" for term in probes))
        best: list[Record] = []
        # One round is enough, unless among the best are rows that do not count yet or no more (`visible.py`).
        for numbers in chunked(ranked, limit):
            found = {row.no: record_of(row) for row in _CONTENTS.all(self._connection, numbers)}
            best += [found[no] for no in numbers if no in found]
            if len(found) == len(numbers) or len(best) >= limit:
                break
        return tuple(best[:limit])

    def erase(self, record: RecordId, at: datetime) -> bool:
        """Null what a record says, drop its keys, leave a tombstone; False if there was nothing to erase."""
        row = self._row(record)
        if row is None or row.erased_at is not None:
            return False
        drop_postings(self._connection, [*finding_postings(row), *lasting_postings(row)])
        _ERASE.run(self._connection, of_no=row.no, at=at)
        note_erasure(self._connection)
        return True

    def hide(self, record: RecordId, at: datetime) -> bool:
        """Let nobody read a record any more, without erasing it; False if there was nothing to hide."""
        row = self._row(record)
        if row is None or row.erased_at is not None or row.hidden_at is not None:
            return False
        drop_postings(self._connection, finding_postings(row))
        _HIDE.run(self._connection, of_no=row.no, at=at)
        return True

    def hidden(self) -> tuple[tuple[LineageId, RecordId], ...]:
        """Return what is hidden and not erased, with the thing that it is a version of."""
        return tuple((LineageId(row.lineage), RecordId(row.id)) for row in _HIDDEN.all(self._connection, list(KINDS)))

    def due(self, before: date, limit: int, skip: int = 0) -> tuple[DueRecord, ...]:
        """Return current versions whose retention ends before a day, the longest overdue first."""
        rows = _DUE.all(self._connection, before=before.isoformat(), most=limit, passed_over=skip)
        return tuple(_due(row) for row in rows)

    def erased(self) -> frozenset[RecordId]:
        """Return the ids of all tombstones."""
        return frozenset(RecordId(row.id) for row in _ERASED.all(self._connection, list(KINDS)))

    def current(self, kind: str, limit: int) -> tuple[StoredRecord, ...]:
        """Return current versions of a kind, oldest first.

        Raises:
            StoreError: a row is damaged.
        """
        return tuple(map(_stored, _CURRENT.all(self._connection, of_kind=kind, most=limit)))

    def received(self, kind: str, limit: int) -> tuple[StoredRecord, ...]:
        """Return current versions of a kind that partners gave, oldest first.

        Raises:
            StoreError: the row is damaged.
        """
        return tuple(map(_stored, _RECEIVED.all(self._connection, of_kind=kind, most=limit)))

    def having(self, kind: str, names: frozenset[str], texts: frozenset[str] = frozenset()) -> Iterator[StoredRecord]:
        """Yield current versions of a kind, own and received, that have one of the properties, read one by one.

        Raises:
            StoreError: a row is damaged.
        """
        given = {f"name_{at}": f'%"{name}":%' for at, name in enumerate(sorted(names))}
        given |= {f"text_{at}": f'%"{text}"%' for at, text in enumerate(sorted(texts))}
        query, last = _having(len(names), len(texts)), 0
        while rows := list(query.all(self._connection, of_kind=kind, beyond=last, most=_PIECE, **given)):
            yield from map(_stored, rows)
            last = rows[-1].no

    def naming(self, lineage: LineageId, limit: int) -> tuple[StoredRecord, ...]:
        """Return current versions in which a thing is named, such as links, oldest first.

        Raises:
            StoreError: the row is damaged.
        """
        rows = chain.from_iterable(
            _NUMBERED.all(self._connection, numbers)
            for numbers in chunked(self._postings(REFERENCE_SORT, lineage), _CHUNK)
        )
        return tuple(map(_stored, islice(rows, limit)))

    def count(self) -> Mapping[str, int]:
        """Return the number of records that are not erased, by kind."""
        return {row.kind: row.number for row in _COUNT.all(self._connection)}

    def _ranked(self, kind: str, keys: Sequence[str]) -> Iterator[int]:
        """Return the numbers of the records that share most keys; common keys count where there are no others."""
        postings = sorted((self._postings(kind, key) for key in keys), key=len)
        rare = [numbers for numbers in postings if len(numbers) <= COMMON]
        shared = Counter[int]()
        for numbers in rare if any(rare) else postings:
            shared.update(numbers)
        return (no for no, _ in shared.most_common())

    def _postings(self, kind: str, key: str) -> list[int]:
        numbers: list[int] = from_text(f"[{_POSTINGS.get(self._connection, of_kind=kind, of_key=key).numbers or ''}]")
        return numbers

    def _row(self, record: RecordId) -> AnyRow | None:
        return _GET.one(self._connection, of_id=record)

    def _file(self, lineages: Sequence[LineageId], added: AbstractSet[int]) -> None:
        """Bring the postings of lineages up to date after records were added to them."""
        for start in range(0, len(lineages), _CHUNK):
            rows = list(_LINEAGES.all(self._connection, lineages[start : start + _CHUNK]))
            old = superseded_rows(rows)
            if fallen := [row for row in rows if row.no in old and not row.superseded]:
                _SUPERSEDE.run_many(self._connection, [{"of_no": row.no} for row in fallen])
                drop_postings(self._connection, (posting for row in fallen for posting in finding_postings(row)))
            fresh = (row for row in rows if row.no in added and row.no not in old and _answerable(row))
            add_postings(self._connection, (posting for row in fresh for posting in finding_postings(row)))


def _stored(row: AnyRow) -> StoredRecord:
    return StoredRecord(
        id=RecordId(row.id),
        record=checked_record(row) if row.erased_at is None and row.hidden_at is None else None,
        received_from=row.received_from,
        erased_at=row.erased_at,
        hidden=row.hidden_at is not None and row.erased_at is None,
    )


def _due(row: AnyRow) -> DueRecord:
    return DueRecord(
        id=RecordId(row.id),
        lineage=LineageId(row.lineage),
        kind=row.kind,
        retain_until=date.fromisoformat(row.retain_until),
        received_from=row.received_from,
    )


def superseded_rows(rows: Iterable[AnyRow]) -> frozenset[int]:
    """Return the numbers of the rows that others among them supersede.

    Only the issuer supersedes, within a lineage and kind; and what a partner sent never supersedes what is our own.
    """
    known = {row.id: row for row in rows}
    return frozenset(
        known[old].no
        for new in known.values()
        for old in new.supersedes.split()
        if old in known and _may_supersede(new, known[old])
    )


def _may_supersede(new: AnyRow, old: AnyRow) -> bool:
    same = (new.lineage, new.issuer, new.kind) == (old.lineage, old.issuer, old.kind)
    return same and (new.received_from is None or old.received_from is not None)


def _answerable(row: AnyRow) -> bool:
    return row.received_from is None and not row.derived_from
