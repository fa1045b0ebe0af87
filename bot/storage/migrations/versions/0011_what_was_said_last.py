"""Which choices stand in the last message of a conversation: a typed number means one of these, or nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up. What was offered before is taken by its button: nobody knows what was said since."""
    op.add_column("offered", sa.Column("latest", sa.String(), nullable=True))


def downgrade() -> None:
    """Go back."""
    op.drop_column("offered", "latest")
