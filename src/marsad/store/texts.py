"""Texts as a reader opens them: lists of documents, one document with its versions and claims, and what is covered at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from marsad.errors import NotFound
from marsad.model import Claim, Document, Flag, Skipped
from marsad.store.chain import last_link
from marsad.store.records import claim_of, flag_of, skipped_of
from marsad.store.schema import claim, document, reading, version
from marsad.store.tellings import ask, document_of, documents_query


class Listed(NamedTuple):
    """A document in a list: the newest version of it, and how many claims its current reading made."""

    version: int
    name: str
    title: str
    outlet: str
    url: str
    language: str
    published: dt.date | None
    added: dt.datetime
    claims: int


class Version(NamedTuple):
    """One version of a document: its row, its number, when it came in, the hash of its text; None where that was erased."""

    row: int
    number: int
    added: dt.datetime
    sha256: str
    erased: bool
    latest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A version of a document with its claims in the order of the text, and all versions that there are."""

    document: Document
    at: Version
    versions: tuple[Version, ...]
    claims: tuple[Claim, ...]
    flags: tuple[Flag, ...]
    skipped: tuple[Skipped, ...]


class Coverage(NamedTuple):
    """What the store covers: how many documents, of which outlets, of which days, and when the last came in.

    It stands on every chart: what nobody has collected is not what has not happened.
    """

    documents: int
    claims: int
    outlets: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    first: dt.date | None
    last: dt.date | None
    undated: int
    added: dt.datetime | None


def state_of(connection: Connection) -> tuple[int, str]:
    """Give what changes whenever anything in the chain does: the number and hash of its last link."""
    return last_link(connection)


def list_texts(
    connection: Connection, *, outlet: str = "", after: tuple[dt.date | None, int] | None = None, limit: int = 50
) -> list[Listed]:
    """List the newest versions of documents, the last published first, undated ones last.

    `after` is the day and row of the last one seen.
    """
    columns = (version.c.id, document.c.name, version.c.title, document.c.outlet, document.c.url, version.c.language)
    query = (
        select(*columns, version.c.published, version.c.added, func.coalesce(reading.c.claims, 0))
        .join(document, document.c.id == version.c.document_id)
        .outerjoin(reading, and_(reading.c.version_id == version.c.id, reading.c.current))
        .where(version.c.latest, version.c.text.is_not(None))
    )
    if outlet:
        query = query.where(document.c.outlet == outlet)
    if after:
        day, row = after
        same = and_(version.c.published == day if day else version.c.published.is_(None), version.c.id < row)
        query = query.where(or_(version.c.published < day, version.c.published.is_(None), same) if day else same)
    query = query.order_by(version.c.published.desc().nulls_last(), version.c.id.desc()).limit(limit)
    return [Listed(*row) for row in connection.execute(query)]


def open_text(connection: Connection, name: str, number: int | None = None) -> Opened:
    """Open a document by its name, in its newest version or the one of a number. Raises NotFound where there is none."""
    query = select(
        version.c.id, version.c.number, version.c.added, version.c.text_sha256, version.c.text.is_(None), version.c.latest
    )
    of_name = query.join(document, document.c.id == version.c.document_id).where(document.c.name == name)
    versions = tuple(Version(*row) for row in connection.execute(of_name.order_by(version.c.number)))
    there = [one for one in versions if not one.erased and (number is None or one.number == number)]
    if not there:
        which = f" in a version {number}" if versions else ""
        raise NotFound(f"there is no document {name}{which}", "Look it up in the list of documents")
    at = there[-1]
    row = ask(connection, documents_query(version.c.id == at.row))[0]
    made = document_of(row)
    rows = ask(connection, _claims_of(at.row))
    notes = ask(connection, select(reading.c.flags, reading.c.skipped).where(reading.c.version_id == at.row, reading.c.current))
    return Opened(
        document=made,
        at=at,
        versions=versions,
        claims=tuple(claim_of(one, made.id, made.text) for one in rows),
        flags=tuple(flag_of(one) for note in notes for one in note["flags"]),
        skipped=tuple(skipped_of(one) for note in notes for one in note["skipped"]),
    )


def _claims_of(row: int) -> Select[Any]:
    newest = select(func.max(reading.c.id)).where(reading.c.version_id == row).scalar_subquery()
    of_reading = claim.c.reading_id == newest
    return select(claim).where(of_reading, claim.c.record.is_not(None)).order_by(claim.c.sentence_start, claim.c.id)


def load_coverage(connection: Connection, most: int = 12) -> Coverage:
    """Tell what the store covers; of outlets and languages the `most` that have the most documents."""
    whole = select(
        func.count(),
        func.min(version.c.published),
        func.max(version.c.published),
        func.count() - func.count(version.c.published),
        func.max(version.c.added),
    ).where(version.c.latest)
    count, first, last, undated, added = connection.execute(whole).one()
    return Coverage(
        documents=count,
        claims=connection.execute(select(func.count()).select_from(claim).where(claim.c.current)).scalar_one(),
        outlets=_most(connection, document.c.outlet, most),
        languages=_most(connection, version.c.language, most),
        first=first,
        last=last,
        undated=undated,
        added=added,
    )


def _most(connection: Connection, column: ColumnElement[str], most: int) -> tuple[tuple[str, int], ...]:
    query = select(column, func.count()).select_from(version.join(document, document.c.id == version.c.document_id))
    rows = connection.execute(query.where(version.c.latest).group_by(column).order_by(func.count().desc(), column).limit(most))
    return tuple((name, count) for name, count in rows)
