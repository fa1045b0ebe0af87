"""One person on two platforms: codes that join, wrong ones, and where the card is wanted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "codes",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_codes_person"),
        sa.PrimaryKeyConstraint("code", name="pk_codes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_codes_person", "codes", ["person"])

    op.create_table(
        "guesses",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_guesses_person"),
        sa.PrimaryKeyConstraint("id", name="pk_guesses"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_guesses_person", "guesses", ["person"])

    op.add_column("schedules", sa.Column("platform", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Go back."""
    op.drop_column("schedules", "platform")

    op.drop_index("ix_guesses_person", "guesses")

    op.drop_table("guesses")
    op.drop_index("ix_codes_person", "codes")

    op.drop_table("codes")
