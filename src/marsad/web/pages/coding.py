"""Blind double coding: rounds, the next claim of one for whoever codes it, and agreement once all have judged all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from marsad.errors import BadInput
from marsad.store.claims import Found
from marsad.store.coding import (
    FEW,
    Answer,
    Round,
    fields_of,
    list_claims,
    list_missing,
    list_rounds,
    load_round,
    measure_agreement,
    refuse_stranger,
    start_round,
    take_answers,
)
from marsad.store.corrections import FIELDS
from marsad.store.judgements import WHOLE
from marsad.web.asked import Wanted
from marsad.web.context import show_context
from marsad.web.fields import lay_fields, read_fields
from marsad.web.forms import read_form
from marsad.web.guard import Coder, Reviewer
from marsad.web.page import quote_part
from marsad.web.room import InRoom
from marsad.web.shown import show_claim
from marsad.web.view import InView

router = APIRouter()
Name = Annotated[str, Path(max_length=64)]
_MOST = 500  # claims of a round that is started here


@router.get("/coding")
def show_rounds(view: InView, coder: Coder, wanted: Wanted) -> Response:
    """Show the rounds of double coding, with how many claims each person still has to judge."""
    rounds = [
        (one, {by: len(some) for by, some in list_missing(view.connection, one).items()}) for one in list_rounds(view.connection)
    ]
    return view.render("rounds.html.j2", rounds=rounds, coder=coder, wanted=wanted)


@router.post("/coding")
async def begin_round(request: Request, room: InRoom, reviewer: Reviewer, wanted: Wanted) -> Response:
    """Start a round on some of the claims that are asked for."""
    form = await read_form(request)
    limit = form.get("limit", "30")
    if not limit.isdecimal() or not 1 <= int(limit) <= _MOST:
        raise BadInput(f"{limit!r} claims cannot be coded", f"Give a number from 1 to {_MOST}")
    coders = [name.strip() for name in form.get("coders", "").splitlines() if name.strip()]
    name = form.get("name", "").strip()

    def write() -> Round:
        return room.store.write(lambda connection, now: start_round(connection, name, coders, wanted, int(limit), now))

    await run_in_threadpool(write)
    return RedirectResponse(f"/coding/{quote_part(name)}", status_code=303)


@router.get("/coding/{name}")
def show_round(view: InView, name: Name, coder: Coder) -> Response:
    """Show the next claim of a round that somebody has to judge; once all have judged all, how far they agree."""
    one = load_round(view.connection, name)
    missing = list_missing(view.connection, one)
    left = {by: len(some) for by, some in missing.items()}
    if not any(left.values()):
        fields, differences = measure_agreement(view.connection, one)
        return view.render("agreement_of_coders.html.j2", one=one, fields=fields, differences=differences, few=FEW)
    mine = missing.get(coder.name, [])
    found = next((each for each in list_claims(view.connection, one) if mine and each.claim.id == mine[0]), None)
    return view.render("coding.html.j2", one=one, left=left, coder=coder, found=found, **(_lay(view, found) if found else {}))


def _lay(view: InView, found: Found) -> Mapping[str, object]:
    return {
        "shown": show_claim(found.claim, found.document, view.by),
        "fields": lay_fields(fields_of(found.claim), view.by),
        "context": show_context(found.document, found.claim.sentence),
    }


@router.post("/coding/{name}")
async def take_answer(request: Request, room: InRoom, name: Name, coder: Coder) -> Response:
    """Take what somebody says of a claim of a round, blind to what others say."""
    form = await read_form(request)
    verdict = form.get("verdict", "")
    if verdict not in WHOLE:
        raise BadInput(f"{verdict!r} is no verdict on a claim as a whole", f"Give one of {', '.join(WHOLE)}")
    answer = Answer(form.get("ident", ""), verdict, read_fields(form, FIELDS), form.get("reason", "")[:2000])

    def write() -> int:
        def take(connection: Connection, now: dt.datetime) -> int:
            one = load_round(connection, name)
            refuse_stranger(one, coder.name)
            return take_answers(connection, one, coder.name, [answer], now)

        return room.store.write(take)

    await run_in_threadpool(write)
    return RedirectResponse(f"/coding/{quote_part(name)}", status_code=303)
