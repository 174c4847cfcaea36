"""Documents, and places found in them, as files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from marsad.publish.jsonl import Record
from marsad.store.search import search
from marsad.store.terms import parse_query
from marsad.store.texts import list_texts
from marsad.web.asked import Text
from marsad.web.exports.sending import Bom, send, tell_type, write_table
from marsad.web.found import show_hit
from marsad.web.records import record_listed
from marsad.web.room import InRoom

router = APIRouter()
_PAGE = 500
_MOST_FOUND = 200
DOCUMENTS = ("name", "title", "outlet", "url", "language", "published", "added", "claims")
FOUND = ("document", "title", "outlet", "url", "published", "places", "words")
Lines = Literal["csv", "jsonl"]


def _documents(connection: Connection, outlet: str) -> Iterator[Record]:
    after: tuple[dt.date | None, int] | None = None
    while page := list_texts(connection, outlet=outlet, after=after, limit=_PAGE):
        yield from (record_listed(one) for one in page)
        after = (page[-1].published, page[-1].version)


@router.get("/documents.csv", response_class=Response, responses=tell_type("csv"))
def send_documents(request: Request, room: InRoom, outlet: Text = "", bom: Bom = False) -> Response:
    """Send the list of documents for a spreadsheet."""
    return send(request, room, "csv", lambda found: write_table("csv", DOCUMENTS, _documents(found, outlet), bom=bom))


@router.get("/documents.jsonl", response_class=Response, responses=tell_type("jsonl"))
def send_document_lines(request: Request, room: InRoom, outlet: Text = "") -> Response:
    """Send the list of documents a line each."""
    return send(request, room, "jsonl", lambda found: write_table("jsonl", DOCUMENTS, _documents(found, outlet), bom=False))


def _found(connection: Connection, q: str) -> Iterator[Record]:
    for hit in search(connection, parse_query(q), limit=_MOST_FOUND):
        shown = show_hit(hit)
        document = hit.document
        yield {
            "document": document.id,
            "title": document.title,
            "outlet": document.outlet,
            "url": document.url,
            "published": document.published.isoformat() if document.published else None,
            "places": len(hit.spans),
            "words": " … ".join("".join(piece.text for piece in place) for place in shown.places),
        }


Words = Annotated[str, Query(min_length=1, max_length=300)]


@router.get("/search.csv", response_class=Response, responses=tell_type("csv"))
def send_found(request: Request, room: InRoom, q: Words, bom: Bom = False) -> Response:
    """Send the texts in which words stand for a spreadsheet, the 200 best."""
    return send(request, room, "csv", lambda found: write_table("csv", FOUND, _found(found, q), bom=bom))


@router.get("/search.jsonl", response_class=Response, responses=tell_type("jsonl"))
def send_found_lines(request: Request, room: InRoom, q: Words) -> Response:
    """Send the texts in which words stand a line each, the 200 best."""
    return send(request, room, "jsonl", lambda found: write_table("jsonl", FOUND, _found(found, q), bom=False))
