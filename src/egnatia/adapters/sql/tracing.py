"""Finding entries of the log by who acted, in which case file, about what, by which act and when.

What an index says is not the log: an entry that is missing in the one is still in the other, and the audit reads that.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, bindparam, exists, select

from egnatia.adapters.sql.columns import AnyRow, RowNumber
from egnatia.adapters.sql.prepared import Prepared
from egnatia.adapters.sql.tables import ENTRY, TERM
from egnatia.adapters.sql.terms import ACTOR_SORT, ENTRY_SORT, MATTER_SORT, Posting
from egnatia.casework.page import Trace
from egnatia.ledger.entry import Entry

#: Beyond which the newest entry lies.
_AFTER_ALL = 2**62

_FIRST = Prepared(select(ENTRY.c.no).where(ENTRY.c.at >= bindparam("since")).order_by(ENTRY.c.at, ENTRY.c.no).limit(1))
_LAST = Prepared(
    select(ENTRY.c.no).where(ENTRY.c.at < bindparam("until")).order_by(ENTRY.c.at.desc(), ENTRY.c.no.desc()).limit(1)
)


def entry_postings(entry: Entry, no: int) -> list[Posting]:
    """Return the postings by which an entry is found: what it is about, who acted, in which case file."""
    found = [(ENTRY_SORT, subject, no) for subject in set(entry.about)]
    found.append((ACTOR_SORT, entry.by, no))
    if entry.why.case_file:
        found.append((MATTER_SORT, entry.why.case_file, no))
    return found


def find_entries(connection: Connection, trace: Trace) -> list[AnyRow]:
    """Return the rows of a page, the newest first, and one more if there is a next page.

    A period is what the log holds between its first entry of that time and its last: entries are numbered in the order
    in which they came.
    """
    keys = list(_keys(trace))
    given: dict[str, object] = {
        "least": _number(connection, _FIRST, "since", trace.begins, 0),
        "beyond": min(trace.beyond or _AFTER_ALL, _number(connection, _LAST, "until", trace.ends, _AFTER_ALL) + 1),
        "most": trace.limit + 1,
    }
    for index, (sort, key) in enumerate(keys):
        given |= {f"sort_{index}": sort, f"key_{index}": key}
    if trace.act:
        given["of_act"] = trace.act.value
    return list(_page(len(keys), act=trace.act is not None).all(connection, **given))


def _number(connection: Connection, query: Prepared, name: str, at: datetime | None, otherwise: int) -> int:
    """Return the number of the entry with which a period begins or ends; where none does, one that finds nothing."""
    if at is None:
        return otherwise
    row = query.one(connection, **{name: at})
    if row is not None:
        return int(row.no)
    return _AFTER_ALL if query is _FIRST else -1


def _keys(trace: Trace) -> Iterator[tuple[str, str]]:
    """Return the keys that an entry must have, those with the fewest entries first."""
    for sort, key in ((ENTRY_SORT, trace.about), (MATTER_SORT, trace.case), (ACTOR_SORT, trace.by)):
        if key is not None:
            yield sort, key


@cache
def _page(keys: int, *, act: bool) -> Prepared:
    """Build the search for a page by so many keys, with or without an act."""
    entry = ENTRY.c
    terms = [TERM.alias(f"term_{index}") for index in range(keys)]
    number = terms[0].c.no if terms else entry.no
    query = select(entry.no, entry.place, entry.body)
    if terms:
        query = query.join_from(terms[0], ENTRY, entry.no == terms[0].c.no)
    for index, term in enumerate(terms):
        holds = (term.c.sort == bindparam(f"sort_{index}")) & (term.c.key == bindparam(f"key_{index}"))
        query = query.where(holds if index == 0 else exists().where(holds & (term.c.no == number)))
    if act:
        query = query.where(entry.act == bindparam("of_act"))
    query = query.where(number >= bindparam("least", type_=RowNumber), number < bindparam("beyond", type_=RowNumber))
    return Prepared(query.order_by(number.desc()).limit(bindparam("most")))
