"""What Alembic runs: the revisions, on the connection and inside the transaction it was given."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context


def plain_type(kind: str, value: Any, _: object) -> str | Literal[False]:
    """Write our own column types into a revision as what they are in the database."""
    if kind == "type" and isinstance(value, sa.TypeDecorator):
        return f"sa.{value.impl!r}"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain_type,
    compare_type=True,
)
context.run_migrations()
