"""The evidence of claims, out of the store: what stands on a slip."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from marsad.model import Edition, Proved, Retrieval, Slip, Verdict
from marsad.store.chain import START, ChainKind
from marsad.store.claims import Found, find_ident, list_judgements, load_claims, tell_erased
from marsad.store.records import Row, link_of
from marsad.store.schema import capture, chain, claim, link, reading, retrieval, version
from marsad.store.tellings import ask, in_parts
from marsad.store.verify import prove_rows
from marsad.text import sha256


def find_slips(connection: Connection, ident: str) -> tuple[Slip, ...]:
    """Give the evidence of a claim, a slip for each document that holds its text, the current ones first.

    An id may be cut short as far as it stays the only one. Raises NotFound where there is none, or its text was erased; BadInput
    where there are several.
    """
    whole = find_ident(connection, ident)
    query = select(claim.c.id).where(claim.c.ident == whole).order_by(claim.c.current.desc(), claim.c.id.desc())
    slips = tuple(make_slips(connection, load_claims(connection, list(connection.execute(query).scalars()))))
    if not slips:
        raise tell_erased(connection, whole)
    return slips


def make_slips(connection: Connection, some: Iterator[Found]) -> Iterator[Slip]:
    """Give a slip for each claim found."""
    last = connection.execute(select(chain.c.seq, chain.c.hash).order_by(chain.c.seq.desc()).limit(1)).first()
    end = (last.seq, last.hash) if last else (0, START)
    for found in some:
        yield _slip(connection, found, end)


def _slip(connection: Connection, found: Found, end: tuple[int, str]) -> Slip:
    columns = (claim.c.current, claim.c.version_id, claim.c.reading_id, reading.c.read, reading.c.reader, version.c.added)
    query = select(*columns, version.c.document_id).select_from(claim).join(reading, reading.c.id == claim.c.reading_id)
    [row] = ask(connection, query.join(version, version.c.id == claim.c.version_id).where(claim.c.id == found.number))
    links = ask(connection, select(link).where(link.c.claim_id == found.number).order_by(link.c.ordinal, link.c.id))
    judged = list_judgements(connection, found.claim.id)
    got = ask(connection, select(retrieval).where(retrieval.c.version_id == row["version_id"]).order_by(retrieval.c.id))
    proved: Mapping[ChainKind, Collection[int]] = {
        "version": [row["version_id"]],
        "retrieval": [one["id"] for one in got],
        "reading": [row["reading_id"]],
        "judgement": [one["id"] for one in judged],
    }
    links_of_chain = list(prove_rows(connection, proved))
    known = {(one["kind"], one["row"]) for one, _ in links_of_chain}
    return Slip(
        claim=found.claim,
        document=found.document,
        current=row["current"],
        added=row["added"],
        read=row["read"],
        reader=row["reader"],
        retrievals=_retrievals(connection, got),
        versions=tuple(_editions(connection, row, found)),
        links=tuple(link_of(one, found.claim.id) for one in links),
        verdicts=tuple(_verdict(one) for one in judged),
        chain=tuple(
            Proved(**{key: one[key] for key in _LINK}, harms=tuple(f"{harm.row}: {harm.what}" for harm in harms))
            for one, harms in links_of_chain
        ),
        unproved=tuple(f"{kind} {one}" for kind, rows in proved.items() for one in rows if (kind, one) not in known),
        end=end,
    )


_LINK = ("seq", "made", "kind", "row", "digest", "previous", "hash")


def _retrievals(connection: Connection, got: Sequence[Row]) -> tuple[Retrieval, ...]:
    """Tell how the bytes of a text were got, in order of time."""
    columns = (capture.c.sha256, capture.c.media_type, capture.c.size)
    hashes = {one["capture_sha256"] for one in got}
    bodies = {
        row["sha256"]: row for part in in_parts(hashes) for row in ask(connection, select(*columns).where(columns[0].in_(part)))
    }
    return tuple(
        Retrieval(
            at=one["at"],
            asked=one["asked"],
            answered=one["answered"],
            status=one["status"],
            headers=tuple((name, value) for name, value in one["headers"]),
            tool=one["tool"],
            within=one["within"],
            **bodies[one["capture_sha256"]],
        )
        for one in sorted(got, key=lambda one: (one["at"], one["id"]))
    )


def _editions(connection: Connection, row: Row, found: Found) -> Iterator[Edition]:
    """Look for the words of a claim in every version of its document that is not erased."""
    words = found.claim.sentence.of(found.document.text)
    query = select(version).where(version.c.document_id == row["document_id"], version.c.text.is_not(None))
    for one in ask(connection, query.order_by(version.c.number)):
        holds = one["id"] == row["version_id"]
        start = found.claim.sentence.start if holds else one["text"].find(words)
        yield Edition(
            number=one["number"],
            added=one["added"],
            published=one["published"],
            modified=one["modified"],
            sha256=sha256(one["text"]),
            start=start if start >= 0 else None,
            holds=holds,
            newest=one["latest"],
        )


def _verdict(row: Row) -> Verdict:
    value: Any = row["value"]
    if value is not None and row["verdict"] == "correct":
        value = json.loads(value)
    return Verdict(
        number=row["id"],
        made=row["made"],
        by=row["coder"],
        verdict=row["verdict"],
        field=row["field"],
        value=value,
        reason=row["reason"],
    )


def load_bytes(connection: Connection, hashes: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Give captures by their hashes, one by one, as they were got; erased ones are left out."""
    import zlib

    for one in sorted(hashes):
        body = connection.execute(select(capture.c.body).where(capture.c.sha256 == one)).scalar()
        if body is not None:
            yield one, zlib.decompress(body)


def load_texts(connection: Connection, document: str) -> Iterator[tuple[str, str]]:
    """Give the texts of all versions of a document, by its name, with their hashes; erased ones are left out."""
    from marsad.store.schema import document as documents

    query = select(version.c.text_sha256, version.c.text).join(documents, documents.c.id == version.c.document_id)
    query = query.where(documents.c.name == document, version.c.text.is_not(None)).order_by(version.c.number)
    for row in connection.execute(query):
        yield row.text_sha256, row.text


__all__ = ["find_slips", "load_bytes", "load_texts", "make_slips"]
