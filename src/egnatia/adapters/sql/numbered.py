"""The register by the numbers of its rows: what the search index of names follows."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.plain import from_text, read_row
from egnatia.adapters.sql.prepared import Prepared, PreparedList
from egnatia.adapters.sql.recordrow import CONTENT, record_of
from egnatia.adapters.sql.tables import RECORD
from egnatia.adapters.sql.visible import CURRENT
from egnatia.casework.nearby import NumberedRow
from egnatia.model.identity import RecordId
from egnatia.model.kinds import KINDS
from egnatia.model.record import Record

_LAST = Prepared(select(RECORD.c.no, RECORD.c.id).order_by(RECORD.c.no.desc()).limit(1))
_AT = Prepared(select(RECORD.c.id).where(RECORD.c.no == bindparam("of_no")))
#: Own, original, not superseded, not erased: the rows that have postings (`records.py`).
_ANSWERABLE = (
    RECORD.c.received_from.is_(None),
    RECORD.c.derived_from == "",
    RECORD.c.superseded.is_(False),
    RECORD.c.erased_at.is_(None),
)
_AFTER = PreparedList(
    lambda kinds: (
        select(RECORD.c.no, RECORD.c.id, RECORD.c.kind, RECORD.c.properties)
        .where(RECORD.c.no > bindparam("of_no"), RECORD.c.kind.in_(kinds), *_ANSWERABLE)
        .order_by(RECORD.c.no)
        .limit(bindparam("most"))
    )
)
_ROWS = PreparedList(
    lambda numbers: select(RECORD.c.no, *[RECORD.c[name] for name in CONTENT]).where(
        RECORD.c.no.in_(numbers), RECORD.c.kind == bindparam("of_kind"), *_ANSWERABLE, CURRENT
    )
)

_COUNT = Prepared(select(func.count().label("many")).where(RECORD.c.kind == bindparam("of_kind"), *_ANSWERABLE))


class SqlNumbered:
    """The table `record` by its numbers."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def last(self) -> tuple[int, RecordId] | None:
        """Return the newest row; None if there is none."""
        row = _LAST.one(self._connection)
        return None if row is None else (row.no, RecordId(row.id))

    def at(self, no: int) -> RecordId | None:
        """Return whose row a number is; None: nobody's."""
        row = _AT.one(self._connection, of_no=no)
        return None if row is None else RecordId(row.id)

    def after(self, no: int, kinds: Sequence[str], limit: int) -> tuple[NumberedRow, ...]:
        """Return what may be answered with, of some kinds, after a number, in order; an open import's too.

        Raises:
            StoreError: a row is damaged.
        """
        return tuple(_numbered(row) for row in _AFTER.all(self._connection, kinds, of_no=no, most=limit))

    def count(self, kind: str) -> int:
        """Count what may be answered with, of one kind; an open import's too."""
        return int(_COUNT.get(self._connection, of_kind=kind).many)

    def records(self, kind: str, numbers: Sequence[int]) -> tuple[Record, ...]:
        """Return those of the rows that may be answered with now, in the order of the numbers.

        Raises:
            StoreError: a row is damaged.
        """
        found = {row.no: record_of(row) for row in _ROWS.all(self._connection, numbers, of_kind=kind)}
        return tuple(found[no] for no in numbers if no in found)


def _numbered(row: AnyRow) -> NumberedRow:
    properties = read_row(f"record {row.id}", lambda: from_text(row.properties))
    return NumberedRow(no=row.no, id=RecordId(row.id), kind=KINDS[row.kind], properties=properties)
