"""The first tables."""

from __future__ import annotations

from alembic import op

from marsad.store.schema import metadata

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Make them."""
    metadata.create_all(op.get_bind())
