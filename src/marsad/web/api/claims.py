"""Claims by what they say, and one claim with all that is known of it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from marsad.store.claims import find_claims, show_claim
from marsad.web.asked import After, Limit, Wanted
from marsad.web.records import record_dossier, record_found
from marsad.web.room import Reading

router = APIRouter(tags=["claims"])
Ident = Annotated[str, Path(pattern=r"^[0-9a-f]{4,16}$")]


@router.get("/claims")
def list_claims(wanted: Wanted, connection: Reading, limit: Limit = 50, after: After = None) -> dict[str, Any]:
    """List claims, the newest said first; `next` is the `after` of the next page, null at the end."""
    found = list(find_claims(connection, wanted, limit=limit + 1, after=after))
    more = found[limit - 1].number if len(found) > limit else None
    return {"claims": [record_found(one) for one in found[:limit]], "next": more}


@router.get("/claims/{ident}")
def get_claim(ident: Ident, connection: Reading) -> dict[str, Any]:
    """Give a claim by its id, once for each document that holds its text, the current ones first."""
    return {"claims": [record_dossier(one) for one in show_claim(connection, ident)]}
