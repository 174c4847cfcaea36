"""Documents: a list, one with its text and claims, and search over all of them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from marsad.publish.jsonl import record_claim
from marsad.store.claims import claims_at
from marsad.store.search import search
from marsad.store.terms import parse_query
from marsad.store.texts import list_texts, open_text
from marsad.web.asked import Limit, Name, Spot, Text, Version
from marsad.web.pages.paging import read_spot, write_spot
from marsad.web.records import record_document, record_listed, record_opened
from marsad.web.room import Reading

router = APIRouter(tags=["documents"])


@router.get("/documents")
def list_documents(connection: Reading, outlet: Text = "", limit: Limit = 50, after: Spot = "") -> dict[str, Any]:
    """List documents, the last published first; `next` is the `after` of the next page, null at the end."""
    found = list_texts(connection, outlet=outlet, after=read_spot(after), limit=limit + 1)
    more = write_spot(found[limit - 1]) if len(found) > limit else None
    return {"documents": [record_listed(one) for one in found[:limit]], "next": more}


@router.get("/document")
def get_document(name: Name, connection: Reading, version: Version = None) -> dict[str, Any]:
    """Give a document by its name, with its text, versions and claims."""
    return record_opened(open_text(connection, name, version))


@router.get("/search")
def search_documents(
    q: Annotated[str, Query(min_length=1, max_length=300)], connection: Reading, limit: Annotated[int, Query(ge=1, le=50)] = 20
) -> dict[str, Any]:
    """Find texts by their words, with the spans found and the claims of the sentences around them."""
    hits = [
        {
            "document": record_document(hit.document),
            "spans": [list(span) for span in hit.spans],
            "claims": [record_claim(claim) for claim in claims_at(connection, hit.version, hit.document, hit.spans)],
        }
        for hit in search(connection, parse_query(q), limit=limit)
    ]
    return {"texts": hits}
