"""The tables of the store, as SQLAlchemy Core describes them: every table and column says what it holds.

Other tools may read them. PostgreSQL carries the comments itself; SQLite has no comments, so both carry them in `schema_note` too.
Texts are code points; spans are half-open code points of `version.text`; days are civil dates; moments are UTC.

A row is never changed by a person's judgement: judgements are rows of their own. What may change is said in the comment of the
column: which reading is current, and what a claim is grouped with.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

Key = BigInteger().with_variant(Integer, "sqlite")  # numbers are given by the one writer, so that many rows go in at once
Name = Text().with_variant(Text(collation="C"), "postgresql")  # compared code point by code point, as SQLite does
Record = JSON().with_variant(JSONB(), "postgresql")


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC, written as `2020-02-12T09:30:00.000000Z` so that every tool reads it and text order is time order."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        """Write a moment that knows its zone."""
        return None if value is None else f"{value.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%f}Z"

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dt.datetime | None:
        """Read it back with its zone."""
        return None if value is None else dt.datetime.fromisoformat(value)


def _key(comment: str = "number of the row") -> Column[int]:
    return Column("id", Key, primary_key=True, autoincrement=False, comment=comment)


def _to(name: str, target: str, comment: str, *, nullable: bool = False, index: bool = True) -> Column[int]:
    return Column(name, Key, ForeignKey(f"{target}.id"), nullable=nullable, index=index, comment=comment)


schema_note = Table(
    "schema_note",
    metadata,
    Column("place", String(80), primary_key=True, comment="table, or table.column"),
    Column("note", Text, nullable=False, comment="what it holds"),
    comment="What every table and column holds, for readers whose database has no comments.",
)

document = Table(
    "document",
    metadata,
    _key(),
    Column(
        "name",
        Name,
        nullable=False,
        unique=True,
        comment="the id under which claims speak of it: told by the source, or of its file",
    ),
    Column("url", Text, nullable=False, server_default="", comment="its address on the web; empty where none is known"),
    Column("outlet", Text, nullable=False, server_default="", comment="who published it, as it says"),
    Column("added", Moment, nullable=False, comment="when it came in first, UTC"),
    Index("ix_document_url", "url"),
    comment="Something published. Its text stands in its versions: an edited article is a new version.",
)

capture = Table(
    "capture",
    metadata,
    Column("sha256", String(64), primary_key=True, comment="SHA-256 of the bytes as they were given, hexadecimal"),
    Column("media_type", Text, nullable=False, comment="what the bytes are: text/plain, text/html, application/json"),
    Column("size", BigInteger, nullable=False, comment="how many bytes they are"),
    Column("body", LargeBinary, nullable=True, comment="the bytes, compressed by zlib; NULL once erased"),
    comment="Bytes exactly as they were given, each kept once.",
)

version = Table(
    "version",
    metadata,
    _key(),
    _to("document_id", "document", "the document of which this is a version"),
    Column("number", Integer, nullable=False, comment="1 for the first that came in, then 2 …"),
    Column("text_sha256", String(64), nullable=False, index=True, comment="SHA-256 of the text in UTF-8, hexadecimal"),
    Column("text", Text, nullable=True, comment="the text, never changed; NULL once erased"),
    Column("title", Text, nullable=False, server_default="", comment="its headline"),
    Column("author", Text, nullable=False, server_default="", comment="who wrote it, as it says; empty where it does not"),
    Column("language", String(16), nullable=False, comment="language of the text: ar, en …"),
    Column("published", Date, nullable=True, index=True, comment="the day that it says it was published; NULL where it does not"),
    Column("modified", Date, nullable=True, comment="the day that it says it was changed; NULL where it does not"),
    Column("fetched", Moment, nullable=True, comment="when it was fetched from the web, UTC; NULL for files"),
    Column("added", Moment, nullable=False, comment="when it came in, UTC"),
    Column("capture_sha256", String(64), ForeignKey("capture.sha256"), nullable=True, comment="the bytes that it was read out of"),
    Column("encoding", String(32), nullable=False, comment="encoding of those bytes"),
    Column("remarks", Record, nullable=False, comment="what was noted when the text was got out of the bytes"),
    Column(
        "latest", Boolean, nullable=False, server_default=true(), comment="whether it is the document's newest version; may change"
    ),
    Column(
        "blocks",
        Record,
        nullable=False,
        server_default="[]",
        comment="its parts in their order: start, end, and whether heading, paragraph, caption, quote, list or table; "
        "empty: all is paragraphs",
    ),
    Column(
        "dataset", String(24), nullable=False, server_default="", comment="the dataset of which it is a row: acled; empty for texts"
    ),
    Column("salt", String(32), nullable=False, comment="random, goes into the digest; emptied once erased"),
    Column("digest", String(64), nullable=False, comment="digest of the row; the chain holds it too"),
    UniqueConstraint("document_id", "number"),
    UniqueConstraint("document_id", "text_sha256"),
    comment="A text as it stood when it came in: immutable. An edited article has several.",
)

retrieval = Table(
    "retrieval",
    metadata,
    _key(),
    _to("version_id", "version", "the text that was got out of the bytes"),
    Column("capture_sha256", String(64), ForeignKey("capture.sha256"), nullable=False, index=True, comment="the bytes"),
    Column("asked", Text, nullable=False, comment="the address that was asked for; empty for a file"),
    Column("answered", Text, nullable=False, comment="the address that answered, after redirects; empty for a file"),
    Column("status", SmallInteger, nullable=True, comment="HTTP status of the answer; NULL where none is known"),
    Column("headers", Record, nullable=False, comment="headers of the answer, name and value as they came, in their order"),
    Column("at", Moment, nullable=False, comment="when the bytes were got, UTC: fetched from the web, or given as a file"),
    Column("tool", Text, nullable=False, comment="the program that got them, with its version"),
    Column("within", Text, nullable=False, comment="where they stood in an archive: news.warc.gz#184211; empty where in none"),
    Column("salt", String(32), nullable=False, comment="random, goes into the digest; emptied once erased"),
    Column("digest", String(64), nullable=False, comment="digest of the row; the chain holds it too"),
    comment="Each time that the bytes of a text were got: from where, when, with what answer.",
)

reading = Table(
    "reading",
    metadata,
    _key(),
    _to("version_id", "version", "the text that was read"),
    Column("reader", String(16), nullable=False, comment="which words, rules and agreements read it: a short hash of them"),
    Column("read", Moment, nullable=False, comment="when, UTC"),
    Column(
        "current", Boolean, nullable=False, server_default=true(), comment="false once a newer reading superseded it; may change"
    ),
    Column("claims", Integer, nullable=False, comment="how many claims it made"),
    Column("flags", Record, nullable=False, comment="doubts about what the source wrote: kind, span, note"),
    Column("skipped", Record, nullable=False, comment="furniture that was read past: span, reason"),
    Column("salt", String(32), nullable=False, comment="random, goes into the digests of its claims; emptied once erased"),
    Column("digest", String(64), nullable=False, comment="digest over its claims and links; the chain holds it too"),
    comment="One pass of the reader over a version: the machine's proposal. Old ones are kept.",
)

_CODE = String(24)

claim = Table(
    "claim",
    metadata,
    _key(),
    _to("reading_id", "reading", "the reading that made it"),
    _to("version_id", "version", "the text in which it stands"),
    Column(
        "ident",
        String(16),
        nullable=False,
        index=True,
        comment="its id for people: a hash of the text and of what is claimed where",
    ),
    Column("current", Boolean, nullable=False, comment="whether reading and version are the newest ones; may change"),
    Column("said", Date, nullable=True, comment="the day of publication, on which it is taken to be said"),
    Column("language", String(16), nullable=False, comment="language of the words"),
    Column("sentence_start", Integer, nullable=False, comment="where its sentence begins in version.text"),
    Column("sentence_end", Integer, nullable=False, comment="where its sentence ends"),
    Column("source", _CODE, nullable=False, comment="who says it: outlet, or country and sector (TUR.GOV)"),
    Column("source_country", String(12), nullable=False, comment="the country or organisation of who says it"),
    Column("act", String(12), nullable=False, comment="what they do by saying it: state, accuse, deny …"),
    Column("type", String(12), nullable=False, comment="what it is about: assault, retreat, breach …"),
    Column("mode", String(24), nullable=False, server_default="", comment="how: shelling, air strike …"),
    Column("actor", _CODE, nullable=True, comment="who did it"),
    Column("actor_country", String(12), nullable=True, comment="the country or organisation of who did it"),
    Column("target", _CODE, nullable=True, comment="whom it was done to"),
    Column("target_country", String(12), nullable=True, comment="the country or organisation of whom it was done to"),
    Column("negated", Boolean, nullable=False, server_default=false(), comment="whether it is said not to be so"),
    Column("status", String(12), nullable=False, comment="actual, future, conditional or possible"),
    Column("place", Text, nullable=True, comment="where, in the words of the text"),
    Column("latitude", Float, nullable=True, comment="degrees WGS 84 of the place as a gazetteer knows it"),
    Column("longitude", Float, nullable=True, comment="degrees WGS 84 of the place as a gazetteer knows it"),
    Column("happened_first", Date, nullable=True, comment="first day on which it may have happened, as told"),
    Column("happened_last", Date, nullable=True, comment="last day on which it may have happened, as told"),
    Column("deadline", String(24), nullable=True, comment="by when it is to be done, ISO day, month or interval"),
    Column("killed_low", Integer, nullable=True, comment="killed, at least"),
    Column("killed_high", Integer, nullable=True, comment="killed, at most; NULL beside a lower bound: open"),
    Column("rule", Text, nullable=False, comment="the entry of the pack that made it"),
    Column(
        "record",
        Record,
        nullable=True,
        comment="the rest of the claim: spans of its evidence, wounded, displaced …; NULL once erased",
    ),
    Column("digest", String(64), nullable=False, comment="digest of the row; the reading's digest is over these"),
    Column("origin_id", Key, nullable=True, comment="the origin that it belongs to; may change as copies come in"),
    Column("incident_id", Key, nullable=True, comment="the incident that it tells of; NULL where it tells of none; may change"),
    # Nearly all claims are current: an index that begins with it would lead SQLite, which keeps no statistics, to read them all.
    Index("ix_claim_day", "said", "act", "type", "negated", "status", "current", "origin_id"),
    Index("ix_claim_matrix", "act", "current", "source_country", "actor_country", "type", "said", "origin_id"),
    Index("ix_claim_actor", "actor_country", "current", "said"),
    Index("ix_claim_source", "source_country", "current", "said"),
    Index("ix_claim_origin", "origin_id"),
    Index("ix_claim_incident", "incident_id"),
    comment="One thing that a text says, with who says it. Never edited: a judgement is added.",
)

link = Table(
    "link",
    metadata,
    _key(),
    _to("claim_id", "claim", "the claim"),
    Column("agreement", String(64), nullable=False, comment="id of the agreement on which it bears"),
    Column("commitment", String(24), nullable=True, comment="id of the commitment; NULL: on the agreement as a whole"),
    Column("effect", String(8), nullable=False, comment="breach, comply, duty, exit or deny"),
    Column("by_actor", _CODE, nullable=False, comment="who says it"),
    Column("of_actor", _CODE, nullable=True, comment="of whose conduct; NULL where nobody is named"),
    Column("reason", Text, nullable=False, comment="why it is thought to bear on it"),
    Column("ordinal", SmallInteger, nullable=False, comment="order within the document, from 0"),
    Column("said", Date, nullable=True, comment="that of the claim, so that links are found by their days"),
    Column("current", Boolean, nullable=False, server_default=true(), comment="that of the claim; may change"),
    Index("ix_link_agreement", "agreement", "commitment", "effect", "current", "said"),
    Index("ix_link_day", "agreement", "said", "current", "claim_id"),
    comment="That a claim bears on a commitment of an agreement, how, and why it is thought so.",
)

carried = Table(
    "carried",
    metadata,
    _key(),
    _to("claim_id", "claim", "the claim of an older version"),
    _to("version_id", "version", "the newer version in which its words were looked for"),
    Column("sentence_start", Integer, nullable=True, comment="where its sentence stands there; NULL: lost"),
    Column("lost", Boolean, nullable=False, comment="whether the newer version no longer has the words"),
    UniqueConstraint("claim_id", "version_id"),
    comment="What became of a claim's evidence when its article was edited: carried over by its words, or lost.",
)

search_part = Table(
    "search_part",
    metadata,
    _key("its day of publication (days since 0001-01-01; 0: none) times 2^32, and a number; of its row in search_terms too"),
    _to("version_id", "version", "the text of which it is a part"),
    Column("rules", String(8), nullable=False, index=True, comment="by which rules its words were cut and folded: a short hash"),
    comment="Parts of texts as they are searched. Stems stand in search_terms (SQLite, FTS5) or in a column terms (PostgreSQL).",
)

telling_key = Table(
    "telling_key",
    metadata,
    Column(
        "key", BigInteger, primary_key=True, autoincrement=False, comment="hash of what copies, or tellings of one thing, share"
    ),
    Column("claim_id", Key, ForeignKey("claim.id"), primary_key=True, autoincrement=False, comment="the claim that has it"),
    comment="Keys under which claims that may belong together meet: only those that share one are compared.",
    sqlite_with_rowid=False,
)

origin = Table(
    "origin",
    metadata,
    _key(),
    Column("ident", String(16), nullable=False, index=True, comment="its id for people: of the earliest telling"),
    Column("kind", String(12), nullable=False, comment="single, copy, agency or statement"),
    Column("why", Text, nullable=False, server_default="", comment="by what its tellings were joined"),
    comment="One source of words, however many outlets carry it.",
)

incident = Table(
    "incident",
    metadata,
    _key(),
    Column("ident", String(16), nullable=False, index=True, comment="its id for people: of the earliest telling"),
    Column("type", String(12), nullable=False, comment="type of the event"),
    Column("why", Text, nullable=False, server_default="", comment="by what its tellings were joined"),
    comment="Claims of several documents about one event; what they disagree on stands in the claims.",
)

coder = Table(
    "coder",
    metadata,
    _key(),
    Column("name", Text, nullable=False, unique=True, comment="the name under which somebody judges; a pseudonym will do"),
    Column("added", Moment, nullable=False, comment="when they first judged, UTC"),
    comment="People who judge claims.",
)

judgement = Table(
    "judgement",
    metadata,
    _key(),
    Column("claim_ident", String(16), nullable=True, index=True, comment="the claim judged; it keeps its id over readings"),
    _to("version_id", "version", "the text in which the claim stands"),
    _to("coder_id", "coder", "who judged"),
    Column("made", Moment, nullable=False, comment="when, UTC"),
    Column(
        "verdict",
        String(24),
        nullable=False,
        comment="accept, reject, correct, unverifiable, cannot_be_attributed, apart, together",
    ),
    Column("field", String(24), nullable=True, comment="the field corrected"),
    Column("value", Text, nullable=True, comment="its value as corrected, JSON; for apart and together the other claim's id"),
    Column("reason", Text, nullable=True, comment="why; NULL once erased"),
    Column("round", String(64), nullable=True, index=True, comment="the round of blind double coding that it belongs to"),
    Column("salt", String(32), nullable=False, comment="random, goes into the digest; emptied once erased"),
    Column("digest", String(64), nullable=False, comment="digest of the row; the chain holds it too"),
    comment="What a person decided of a claim. Only added to.",
)

grade = Table(
    "grade",
    metadata,
    _key(),
    Column("outlet", Text, nullable=False, index=True, comment="the outlet or speaker graded"),
    Column("reliability", String(1), nullable=False, comment="A to F: how far the source has been reliable"),
    Column(
        "credibility",
        String(1),
        nullable=True,
        comment="1 to 6: how far one piece of information is believed; NULL for the source as a whole",
    ),
    Column(
        "claim_ident", String(16), nullable=True, comment="the claim whose information is graded; NULL for the source as a whole"
    ),
    _to("coder_id", "coder", "who graded"),
    Column("made", Moment, nullable=False, comment="when, UTC"),
    Column("reason", Text, nullable=True, comment="why; NULL once erased"),
    Column("salt", String(32), nullable=False, comment="random, goes into the digest; emptied once erased"),
    Column("digest", String(64), nullable=False, comment="digest of the row; the chain holds it too"),
    comment="Grades that people give to sources (A–F) and information (1–6). Shown, never multiplied.",
)

coding_round = Table(
    "coding_round",
    metadata,
    _key(),
    Column("name", Text, nullable=False, unique=True, comment="the round's name; judgement.round holds it"),
    Column("started", Moment, nullable=False, comment="when, UTC"),
    Column("coders", Record, nullable=False, comment="names of those who judge the same claims blind to each other"),
    Column("salt", String(32), nullable=False, server_default="", comment="random, goes into the digest; emptied once erased"),
    Column(
        "digest",
        String(64),
        nullable=False,
        server_default="",
        comment="digest of the row and of its claims in their order; the chain holds it too",
    ),
    comment="A round of blind double coding.",
)

coding_item = Table(
    "coding_item",
    metadata,
    _to("round_id", "coding_round", "the round"),
    Column("ordinal", Integer, nullable=False, comment="order in which it is judged, from 1"),
    Column("claim_ident", String(16), nullable=False, comment="the claim to be judged"),
    UniqueConstraint("round_id", "ordinal"),
    UniqueConstraint("round_id", "claim_ident"),
    comment="A claim that is judged in a round.",
)

chain = Table(
    "chain",
    metadata,
    Column("seq", Key, primary_key=True, autoincrement=False, comment="number of the link, from 1 without a gap"),
    Column("made", Moment, nullable=False, comment="when, UTC"),
    Column(
        "kind",
        String(16),
        nullable=False,
        comment="version, retrieval, reading, judgement, grade or round; erase version … for an erasure",
    ),
    Column("row", Key, nullable=False, comment="id of the row in the table of that name"),
    Column("digest", String(64), nullable=False, comment="digest of that row; of an erasure, of what it left and why"),
    Column("previous", String(64), nullable=False, comment="hash of the link before; 64 zeros for the first"),
    Column("hash", String(64), nullable=False, comment="SHA-256 of seq, made, kind, row, digest and previous, joined by |"),
    Index("ix_chain_row", "kind", "row"),
    comment="Every machine proposal and human decision, each with the hash of the one before: a change behind it breaks it.",
)

tombstone = Table(
    "tombstone",
    metadata,
    _key(),
    Column("kind", String(16), nullable=False, comment="version, retrieval, reading, judgement, grade or round"),
    Column("row", Key, nullable=False, comment="id of the row that was erased, in the table of that name"),
    Column("made", Moment, nullable=False, comment="when, UTC"),
    Column("reason", Text, nullable=False, comment="why it was erased; it is kept, and names nobody"),
    Index("ix_tombstone_row", "kind", "row"),
    comment="Why something was erased. What is left of its row, and the reason, are proved by the chain's link of the erasure.",
)

source = Table(
    "source",
    metadata,
    _key(),
    Column("url", Text, nullable=False, unique=True, comment="address of its feed or sitemap"),
    Column("title", Text, nullable=False, server_default="", comment="its name, by the feed or by a person"),
    Column("outlet", Text, nullable=False, server_default="", comment="who publishes; used where a page does not tell it"),
    Column("language", String(16), nullable=False, server_default="", comment="language of its articles, where a person said it"),
    Column("site", Text, nullable=False, server_default="", comment="address of the site for people"),
    Column("folder", Text, nullable=False, server_default="", comment="where it stands in a list of sources: a/b"),
    Column("added", Moment, nullable=False, comment="when it was added, UTC"),
    Column("since", Date, nullable=True, comment="what is older is not fetched; NULL: all that it lists"),
    Column("paused", Boolean, nullable=False, server_default=false(), comment="whether it is left alone; may change"),
    Column("kind", String(12), nullable=False, server_default="", comment="rss, atom, json, sitemap, sitemaps; as read last"),
    Column("etag", Text, nullable=False, server_default="", comment="ETag of its last answer; may change"),
    Column("modified", Text, nullable=False, server_default="", comment="Last-Modified of its last answer; may change"),
    Column("rests", Moment, nullable=True, comment="it is not asked before, UTC: by its wish, or by our back-off; may change"),
    comment="What is followed: a feed or a sitemap. Changed by people and by `marsad watch`; not in the chain.",
)

poll = Table(
    "poll",
    metadata,
    _key(),
    _to("source_id", "source", "the source that was asked", index=False),
    Column("at", Moment, nullable=False, comment="when, UTC"),
    Column("outcome", String(12), nullable=False, comment="new, same (nothing new), unchanged (304) or failed"),
    Column("listed", Integer, nullable=False, comment="how many items it listed"),
    Column("fresh", Integer, nullable=False, comment="how many of them were not known"),
    Column("error", Text, nullable=False, server_default="", comment="what went wrong, in words"),
    Index("ix_poll_source", "source_id", "at"),
    comment="Each time that a source was asked. Only added to; not in the chain.",
)

item = Table(
    "item",
    metadata,
    _key(),
    _to("source_id", "source", "the source that lists it", index=False),
    Column("key", String(64), nullable=False, comment="SHA-256 of the id by which the feed knows it, hexadecimal"),
    Column(
        "url_key", String(64), nullable=False, index=True, comment="SHA-256 of its address, hexadecimal; empty where it has none"
    ),
    Column("url", Text, nullable=False, comment="its address; empty where it has none, and once erased"),
    Column("title", Text, nullable=False, comment="its title in the feed; empty once erased"),
    Column("published", Date, nullable=True, comment="the day on which the feed says it was published"),
    Column("seen", Moment, nullable=False, comment="when it was listed first, UTC"),
    Column(
        "outcome",
        String(12),
        nullable=False,
        comment="waiting, kept, known (here before), failed (to be tried again), refused (not tried again) or passed (too old)",
    ),
    Column("tries", Integer, nullable=False, comment="how often it was tried to fetch it"),
    Column("rests", Moment, nullable=True, comment="it is not tried before, UTC"),
    Column("error", Text, nullable=False, server_default="", comment="why it was not kept, in words; empty once erased"),
    _to("version_id", "version", "the text that came of it", nullable=True),
    UniqueConstraint("source_id", "key"),
    Index("ix_item_outcome", "outcome", "rests"),
    Index("ix_item_seen", "source_id", "seen"),
    comment="What sources listed, and what became of it: what was fetched once is not fetched again. Not in the chain.",
)


def notes() -> list[dict[str, str]]:
    """Give the comments of all tables and columns as rows of `schema_note`."""
    found: list[dict[str, str]] = []
    for table in metadata.sorted_tables:
        found.append({"place": table.name, "note": table.comment or ""})
        found += [{"place": f"{table.name}.{column.name}", "note": column.comment or ""} for column in table.columns]
    return found
