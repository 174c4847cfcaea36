"""Search over all texts: the same stems on SQLite (FTS5) and on PostgreSQL (tsvector), so that both give the same answers.

The database finds texts by stems, the newest first; each is then read for the words themselves (`terms.find_hits`), so that no
answer hangs on how a database cuts words. What the database gives may be too much, but never too little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, text

from marsad.model import Document
from marsad.store.documents import next_id
from marsad.store.schema import search_part, version
from marsad.store.tellings import ask, document_of, documents_query, in_parts
from marsad.store.terms import Query, find_hits, index_words, stem
from marsad.text import Span

# What one part of a text holds at most. PostgreSQL keeps the first 16,383 places of a text and 255 of a word, and no text of over a
# megabyte; SQLite knows no such limits, but is given the same parts.
PART = 15_000  # words
PLACES = 250  # times that one stem stands there
_BYTES = 400_000  # of its stems
# Stands in every part of a text that has several. No stem is like it: a stem has letters or digits.
SEVERAL = "2parts"
_PAGE = 50  # texts that are read at a time


class Hit(NamedTuple):
    """A text in which what was looked for stands, and where."""

    version: int
    document: Document
    spans: tuple[Span, ...]


def stem_text(body: str) -> tuple[str, ...]:
    """Give the stems of a text in their order, cut in parts, as they are indexed."""
    parts = list(_cut([stem(term.folded) for term in index_words(body)]))
    return tuple(" ".join((*part, SEVERAL)) for part in parts) if len(parts) > 1 else tuple(" ".join(part) for part in parts)


def _cut(stems: Sequence[str]) -> Iterator[Sequence[str]]:
    start, size, counted = 0, 0, Counter[str]()
    for at, one in enumerate(stems):
        size += len(one.encode()) + 8  # its place, and what keeps it apart
        if at - start == PART or counted[one] == PLACES or size > _BYTES:
            yield stems[start:at]
            start, size, counted = at, len(one.encode()) + 8, Counter()
        counted[one] += 1
    if start < len(stems):
        yield stems[start:]


def index_terms(connection: Connection, texts: Iterable[tuple[int, tuple[str, ...]]]) -> None:
    """Make texts findable: the number of each version with the parts of its stems. Only inside `writing`."""
    first = next_id(connection, search_part)
    rows = [
        {"id": first + n, "version_id": at, "terms": part}
        for n, (at, part) in enumerate((at, p) for at, some in texts for p in some)
    ]
    if not rows:
        return
    connection.execute(insert(search_part), [{"id": row["id"], "version_id": row["version_id"]} for row in rows])
    if connection.dialect.name == "postgresql":
        rows = [row | {"terms": _places(str(row["terms"]))} for row in rows]
    connection.execute(text(_WRITE[connection.dialect.name]), rows)


def restore_terms(connection: Connection) -> None:
    """Index every text anew, in a copy on SQLite that has the rows of the parts and no stems yet. Only inside `writing`."""
    query = select(version.c.id, version.c.text).where(version.c.text.is_not(None)).order_by(version.c.id)
    for row in connection.execution_options(yield_per=_PAGE).execute(query):
        numbers = connection.execute(select(search_part.c.id).where(search_part.c.version_id == row.id).order_by(search_part.c.id))
        terms = [{"id": number, "terms": part} for number, part in zip(numbers.scalars(), stem_text(row.text), strict=False)]
        if terms:
            connection.execute(text(_WRITE["sqlite"]), terms)


def _places(part: str) -> str:
    """Write stems with their places as PostgreSQL reads them: they are cut already, and no configuration cuts them again."""
    found: dict[str, list[str]] = {}
    for at, one in enumerate(part.split(), start=1):
        found.setdefault(one, []).append(str(at))
    return " ".join(f"{one}:{','.join(places)}" for one, places in found.items())


def forget_terms(connection: Connection, at: int, body: str) -> None:
    """Take a text out of the index; `body` is what it was. Only inside `writing`."""
    numbers = list(
        connection.execute(select(search_part.c.id).where(search_part.c.version_id == at).order_by(search_part.c.id)).scalars()
    )
    if connection.dialect.name == "sqlite":
        for number, part in zip(numbers, stem_text(body), strict=True):
            connection.execute(text(_FORGET), {"id": number, "terms": part})
    connection.execute(search_part.delete().where(search_part.c.version_id == at))


_WRITE = {
    "sqlite": "INSERT INTO search_terms(rowid, terms) VALUES (:id, :terms)",
    "postgresql": "UPDATE search_part SET terms = CAST(:terms AS tsvector) WHERE id = :id",
}
_FORGET = "INSERT INTO search_terms(search_terms, rowid, terms) VALUES ('delete', :id, :terms)"
_FIND = {
    "sqlite": "SELECT rowid FROM search_terms WHERE search_terms MATCH :query AND rowid < :below ORDER BY rowid DESC LIMIT :most",
    "postgresql": "SELECT id FROM search_part WHERE terms @@ CAST(:query AS tsquery) AND id < :below ORDER BY id DESC LIMIT :most",
}


def search(connection: Connection, query: Query, *, limit: int) -> Iterator[Hit]:
    """Find the texts that hold what is looked for, the last added first: of each document its newest version, at most `limit`."""
    below, given, seen = 1 << 62, 0, set[int]()
    asked = _ask_for(query, connection.dialect.name)
    while given < limit:
        found = connection.execute(text(_FIND[connection.dialect.name]), {"query": asked, "below": below, "most": _PAGE})
        numbers = list(found.scalars())
        if not numbers:
            return
        below = numbers[-1]
        for hit in _read(connection, query, _unread(connection, numbers, seen)):
            given += 1
            yield hit
            if given == limit:
                return


def _unread(connection: Connection, numbers: Sequence[int], seen: set[int]) -> list[int]:
    """Give the versions of which parts were found, the last added first, each once in the whole search."""
    versions = {
        row["id"]: row["version_id"]
        for part in in_parts(numbers)
        for row in ask(connection, select(search_part.c.id, search_part.c.version_id).where(search_part.c.id.in_(part)))
    }
    unread = [at for at in dict.fromkeys(versions[number] for number in numbers) if at not in seen]
    seen.update(unread)
    return unread


def _read(connection: Connection, query: Query, versions: Sequence[int]) -> Iterator[Hit]:
    """Read texts for the words themselves."""
    rows = {
        row["id"]: row
        for part in in_parts(versions)
        for row in ask(connection, documents_query(version.c.id.in_(part), version.c.latest))
    }
    for at in versions:
        row = rows.get(at)
        if row is not None:
            spans = find_hits(query, list(index_words(row["text"])))
            if spans:
                yield Hit(at, document_of(row), tuple(spans))


def _ask_for(query: Query, dialect: str) -> str:
    """Write a query over stems as a database reads it. What must be absent is left to the reading: stems would say too much."""
    phrase, both, either = ('"{}"', " AND ", " OR ") if dialect == "sqlite" else ("({})", " & ", " | ")
    joint = " " if dialect == "sqlite" else " <-> "
    alternatives = [[[stem(word) for word in wanted.words] for wanted in some if not wanted.absent] for some in query.alternatives]
    within = [both.join(phrase.format(joint.join(words)) for words in some) for some in alternatives]
    # Of a text in several parts, any part with the longest stem will do: the words may stand far from one another.
    longest = [phrase.format(max((word for words in some for word in words), key=len)) for some in alternatives]
    across = f"{phrase.format(SEVERAL)}{both}({either.join(longest)})"
    return either.join(f"({one})" for one in (*within, across))
