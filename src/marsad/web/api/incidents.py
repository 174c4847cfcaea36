"""Incidents: claims of several documents about one event, with what they differ on."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from marsad.store.incidents import list_incidents, open_incident
from marsad.web.asked import After, Limit, Wanted
from marsad.web.records import record_gathered, record_incident
from marsad.web.room import InRoom, Reading

router = APIRouter(tags=["incidents"])
Ident = Annotated[str, Path(pattern=r"^i[0-9a-f]{15}$")]


@router.get("/incidents")
def get_incidents(wanted: Wanted, connection: Reading, limit: Limit = 50, after: After = None) -> dict[str, Any]:
    """List the incidents of which a claim is asked for; `next` is the `after` of the next page, null at the end."""
    found = list_incidents(connection, wanted, limit=limit + 1, after=after)
    more = found[limit - 1].row if len(found) > limit else None
    return {"incidents": [record_gathered(one) for one in found[:limit]], "next": more}


@router.get("/incidents/{ident}")
def get_incident(ident: Ident, room: InRoom, connection: Reading) -> dict[str, Any]:
    """Give an incident with its accounts, its origins, and the fields on which they differ."""
    return record_incident(open_incident(connection, ident, room.store.tell))
