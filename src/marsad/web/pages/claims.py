"""Claims in a list that narrows, and one claim with all that is known of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from marsad.store.claims import find_claims
from marsad.store.claims import show_claim as load_claim
from marsad.store.incidents import find_incident
from marsad.web.asked import After, Limit, Wanted
from marsad.web.shown import show_claim
from marsad.web.view import InView

router = APIRouter()


@router.get("/claims")
def show_claims(view: InView, wanted: Wanted, limit: Limit = 25, after: After = None) -> Response:
    """Show claims by what they say, the newest first."""
    found = list(find_claims(view.connection, wanted, limit=limit + 1, after=after))
    shown = [show_claim(one.claim, one.document, view.by, one.number) for one in found[:limit]]
    following = found[limit - 1].number if len(found) > limit else None
    return view.render("claims.html.j2", wanted=wanted, shown=shown, following=following)


@router.get("/claims/{ident}")
def show_one(view: InView, ident: Annotated[str, Path(pattern=r"^[0-9a-f]{4,16}$")]) -> Response:
    """Show one claim: the words, what is claimed, what it bears on, who else tells it, what people judged."""
    dossiers = load_claim(view.connection, ident)
    shown = [(one, show_claim(one.found.claim, one.found.document, view.by, one.found.number)) for one in dossiers]
    incidents = {one.found.claim.id: find_incident(view.connection, one.found.claim.id) for one in dossiers}
    return view.render("claim.html.j2", shown=shown, incidents=incidents)
