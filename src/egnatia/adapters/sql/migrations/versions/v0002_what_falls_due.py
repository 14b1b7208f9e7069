"""Finding what falls due without reading whole tables: records past their retention, questions that wait."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two indexes; there is no way back but a backup."""
    waiting = sa.text("state = 'waiting'")
    op.create_index("ix_record_retain_until", "record", ["retain_until"])
    op.create_index("ix_question_waiting", "question", ["no"], sqlite_where=waiting, postgresql_where=waiting)
