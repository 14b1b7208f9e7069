"""An index of the records that a legal hold keeps hidden, so that holding them against the log reads no others."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index; there is no way back but a backup."""
    hidden = sa.text("hidden_at IS NOT NULL")
    op.create_index("ix_record_hidden_at", "record", ["hidden_at"], sqlite_where=hidden, postgresql_where=hidden)
