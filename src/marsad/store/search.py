"""Search over all texts: the same stems on SQLite (FTS5) and on PostgreSQL (tsvector), so that both give the same answers.

The database finds texts by stems, the last published first; each is then read for the words themselves (`terms.find_hits`), so that
no answer hangs on how a database cuts words. What the database gives may be too much, but never too little.

Numbers of parts begin with the day of publication: their order is that of days, and the newest texts are found without ranking all.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, text

from marsad.errors import BadDatabase
from marsad.model import Document
from marsad.store.schema import search_part, version
from marsad.store.tellings import ask, document_of, documents_query, in_parts
from marsad.store.terms import Query, find_hits, index_words, rules_version, stem
from marsad.text import Span

# What one part of a text holds at most. PostgreSQL keeps the first 16,383 places of a text and 255 of a word, and no text of over a
# megabyte; SQLite knows no such limits, but is given the same parts.
PART = 15_000  # words
PLACES = 250  # times that one stem stands there
_BYTES = 400_000  # of its stems
# Stands in every part of a text that has several. No stem is like it: a stem has letters or digits.
SEVERAL = "2parts"
_DAY = 1 << 32
_PAGES = (12, 50, 200)  # texts that are read at a time: few at first, for most searches end there


class Hit(NamedTuple):
    """A text in which what was looked for stands, and where."""

    version: int
    document: Document
    spans: tuple[Span, ...]


class Indexed(NamedTuple):
    """A text as it is indexed: the number of its version, its day, and its parts, by `stem_text`."""

    version: int
    published: dt.date | None
    parts: tuple[str, ...]


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


def index_terms(connection: Connection, texts: Iterable[Indexed]) -> None:
    """Make texts findable. Only inside `writing`."""
    free: dict[int, int] = {}
    rows: list[dict[str, Any]] = []
    for one in texts:
        day = one.published.toordinal() if one.published else 0
        for part in one.parts:
            number = free.get(day) or _free_number(connection, day)
            free[day] = number + 1
            rows.append({"id": number, "version_id": one.version, "rules": rules_version(), "terms": part})
    if not rows:
        return
    rows.sort(key=lambda row: int(row["id"]))  # FTS5 takes rows in their order, or writes a piece of its index for each
    connection.execute(insert(search_part), [{key: row[key] for key in ("id", "version_id", "rules")} for row in rows])
    write = _places if connection.dialect.name == "postgresql" else str
    connection.execute(text(_WRITE[connection.dialect.name]), [{"id": row["id"], "terms": write(row["terms"])} for row in rows])


def _free_number(connection: Connection, day: int) -> int:
    of_day = search_part.c.id.between(day * _DAY, (day + 1) * _DAY - 1)
    last: int | None = connection.execute(select(func.max(search_part.c.id)).where(of_day)).scalar()
    return (day * _DAY if last is None else last) + 1


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


def is_stale(connection: Connection) -> bool:
    """Tell whether some text was indexed by other rules than these."""
    ends = connection.execute(select(func.min(search_part.c.rules), func.max(search_part.c.rules))).one()
    return any(end is not None and end != rules_version() for end in ends)


def rebuild_index(connection: Connection) -> None:
    """Make the whole index anew out of the texts. Only inside `writing`."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO search_terms(search_terms) VALUES ('delete-all')"))
    connection.execute(delete(search_part))
    numbers = connection.execute(select(version.c.id).where(version.c.text.is_not(None)).order_by(version.c.id)).scalars().all()
    for part in in_parts(numbers):
        rows = ask(connection, select(version.c.id, version.c.published, version.c.text).where(version.c.id.in_(part)))
        by_number = sorted(rows, key=lambda row: int(row["id"]))
        index_terms(connection, (Indexed(row["id"], row["published"], stem_text(row["text"])) for row in by_number))


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
    """Find the texts that hold what is looked for, the last published first, at most `limit`; those without a date come last.

    Of each document the newest version is searched. Raises BadDatabase where the index is of the rules of another version.
    """
    if is_stale(connection):
        raise BadDatabase("the search index is of another version of Marsad", "Run `marsad init`, which makes it anew")
    below, given, size, seen = 1 << 62, 0, 0, set[int]()
    asked, sizes = write_query(query, connection.dialect.name), iter(_PAGES)
    while given < limit:
        size = next(sizes, size)
        found = connection.execute(text(_FIND[connection.dialect.name]), {"query": asked, "below": below, "most": size})
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
    """Give the versions of which parts were found, the last published first, each once in the whole search."""
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


def write_query(query: Query, dialect: str) -> str:
    """Write a query over stems as a database reads it. What must be absent is left to the reading: stems would say too much."""
    phrase, both, either = ('"{}"', " AND ", " OR ") if dialect == "sqlite" else ("({})", " & ", " | ")
    joint = " " if dialect == "sqlite" else " <-> "
    alternatives = [[[stem(word) for word in wanted.words] for wanted in some if not wanted.absent] for some in query.alternatives]
    within = [both.join(phrase.format(joint.join(words)) for words in some) for some in alternatives]
    # Of a text in several parts, any part with the longest stem will do: the words may stand far from one another.
    longest = [phrase.format(max((word for words in some for word in words), key=len)) for some in alternatives]
    across = f"{phrase.format(SEVERAL)}{both}({either.join(longest)})"
    return either.join(f"({one})" for one in (*within, across))
