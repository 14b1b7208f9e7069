"""The register by the numbers of its rows: what the search index of names follows."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, bindparam, delete, func, select, update

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.plain import from_text, read_row
from egnatia.adapters.sql.prepared import Prepared, PreparedList
from egnatia.adapters.sql.recordrow import CONTENT, record_of
from egnatia.adapters.sql.tables import RECORD, TERM
from egnatia.adapters.sql.terms import SOURCE_PREFIX, add_postings, drop_postings, finding_postings
from egnatia.adapters.sql.visible import CURRENT
from egnatia.casework.nearby import NumberedRow
from egnatia.match.engine import Term
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
#: A row of `term` of this sort says up to which row of `record` all are filed by a version of the engines.
FILED_SORT = "filed"
_NEXT = Prepared(
    select(
        RECORD.c.no,
        RECORD.c.terms,
        RECORD.c.received_from,
        RECORD.c.superseded,
        *[RECORD.c[name] for name in CONTENT],
    )
    .where(RECORD.c.no > bindparam("of_no"), RECORD.c.erased_at.is_(None))
    .order_by(RECORD.c.no)
    .limit(bindparam("most"))
)
_FILE = Prepared(update(RECORD).where(RECORD.c.no == bindparam("of_no")).values(terms=bindparam("new_terms")))
_FILED = Prepared(
    select(TERM.c.no).where(TERM.c.sort == FILED_SORT, TERM.c.key == bindparam("of_version")).order_by(TERM.c.no.desc())
)
_FORGET = Prepared(delete(TERM).where(TERM.c.sort == FILED_SORT))


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

    def refile(self, no: int, limit: int, terms: Callable[[Record], frozenset[Term]]) -> tuple[int | None, int]:
        """Give the records of the next rows after a number the keys that they have today.

        Raises:
            StoreError: a row is damaged.
        """
        rows = list(_NEXT.all(self._connection, of_no=no, most=limit))
        fresh = ((row, _keys_text(row, terms(record_of(row)))) for row in rows)
        changed = [(row, keys) for row, keys in fresh if keys != row.terms]
        for row, keys in changed:
            _FILE.run(self._connection, of_no=row.no, new_terms=keys)
            if row.received_from is None and not row.derived_from and not row.superseded:
                old, new = (set(finding_postings(one)) for one in (row, row._replace(terms=keys)))
                drop_postings(self._connection, old - new)
                add_postings(self._connection, new - old)
        return (rows[-1].no if rows else None), len(changed)

    def filed(self, version: str) -> int | None:
        """Return up to which row the register was filed by a version of the engines; None: nobody began."""
        row = _FILED.one(self._connection, of_version=version)
        return None if row is None else int(row.no)

    def note_filed(self, version: str, no: int) -> None:
        """Note up to which row it was; what was noted of other versions goes."""
        _FORGET.run(self._connection)
        add_postings(self._connection, [(FILED_SORT, version, no)])


def _keys_text(row: AnyRow, keys: frozenset[Term]) -> str:
    """Write the keys of a record as its row has them; by what its source calls it, it is found as before."""
    source = [line for line in (row.terms or "").splitlines() if line.startswith(SOURCE_PREFIX)]
    return "\n".join([*sorted(f"{term.scheme}:{term.key}" for term in keys), *source])


def _numbered(row: AnyRow) -> NumberedRow:
    properties = read_row(f"record {row.id}", lambda: from_text(row.properties))
    return NumberedRow(no=row.no, id=RecordId(row.id), kind=KINDS[row.kind], properties=properties)
