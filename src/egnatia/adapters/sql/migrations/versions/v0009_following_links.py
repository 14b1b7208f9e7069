"""Following links: what a record refers to is found by postings, instead of by reading the whole register."""

import json
import re

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import RowNumber

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_PIECE = 5000
_LINEAGE = re.compile("[0-9a-f]{32}")
_RECORD = sa.table("record", sa.column("no", RowNumber), sa.column("properties"), sa.column("terms"))
_TERM = sa.table("term", sa.column("sort"), sa.column("key"), sa.column("no", RowNumber))
# Many at once: row by row, a server takes an hour for a million.
_FILL = _RECORD.update().where(_RECORD.c.no == sa.bindparam("of_no")).values(terms=sa.bindparam("terms"))


def upgrade() -> None:
    """Add postings for the records that are there; there is no way back but a backup."""
    last = 0
    while rows := _piece(last):
        referring = [(row, things) for row in rows if (things := _things(row))]
        if referring:
            op.get_bind().execute(_FILL, [{"of_no": row.no, "terms": _terms(row, things)} for row, things in referring])
            found = [{"sort": "refers", "key": thing, "no": row.no} for row, things in referring for thing in things]
            op.get_bind().execute(_TERM.insert(), found)
        last = rows[-1].no


def _piece(last: int) -> "list[sa.Row[tuple[object, ...]]]":
    columns = _RECORD.c
    wanted = sa.select(columns.no, columns.properties, columns.terms).where(columns.no > last).order_by(columns.no)
    return list(op.get_bind().execute(wanted.limit(_PIECE)))


def _terms(row: "sa.Row[tuple[object, ...]]", things: list[str]) -> str:
    return "\n".join(filter(None, (row.terms, *(f"refers:{thing}" for thing in things))))


def _things(row: "sa.Row[tuple[object, ...]]") -> list[str]:
    """Return what looks like the lineage of a thing; nothing of a tombstone, or of a row that is damaged."""
    try:
        values = [value for values in json.loads(row.properties).values() for value in values]
        return sorted({value for value in values if _LINEAGE.fullmatch(value)})
    except (ValueError, TypeError, AttributeError):
        return []
