"""Pairs of records that wait for a person, as rows of `term`: ids, a class and a value, nothing that records say."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from egnatia.adapters.sql.dialect import insert_new
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import TERM
from egnatia.adapters.sql.terms import add_postings, drop_postings
from egnatia.casework.pairs import Pair, read_pair, write_pair

#: Rows of `term` of these sorts: a pair each; and up to which row a version of the engines has compared the register.
PAIR_SORT: Final = "pair"
COMPARED_SORT: Final = "paired"
#: A pair is of two records and belongs to no row.
_NO_ROW: Final = 0

_ADD = Prepared(lambda dialect: insert_new(dialect, TERM))
_AFTER = Prepared(
    select(TERM.c.key)
    .where(TERM.c.sort == PAIR_SORT, TERM.c.key > bindparam("of_key"))
    .order_by(TERM.c.key)
    .limit(bindparam("most"))
)
_CLEAR = Prepared(delete(TERM).where(TERM.c.sort == bindparam("of_sort")))
_COMPARED = Prepared(
    select(TERM.c.no).where(TERM.c.sort == COMPARED_SORT, TERM.c.key == bindparam("of_version")).limit(1)
)


class SqlPairs:
    """The rows of the table `term` that stand for pairs of records."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of this connection."""
        self._connection = connection

    def add(self, pairs: Sequence[Pair]) -> None:
        """Let pairs wait; one that waits already is left as it is."""
        _ADD.run_tuples(
            self._connection, ("sort", "key", "no"), sorted((PAIR_SORT, write_pair(pair), _NO_ROW) for pair in pairs)
        )

    def drop(self, pairs: Sequence[Pair]) -> None:
        """Let pairs wait no more; those that do not wait are passed over."""
        drop_postings(self._connection, [(PAIR_SORT, write_pair(pair), _NO_ROW) for pair in pairs])

    def clear(self) -> None:
        """Let no pair wait, and forget how far the register has been compared."""
        for sort in (PAIR_SORT, COMPARED_SORT):
            _CLEAR.run(self._connection, of_sort=sort)

    def after(self, pair: Pair | None, limit: int) -> tuple[Pair, ...]:
        """Return the pairs that come after one, the likeliest first."""
        rows = _AFTER.all(self._connection, of_key=write_pair(pair) if pair else "", most=limit)
        return tuple(read_pair(row.key) for row in rows)

    def compared(self, version: str) -> int | None:
        """Return up to which row a version of the engines has compared the register; None: it never began."""
        row = _COMPARED.one(self._connection, of_version=version)
        return None if row is None else int(row.no)

    def note_compared(self, version: str, no: int) -> None:
        """Note up to which row it has; what was noted of other versions goes."""
        _CLEAR.run(self._connection, of_sort=COMPARED_SORT)
        add_postings(self._connection, [(COMPARED_SORT, version, no)])
