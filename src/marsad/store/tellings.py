"""Claims out of the store as tellings, with the words of their sentences: what origins and incidents are made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from marsad.model import Block, BlockKind, Claim, Document, Telling
from marsad.store.records import Row, claim_of
from marsad.store.schema import claim, document, version
from marsad.text import Span

Teller = Callable[[Claim, Document], Telling]
_MANY = 400  # values in one IN (…): SQLite allows 32,766, plans stay good below a thousand


def ask(connection: Connection, query: Select[Any]) -> list[Row]:
    """Ask for rows, each as a dictionary of its columns."""
    return [dict(row) for row in connection.execute(query).mappings()]


def in_parts(values: Collection[Any]) -> Iterator[list[Any]]:
    """Cut values into parts that one IN (…) bears."""
    ordered = sorted(values)
    for start in range(0, len(ordered), _MANY):
        yield ordered[start : start + _MANY]


def load_tellings(connection: Connection, numbers: Collection[int], tell: Teller, *, current: bool = False) -> dict[int, Telling]:
    """Load claims as tellings, by the numbers of their rows; erased ones are left out, and with `current` superseded ones too.

    `tell` makes the telling of a claim by its document.
    """
    rows = [row for part in in_parts(numbers) for row in ask(connection, select(claim).where(claim.c.id.in_(part)))]
    documents = load_documents(connection, {row["version_id"] for row in rows})
    made: dict[int, Telling] = {}
    for row in sorted(rows, key=lambda row: row["id"]):
        one = documents.get(row["version_id"])
        if one is not None and row["record"] is not None and (row["current"] or not current):
            made[row["id"]] = tell(claim_of(row, one.id, one.text), one)
    return made


def load_documents(connection: Connection, versions: Collection[int]) -> dict[int, Document]:
    """Load versions as documents, by the numbers of their rows; erased ones are left out."""
    found: dict[int, Document] = {}
    for part in in_parts(versions):
        for row in ask(connection, documents_query(version.c.id.in_(part))):
            found[row["id"]] = document_of(row)
    return found


def documents_query(*where: ColumnElement[bool]) -> Select[Any]:
    """Ask for versions with what is told of their documents."""
    return (
        select(version, document.c.name, document.c.url, document.c.outlet)
        .join(document, version.c.document_id == document.c.id)
        .where(version.c.text.is_not(None), *where)
    )


def document_of(row: Mapping[str, Any]) -> Document:
    """Make the document of a row of `documents_query`."""
    return Document(
        id=row["name"],
        text=row["text"],
        language=row["language"],
        title=row["title"],
        outlet=row["outlet"],
        url=row["url"],
        author=row["author"],
        published=row["published"],
        modified=row["modified"],
        fetched=row["fetched"],
        blocks=tuple(Block(Span(start, end), BlockKind(kind)) for start, end, kind in row["blocks"]),
        dataset=row["dataset"],
        encoding=row["encoding"],
        remarks=tuple(row["remarks"]),
    )
