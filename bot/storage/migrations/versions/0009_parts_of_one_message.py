"""Deliveries to one owner at one time are parts of one message: which one carries the others."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column("deliveries", sa.Column("joined", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    """Go back: a part that may have been said in another one's message cannot be looked for by itself."""
    doubt = "UPDATE deliveries SET state = 'uncertain', detail = 'part of a message', settled_at = claimed_at, "
    op.execute(doubt + "ready_at = NULL WHERE joined <> '' AND joined <> id AND state IN ('claimed', 'uncertain')")
    op.drop_column("deliveries", "joined")
