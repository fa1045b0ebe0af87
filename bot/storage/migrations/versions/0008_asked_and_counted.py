"""What a channel is to be asked without a name, and what its report counts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "uses",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("term", sa.Date(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_uses_person"),
        sa.ForeignKeyConstraint(["place"], ["places.id"], name="fk_uses_place"),
        sa.PrimaryKeyConstraint("place", "term", "person", name="pk_uses"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_uses_person", "uses", ["person"])
    op.create_table(
        "waiting",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["place"], ["places.id"], name="fk_waiting_place"),
        sa.PrimaryKeyConstraint("place", "id", name="pk_waiting"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waiting_week", "waiting", ["week"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_waiting_week", table_name="waiting")
    op.drop_table("waiting")
    op.drop_index("ix_uses_person", table_name="uses")
    op.drop_table("uses")
