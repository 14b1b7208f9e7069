"""The number of a message in its thread, so that taking in the next one reads no words of the others (ADR 0106)."""

import orjson
import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

#: Rows that are read at a time.
_MANY = 1000


def upgrade() -> None:
    """Add the column, filled from what messages say; of an erased one it is not known. No way back but a backup."""
    op.add_column("dispatch", sa.Column("number", sa.Integer))
    dispatch = sa.table("dispatch", sa.column("no"), sa.column("body"), sa.column("number"))
    connection, last = op.get_bind(), 0
    page = sa.select(dispatch.c.no, dispatch.c.body).where(dispatch.c.body.is_not(None)).order_by(dispatch.c.no)
    while rows := connection.execute(page.where(dispatch.c.no > last).limit(_MANY)).all():
        for no, body in rows:
            if (number := number_in(body)) is not None:
                connection.execute(dispatch.update().where(dispatch.c.no == no).values(number=number))
        last = rows[-1].no


def number_in(body: str) -> int | None:
    """Return the number of the message in a body; None of a draft, or of a body that is damaged."""
    try:
        number = orjson.loads(body)["dispatch"]["number"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None
    return number if isinstance(number, int) else None
