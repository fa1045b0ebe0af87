"""What a rhythm has beside day, time and zone: how often it comes, when only, and when not."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column("schedules", sa.Column("further", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    """Go back."""
    op.drop_column("schedules", "further")
