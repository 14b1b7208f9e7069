"""The inverted index: keys of records, and what statements and entries are about, to the numbers of their rows."""

from collections.abc import Iterable

from sqlalchemy import Connection, and_, bindparam, delete, insert

from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import TERM

#: The sorts of rows beside the kinds of record.
STATEMENT_SORT = "statement"
ENTRY_SORT = "entry"

_ADD = Prepared(insert(TERM))
_DROP = Prepared(
    delete(TERM).where(
        and_(TERM.c.sort == bindparam("of_sort"), TERM.c.key == bindparam("of_key"), TERM.c.no == bindparam("of_no"))
    )
)

#: Sort, key, and the number of the row.
Posting = tuple[str, str, int]


def add_postings(connection: Connection, postings: Iterable[Posting]) -> None:
    """Add new postings, in the order of the index, in which the database takes them fastest."""
    _ADD.run_many(connection, ({"sort": sort, "key": key, "no": no} for sort, key, no in sorted(postings)))


def drop_postings(connection: Connection, postings: Iterable[Posting]) -> None:
    """Drop postings; what is not there is passed over."""
    _DROP.run_many(connection, ({"of_sort": sort, "of_key": key, "of_no": no} for sort, key, no in postings))
