"""Finding entries of the log by who acted, in which case file, by which act and when."""

import json

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import RowNumber

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_PIECE = 5000
_ENTRY = sa.table("entry", sa.column("no", RowNumber), sa.column("body"))
_TERM = sa.table("term", sa.column("sort"), sa.column("key"), sa.column("no", RowNumber))


def upgrade() -> None:
    """Add two indexes, and postings for the entries that are there; there is no way back but a backup."""
    last = 0
    while rows := _piece(last):
        found = [posting for row in rows for posting in _postings(row)]
        if found:
            op.get_bind().execute(_TERM.insert(), found)
        last = rows[-1].no
    op.create_index("ix_entry_act_no", "entry", ["act", "no"])
    op.create_index("ix_entry_at", "entry", ["at"])


def _piece(last: int) -> "list[sa.Row[tuple[object, ...]]]":
    wanted = sa.select(_ENTRY.c.no, _ENTRY.c.body).where(_ENTRY.c.no > last).order_by(_ENTRY.c.no)
    return list(op.get_bind().execute(wanted.limit(_PIECE)))


def _postings(row: "sa.Row[tuple[object, ...]]") -> list[dict[str, object]]:
    """Return the postings of an entry; none of one that is damaged, which stays to be found by the audit."""
    try:
        body = json.loads(bytes(row.body))
        keys = {"entry by": body["by"], "entry in": body.get("case_file")}
    except (ValueError, KeyError, TypeError, AttributeError):
        return []
    return [{"sort": sort, "key": key, "no": row.no} for sort, key in keys.items() if isinstance(key, str)]
