"""Which choice was taken last, and the latest row of choices by person and place."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.add_column("offered", sa.Column("taken", sa.Integer(), nullable=True))
    op.add_column("offered", sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_offered_person_place_expires", "offered", ["person", "place", "expires"])


def downgrade() -> None:
    """Go down."""
    op.drop_index("ix_offered_person_place_expires", "offered")
    with op.batch_alter_table("offered") as offered:
        offered.drop_column("taken_at")
        offered.drop_column("taken")
