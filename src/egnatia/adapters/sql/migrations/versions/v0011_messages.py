"""Messages from desk to desk, and the desks at which people work (ADR 0054)."""

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import Instant, RowNumber

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the column; there is no way back but a backup."""
    op.add_column("account", sa.Column("desks", sa.Text))
    op.create_table(
        "dispatch",
        sa.Column("no", RowNumber, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("thread", sa.Text, nullable=False),
        sa.Column("partner", sa.Text, nullable=False),
        sa.Column("received", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("desk", sa.Text, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("purpose", sa.Text),
        sa.Column("case_file", sa.Text),
        sa.Column("at", Instant, nullable=False),
        sa.Column("due_at", Instant),
        sa.Column("deeds", sa.Text, nullable=False),
        sa.Column("body", sa.Text),
    )
    op.create_index("ix_dispatch_thread_no", "dispatch", ["thread", "no"])
    op.create_index("ix_dispatch_state_no", "dispatch", ["state", "no"])
    op.create_index("ix_dispatch_due_at", "dispatch", ["due_at"])
