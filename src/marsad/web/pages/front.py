"""The first page, the page on the method, and the choice of a language."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from marsad.store.claims import Filter, find_claims
from marsad.store.ledger import list_agreements
from marsad.web.entrance import way_back
from marsad.web.reader import COOKIE
from marsad.web.shown import show_claim
from marsad.web.view import InView
from marsad.web.words import LANGUAGES

router = APIRouter()
_NEWEST = 8
_YEAR = 365 * 86_400  # seconds


@router.get("/")
def show_front(view: InView) -> Response:
    """Show the agreements that are spoken of, and what was said last."""
    counts = view.room.keep(view.connection, "agreements", lambda: list_agreements(view.connection))
    spoken = sorted(view.room.agreements.values(), key=lambda one: (-counts.get(one.id, 0), one.id))
    found = find_claims(view.connection, Filter(), limit=_NEWEST)
    newest = [show_claim(one.claim, one.document, view.by, one.number) for one in found]
    return view.render("front.html.j2", spoken=spoken, counts=counts, newest=newest, coverage=view.coverage())


@router.get("/about")
def show_about(view: InView) -> Response:
    """Say how the ledger is made, what it covers, and what it does not say."""
    return view.render("about.html.j2", coverage=view.coverage())


@router.post("/language")
def choose_language(request: Request, language: Annotated[str, Form()], back: Annotated[str, Form()] = "/") -> Response:
    """Remember the language that somebody reads in, and go back to where they were."""
    answer = RedirectResponse(way_back(back), status_code=303)
    if language in LANGUAGES:
        answer.set_cookie(
            COOKIE, language, max_age=365 * 86_400, httponly=True, samesite="lax", secure=request.url.scheme == "https"
        )
    return answer
