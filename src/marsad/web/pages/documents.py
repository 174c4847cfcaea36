"""Documents: a list, one with its claims marked in the text, and search over all."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from marsad.store.claims import claims_at
from marsad.store.search import search
from marsad.store.terms import parse_query
from marsad.store.texts import list_texts, open_text
from marsad.web.asked import Limit, Name, Spot, Text, Version
from marsad.web.found import show_hit
from marsad.web.highlight import cut_document
from marsad.web.pages.paging import read_spot, write_spot
from marsad.web.shown import show_claim
from marsad.web.view import InView

router = APIRouter()


@router.get("/documents")
def show_documents(view: InView, outlet: Text = "", limit: Limit = 50, after: Spot = "") -> Response:
    """Show the list of documents, the last published first."""
    found = list_texts(view.connection, outlet=outlet, after=read_spot(after), limit=limit + 1)
    following = write_spot(found[limit - 1]) if len(found) > limit else None
    return view.render("documents.html.j2", listed=found[:limit], following=following, outlet=outlet)


@router.get("/document")
def show_document(view: InView, name: Name, version: Version = None) -> Response:
    """Show a document's text with its claims marked, and beside it who says what."""
    opened = open_text(view.connection, name, version)
    claims = {claim.id: show_claim(claim, opened.document, view.by) for claim in opened.claims}
    direction = view.by.labels.direction(opened.document.language)
    return view.render("document.html.j2", opened=opened, paragraphs=cut_document(opened), claims=claims, text_direction=direction)


@router.get("/search")
def show_search(view: InView, q: Annotated[str, Query(max_length=300)] = "") -> Response:
    """Show the texts in which words stand."""
    hits = []
    if q.strip():
        for hit in search(view.connection, parse_query(q), limit=20):
            claims = claims_at(view.connection, hit.version, hit.document, hit.spans)
            hits.append((show_hit(hit), [show_claim(claim, hit.document, view.by) for claim in claims[:5]]))
    return view.render("search.html.j2", q=q, hits=hits)
