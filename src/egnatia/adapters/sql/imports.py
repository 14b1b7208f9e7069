"""Imports: rows that are kept as they come, and all begin to count at one moment (ADR 0090).

The records of an open import have their postings already, but no reader sees them (`visible.py`); to end the import
is to change one row. What it supersedes keeps its postings until then, and loses them afterwards, bit by bit.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, exists, func, insert, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.dialect import note_erasure
from egnatia.adapters.sql.prepared import Prepared, PreparedList
from egnatia.adapters.sql.recordrow import CONTENT, record_of, row_of
from egnatia.adapters.sql.records import superseded_rows
from egnatia.adapters.sql.tables import IMPORT, RECORD, TERM
from egnatia.adapters.sql.terms import (
    REFERENCE_SORT,
    SOURCE_PREFIX,
    SOURCE_SORT,
    Posting,
    add_postings,
    drop_postings,
    finding_postings,
    lasting_postings,
    references,
)
from egnatia.casework.imports import ImportId, ImportRow, Known, Staged
from egnatia.model.identity import AccountId, LineageId, RecordId

_BEGIN = Prepared(insert(IMPORT))
_GET = Prepared(select(IMPORT).where(IMPORT.c.id == bindparam("of_id")))
_OPEN = Prepared(select(IMPORT).where(IMPORT.c.ended_at.is_(None)).order_by(IMPORT.c.no))
_TOUCH = Prepared(
    update(IMPORT)
    .where(IMPORT.c.no == bindparam("of_no"))
    .values(touched_at=bindparam("at"), unchanged=IMPORT.c.unchanged + bindparam("more"))
)
_END = Prepared(update(IMPORT).where(IMPORT.c.no == bindparam("of_no")).values(ended_at=bindparam("at")))
_FORGET = Prepared(delete(IMPORT).where(IMPORT.c.no == bindparam("of_no")))
_SOURCES = PreparedList(
    lambda keys: (
        select(TERM.c.key, RECORD.c.lineage)
        .join_from(TERM, RECORD, RECORD.c.no == TERM.c.no)
        .where(TERM.c.sort == SOURCE_SORT, TERM.c.key.in_(keys))
    )
)
_CONTENT = tuple(RECORD.c[name] for name in CONTENT)
_VERSIONS = PreparedList(
    lambda lineages: (
        select(RECORD.c.no, RECORD.c.import_no, RECORD.c.received_from, *_CONTENT)
        .where(RECORD.c.lineage.in_(lineages), RECORD.c.erased_at.is_(None))
        .order_by(RECORD.c.no)
    )
)
_ADD = Prepared(insert(RECORD))
_NUMBERS = PreparedList(lambda ids: select(RECORD.c.id, RECORD.c.no).where(RECORD.c.id.in_(ids)))
_REPLACE = Prepared(update(RECORD).where(RECORD.c.id == bindparam("of_id")).values(replaced_by=bindparam("by_no")))
_IDS = Prepared(select(RECORD.c.id).where(RECORD.c.import_no == bindparam("of_no")).order_by(RECORD.c.no))
_CHANGED = Prepared(
    select(func.count().label("number")).where(RECORD.c.import_no == bindparam("of_no"), RECORD.c.supersedes != "")
)
_OLDER = RECORD.alias("older")
_ERASED = Prepared(
    select(func.count().label("number")).where(
        RECORD.c.import_no == bindparam("of_no"),
        RECORD.c.supersedes != "",
        exists().where(and_(_OLDER.c.lineage == RECORD.c.lineage, _OLDER.c.erased_at.is_not(None))),
    )
)
_KEYED = (RECORD.c.no, RECORD.c.kind, RECORD.c.terms)
_STAGED = Prepared(select(*_KEYED).where(RECORD.c.import_no == bindparam("of_no")).limit(bindparam("most")))
_REPLACED = Prepared(
    select(*_KEYED)
    .join_from(RECORD, IMPORT, IMPORT.c.no == RECORD.c.replaced_by)
    .where(RECORD.c.replaced_by.is_not(None), IMPORT.c.ended_at.is_not(None))
    .limit(bindparam("most"))
)
_RETIRE = Prepared(update(RECORD).where(RECORD.c.no == bindparam("of_no")).values(superseded=True, replaced_by=None))
_REVIVE = Prepared(update(RECORD).where(RECORD.c.replaced_by == bindparam("of_no")).values(replaced_by=None))
_REMOVE = Prepared(delete(RECORD).where(RECORD.c.no == bindparam("of_no")))


class SqlImports:
    """The table `import`, and what open imports have in `record` and `term`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def begin(self, row: ImportRow) -> None:
        """Keep a new import."""
        _BEGIN.run(
            self._connection,
            id=row.id,
            source=row.source,
            by=row.by,
            begun_at=row.begun_at,
            touched_at=row.touched_at,
            ended_at=row.ended_at,
            unchanged=row.unchanged,
            compared=0,
        )

    def get(self, import_id: ImportId) -> ImportRow | None:
        """Return one import."""
        row = self._row(import_id)
        return None if row is None else _import(row)

    def open(self) -> tuple[ImportRow, ...]:
        """Return the imports that are not complete, oldest first."""
        return tuple(map(_import, _OPEN.all(self._connection)))

    def known(self, keys: Collection[str]) -> Mapping[str, Known]:
        """Return what is known of things by the keys of their source, staged ones too.

        Raises:
            StoreError: a row is damaged.
        """
        lineages = {row.key: row.lineage for row in _SOURCES.all(self._connection, sorted(keys))}
        if not lineages:
            return {}
        opened = {row.no for row in _OPEN.all(self._connection)}
        versions: dict[str, list[AnyRow]] = defaultdict(list)
        for row in _VERSIONS.all(self._connection, sorted(set(lineages.values()))):
            versions[row.lineage].append(row)
        return {key: _known(versions[lineage], opened) for key, lineage in lineages.items() if versions[lineage]}

    def stage(self, import_id: ImportId, staged: Sequence[Staged], unchanged: int, at: datetime) -> None:
        """Keep records that do not count yet, and how many things of the same chunk were on record already."""
        row = self._row(import_id)
        assert row is not None  # noqa: S101 - the use case has looked
        _ADD.run_many(self._connection, (_row_of(one, row.no) for one in staged))
        numbers = {found.id: found.no for found in _NUMBERS.all(self._connection, [one.record.id for one in staged])}
        add_postings(self._connection, (posting for one in staged for posting in _postings(one, numbers)))
        replaced = ({"of_id": old, "by_no": row.no} for one in staged for old in one.record.supersedes)
        _REPLACE.run_many(self._connection, replaced)
        _TOUCH.run(self._connection, of_no=row.no, at=at, more=unchanged)

    def record_ids(self, import_id: ImportId) -> Iterator[RecordId]:
        """Return the ids of the records of an import, in the order in which they came."""
        row = self._row(import_id)
        if row is not None:
            yield from (RecordId(found.id) for found in _IDS.all(self._connection, of_no=row.no))

    def changed(self, import_id: ImportId) -> int:
        """Return how many of its records supersede others."""
        row = self._row(import_id)
        return 0 if row is None else int(_CHANGED.get(self._connection, of_no=row.no).number)

    def overtaken(self, import_id: ImportId) -> int:
        """Return how many of its records are versions of things that were erased since."""
        row = self._row(import_id)
        return 0 if row is None else int(_ERASED.get(self._connection, of_no=row.no).number)

    def end(self, import_id: ImportId, at: datetime) -> None:
        """Let all records of an import count from now on."""
        row = self._row(import_id)
        if row is not None:
            _END.run(self._connection, of_no=row.no, at=at)

    def retire(self, limit: int) -> int:
        """Drop postings of what complete imports superseded; returns how many records it was, 0 when all is done."""
        rows = list(_REPLACED.all(self._connection, most=limit))
        drop_postings(self._connection, (posting for row in rows for posting in finding_postings(row)))
        _RETIRE.run_many(self._connection, [{"of_no": row.no} for row in rows])
        return len(rows)

    def drop(self, import_id: ImportId, limit: int) -> int:
        """Remove records of an open import, then the import itself; returns how many, 0 when all is gone."""
        found = self._row(import_id)
        if found is None or found.ended_at is not None:
            return 0
        rows = list(_STAGED.all(self._connection, of_no=found.no, most=limit))
        postings = (posting for row in rows for posting in (*finding_postings(row), *lasting_postings(row)))
        drop_postings(self._connection, postings)
        _REMOVE.run_many(self._connection, [{"of_no": row.no} for row in rows])
        note_erasure(self._connection)
        if not rows:
            _REVIVE.run(self._connection, of_no=found.no)
            _FORGET.run(self._connection, of_no=found.no)
        return len(rows)

    def _row(self, import_id: ImportId) -> AnyRow | None:
        return _GET.one(self._connection, of_id=import_id)


def _import(row: AnyRow) -> ImportRow:
    return ImportRow(
        id=ImportId(row.id),
        source=row.source,
        by=AccountId(row.by),
        begun_at=row.begun_at,
        touched_at=row.touched_at,
        ended_at=row.ended_at,
        unchanged=row.unchanged,
    )


def _known(rows: Sequence[AnyRow], opened: Collection[int]) -> Known:
    """Put together what is known of one thing."""
    imported = [row for row in rows if row.import_no is not None]
    visible = [row for row in rows if row.import_no not in opened]
    old = superseded_rows(visible) if len(visible) > 1 else frozenset()
    return Known(
        lineage=LineageId(rows[0].lineage),
        kind=rows[0].kind,
        latest=record_of(imported[-1]) if imported else None,
        heads=tuple(RecordId(row.id) for row in visible if row.no not in old),
        staged=len(visible) < len(rows),
    )


def _row_of(staged: Staged, import_no: int) -> dict[str, Any]:
    """Write a staged record as a row, with its source's key among its keys."""
    row = row_of(staged.record, staged.terms, None)
    if staged.key:
        row["terms"] = "\n".join(filter(None, (row["terms"], SOURCE_PREFIX + staged.key)))
    row["import_no"] = import_no
    return row


def _postings(staged: Staged, numbers: Mapping[str, int]) -> Iterator[Posting]:
    no = numbers[staged.record.id]
    for term in staged.terms:
        yield staged.record.kind, f"{term.scheme}:{term.key}", no
    if staged.key:
        yield SOURCE_SORT, staged.key, no
    for thing in references(staged.record):
        yield REFERENCE_SORT, thing, no
