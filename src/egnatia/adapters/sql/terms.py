"""The inverted index: keys of records and what they refer to, what statements and entries are about, to row numbers."""

from collections.abc import Iterable

from sqlalchemy import Connection, and_, bindparam, delete, insert

from egnatia.adapters.sql.columns import AnyRow
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import TERM
from egnatia.model.record import Record
from egnatia.model.values import ValueType

#: The sorts of rows beside the kinds of record.
STATEMENT_SORT = "statement"
SOURCE_SORT = "source"
REFERENCE_SORT = "refers"
VIEW_SORT = "view"
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
#: How the text begins that names a thing to which the record refers (ADR 0100).
REFERENCE_PREFIX = f"{REFERENCE_SORT}:"
_LASTING = (SOURCE_PREFIX, REFERENCE_PREFIX)


def finding_postings(row: AnyRow) -> list[Posting]:
    """Return the postings by which a record is found; they go when it is superseded."""
    keys = (row.terms or "").splitlines()
    return [(row.kind, key, row.no) for key in keys if not key.startswith(_LASTING)]


def lasting_postings(row: AnyRow) -> list[Posting]:
    """Return the postings that go when the record is erased: its source's key, and what it refers to."""
    keys = (row.terms or "").splitlines()
    found = (key.partition(":") for key in keys if key.startswith(_LASTING))
    return [(sort, key, row.no) for sort, _, key in found]


def references(record: Record) -> list[str]:
    """Return the things to which a record refers, by their lineage, each once."""
    named = record.definition.properties
    return sorted({
        value
        for name, values in record.properties.items()
        if name in named and named[name].type is ValueType.RECORD
        for value in values
    })  # fmt: skip


def add_postings(connection: Connection, postings: Iterable[Posting]) -> None:
    """Add new postings, in the order of the index, in which the database takes them fastest."""
    _ADD.run_tuples(connection, ("sort", "key", "no"), sorted(postings))


def drop_postings(connection: Connection, postings: Iterable[Posting]) -> None:
    """Drop postings; what is not there is passed over."""
    _DROP.run_tuples(connection, ("of_sort", "of_key", "of_no"), postings)
