"""The first tables, as they were first made.

Steps are never changed once they are out, so that nothing here hangs on `marsad.store.schema`, which goes on. Where the two part, a
later step stands between them; the tests compare the end of all steps with the schema.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision: str | None = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.String(27)
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
RECORD = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Make them."""
    _make_documents()
    _make_readings()
    _make_finding()
    _make_people()
    _make_proof()
    _make_search()


def _make_documents() -> None:
    """What came in: documents, their bytes, their texts."""
    op.create_table(
        "schema_note",
        sa.Column("place", sa.String(80), nullable=False, comment="table, or table.column"),
        sa.Column("note", sa.Text, nullable=False, comment="what it holds"),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_schema_note")),
        comment="What every table and column holds, for readers whose database has no comments.",
    )
    op.create_table(
        "document",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column(
            "name", NAME, nullable=False, comment="the id under which claims speak of it: told by the source, or of its file"
        ),
        sa.Column("url", sa.Text, nullable=False, server_default="", comment="its address on the web; empty where none is known"),
        sa.Column("outlet", sa.Text, nullable=False, server_default="", comment="who published it, as it says"),
        sa.Column("added", MOMENT, nullable=False, comment="when it came in first, UTC"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("name", name=op.f("uq_document_name")),
        comment="Something published. Its text stands in its versions: an edited article is a new version.",
    )
    op.create_index("ix_document_url", "document", ["url"])
    op.create_table(
        "capture",
        sa.Column("sha256", sa.String(64), nullable=False, comment="SHA-256 of the bytes as they were given, hexadecimal"),
        sa.Column("media_type", sa.Text, nullable=False, comment="what the bytes are: text/plain, text/html, application/json"),
        sa.Column("size", sa.BigInteger, nullable=False, comment="how many bytes they are"),
        sa.Column("body", sa.LargeBinary, nullable=True, comment="the bytes, compressed by zlib; NULL once erased"),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_capture")),
        comment="Bytes exactly as they were given, each kept once.",
    )
    op.create_table(
        "version",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("document_id", KEY, nullable=False, comment="the document of which this is a version"),
        sa.Column("number", sa.Integer, nullable=False, comment="1 for the first that came in, then 2 …"),
        sa.Column("text_sha256", sa.String(64), nullable=False, comment="SHA-256 of the text in UTF-8, hexadecimal"),
        sa.Column("text", sa.Text, nullable=True, comment="the text, never changed; NULL once erased"),
        sa.Column("title", sa.Text, nullable=False, server_default="", comment="its headline"),
        sa.Column("language", sa.String(16), nullable=False, comment="language of the text: ar, en …"),
        sa.Column("published", sa.Date, nullable=True, comment="the day that it says it was published; NULL where it does not"),
        sa.Column("fetched", MOMENT, nullable=True, comment="when it was fetched from the web, UTC; NULL for files"),
        sa.Column("added", MOMENT, nullable=False, comment="when it came in, UTC"),
        sa.Column("capture_sha256", sa.String(64), nullable=True, comment="the bytes that it was read out of"),
        sa.Column("encoding", sa.String(32), nullable=False, comment="encoding of those bytes"),
        sa.Column("remarks", RECORD, nullable=False, comment="what was noted when the text was got out of the bytes"),
        sa.Column(
            "latest",
            sa.Boolean,
            nullable=False,
            server_default=sa.true(),
            comment="whether it is the document's newest version; may change",
        ),
        sa.Column("salt", sa.String(32), nullable=False, comment="random, goes into the digest; emptied once erased"),
        sa.Column("digest", sa.String(64), nullable=False, comment="digest of the row; the chain holds it too"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.ForeignKeyConstraint(["capture_sha256"], ["capture.sha256"], name=op.f("fk_version_capture_sha256")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_version_document_id")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_version_document_id_number")),
        sa.UniqueConstraint("document_id", "text_sha256", name=op.f("uq_version_document_id_text_sha256")),
        comment="A text as it stood when it came in: immutable. An edited article has several.",
    )
    op.create_index("ix_version_document_id", "version", ["document_id"])
    op.create_index("ix_version_published", "version", ["published"])
    op.create_index("ix_version_text_sha256", "version", ["text_sha256"])


def _make_readings() -> None:
    """What was read out of them."""
    op.create_table(
        "reading",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("version_id", KEY, nullable=False, comment="the text that was read"),
        sa.Column(
            "reader", sa.String(16), nullable=False, comment="which words, rules and agreements read it: a short hash of them"
        ),
        sa.Column("read", MOMENT, nullable=False, comment="when, UTC"),
        sa.Column(
            "current",
            sa.Boolean,
            nullable=False,
            server_default=sa.true(),
            comment="false once a newer reading superseded it; may change",
        ),
        sa.Column("claims", sa.Integer, nullable=False, comment="how many claims it made"),
        sa.Column("flags", RECORD, nullable=False, comment="doubts about what the source wrote: kind, span, note"),
        sa.Column("skipped", RECORD, nullable=False, comment="furniture that was read past: span, reason"),
        sa.Column(
            "salt", sa.String(32), nullable=False, comment="random, goes into the digests of its claims; emptied once erased"
        ),
        sa.Column("digest", sa.String(64), nullable=False, comment="digest over its claims and links; the chain holds it too"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_reading_version_id")),
        comment="One pass of the reader over a version: the machine's proposal. Old ones are kept.",
    )
    op.create_index("ix_reading_version_id", "reading", ["version_id"])
    op.create_table(
        "claim",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("reading_id", KEY, nullable=False, comment="the reading that made it"),
        sa.Column("version_id", KEY, nullable=False, comment="the text in which it stands"),
        sa.Column(
            "ident", sa.String(16), nullable=False, comment="its id for people: a hash of the text and of what is claimed where"
        ),
        sa.Column("current", sa.Boolean, nullable=False, comment="whether reading and version are the newest ones; may change"),
        sa.Column("said", sa.Date, nullable=True, comment="the day of publication, on which it is taken to be said"),
        sa.Column("language", sa.String(16), nullable=False, comment="language of the words"),
        sa.Column("sentence_start", sa.Integer, nullable=False, comment="where its sentence begins in version.text"),
        sa.Column("sentence_end", sa.Integer, nullable=False, comment="where its sentence ends"),
        sa.Column("source", sa.String(24), nullable=False, comment="who says it: outlet, or country and sector (TUR.GOV)"),
        sa.Column("source_country", sa.String(12), nullable=False, comment="the country or organisation of who says it"),
        sa.Column("act", sa.String(12), nullable=False, comment="what they do by saying it: state, accuse, deny …"),
        sa.Column("type", sa.String(12), nullable=False, comment="what it is about: assault, retreat, breach …"),
        sa.Column("mode", sa.String(24), nullable=False, server_default="", comment="how: shelling, air strike …"),
        sa.Column("actor", sa.String(24), nullable=True, comment="who did it"),
        sa.Column("actor_country", sa.String(12), nullable=True, comment="the country or organisation of who did it"),
        sa.Column("target", sa.String(24), nullable=True, comment="whom it was done to"),
        sa.Column("target_country", sa.String(12), nullable=True, comment="the country or organisation of whom it was done to"),
        sa.Column("negated", sa.Boolean, nullable=False, server_default=sa.false(), comment="whether it is said not to be so"),
        sa.Column("status", sa.String(12), nullable=False, comment="actual, future, conditional or possible"),
        sa.Column("place", sa.Text, nullable=True, comment="where, in the words of the text"),
        sa.Column("latitude", sa.Float, nullable=True, comment="degrees WGS 84 of the place as a gazetteer knows it"),
        sa.Column("longitude", sa.Float, nullable=True, comment="degrees WGS 84 of the place as a gazetteer knows it"),
        sa.Column("happened_first", sa.Date, nullable=True, comment="first day on which it may have happened, as told"),
        sa.Column("happened_last", sa.Date, nullable=True, comment="last day on which it may have happened, as told"),
        sa.Column("deadline", sa.String(24), nullable=True, comment="by when it is to be done, ISO day, month or interval"),
        sa.Column("killed_low", sa.Integer, nullable=True, comment="killed, at least"),
        sa.Column("killed_high", sa.Integer, nullable=True, comment="killed, at most; NULL beside a lower bound: open"),
        sa.Column("rule", sa.Text, nullable=False, comment="the entry of the pack that made it"),
        sa.Column(
            "record",
            RECORD,
            nullable=True,
            comment="the rest of the claim: spans of its evidence, wounded, displaced …; NULL once erased",
        ),
        sa.Column("digest", sa.String(64), nullable=False, comment="digest of the row; the reading's digest is over these"),
        sa.Column("origin_id", KEY, nullable=True, comment="the origin that it belongs to; may change as copies come in"),
        sa.Column(
            "incident_id", KEY, nullable=True, comment="the incident that it tells of; NULL where it tells of none; may change"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_claim_reading_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_claim_version_id")),
        comment="One thing that a text says, with who says it. Never edited: a judgement is added.",
    )
    op.create_index("ix_claim_actor", "claim", ["actor_country", "current", "said"])
    op.create_index("ix_claim_current_said", "claim", ["current", "said"])
    op.create_index("ix_claim_ident", "claim", ["ident"])
    op.create_index("ix_claim_incident", "claim", ["incident_id"])
    op.create_index("ix_claim_matrix", "claim", ["current", "act", "source_country", "actor_country", "type", "said"])
    op.create_index("ix_claim_origin", "claim", ["origin_id"])
    op.create_index("ix_claim_reading_id", "claim", ["reading_id"])
    op.create_index("ix_claim_source", "claim", ["source_country", "current", "said"])
    op.create_index("ix_claim_version_id", "claim", ["version_id"])
    op.create_table(
        "link",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("claim_id", KEY, nullable=False, comment="the claim"),
        sa.Column("agreement", sa.String(64), nullable=False, comment="id of the agreement on which it bears"),
        sa.Column("commitment", sa.String(24), nullable=True, comment="id of the commitment; NULL: on the agreement as a whole"),
        sa.Column("effect", sa.String(8), nullable=False, comment="breach, comply, duty, exit or deny"),
        sa.Column("by_actor", sa.String(24), nullable=False, comment="who says it"),
        sa.Column("of_actor", sa.String(24), nullable=True, comment="of whose conduct; NULL where nobody is named"),
        sa.Column("reason", sa.Text, nullable=False, comment="why it is thought to bear on it"),
        sa.Column("ordinal", sa.SmallInteger, nullable=False, comment="order within the document, from 0"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_link_claim_id")),
        comment="That a claim bears on a commitment of an agreement, how, and why it is thought so.",
    )
    op.create_index("ix_link_agreement", "link", ["agreement", "commitment", "effect"])
    op.create_index("ix_link_claim_id", "link", ["claim_id"])
    op.create_table(
        "carried",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("claim_id", KEY, nullable=False, comment="the claim of an older version"),
        sa.Column("version_id", KEY, nullable=False, comment="the newer version in which its words were looked for"),
        sa.Column("sentence_start", sa.Integer, nullable=True, comment="where its sentence stands there; NULL: lost"),
        sa.Column("lost", sa.Boolean, nullable=False, comment="whether the newer version no longer has the words"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_carried_claim_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_carried_version_id")),
        sa.UniqueConstraint("claim_id", "version_id", name=op.f("uq_carried_claim_id_version_id")),
        comment="What became of a claim's evidence when its article was edited: carried over by its words, or lost.",
    )
    op.create_index("ix_carried_claim_id", "carried", ["claim_id"])
    op.create_index("ix_carried_version_id", "carried", ["version_id"])


def _make_finding() -> None:
    """What is derived: search, what was joined."""
    op.create_table(
        "search_part",
        sa.Column(
            "id",
            KEY,
            autoincrement=False,
            nullable=False,
            comment="its day of publication (days since 0001-01-01; 0: none) times 2^32, "
            "and a number; of its row in search_terms too",
        ),
        sa.Column("version_id", KEY, nullable=False, comment="the text of which it is a part"),
        sa.Column("rules", sa.String(8), nullable=False, comment="by which rules its words were cut and folded: a short hash"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_part")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_search_part_version_id")),
        comment="Parts of texts as they are searched. "
        "Stems stand in search_terms (SQLite, FTS5) or in a column terms (PostgreSQL).",
    )
    op.create_index("ix_search_part_rules", "search_part", ["rules"])
    op.create_index("ix_search_part_version_id", "search_part", ["version_id"])
    op.create_table(
        "telling_key",
        sa.Column(
            "key",
            sa.BigInteger,
            autoincrement=False,
            nullable=False,
            comment="hash of what copies, or tellings of one thing, share",
        ),
        sa.Column("claim_id", KEY, autoincrement=False, nullable=False, comment="the claim that has it"),
        sa.PrimaryKeyConstraint("key", "claim_id", name=op.f("pk_telling_key")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_telling_key_claim_id")),
        comment="Keys under which claims that may belong together meet: only those that share one are compared.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "origin",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("ident", sa.String(16), nullable=False, comment="its id for people: of the earliest telling"),
        sa.Column("kind", sa.String(12), nullable=False, comment="single, copy, agency or statement"),
        sa.Column("why", sa.Text, nullable=False, server_default="", comment="by what its tellings were joined"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origin")),
        comment="One source of words, however many outlets carry it.",
    )
    op.create_index("ix_origin_ident", "origin", ["ident"])
    op.create_table(
        "incident",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("ident", sa.String(16), nullable=False, comment="its id for people: of the earliest telling"),
        sa.Column("type", sa.String(12), nullable=False, comment="type of the event"),
        sa.Column("why", sa.Text, nullable=False, server_default="", comment="by what its tellings were joined"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        comment="Claims of several documents about one event; what they disagree on stands in the claims.",
    )
    op.create_index("ix_incident_ident", "incident", ["ident"])


def _make_people() -> None:
    """What people decided."""
    op.create_table(
        "coder",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("name", sa.Text, nullable=False, comment="the name under which somebody judges; a pseudonym will do"),
        sa.Column("added", MOMENT, nullable=False, comment="when they first judged, UTC"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coder")),
        sa.UniqueConstraint("name", name=op.f("uq_coder_name")),
        comment="People who judge claims.",
    )
    op.create_table(
        "judgement",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("claim_ident", sa.String(16), nullable=True, comment="the claim judged; it keeps its id over readings"),
        sa.Column("version_id", KEY, nullable=False, comment="the text in which the claim stands"),
        sa.Column("coder_id", KEY, nullable=False, comment="who judged"),
        sa.Column("made", MOMENT, nullable=False, comment="when, UTC"),
        sa.Column(
            "verdict",
            sa.String(24),
            nullable=False,
            comment="accept, reject, correct, unverifiable, cannot_be_attributed, apart, together",
        ),
        sa.Column("field", sa.String(24), nullable=True, comment="the field corrected"),
        sa.Column(
            "value", sa.Text, nullable=True, comment="its value as corrected, JSON; for apart and together the other claim's id"
        ),
        sa.Column("reason", sa.Text, nullable=True, comment="why; NULL once erased"),
        sa.Column("round", sa.String(64), nullable=True, comment="the round of blind double coding that it belongs to"),
        sa.Column("salt", sa.String(32), nullable=False, comment="random, goes into the digest; emptied once erased"),
        sa.Column("digest", sa.String(64), nullable=False, comment="digest of the row; the chain holds it too"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_judgement_coder_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_judgement_version_id")),
        comment="What a person decided of a claim. Only added to.",
    )
    op.create_index("ix_judgement_claim_ident", "judgement", ["claim_ident"])
    op.create_index("ix_judgement_coder_id", "judgement", ["coder_id"])
    op.create_index("ix_judgement_round", "judgement", ["round"])
    op.create_index("ix_judgement_version_id", "judgement", ["version_id"])
    op.create_table(
        "grade",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("outlet", sa.Text, nullable=False, comment="the outlet or speaker graded"),
        sa.Column("reliability", sa.String(1), nullable=False, comment="A to F: how far the source has been reliable"),
        sa.Column(
            "credibility",
            sa.String(1),
            nullable=True,
            comment="1 to 6: how far one piece of information is believed; NULL for the source as a whole",
        ),
        sa.Column(
            "claim_ident",
            sa.String(16),
            nullable=True,
            comment="the claim whose information is graded; NULL for the source as a whole",
        ),
        sa.Column("coder_id", KEY, nullable=False, comment="who graded"),
        sa.Column("made", MOMENT, nullable=False, comment="when, UTC"),
        sa.Column("reason", sa.Text, nullable=True, comment="why; NULL once erased"),
        sa.Column("salt", sa.String(32), nullable=False, comment="random, goes into the digest; emptied once erased"),
        sa.Column("digest", sa.String(64), nullable=False, comment="digest of the row; the chain holds it too"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_grade_coder_id")),
        comment="Grades that people give to sources (A–F) and information (1–6). Shown, never multiplied.",
    )
    op.create_index("ix_grade_coder_id", "grade", ["coder_id"])
    op.create_index("ix_grade_outlet", "grade", ["outlet"])
    op.create_table(
        "coding_round",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("name", sa.Text, nullable=False, comment="the round's name; judgement.round holds it"),
        sa.Column("started", MOMENT, nullable=False, comment="when, UTC"),
        sa.Column("coders", RECORD, nullable=False, comment="names of those who judge the same claims blind to each other"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_round")),
        sa.UniqueConstraint("name", name=op.f("uq_coding_round_name")),
        comment="A round of blind double coding.",
    )
    op.create_table(
        "coding_item",
        sa.Column("round_id", KEY, nullable=False, comment="the round"),
        sa.Column("ordinal", sa.Integer, nullable=False, comment="order in which it is judged, from 1"),
        sa.Column("claim_ident", sa.String(16), nullable=False, comment="the claim to be judged"),
        sa.ForeignKeyConstraint(["round_id"], ["coding_round.id"], name=op.f("fk_coding_item_round_id")),
        sa.UniqueConstraint("round_id", "claim_ident", name=op.f("uq_coding_item_round_id_claim_ident")),
        sa.UniqueConstraint("round_id", "ordinal", name=op.f("uq_coding_item_round_id_ordinal")),
        comment="A claim that is judged in a round.",
    )
    op.create_index("ix_coding_item_round_id", "coding_item", ["round_id"])


def _make_proof() -> None:
    """What proves all of it."""
    op.create_table(
        "chain",
        sa.Column("seq", KEY, autoincrement=False, nullable=False, comment="number of the link, from 1 without a gap"),
        sa.Column("made", MOMENT, nullable=False, comment="when, UTC"),
        sa.Column(
            "kind", sa.String(16), nullable=False, comment="version, reading, judgement or grade; erase version … for an erasure"
        ),
        sa.Column("row", KEY, nullable=False, comment="id of the row in the table of that name"),
        sa.Column("digest", sa.String(64), nullable=False, comment="digest of that row; of an erasure, of what it left and why"),
        sa.Column("previous", sa.String(64), nullable=False, comment="hash of the link before; 64 zeros for the first"),
        sa.Column(
            "hash", sa.String(64), nullable=False, comment="SHA-256 of seq, made, kind, row, digest and previous, joined by |"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_chain")),
        comment="Every machine proposal and human decision, each with the hash of the one before: a change behind it breaks it.",
    )
    op.create_index("ix_chain_row", "chain", ["kind", "row"])
    op.create_table(
        "tombstone",
        sa.Column("id", KEY, autoincrement=False, nullable=False, comment="number of the row"),
        sa.Column("kind", sa.String(16), nullable=False, comment="version, reading, judgement or grade"),
        sa.Column("row", KEY, nullable=False, comment="id of the row that was erased, in the table of that name"),
        sa.Column("made", MOMENT, nullable=False, comment="when, UTC"),
        sa.Column("reason", sa.Text, nullable=False, comment="why it was erased; it is kept, and names nobody"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
        comment="Why something was erased. What is left of its row, and the reason, are proved by the chain's link of the erasure.",
    )
    op.create_index("ix_tombstone_row", "tombstone", ["kind", "row"])


def _make_search() -> None:
    """The index of stems, in the form of each database."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search_terms USING fts5(terms, content='', tokenize='ascii')")
    else:
        op.execute("ALTER TABLE search_part ADD COLUMN terms tsvector")
        op.execute("CREATE INDEX ix_search_part_terms ON search_part USING gin (terms)")
