"""Questions that askers let the editor have without a name, and what was answered last, for what is asked next."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "questions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("point", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_questions_week", "questions", ["week"], unique=False)
    op.create_table(
        "threads",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_threads_owner"),
        sa.PrimaryKeyConstraint("owner", "place", name="pk_threads"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("threads")
    op.drop_index("ix_questions_week", "questions")
    op.drop_table("questions")
