"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "changes",
        sa.Column("owner_kind", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("owner_kind", "owner", "id", name="pk_changes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_changes_owner_kind_owner_version", "changes", ["owner_kind", "owner", "version"])

    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner_kind", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'claimed', 'sent', 'skipped', 'failed', 'uncertain')", name="ck_deliveries_state"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint(
            "owner_kind",
            "owner",
            "kind",
            "local_date",
            "target",
            name="uq_deliveries_owner_kind_owner_kind_local_date_target",
        ),
    )
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])

    op.create_table(
        "documents",
        sa.Column("owner_kind", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("owner_kind", "owner", name="pk_documents"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "offered",
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_offered"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "once",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_once"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "schedules",
        sa.Column("owner_kind", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner_kind", "owner", "kind", name="pk_schedules"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_schedules_next_at", "schedules", ["next_at"])

    op.create_table(
        "tombstones",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_tombstones"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "workspaces",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
        sa.UniqueConstraint("platform", "tenant", name="uq_workspaces_platform_tenant"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "accounts",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_accounts_person"),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_accounts_workspace"),
        sa.PrimaryKeyConstraint("platform", "tenant", "external", name="pk_accounts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_accounts_person", "accounts", ["person"])

    op.create_table(
        "drafts",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_drafts_owner"),
        sa.PrimaryKeyConstraint("owner", "path", name="pk_drafts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "logs",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_logs_owner"),
        sa.PrimaryKeyConstraint("owner", "id", name="pk_logs"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_logs_owner_day", "logs", ["owner", "day"])

    op.create_table(
        "places",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("external", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name="fk_places_workspace"),
        sa.PrimaryKeyConstraint("id", name="pk_places"),
        sa.UniqueConstraint("platform", "tenant", "external", name="uq_places_platform_tenant_external"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "suggestions",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_suggestions_owner"),
        sa.PrimaryKeyConstraint("owner", "id", name="pk_suggestions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_suggestions_owner_at", "suggestions", ["owner", "at"])

    op.create_table(
        "totals",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_totals_owner"),
        sa.PrimaryKeyConstraint("owner", "month", name="pk_totals"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "weeks",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_weeks_owner"),
        sa.PrimaryKeyConstraint("owner", "monday", name="pk_weeks"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "named",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("member", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_named_person"),
        sa.ForeignKeyConstraint(["place"], ["places.id"], name="fk_named_place"),
        sa.PrimaryKeyConstraint("person", "place", name="pk_named"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "posts",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["place"], ["places.id"], name="fk_posts_place"),
        sa.PrimaryKeyConstraint("place", "id", name="pk_posts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_posts_place_at", "posts", ["place", "at"])

    op.create_table(
        "shown",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["place", "post"], ["posts.place", "posts.id"], name="fk_shown_place_post"),
        sa.PrimaryKeyConstraint("place", "post", name="pk_shown"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "taps",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_taps_person"),
        sa.ForeignKeyConstraint(["place", "post"], ["posts.place", "posts.id"], name="fk_taps_place_post"),
        sa.PrimaryKeyConstraint("place", "post", "person", name="pk_taps"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_taps_person", "taps", ["person"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_taps_person", "taps")

    op.drop_table("taps")
    op.drop_table("shown")
    op.drop_index("ix_posts_place_at", "posts")

    op.drop_table("posts")
    op.drop_table("named")
    op.drop_table("weeks")
    op.drop_table("totals")
    op.drop_index("ix_suggestions_owner_at", "suggestions")

    op.drop_table("suggestions")
    op.drop_table("places")
    op.drop_index("ix_logs_owner_day", "logs")

    op.drop_table("logs")
    op.drop_table("drafts")
    op.drop_index("ix_accounts_person", "accounts")

    op.drop_table("accounts")
    op.drop_table("workspaces")
    op.drop_table("tombstones")
    op.drop_index("ix_schedules_next_at", "schedules")

    op.drop_table("schedules")
    op.drop_table("people")
    op.drop_table("once")
    op.drop_table("offered")
    op.drop_table("meta")
    op.drop_table("documents")
    op.drop_index("ix_deliveries_state_due_at", "deliveries")

    op.drop_table("deliveries")
    op.drop_index("ix_changes_owner_kind_owner_version", "changes")

    op.drop_table("changes")
