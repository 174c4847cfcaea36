"""The first tables."""

from __future__ import annotations

from alembic import op

from marsad.store.schema import metadata

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    """Make them."""
    metadata.create_all(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search_terms USING fts5(terms, content='', tokenize='ascii')")
    else:
        op.execute("ALTER TABLE search_part ADD COLUMN terms tsvector")
        op.execute("CREATE INDEX ix_search_part_terms ON search_part USING gin (terms)")
