"""Who asks, and the record of changes."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from marsad.store.audit import list_audit
from marsad.web.asked import After, Limit
from marsad.web.guard import Admin, Anybody
from marsad.web.records import record_moment
from marsad.web.room import Reading

router = APIRouter(tags=["people"])


@router.get("/me")
def get_me(somebody: Anybody) -> dict[str, Any]:
    """Tell as whom you are known, and with which role."""
    return {"name": somebody.name, "role": somebody.role, "known": somebody.known}


@router.get("/audit")
def get_audit(somebody: Admin, connection: Reading, limit: Limit = 100, after: After = None) -> dict[str, Any]:
    """List who changed what, the last first; `next` is the `after` of the next page, null at the end."""
    noted = list_audit(connection, limit=limit + 1, before=after)
    changes = [{"number": one.number, "at": record_moment(one.at), **one.done._asdict()} for one in noted[:limit]]
    return {"changes": changes, "next": noted[limit - 1].number if len(noted) > limit else None}
