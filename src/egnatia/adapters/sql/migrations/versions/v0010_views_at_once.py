"""Data at once are partial views: hits name the view, and the views of a record are found by postings (ADR 0085)."""

import re

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import RowNumber

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_PIECE = 5000
_RECORD_ID = re.compile("[0-9a-f]{64}")
_RECORD = sa.table("record", sa.column("no", RowNumber), sa.column("derived_from"))
_TERM = sa.table("term", sa.column("sort"), sa.column("key"), sa.column("no", RowNumber))
_ANSWER = sa.table("answer", sa.column("properties"))


def upgrade() -> None:
    """Add the column and the postings; there is no way back but a backup.

    What a machine gave before this came without the conditions of its use and without an end: it may not be kept, and
    goes. Whoever needs it asks again.
    """
    op.execute(_ANSWER.update().where(_ANSWER.c.properties != "{}").values(properties="{}"))
    op.drop_column("answer", "properties")
    op.add_column("answer", sa.Column("view", sa.Text))
    last = 0
    while rows := _piece(last):
        sources = [(row.no, source) for row in rows for source in _RECORD_ID.findall(row.derived_from)]
        if sources:
            postings = [{"sort": "view", "key": source, "no": no} for no, source in sources]
            op.get_bind().execute(_TERM.insert(), postings)
        last = rows[-1].no


def _piece(last: int) -> "list[sa.Row[tuple[int, str]]]":
    columns = _RECORD.c
    wanted = sa.select(columns.no, columns.derived_from).where(columns.no > last, columns.derived_from != "")
    return list(op.get_bind().execute(wanted.order_by(columns.no).limit(_PIECE)))
