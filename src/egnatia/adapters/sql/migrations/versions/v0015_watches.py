"""Questions that stay, and how far imports were compared with them (ADR 0058)."""

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import Instant, RowNumber

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the column, empty; there is no way back but a backup."""
    op.create_table(
        "watch",
        sa.Column("no", RowNumber, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("received", sa.Boolean, nullable=False),
        sa.Column("partner", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("until", Instant, nullable=False),
        sa.Column("begun_at", Instant, nullable=False),
        sa.Column("ended_at", Instant),
        sa.Column("ended", sa.Text, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.PrimaryKeyConstraint("no", name="pk_watch"),
        sa.UniqueConstraint("question", name="uq_watch_question"),
    )
    op.create_index("ix_watch_until", "watch", ["until"])
    op.add_column("import", sa.Column("compared", sa.BigInteger))
