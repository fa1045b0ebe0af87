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
    """Go back."""
    for name in ("doubted_at", *WHERE):
        op.drop_column("deliveries", name)
