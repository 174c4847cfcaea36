"""What a page tells beside its text, and each time that bytes were got.

Versions of before have no author, no day of change and no parts told; their digests are over what they had. Nor has any of them a
row in `retrieval`: how their bytes were got was not written down.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision: str | None = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.String(27)
RECORD = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Add them."""
    _widen_version()
    _make_retrieval()
    _comment("chain", "kind", "version, retrieval, reading, judgement or grade; erase version … for an erasure")
    _comment("tombstone", "kind", "version, retrieval, reading, judgement or grade")


def _widen_version() -> None:
    op.add_column(
        "version",
        sa.Column(
            "author", sa.Text, nullable=False, server_default="", comment="who wrote it, as it says; empty where it does not"
        ),
    )
    op.add_column(
        "version",
        sa.Column("modified", sa.Date, nullable=True, comment="the day that it says it was changed; NULL where it does not"),
    )
    op.add_column(
        "version",
        sa.Column(
            "blocks",
            RECORD,
            nullable=False,
            server_default="[]",
            comment="its parts in their order: start, end, and whether heading, paragraph, caption, quote, list or table; "
            "empty: all is paragraphs",
        ),
    )

    op.add_column(
        "version",
        sa.Column(
            "dataset",
            sa.String(24),
            nullable=False,
            server_default="",
            comment="the dataset of which it is a row: acled; empty for texts",
        ),
    )


def _make_retrieval() -> None:
    op.create_table(
        "retrieval",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("version_id", KEY, nullable=False, comment="the text that was got out of the bytes"),
        sa.Column("capture_sha256", sa.String(64), nullable=False, comment="the bytes"),
        sa.Column("asked", sa.Text, nullable=False, comment="the address that was asked for; empty for a file"),
        sa.Column("answered", sa.Text, nullable=False, comment="the address that answered, after redirects; empty for a file"),
        sa.Column("status", sa.SmallInteger, nullable=True, comment="HTTP status of the answer; NULL where none is known"),
        sa.Column("headers", RECORD, nullable=False, comment="headers of the answer, name and value as they came, in their order"),
        sa.Column("at", MOMENT, nullable=False, comment="when the bytes were got, UTC: fetched from the web, or given as a file"),
        sa.Column("tool", sa.Text, nullable=False, comment="the program that got them, with its version"),
        sa.Column(
            "within", sa.Text, nullable=False, comment="where they stood in an archive: news.warc.gz#184211; empty where in none"
        ),
        sa.Column("salt", sa.String(32), nullable=False, comment="random, goes into the digest; emptied once erased"),
        sa.Column("digest", sa.String(64), nullable=False, comment="digest of the row; the chain holds it too"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retrieval")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_retrieval_version_id")),
        sa.ForeignKeyConstraint(["capture_sha256"], ["capture.sha256"], name=op.f("fk_retrieval_capture_sha256")),
        comment="Each time that the bytes of a text were got: from where, when, with what answer.",
    )
    op.create_index("ix_retrieval_version_id", "retrieval", ["version_id"])
    op.create_index("ix_retrieval_capture_sha256", "retrieval", ["capture_sha256"])


def _comment(table: str, column: str, words: str) -> None:
    """Say anew what a column holds. SQLite has no comments; its `schema_note` is written after the last step."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON COLUMN {table}.{column} IS '{words}'")
