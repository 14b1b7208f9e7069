"""What protects the people concerned: wordings of questions about one subject are counted, and their requests kept."""

import sqlalchemy as sa
from alembic import op

from egnatia.adapters.sql.columns import Instant, RowNumber

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables; there is no way back but a backup."""
    op.create_table(
        "probe",
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("wording", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("subject", "by", "wording"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_probe_at", "probe", ["at"])
    op.create_table(
        "access_request",
        sa.Column("no", RowNumber, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("closed_at", Instant),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("body", sa.Text),
    )
    op.create_index("ix_access_request_closed_at", "access_request", ["closed_at"])
