"""Pages of the store as they were got off the web: the bytes, the answer, and the text that was taken out of them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.model import Document, Retrieval
from marsad.store.schema import capture, retrieval, version
from marsad.store.tellings import ask, in_parts, load_documents

_AT_ONCE = 20  # pages that are held


class Kept(NamedTuple):
    """A page that was got off the web once."""

    got: Retrieval
    body: bytes
    document: Document


def find_pages(connection: Connection, versions: Sequence[int]) -> list[int]:
    """Find each time that texts were got off the web, by the numbers of the rows, in order of time.

    Texts are given by the numbers of their rows. What was erased is left out.
    """
    told = (retrieval.c.at, retrieval.c.answered, retrieval.c.capture_sha256, version.c.text_sha256, retrieval.c.id)
    joined = retrieval.join(version, version.c.id == retrieval.c.version_id)
    query = select(*told).select_from(joined.join(capture, capture.c.sha256 == retrieval.c.capture_sha256))
    query = query.where(retrieval.c.answered != "", capture.c.body.is_not(None), version.c.text.is_not(None))
    found = [row for part in in_parts(versions) for row in connection.execute(query.where(version.c.id.in_(part)))]
    return [row.id for row in sorted(found, key=tuple)]


def load_pages(connection: Connection, numbers: Sequence[int]) -> Iterator[Kept]:
    """Give pages in the order asked for, a few at a time."""
    query = select(retrieval, capture.c.media_type, capture.c.size, capture.c.body)
    query = query.join(capture, capture.c.sha256 == retrieval.c.capture_sha256)
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        rows = {row["id"]: row for row in ask(connection, query.where(retrieval.c.id.in_(some)))}
        documents = load_documents(connection, {row["version_id"] for row in rows.values()})
        for number in some:
            row = rows[number]
            got = Retrieval(
                at=row["at"],
                asked=row["asked"],
                answered=row["answered"],
                status=row["status"],
                headers=tuple((name, value) for name, value in row["headers"]),
                tool=row["tool"],
                within=row["within"],
                sha256=row["capture_sha256"],
                media_type=row["media_type"],
                size=row["size"],
            )
            yield Kept(got, zlib.decompress(row["body"]), documents[row["version_id"]])
