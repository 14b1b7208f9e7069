"""Files that go with messages: a row for each, where nothing was kept before (ADR 0105)."""

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import Instant, RowNumber

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew; the former one was never written. There is no way back but a backup."""
    op.drop_table("blob")
    op.create_table(
        "blob",
        sa.Column("no", RowNumber, primary_key=True, autoincrement=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("id", "message", "partner")),
        sa.Column("received", sa.Boolean, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        *(sa.Column(name, Instant, nullable=False) for name in ("at", "next_try")),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.UniqueConstraint("id", name="uq_blob_id"),
    )
    op.create_index("ix_blob_message", "blob", ["message"])
    op.create_index("ix_blob_state_next_try", "blob", ["state", "next_try"])
