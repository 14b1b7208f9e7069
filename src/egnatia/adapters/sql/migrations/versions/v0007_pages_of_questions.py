"""Finding questions by what a list is asked for, so that a page is read and not the whole table."""

import json

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import RowNumber

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_COLUMNS = ("partner", "kind", "purpose", "case_file")
_PIECE = 5000
_QUESTION = sa.table(
    "question", sa.column("no", RowNumber), sa.column("received"), sa.column("body"), *map(sa.column, _COLUMNS)
)
# Many at once: row by row, a server takes an hour for a million.
_FILL = (
    _QUESTION.update()
    .where(_QUESTION.c.no == sa.bindparam("of_no"))
    .values({column: sa.bindparam(column) for column in _COLUMNS})
)


def upgrade() -> None:
    """Add the columns, filled from the questions, and an index; there is no way back but a backup."""
    for column in _COLUMNS:
        op.add_column("question", sa.Column(column, sa.Text))
    last = 0
    while rows := _piece(last):
        op.get_bind().execute(_FILL, [{"of_no": row.no, **_values(row)} for row in rows])
        last = rows[-1].no
    op.create_index("ix_question_case_file_no", "question", ["case_file", "no"])


def _piece(last: int) -> "list[sa.Row[tuple[object, ...]]]":
    columns = _QUESTION.c
    wanted = sa.select(columns.no, columns.received, columns.body).where(columns.no > last).order_by(columns.no)
    return list(op.get_bind().execute(wanted.limit(_PIECE)))


def _values(row: "sa.Row[tuple[object, ...]]") -> dict[str, object]:
    """Return what the columns are to hold; nothing of a question that is damaged, which stays to be found."""
    try:
        body = json.loads(row.body)
        other = body["asker" if row.received else "partner"]
        return {"partner": other, **{name: body[name] for name in ("kind", "purpose", "case_file")}}
    except (ValueError, KeyError, TypeError):
        return dict.fromkeys(_COLUMNS)
