"""Rounds of double coding are proved: a digest of each, which the chain holds too.

Rounds that are there already are sealed when the step is done, by `marsad init`: nothing proves what they were before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"

KINDS = "version, retrieval, reading, judgement, grade or round"


def upgrade() -> None:
    """Add the columns."""
    salt = "random, goes into the digest; emptied once erased"
    proof = "digest of the row and of its claims in their order; the chain holds it too"
    op.add_column("coding_round", sa.Column("salt", sa.String(32), nullable=False, server_default="", comment=salt))
    op.add_column("coding_round", sa.Column("digest", sa.String(64), nullable=False, server_default="", comment=proof))
    _comment("chain", "kind", f"{KINDS}; erase version … for an erasure")
    _comment("tombstone", "kind", KINDS)


def _comment(table: str, column: str, words: str) -> None:
    """Say anew what a column holds. SQLite has no comments; its `schema_note` is written after the last step."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON COLUMN {table}.{column} IS '{words}'")
