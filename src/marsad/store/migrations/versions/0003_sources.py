"""Sources that are followed, each time that they were asked, and what they listed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.String(27)


def upgrade() -> None:
    """Make the tables."""
    _make_source()
    _make_poll()
    _make_item()


def _make_source() -> None:
    op.create_table(
        "source",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("url", sa.Text, nullable=False, comment="address of its feed or sitemap"),
        sa.Column("title", sa.Text, nullable=False, server_default="", comment="its name, by the feed or by a person"),
        sa.Column(
            "outlet", sa.Text, nullable=False, server_default="", comment="who publishes; used where a page does not tell it"
        ),
        sa.Column(
            "language",
            sa.String(16),
            nullable=False,
            server_default="",
            comment="language of its articles, where a person said it",
        ),
        sa.Column("site", sa.Text, nullable=False, server_default="", comment="address of the site for people"),
        sa.Column("folder", sa.Text, nullable=False, server_default="", comment="where it stands in a list of sources: a/b"),
        sa.Column("added", MOMENT, nullable=False, comment="when it was added, UTC"),
        sa.Column("since", sa.Date, nullable=True, comment="what is older is not fetched; NULL: all that it lists"),
        sa.Column("paused", sa.Boolean, nullable=False, server_default=sa.false(), comment="whether it is left alone; may change"),
        sa.Column(
            "kind",
            sa.String(12),
            nullable=False,
            server_default="",
            comment="rss, atom, json, sitemap, sitemaps; as read last",
        ),
        sa.Column("etag", sa.Text, nullable=False, server_default="", comment="ETag of its last answer; may change"),
        sa.Column("modified", sa.Text, nullable=False, server_default="", comment="Last-Modified of its last answer; may change"),
        sa.Column(
            "rests", MOMENT, nullable=True, comment="it is not asked before, UTC: by its wish, or by our back-off; may change"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("url", name=op.f("uq_source_url")),
        comment="What is followed: a feed or a sitemap. Changed by people and by `marsad watch`; not in the chain.",
    )


def _make_poll() -> None:
    op.create_table(
        "poll",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("source_id", KEY, nullable=False, comment="the source that was asked"),
        sa.Column("at", MOMENT, nullable=False, comment="when, UTC"),
        sa.Column("outcome", sa.String(12), nullable=False, comment="new, same (nothing new), unchanged (304) or failed"),
        sa.Column("listed", sa.Integer, nullable=False, comment="how many items it listed"),
        sa.Column("fresh", sa.Integer, nullable=False, comment="how many of them were not known"),
        sa.Column("error", sa.Text, nullable=False, server_default="", comment="what went wrong, in words"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_poll_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
        comment="Each time that a source was asked. Only added to; not in the chain.",
    )
    op.create_index("ix_poll_source", "poll", ["source_id", "at"])


def _make_item() -> None:
    op.create_table(
        "item",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("source_id", KEY, nullable=False, comment="the source that lists it"),
        sa.Column("key", sa.String(64), nullable=False, comment="SHA-256 of the id by which the feed knows it, hexadecimal"),
        sa.Column(
            "url_key",
            sa.String(64),
            nullable=False,
            comment="SHA-256 of its address, hexadecimal; empty where it has none",
        ),
        sa.Column("url", sa.Text, nullable=False, comment="its address; empty where it has none, and once erased"),
        sa.Column("title", sa.Text, nullable=False, comment="its title in the feed; empty once erased"),
        sa.Column("published", sa.Date, nullable=True, comment="the day on which the feed says it was published"),
        sa.Column("seen", MOMENT, nullable=False, comment="when it was listed first, UTC"),
        sa.Column(
            "outcome",
            sa.String(12),
            nullable=False,
            comment="waiting, kept, known (here before), failed (to be tried again), refused (not tried again) or passed (too old)",
        ),
        sa.Column("tries", sa.Integer, nullable=False, comment="how often it was tried to fetch it"),
        sa.Column("rests", MOMENT, nullable=True, comment="it is not tried before, UTC"),
        sa.Column("error", sa.Text, nullable=False, server_default="", comment="why it was not kept, in words; empty once erased"),
        sa.Column("version_id", KEY, nullable=True, comment="the text that came of it"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_item_source_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_item_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("source_id", "key", name=op.f("uq_item_source_id_key")),
        comment="What sources listed, and what became of it: what was fetched once is not fetched again. Not in the chain.",
    )
    op.create_index("ix_item_outcome", "item", ["outcome", "rests"])
    op.create_index("ix_item_seen", "item", ["source_id", "seen"])
    op.create_index("ix_item_url_key", "item", ["url_key"])
    op.create_index("ix_item_version_id", "item", ["version_id"])
