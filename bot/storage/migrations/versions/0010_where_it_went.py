"""A delivery keeps where it went, and since when it may have been said: so the same message goes there again."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WHERE = ("to_platform", "to_tenant", "to_external")


def upgrade() -> None:
    """Go up."""
    for name in WHERE:
        op.add_column("deliveries", sa.Column(name, sa.String(), server_default="", nullable=False))
    op.add_column("deliveries", sa.Column("doubted_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back: what may have been said is not simply due, but in doubt."""
    doubt = "UPDATE deliveries SET state = 'uncertain', detail = 'may have been said', claimed_at = doubted_at, "
    doubt += "settled_at = doubted_at, ready_at = doubted_at WHERE doubted_at IS NOT NULL"
    op.execute(doubt + " AND state IN ('pending', 'claimed')")
    for name in ("doubted_at", *WHERE):
        op.drop_column("deliveries", name)
