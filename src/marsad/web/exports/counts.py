"""Counts as files: the matrix, the timeline, and the sources that are followed."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from marsad.publish.jsonl import Record
from marsad.store.claims import Filter, count_days, count_matrix
from marsad.store.health import find_health
from marsad.store.sources import list_sources
from marsad.web.asked import Wanted
from marsad.web.exports.sending import Bom, Form, send, tell_type, write_table
from marsad.web.records import record_cell, record_day
from marsad.web.room import InRoom, Room

router = APIRouter()
MATRIX = ("source", "accused", "claims", "origins")
DAYS = ("day", "act", "type", "negated", "status", "claims", "origins")
SOURCES = ("url", "title", "outlet", "language", "folder", "since", "paused", "state", "last_answered", "health")


def _matrix(room: Room, wanted: Filter, form: Form, *, bom: bool, request: Request) -> Response:
    def write(connection: Connection) -> Iterator[str]:
        cells = room.keep(connection, ("matrix", wanted), lambda: count_matrix(connection, wanted))
        return write_table(form, MATRIX, (record_cell(one) for one in cells), bom=bom)

    return send(request, room, form, write)


@router.get("/matrix.csv", response_class=Response, responses=tell_type("csv"))
def send_matrix(request: Request, room: InRoom, wanted: Wanted, bom: Bom = False) -> Response:
    """Send who accuses whom for a spreadsheet, every pair."""
    return _matrix(room, wanted, "csv", bom=bom, request=request)


@router.get("/matrix.jsonl", response_class=Response, responses=tell_type("jsonl"))
def send_matrix_lines(request: Request, room: InRoom, wanted: Wanted) -> Response:
    """Send who accuses whom, a pair a line."""
    return _matrix(room, wanted, "jsonl", bom=False, request=request)


def _timeline(room: Room, wanted: Filter, form: Form, *, bom: bool, request: Request) -> Response:
    def write(connection: Connection) -> Iterator[str]:
        days = room.keep(connection, ("timeline", wanted), lambda: count_days(connection, wanted))
        return write_table(form, DAYS, (record_day(one) for one in days), bom=bom)

    return send(request, room, form, write)


@router.get("/timeline.csv", response_class=Response, responses=tell_type("csv"))
def send_timeline(request: Request, room: InRoom, wanted: Wanted, bom: Bom = False) -> Response:
    """Send what was said when for a spreadsheet: day by day, by act and kind of event."""
    return _timeline(room, wanted, "csv", bom=bom, request=request)


@router.get("/timeline.jsonl", response_class=Response, responses=tell_type("jsonl"))
def send_timeline_lines(request: Request, room: InRoom, wanted: Wanted) -> Response:
    """Send what was said when, a line for a day, an act and a kind of event."""
    return _timeline(room, wanted, "jsonl", bom=False, request=request)


def _sources(connection: Connection, room: Room) -> Iterator[Record]:
    sources = list_sources(connection)
    health = find_health(connection, sources, room.now())
    for one in sources:
        state = health[one.id]
        yield {
            **{name: getattr(one, name) for name in ("url", "title", "outlet", "language", "folder", "paused")},
            "since": one.since.isoformat() if one.since else None,
            "state": state.state,
            "last_answered": f"{state.last_good:%Y-%m-%dT%H:%M:%SZ}" if state.last_good else None,
            "health": state.line,
        }


@router.get("/sources.csv", response_class=Response, responses=tell_type("csv"))
def send_sources(request: Request, room: InRoom, bom: Bom = False) -> Response:
    """Send the sources that are followed for a spreadsheet, with how each is doing."""
    now = room.now()  # sources are not in the chain: how they do changes without it
    return send(request, room, "csv", lambda found: write_table("csv", SOURCES, _sources(found, room), bom=bom), now)


@router.get("/sources.jsonl", response_class=Response, responses=tell_type("jsonl"))
def send_source_lines(request: Request, room: InRoom) -> Response:
    """Send the sources that are followed a line each, with how each is doing."""
    now = room.now()
    return send(request, room, "jsonl", lambda found: write_table("jsonl", SOURCES, _sources(found, room), bom=False), now)
