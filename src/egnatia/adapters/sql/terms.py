"""The inverted index: keys of records, and what statements and entries are about, to the numbers of their rows."""

from collections.abc import Iterable

from sqlalchemy import Connection, and_, bindparam, delete, insert

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import TERM

#: The sorts of rows beside the kinds of record.
STATEMENT_SORT = "statement"
SOURCE_SORT = "source"
ENTRY_SORT = "entry"
ACTOR_SORT = "entry by"
MATTER_SORT = "entry in"

_ADD = Prepared(insert(TERM))
_DROP = Prepared(
    delete(TERM).where(
        and_(TERM.c.sort == bindparam("of_sort"), TERM.c.key == bindparam("of_key"), TERM.c.no == bindparam("of_no"))
    )
)

#: Sort, key, and the number of the row.
Posting = tuple[str, str, int]

#: How the text of a record's keys begins that names what its source calls the thing (ADR 0091).
SOURCE_PREFIX = f"{SOURCE_SORT}:"


def finding_postings(row: AnyRow) -> list[Posting]:
    """Return the postings by which a record is found; they go when it is superseded."""
    keys = (row.terms or "").splitlines()
    return [(row.kind, key, row.no) for key in keys if not key.startswith(SOURCE_PREFIX)]


def source_postings(row: AnyRow) -> list[Posting]:
    """Return the posting by which an import finds its thing again; it goes when the thing is erased."""
    keys = (row.terms or "").splitlines()
    return [(SOURCE_SORT, key.removeprefix(SOURCE_PREFIX), row.no) for key in keys if key.startswith(SOURCE_PREFIX)]


def add_postings(connection: Connection, postings: Iterable[Posting]) -> None:
    """Add new postings, in the order of the index, in which the database takes them fastest."""
    _ADD.run_tuples(connection, ("sort", "key", "no"), sorted(postings))


def drop_postings(connection: Connection, postings: Iterable[Posting]) -> None:
    """Drop postings; what is not there is passed over."""
    _DROP.run_tuples(connection, ("of_sort", "of_key", "of_no"), postings)
