"""Which texts of the store are asked for, and the texts themselves, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from marsad.model import Document
from marsad.store.claims import Filter
from marsad.store.schema import claim, document, version
from marsad.store.tellings import load_documents

_AT_ONCE = 100  # texts that are held


def find_versions(connection: Connection, wanted: Filter) -> list[int]:
    """Find the texts that are asked for, by the numbers of their rows, in the order in which they came in.

    What is said of claims asks for the texts that hold such a claim. Of each document it is the newest text, with `superseded` all;
    erased ones are left out.
    """
    if replace(wanted, outlet="", document="", since=None, until=None, superseded=False) != Filter():
        of_claims = wanted.apply(wanted.join(select(claim.c.version_id))).where(claim.c.record.is_not(None))
        query = select(version.c.id).where(version.c.id.in_(of_claims))
    else:
        query = select(version.c.id).join(document, document.c.id == version.c.document_id)
        if wanted.outlet:
            query = query.where(document.c.outlet == wanted.outlet)
        if wanted.document:
            query = query.where(document.c.name == wanted.document)
        if wanted.since:
            query = query.where(version.c.published >= wanted.since)
        if wanted.until:
            query = query.where(version.c.published <= wanted.until)
    if not wanted.superseded:
        query = query.where(version.c.latest)
    return list(connection.execute(query.where(version.c.text.is_not(None)).order_by(version.c.id)).scalars())


def load_texts(connection: Connection, versions: Sequence[int]) -> Iterator[Document]:
    """Give texts as documents in the order asked for, a few at a time."""
    for start in range(0, len(versions), _AT_ONCE):
        some = versions[start : start + _AT_ONCE]
        found = load_documents(connection, some)
        yield from (found[at] for at in some if at in found)
