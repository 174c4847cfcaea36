"""Incidents: a list of them, and one with its accounts side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from marsad.store.incidents import list_incidents, open_incident
from marsad.web.asked import After, Limit, Wanted
from marsad.web.shown import show_claim
from marsad.web.sides import lay_sides
from marsad.web.view import InView

router = APIRouter()
Ident = Annotated[str, Path(pattern=r"^i[0-9a-f]{15}$")]


@router.get("/incidents")
def show_incidents(view: InView, wanted: Wanted, limit: Limit = 25, after: After = None) -> Response:
    """Show the incidents of which a claim is asked for."""
    found = list_incidents(view.connection, wanted, limit=limit + 1, after=after)
    shown = [(one, show_claim(one.telling.claim, one.telling.document, view.by)) for one in found[:limit]]
    following = found[limit - 1].row if len(found) > limit else None
    return view.render("incidents.html.j2", wanted=wanted, shown=shown, following=following, coverage=view.coverage())


@router.get("/incidents/{ident}")
def show_incident(view: InView, ident: Ident) -> Response:
    """Show one incident: who tells what of it, marked where they differ, with origins and copies."""
    opened = open_incident(view.connection, ident, view.room.store.tell)
    sides, lines = lay_sides(opened, view.by)
    return view.render("incident.html.j2", opened=opened, sides=sides, lines=lines, coverage=view.coverage())
