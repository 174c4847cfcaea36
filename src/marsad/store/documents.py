"""Documents into the store.

The same thing twice changes nothing; an edited article is a new version; a name stands for one document.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, and_, func, insert, or_, select, update

from marsad.model import Capture, Document
from marsad.store.chain import Fact, append
from marsad.store.digests import digest, new_salt
from marsad.store.prepared import Prepared
from marsad.store.records import Row
from marsad.store.retrievals import Got, new_retrievals, retrieval_row
from marsad.store.schema import capture, carried, claim, document, link, reading, retrieval, telling_key, version

Outcome = Literal["added", "new version", "unchanged"]
_MANY = 400  # values in one IN (…): SQLite allows 32,766, plans stay good below a thousand


class Stored(NamedTuple):
    """What became of a document, and where its rows are: the version, and its claims by their place in `Prepared.claims`."""

    outcome: Outcome
    version: int
    claims: tuple[int, ...]


class Standing(NamedTuple):
    """Where a document stands in the store: its row, its version with this very text, how many versions there are.

    `erased` says that its text was there and was erased.
    """

    document: int | None
    version: int | None
    number: int
    name: str
    erased: bool = False


def find_known(connection: Connection, documents: Sequence[Document]) -> list[bool]:
    """Tell of each document whether it is there already, word for word."""
    return [standing.version is not None for standing in find_standings(connection, documents)]


def find_standings(connection: Connection, documents: Sequence[Document]) -> list[Standing]:
    """Find where documents stand.

    One with an address is known by it. One without is known by its name, told by its source or its file's; where the name is taken
    by a text of another document, a number is put behind it.
    """
    urls = _by_url(connection, {one.url for one in documents if one.url})
    names = _by_name(connection, {one.id for one in documents})
    gone = _erased(connection, documents)
    return [gone.get(one.sha256) or _standing(connection, one, urls, names) for one in documents]


def _erased(connection: Connection, documents: Sequence[Document]) -> dict[str, Standing]:
    """Find texts that were erased, by the hash of each: they are known, and do not come in again.

    Nor do they as another text out of the very same bytes, as when pages are read otherwise than before.
    """
    texts = _select_in(
        connection,
        sorted({one.sha256 for one in documents}),
        lambda some: select(version).where(version.c.text_sha256.in_(some), version.c.text.is_(None)),
    )
    gone = {row["text_sha256"]: _gone(row) for row in texts}
    of_bytes = {one.capture.sha256: one.sha256 for one in documents if one.capture}
    bodies = _select_in(connection, sorted(of_bytes), _erased_bodies)
    return gone | {of_bytes[row["got"]]: _gone(row) for row in bodies if of_bytes[row["got"]] not in gone}


def _erased_bodies(some: list[str]) -> object:
    of_text, of_bytes = version.c.id == retrieval.c.version_id, capture.c.sha256 == retrieval.c.capture_sha256
    joined = retrieval.join(version, of_text).join(capture, of_bytes)
    bodies = select(version, retrieval.c.capture_sha256.label("got")).select_from(joined)
    return bodies.where(capture.c.sha256.in_(some), capture.c.body.is_(None), version.c.text.is_(None))


def _gone(row: Row) -> Standing:
    return Standing(row["document_id"], row["id"], row["number"], "", erased=True)


def _by_url(connection: Connection, urls: set[str]) -> dict[str, tuple[int, str]]:
    rows = _select_in(connection, sorted(urls), lambda some: select(document).where(document.c.url.in_(some)))
    return {row["url"]: (row["id"], row["name"]) for row in rows}


def _by_name(connection: Connection, names: set[str]) -> dict[str, int]:
    rows = _select_in(connection, sorted(names), lambda some: select(document).where(document.c.name.in_(some)))
    return {row["name"]: row["id"] for row in rows}


def _standing(connection: Connection, one: Document, urls: dict[str, tuple[int, str]], names: dict[str, int]) -> Standing:
    if one.url and one.url in urls:
        return _version_of(connection, *urls[one.url], one)
    if one.id not in names:
        return Standing(None, None, 0, one.id)
    if one.url:
        return Standing(None, None, 0, _free_name(connection, one.id))
    known = _version_of(connection, names[one.id], one.id, one)
    return known if known.version is not None else _among_namesakes(connection, one)


def _version_of(connection: Connection, row: int, name: str, one: Document) -> Standing:
    rows = connection.execute(
        select(version.c.id, version.c.number, version.c.text_sha256).where(version.c.document_id == row)
    ).all()
    same = next((known.id for known in rows if known.text_sha256 == one.sha256), None)
    return Standing(row, same, max((known.number for known in rows), default=0), name)


def _among_namesakes(connection: Connection, one: Document) -> Standing:
    """Look through documents without an address whose name is this one's, also with a number behind it."""
    named = or_(document.c.name == one.id, _begins(f"{one.id}-"))
    columns = (
        document.c.id,
        document.c.name,
        version.c.id.label("version"),
        version.c.text_sha256,
        version.c.text,
        version.c.number,
    )
    rows = connection.execute(
        select(*columns)
        .join(version, version.c.document_id == document.c.id)
        .where(document.c.url == "", named)
        .order_by(document.c.id, version.c.number)
    ).all()
    own = [row for row in rows if row.name == one.id or re.fullmatch(re.escape(one.id) + r"-\d+", row.name)]
    same = next((row for row in own if row.text_sha256 == one.sha256), None)
    if same:
        return Standing(same.id, same.version, same.number, same.name)
    edited = next((row for row in reversed(own) if is_edited(row.text or "", one.text)), None)
    if edited:
        return Standing(edited.id, None, max(row.number for row in own if row.id == edited.id), edited.name)
    return Standing(None, None, 0, _free_name(connection, one.id))


def _begins(start: str) -> ColumnElement[bool]:
    """Names that begin so, as a range that an index serves; names are compared code point by code point."""
    return and_(document.c.name >= start, document.c.name < start[:-1] + chr(ord(start[-1]) + 1))


def is_edited(before: str, after: str) -> bool:
    """Whether one text is the other, edited: at least half of the different lines or sentences of the shorter stand in the longer.

    Asked only of texts of one name and no address; anything less is another document that happens to have the name.
    """
    first, second = ({part.strip() for part in re.split(r"[\n.?!\u061f\u06d4]", text) if part.strip()} for text in (before, after))
    return bool(first and second) and 2 * len(first & second) >= min(len(first), len(second))


def _free_name(connection: Connection, name: str) -> str:
    taken = set(connection.execute(select(document.c.name).where(_begins(f"{name}-"))).scalars())
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


class Pen:
    """Writes the rows of many documents at once: numbers are given in memory, and rows go in table by table.

    Only inside `writing`: there is one writer, so that the numbers are free.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.facts: list[Fact] = []
        self._rows: dict[str, list[Row]] = {table.name: [] for table in _IN_ORDER}
        self._next: dict[str, int] = {}

    def number(self, table: Table, count: int = 1) -> int:
        """Give the first of the next `count` free numbers of a table's rows."""
        if table.name not in self._next:
            self._next[table.name] = next_id(self.connection, table)
        first = self._next[table.name]
        self._next[table.name] += count
        return first

    def add(self, table: Table, *rows: Row) -> None:
        """Keep rows to be written."""
        self._rows[table.name].extend(rows)

    def write(self, now: dt.datetime) -> None:
        """Write what was kept, and the links of the chain for it."""
        for table in _IN_ORDER:
            rows = self._rows[table.name]
            if table is capture and rows:
                known = {row["sha256"] for row in _select_in(self.connection, [row["sha256"] for row in rows], _captures)}
                rows = list({row["sha256"]: row for row in rows if row["sha256"] not in known}.values())
            (insert_numbers if table is telling_key else insert_many)(self.connection, table, rows)
            self._rows[table.name] = []
        append(self.connection, self.facts, now)
        self.facts = []


_IN_ORDER = (document, capture, version, retrieval, reading, claim, link, telling_key)


def _captures(some: list[str]) -> object:
    return select(capture.c.sha256).where(capture.c.sha256.in_(some))


def store_documents(connection: Connection, batch: Sequence[Prepared], now: dt.datetime) -> list[Stored]:
    """Store documents with their readings, in the order given. Only inside `writing`."""
    pen = Pen(connection)
    standings = find_standings(connection, [one.document for one in batch])
    seen: set[str] = set()
    again: list[Got] = []
    stored = []
    for one, before in zip(batch, standings, strict=True):
        standing = before
        names = {one.document.url, one.document.id, one.document.sha256} - {""}
        if seen & names:
            # Something of its name came a moment ago: it is looked for again, with that in its place.
            pen.write(now)
            standing = find_standings(connection, [one.document])[0]
        seen |= names
        stored.append(_store(pen, one, standing, now))
        again += _got_again(one.document, standing)
    pen.write(now)
    write_retrievals(pen, new_retrievals(connection, again), now)
    pen.write(now)
    return stored


def find_retrievals(connection: Connection, documents: Sequence[Document]) -> list[Got]:
    """Find what was got again: the bytes of texts that are there already, got at another time or from another place."""
    standings = find_standings(connection, documents)
    return new_retrievals(connection, (got for one, at in zip(documents, standings, strict=True) for got in _got_again(one, at)))


def keep_retrievals(connection: Connection, documents: Sequence[Document], now: dt.datetime) -> int:
    """Keep what was got again, with its bytes, and give how often; the texts stay as they are. Only inside `writing`."""
    fresh = find_retrievals(connection, documents)
    pen = Pen(connection)
    write_retrievals(pen, fresh, now)
    pen.write(now)
    return len(fresh)


def _got_again(one: Document, standing: Standing) -> list[Got]:
    if standing.version is None or standing.erased or one.capture is None:
        return []
    return [Got(standing.version, one.capture)]


def write_retrievals(pen: Pen, some: Sequence[Got], now: dt.datetime) -> None:
    """Write that bytes were got, and the bytes."""
    for got in some:
        number, row = pen.number(retrieval), retrieval_row(got, now)
        pen.add(capture, _capture_row(got.capture))
        pen.add(retrieval, {**row, "id": number})
        pen.facts.append(Fact("retrieval", number, row["digest"]))


def _store(pen: Pen, one: Prepared, standing: Standing, now: dt.datetime) -> Stored:
    if standing.version is not None:
        return Stored("unchanged", standing.version, ())
    older: list[Row] = []
    if standing.number and standing.document is not None:
        pen.write(now)
        older = _retire_versions(pen.connection, standing.document)
    at = _write_version(pen, one.document, standing, now)
    claims = write_reading(pen, one, at, now)
    if older:
        pen.write(now)
        _carry_over(pen.connection, older, at, one.document.text)
    return Stored("new version" if standing.number else "added", at, tuple(claims))


def _write_version(pen: Pen, one: Document, standing: Standing, now: dt.datetime) -> int:
    url, outlet, row = one.url, one.outlet, standing.document
    if row is None:
        row = pen.number(document)
        pen.add(document, {"id": row, "name": standing.name, "url": url, "outlet": outlet, "added": now})
    else:
        known = pen.connection.execute(select(document.c.url, document.c.outlet).where(document.c.id == row)).one()
        url, outlet = known.url, known.outlet
    salt, at = new_salt(), pen.number(version)
    values = {
        "document_id": row,
        "number": standing.number + 1,
        "text_sha256": one.sha256,
        "title": one.title,
        "language": one.language,
        "published": one.published,
        "fetched": one.fetched,
        "capture_sha256": one.capture.sha256 if one.capture else None,
        "encoding": one.encoding,
        "remarks": list(one.remarks),
        "author": one.author,
        "modified": one.modified,
        "blocks": [[*block.span, block.kind.value] for block in one.blocks],
        "dataset": one.dataset,
    }
    proof = digest(without_later({**values, "name": standing.name, "url": url, "outlet": outlet}), salt)
    pen.add(version, {**values, "id": at, "text": one.text, "added": now, "latest": True, "salt": salt, "digest": proof})
    pen.facts.append(Fact("version", at, proof))
    write_retrievals(pen, [Got(at, one.capture)] if one.capture else [], now)
    return at


def without_later(values: Row) -> Row:
    """Leave out, where they are empty, the columns that versions did not always have: their digests are over the rest."""
    return {key: value for key, value in values.items() if value or key not in ("author", "modified", "blocks", "dataset")}


def _capture_row(one: Capture) -> Row:
    body = zlib.compress(one.body, 6)
    return {"sha256": one.sha256, "media_type": one.media_type, "size": len(one.body), "body": body}


def write_reading(pen: Pen, one: Prepared, at: int, now: dt.datetime) -> list[int]:
    """Write a reading of a version with its claims, links and keys; give the numbers of the claims."""
    row = pen.number(reading)
    pen.add(
        reading,
        {
            "id": row,
            "version_id": at,
            "reader": one.reader,
            "read": now,
            "current": True,
            "claims": len(one.claims),
            "flags": list(one.flags),
            "skipped": list(one.skipped),
            "salt": one.salt,
            "digest": one.digest,
        },
    )
    first = pen.number(claim, len(one.claims))
    numbers = list(range(first, first + len(one.claims)))
    mine = {"reading_id": row, "version_id": at, "current": True}
    pen.add(claim, *({**values, **mine, "id": n} for n, values in zip(numbers, one.claims, strict=True)))
    links = [
        {**values, "claim_id": n, "said": told["said"], "current": True}
        for n, told, some in zip(numbers, one.claims, one.links, strict=True)
        for values in some
    ]
    free = pen.number(link, len(links))
    pen.add(link, *({**values, "id": free + i} for i, values in enumerate(links)))
    keys = ((key, n) for n, some in zip(numbers, one.keys, strict=True) for key in dict.fromkeys(some))
    pen.add(telling_key, *({"key": key, "claim_id": n} for key, n in keys))
    pen.facts.append(Fact("reading", row, one.digest))
    return numbers


def _retire_versions(connection: Connection, row: int) -> list[Row]:
    """Make room for a newer version: older ones are no longer the latest, nor their claims current. Give the claims that were."""
    older = connection.execute(select(version.c.id, version.c.text).where(version.c.document_id == row, version.c.latest)).all()
    found: list[Row] = []
    for known in older:
        rows = connection.execute(
            select(claim.c.id, claim.c.sentence_start, claim.c.sentence_end).where(claim.c.version_id == known.id, claim.c.current)
        ).all()
        found += [{"id": r.id, "words": (known.text or "")[r.sentence_start : r.sentence_end]} for r in rows]
        connection.execute(update(version).where(version.c.id == known.id).values(latest=False))
        _supersede_claims(connection, known.id)
    return found


def _carry_over(connection: Connection, older: Sequence[Row], at: int, text: str) -> None:
    """Look for the words of older claims in the newer text: carried over where they stand there, else marked lost."""

    def rows() -> Iterator[Row]:
        for one in older:
            start = text.find(one["words"]) if one["words"] else -1
            yield {"claim_id": one["id"], "version_id": at, "sentence_start": start if start >= 0 else None, "lost": start < 0}

    first = next_id(connection, carried)
    insert_many(connection, carried, ({"id": first + n, **row} for n, row in enumerate(rows())))


def supersede_readings(connection: Connection, at: int) -> None:
    """Mark the readings of a version, and their claims, as superseded; they stay."""
    connection.execute(update(reading).where(reading.c.version_id == at, reading.c.current).values(current=False))
    _supersede_claims(connection, at)


def _supersede_claims(connection: Connection, at: int) -> None:
    of_version = select(claim.c.id).where(claim.c.version_id == at)
    connection.execute(update(link).where(link.c.claim_id.in_(of_version)).values(current=False))
    connection.execute(update(claim).where(claim.c.version_id == at, claim.c.current).values(current=False))


def next_id(connection: Connection, table: Table) -> int:
    """Give the next free number of a table's rows. Only inside `writing`: there is one writer."""
    last: int | None = connection.execute(select(func.max(table.c.id))).scalar()
    return (last or 0) + 1


def insert_many(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Insert rows of one form, or none."""
    some = list(rows)
    if some:
        connection.execute(insert(table), some)


def insert_numbers(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Insert rows of plain numbers past the types: there are a hundred and more of them for one document."""
    some = list(rows)
    if some:
        made = insert(table).values(dict.fromkeys(some[0])).compile(dialect=connection.dialect)
        connection.exec_driver_sql(str(made), [tuple(row.values()) for row in some] if made.positional else some)


def _select_in(connection: Connection, values: Sequence[str], query: Callable[[list[str]], object]) -> Iterator[Row]:
    for start in range(0, len(values), _MANY):
        yield from (dict(row) for row in connection.execute(query(list(values[start : start + _MANY]))).mappings())  # type: ignore[call-overload]
