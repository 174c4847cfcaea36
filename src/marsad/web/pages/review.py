"""Review: a queue of claims that people judge one by one, by keyboard or mouse, and the history of what they judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, cast, get_args

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from marsad.errors import BadInput
from marsad.store.claims import Filter, Found, count_at_most, find_claims
from marsad.store.claims import show_claim as load_claim
from marsad.store.corrections import correct_claim, values_of
from marsad.store.judgements import Decision, Opinion, Verdict, judge_all, list_history, load_opinions
from marsad.web.asked import After, Limit, Text, Wanted, query_of
from marsad.web.context import show_context
from marsad.web.fields import lay_fields, read_changes
from marsad.web.forms import read_form
from marsad.web.guard import Coder
from marsad.web.room import InRoom
from marsad.web.shown import show_claim
from marsad.web.view import InView

router = APIRouter()
_COUNTED = 1000  # beyond which a queue is only said to be long
Ident = Annotated[str, Query(pattern=r"^[0-9a-f]{4,16}$")]


@router.get("/review")
def show_review(
    view: InView, coder: Coder, wanted: Wanted, *, after: After = None, claim: Ident | None = None, done: Ident | None = None
) -> Response:
    """Show the next claim of a queue, or the one that is asked for, with what a person may say of it."""
    queue = _queue_of(wanted)
    found = (
        load_claim(view.connection, claim)[0].found
        if claim
        else next(find_claims(view.connection, queue, limit=1, after=after), None)
    )
    values: dict[str, object] = {"wanted": wanted, "after": after, "claim": claim, "done": done, "coder": coder}
    values["left"] = count_at_most(view.connection, queue, _COUNTED + 1)
    if found:
        values |= _lay(view, found)
    return view.render("review.html.j2", found=found, most=_COUNTED, **values)


def _queue_of(wanted: Filter) -> Filter:
    """Give what stands in a queue: what is asked for, and not judged."""
    return replace(wanted, unjudged=not wanted.judged)


def _lay(view: InView, found: Found) -> dict[str, object]:
    opinion = load_opinions(view.connection, [found.claim.id]).get(found.claim.id)
    history = load_claim(view.connection, found.claim.id)[0].judgements
    return {
        "shown": show_claim(found.claim, found.document, view.by, found.number),
        "fields": lay_fields(_values(found, opinion), view.by),
        "opinion": opinion,
        "history": history,
        "context": show_context(found.document, found.claim.sentence),
    }


def _values(found: Found, opinion: Opinion | None) -> dict[str, object]:
    """Give the fields of a claim as they stand: as the machine read them, and people corrected them."""
    return values_of(correct_claim(found.claim, opinion.corrected) if opinion and opinion.corrected else found.claim)


@router.post("/review")
async def take_review(
    request: Request, room: InRoom, coder: Coder, wanted: Wanted, *, after: After = None, claim: Ident | None = None
) -> Response:
    """Take what somebody says of a claim, and go on to the next."""
    form = await read_form(request)
    ident = form.get("ident", "")

    def write() -> None:
        room.store.write(lambda connection, now: judge_all(connection, _decide(connection, form, coder.name), now, room.store.tell))

    await run_in_threadpool(write)
    onward = f"/claims/{ident}" if claim else f"/review{query_of(wanted, after=after, done=ident)}"
    return RedirectResponse(onward, status_code=303)


def _decide(connection: Connection, form: Mapping[str, str], by: str) -> list[Decision]:
    """Read what a form says of a claim. Raises BadInput where it says nothing."""
    ident, verdict, reason = form.get("ident", ""), form.get("verdict", ""), form.get("reason", "")[:2000]
    if verdict not in get_args(Verdict):
        raise BadInput(f"{verdict!r} is no verdict", f"Give one of {', '.join(get_args(Verdict))}")
    if verdict != "correct":
        return [Decision(claim=ident, verdict=cast("Verdict", verdict), by=by, reason=reason, other=form.get("other") or None)]
    found = load_claim(connection, ident)[0].found
    changed = read_changes(form, _values(found, load_opinions(connection, [found.claim.id]).get(found.claim.id)))
    if not changed:
        raise BadInput("nothing was corrected", "Change a field, or accept the claim as it is")
    return [
        Decision(claim=ident, verdict="correct", by=by, reason=reason, field=name, value=text or "-")
        for name, text in changed.items()
    ]


@router.get("/judgements")
def show_history(view: InView, by: Text = "", limit: Limit = 50, after: After = None) -> Response:
    """Show what people judged, the newest first, with their reasons."""
    told = list_history(view.connection, by=by, limit=limit + 1, after=after)
    following = told[limit - 1].number if len(told) > limit else None
    return view.render("judgements.html.j2", told=told[:limit], whose=by, following=following)
