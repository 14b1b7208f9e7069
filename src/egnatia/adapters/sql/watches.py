"""Questions that stay, and the records that came in since they were last compared."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, update

from egnatia.adapters.sql.columns import AnyRow, RowNumber
from egnatia.adapters.sql.dialect import note_erasure
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import IMPORT, RECORD, WATCH
from egnatia.casework.watches import Arrival, Arrivals, Ended, WatchRow
from egnatia.model.identity import NodeId, QuestionId, RecordId

_C = WATCH.c
_ONE = _C.question == bindparam("of_question")
_STANDS = _C.received.is_(True)
_ADD = Prepared(insert(WATCH))
_GET = Prepared(select(WATCH).where(_ONE))
_ASKED = Prepared(select(WATCH).where(_C.received.is_(False)).order_by(_C.no.desc()))
_STANDING = Prepared(select(WATCH).where(_STANDS).order_by(_C.no))
_COUNT = Prepared(select(func.count().label("many")).where(_STANDS, _C.partner == bindparam("of_partner")))
_PROLONG = Prepared(update(WATCH).where(_ONE).values(until=bindparam("to_until", type_=_C.until.type)))
_END = Prepared(
    update(WATCH).where(_ONE).values(ended=bindparam("how"), ended_at=bindparam("at", type_=_C.ended_at.type))
)
_DROP = Prepared(delete(WATCH).where(_ONE, _STANDS))
#: Own, original, not superseded, not erased.
_OWN = (
    RECORD.c.received_from.is_(None),
    RECORD.c.derived_from == "",
    RECORD.c.superseded.is_(False),
    RECORD.c.erased_at.is_(None),
)
_COLUMNS = (RECORD.c.no, RECORD.c.id, RECORD.c.kind, RECORD.c.terms)
_AFTER = Prepared(
    select(*_COLUMNS)
    .where(RECORD.c.no > bindparam("beyond", type_=RowNumber), RECORD.c.import_no.is_(None), *_OWN)
    .order_by(RECORD.c.no)
    .limit(bindparam("most"))
)
_LAST = Prepared(select(func.max(RECORD.c.no).label("last")))
_COMPARED = func.coalesce(IMPORT.c.compared, 0)
_LANDED = Prepared(
    select(IMPORT.c.no, _COMPARED.label("beyond"))
    .where(
        IMPORT.c.ended_at >= bindparam("since", type_=IMPORT.c.ended_at.type),
        exists().where(RECORD.c.import_no == IMPORT.c.no, RECORD.c.no > _COMPARED),
    )
    .order_by(IMPORT.c.no)
    .limit(1)
)
_OF_IMPORT = Prepared(
    select(*_COLUMNS)
    .where(RECORD.c.import_no == bindparam("of_import"), RECORD.c.no > bindparam("beyond", type_=RowNumber), *_OWN)
    .order_by(RECORD.c.no)
    .limit(bindparam("most"))
)
_LAST_OF_IMPORT = Prepared(select(func.max(RECORD.c.no).label("last")).where(RECORD.c.import_no == bindparam("of_no")))
_SEEN = Prepared(update(WATCH).where(_STANDS, _C.seen < bindparam("below")).values(seen=bindparam("upto")))
_SEEN_IMPORT = Prepared(update(IMPORT).where(IMPORT.c.no == bindparam("of_no")).values(compared=bindparam("upto")))


class SqlWatches:
    """The table `watch`."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, rows: Sequence[WatchRow]) -> None:
        """Keep new ones."""
        _ADD.run_many(self._connection, [asdict(row) for row in rows])

    def get(self, question: QuestionId) -> WatchRow | None:
        """Return one."""
        row = _GET.one(self._connection, of_question=question)
        return None if row is None else _row(row)

    def asked(self) -> tuple[WatchRow, ...]:
        """Return all that were asked here, the newest first."""
        return tuple(map(_row, _ASKED.all(self._connection)))

    def standing(self) -> tuple[WatchRow, ...]:
        """Return those of partners that stand, in the order in which they came."""
        return tuple(map(_row, _STANDING.all(self._connection)))

    def count(self, partner: NodeId) -> int:
        """Return how many a partner has standing here."""
        return int(_COUNT.get(self._connection, of_partner=partner).many)

    def prolong(self, question: QuestionId, until: datetime) -> None:
        """Let one stand until later."""
        _PROLONG.run(self._connection, of_question=question, to_until=until)

    def end(self, question: QuestionId, how: Ended, at: datetime) -> None:
        """Note that one of ours has ended."""
        _END.run(self._connection, of_question=question, how=how.value, at=at)

    def drop(self, question: QuestionId) -> None:
        """Erase a partner's: nothing of it is left."""
        _DROP.run(self._connection, of_question=question)
        note_erasure(self._connection)

    def arrivals(self, beyond: int, limit: int) -> Arrivals:
        """Return own records that came after a row of the register and count now, but for those of imports."""
        rows = tuple(map(_arrival, _AFTER.all(self._connection, beyond=beyond, most=limit)))
        last = rows[-1].no if len(rows) == limit else _LAST.get(self._connection).last or 0
        return Arrivals(rows=rows, upto=max(last, beyond))

    def landed(self, since: datetime, limit: int) -> Arrivals | None:
        """Return records of an import that ended since then and was not yet compared; None: there is no such."""
        found = _LANDED.one(self._connection, since=since)
        if found is None:
            return None
        rows = tuple(
            map(_arrival, _OF_IMPORT.all(self._connection, of_import=found.no, beyond=found.beyond, most=limit))
        )
        last = rows[-1].no if len(rows) == limit else _LAST_OF_IMPORT.get(self._connection, of_no=found.no).last
        return Arrivals(rows=rows, upto=last, imported=found.no)

    def advance(self, arrivals: Arrivals) -> None:
        """Note that all that stands was compared with these."""
        if arrivals.imported is None:
            _SEEN.run(self._connection, below=arrivals.upto, upto=arrivals.upto)
        else:
            _SEEN_IMPORT.run(self._connection, of_no=arrivals.imported, upto=arrivals.upto)


def _row(row: AnyRow) -> WatchRow:
    return WatchRow(
        question=QuestionId(row.question),
        received=bool(row.received),
        partner=NodeId(row.partner),
        kind=row.kind,
        until=row.until,
        begun_at=row.begun_at,
        seen=row.seen,
        sealed=None if row.sealed is None else bytes(row.sealed),
        ended=Ended(row.ended),
        ended_at=row.ended_at,
    )


def _arrival(row: AnyRow) -> Arrival:
    keys: Any = (row.terms or "").splitlines()
    return Arrival(no=row.no, id=RecordId(row.id), kind=row.kind, keys=frozenset(keys))
