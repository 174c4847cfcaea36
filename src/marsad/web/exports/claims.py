"""Claims as files: for spreadsheets, for programs, for maps, and as a feed of what is new to a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from marsad.publish.atom import Feed, Item, render_atom
from marsad.publish.csv import render_csv
from marsad.publish.geojson import render_geojson
from marsad.publish.jsonl import write_line
from marsad.store.claims import Filter, Found, find_claims
from marsad.store.judgements import with_opinions
from marsad.web.asked import Wanted, query_of
from marsad.web.exports.sending import Bom, send, tell_type, with_mark
from marsad.web.reader import By, Reader
from marsad.web.records import record_found
from marsad.web.room import InRoom, Room
from marsad.web.shown import show_claim

router = APIRouter()
_NEWEST = 100  # entries of a feed
_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # of a text of which no day is known


@router.get("/claims.csv", response_class=Response, responses=tell_type("csv"))
def send_csv(request: Request, room: InRoom, wanted: Wanted, bom: Bom = False) -> Response:
    """Send claims for a spreadsheet; cells that it would run as formulas are marked as text."""

    def write(connection: Connection) -> Iterator[str]:
        return with_mark(render_csv((one.document, one.claim) for one in find_claims(connection, wanted)), bom=bom)

    return send(request, room, "csv", write)


@router.get("/claims.jsonl", response_class=Response, responses=tell_type("jsonl"))
def send_lines(request: Request, room: InRoom, wanted: Wanted) -> Response:
    """Send claims a line each, with their words, their document, and what people judged."""

    def write(connection: Connection) -> Iterator[str]:
        for one, opinion in with_opinions(connection, find_claims(connection, wanted)):
            yield write_line({**record_found(one), "judged": opinion.record() if opinion else None})

    return send(request, room, "jsonl", write)


@router.get("/claims.geojson", response_class=Response, responses=tell_type("geojson"))
def send_map(request: Request, room: InRoom, wanted: Wanted) -> Response:
    """Send claims for a map, each at the point known of its place; `precision` says how large that is."""

    def write(connection: Connection) -> Iterator[str]:
        return render_geojson((one.document, one.claim) for one in find_claims(connection, wanted))

    return send(request, room, "geojson", write)


@router.get("/claims.atom", response_class=Response, responses=tell_type("atom"))
def send_feed(request: Request, room: InRoom, wanted: Wanted, by: By) -> Response:
    """Send the newest claims as a feed, in the reader's language."""
    return send(request, room, "atom", lambda connection: _feed(connection, request, room, wanted, by), by.language)


def _feed(connection: Connection, request: Request, room: Room, wanted: Filter, by: Reader) -> Iterator[str]:
    site = str(request.base_url).rstrip("/")
    found = list(find_claims(connection, wanted, limit=_NEWEST))
    items = [_item(one, site, by) for one in found]
    feed = Feed(
        title=by.say("files.feed_title"),
        self_link=f"{site}{request.url.path}{query_of(wanted)}",
        page=f"{site}/claims{query_of(wanted)}",
        updated=max((item.updated for item in items), default=_LONG_AGO),
        language=by.language,
    )
    return render_atom(feed, items)


def _item(one: Found, site: str, by: Reader) -> Item:
    shown = show_claim(one.claim, one.document, by)
    title = " · ".join(part for part in (shown.source, shown.act, shown.event, shown.doer, shown.target, shown.told_as) if part)
    return Item(
        ident=f"tag:marsad,2020:claim:{one.claim.id}:{one.number}",
        title=title,
        link=f"{site}/claims/{one.claim.id}",
        updated=_moment_of(one),
        author=one.document.outlet or one.document.id,
        text=one.claim.sentence.of(one.document.text),
        language=one.claim.lang or one.document.language,
    )


def _moment_of(one: Found) -> dt.datetime:
    """Give the moment of a claim: when its text was published, else when it was fetched."""
    document = one.document
    if document.published:
        return dt.datetime.combine(document.published, dt.time(), dt.UTC)
    return document.fetched or _LONG_AGO
