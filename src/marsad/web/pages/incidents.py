"""Incidents: a list of them, and one with its accounts side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from marsad.errors import BadInput
from marsad.store.incidents import find_incident, list_incidents, open_incident
from marsad.store.judgements import Decision, judge_all
from marsad.web.asked import After, Limit, Wanted
from marsad.web.forms import read_form, read_several
from marsad.web.guard import Reviewer
from marsad.web.room import InRoom, Room
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


@router.post("/incidents/{ident}/apart")
async def split(request: Request, room: InRoom, ident: Ident, reviewer: Reviewer) -> Response:
    """Take accounts out of an incident: each is judged to tell another event than every one that stays."""
    taken, form = set(await read_several(request, "claim")), await read_form(request)

    def decide(connection: Connection) -> list[Decision]:
        members = dict.fromkeys(one.found.claim.id for one in open_incident(connection, ident, room.store.tell).accounts)
        out, rest = [one for one in members if one in taken], [one for one in members if one not in taken]
        if not out or not rest:
            raise BadInput("some accounts are to be marked, and some not", "Mark those that tell another event than the rest")
        reason = form.get("reason", "")
        return [Decision(claim=one, verdict="apart", by=reviewer.name, reason=reason, other=other) for one in out for other in rest]

    return await run_in_threadpool(lambda: _write(room, ident, decide))


@router.post("/incidents/{ident}/together")
async def join(request: Request, room: InRoom, ident: Ident, reviewer: Reviewer) -> Response:
    """Join a claim, and the incident that it is of, to an incident."""
    form = await read_form(request)

    def decide(connection: Connection) -> list[Decision]:
        first = open_incident(connection, ident, room.store.tell).accounts[0].found.claim.id
        reason, other = form.get("reason", ""), form.get("other", "").strip()
        return [Decision(claim=first, verdict="together", by=reviewer.name, reason=reason, other=other)]

    return await run_in_threadpool(lambda: _write(room, ident, decide))


def _write(room: Room, ident: str, decide: Callable[[Connection], list[Decision]]) -> Response:
    """Judge, and lead to where the incident is now: joined otherwise it may have another id, or be none any more."""

    def write(connection: Connection, now: dt.datetime) -> str:
        stays = [one.found.claim.id for one in open_incident(connection, ident, room.store.tell).accounts]
        decisions = decide(connection)
        judge_all(connection, decisions, now, room.store.tell)
        out = {one.claim for one in decisions if one.verdict == "apart"}
        claim = next(one for one in stays if one not in out)
        found = find_incident(connection, claim)
        return f"/incidents/{found}" if found else f"/claims/{claim}"

    return RedirectResponse(room.store.write(write), status_code=303)
