"""Deliveries take turns: how often each was claimed, which way it goes, and from when on it may."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "lanes",
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("lane", name="pk_lanes"),
        sqlite_with_rowid=False,
    )
    op.add_column("deliveries", sa.Column("attempt", sa.Integer(), server_default="0", nullable=False))
    op.add_column("deliveries", sa.Column("lane", sa.String(), server_default="", nullable=False))
    op.add_column("deliveries", sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE deliveries SET ready_at = due_at WHERE state IN ('pending', 'uncertain')")
    op.execute("INSERT INTO lanes (lane, free_at) SELECT '', min(due_at) FROM deliveries HAVING count(*) > 0")
    op.drop_index("ix_deliveries_state_due_at", table_name="deliveries")
    op.create_index("ix_deliveries_state_lane_ready_at", "deliveries", ["state", "lane", "ready_at"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_deliveries_state_lane_ready_at", table_name="deliveries")
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.drop_column("deliveries", "ready_at")
    op.drop_column("deliveries", "lane")
    op.drop_column("deliveries", "attempt")
    op.drop_table("lanes")
