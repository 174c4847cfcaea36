"""Rounds of double coding are proved: a digest of each, which the chain holds too. Indexes that serve a large store.

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
    op.drop_index("ix_claim_current_said", "claim")
    op.drop_index("ix_claim_matrix", "claim")
    op.create_index("ix_claim_day", "claim", ["said", "act", "type", "negated", "status", "current", "origin_id"])
    columns = ["act", "current", "source_country", "actor_country", "type", "said", "origin_id"]
    op.create_index("ix_claim_matrix", "claim", columns)
    _give_links_their_days()


def _give_links_their_days() -> None:
    said = "that of the claim, so that links are found by their days"
    current = "that of the claim; may change"
    op.add_column("link", sa.Column("said", sa.Date, nullable=True, comment=said))
    op.add_column("link", sa.Column("current", sa.Boolean, nullable=False, server_default=sa.true(), comment=current))
    of_claim = "FROM claim WHERE claim.id = link.claim_id"
    op.execute(f"UPDATE link SET said = (SELECT said {of_claim}), current = (SELECT current {of_claim})")  # noqa: S608 - words of this file
    op.drop_index("ix_link_agreement", "link")
    op.create_index("ix_link_agreement", "link", ["agreement", "commitment", "effect", "current", "said"])
    op.create_index("ix_link_day", "link", ["agreement", "said", "current", "claim_id"])


def _comment(table: str, column: str, words: str) -> None:
    """Say anew what a column holds. SQLite has no comments; its `schema_note` is written after the last step."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON COLUMN {table}.{column} IS '{words}'")
