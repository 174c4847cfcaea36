"""An agreement as files: its grid for a spreadsheet, its deadlines and ultimatums for a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from marsad.model import Agreement, Due
from marsad.publish.ics import Appointment, render_ics
from marsad.publish.jsonl import Record
from marsad.web.asked import Day
from marsad.web.exports.sending import Bom, Form, send, tell_type, write_table
from marsad.web.pages.ledgers import calendar_of, period_of
from marsad.web.reader import By, Reader
from marsad.web.records import record_due
from marsad.web.room import InRoom, Room
from marsad.web.standings import load_grid

router = APIRouter()
Key = Annotated[str, Path(max_length=64)]
DUES = ("id", "kind", "state", "commitment", "by", "of", "date", "moved_to", "superseded_by", "words", "claims", "after")
GRID = ("commitment", "standing", "first", "last", "kind", "entries")


@router.get("/agreements/{key}/calendar.ics", response_class=Response, responses=tell_type("ics"))
def send_calendar(request: Request, key: Key, room: InRoom, by: By, today: Day = None) -> Response:
    """Send deadlines and ultimatums that have a day, for a calendar; a programme that follows the address keeps up with them."""
    day = today or room.now().date()
    agreement = room.agreement(key)
    site = str(request.base_url).rstrip("/")

    def write(connection: Connection) -> Iterator[str]:
        dues = calendar_of(room, connection, key, day)
        name = agreement.title_ar if by.language == "ar" and agreement.title_ar else agreement.title
        return render_ics(name, _appointments(dues, agreement, by, site), room.now())

    return send(request, room, "ics", write, day, by.language)


def _appointments(dues: Iterable[Due], agreement: Agreement, by: Reader, site: str) -> Iterator[Appointment]:
    for due in dues:
        last = due.moved_to or due.date
        if last is None:
            continue
        kind = by.say(f"calendar.one_{due.kind}")
        parties = " → ".join(by.actor(code) for code in (due.by, due.of) if code)
        title = " · ".join(part for part in (kind, due.commitment or "", parties, by.label("dues", due.state)) if part)
        yield Appointment(
            ident=f"{agreement.id}-{due.id}@marsad",
            day=last,
            title=title,
            text=due.words,
            link=f"{site}/agreements/{agreement.id}/calendar",
            kind=kind,
        )


def _dues(room: Room, key: str, day: dt.date, *, form: Form, bom: bool, request: Request) -> Response:
    def write(connection: Connection) -> Iterator[str]:
        rows = (record_due(one) for one in calendar_of(room, connection, key, day))
        flat = ({**row, "claims": " ".join(row["claims"]), "after": " ".join(row["after"])} for row in rows)
        return write_table(form, DUES, flat, bom=bom)

    room.agreement(key)
    return send(request, room, form, write, day)


@router.get("/agreements/{key}/calendar.csv", response_class=Response, responses=tell_type("csv"))
def send_dues(request: Request, key: Key, room: InRoom, today: Day = None, bom: Bom = False) -> Response:
    """Send deadlines and ultimatums for a spreadsheet, those without a day too."""
    return _dues(room, key, today or room.now().date(), form="csv", bom=bom, request=request)


@router.get("/agreements/{key}/calendar.jsonl", response_class=Response, responses=tell_type("jsonl"))
def send_due_lines(request: Request, key: Key, room: InRoom, today: Day = None) -> Response:
    """Send deadlines and ultimatums a line each."""
    return _dues(room, key, today or room.now().date(), form="jsonl", bom=False, request=request)


@router.get("/agreements/{key}/grid.csv", response_class=Response, responses=tell_type("csv"))
def send_grid(request: Request, key: Key, room: InRoom, *, since: Day = None, until: Day = None, bom: Bom = False) -> Response:
    """Send the grid of an agreement for a spreadsheet: a row for each commitment, stretch of days and kind of entry."""
    agreement = room.agreement(key)

    def rows(connection: Connection) -> Iterator[Record]:
        found = load_grid(room, connection, agreement, period_of(connection, agreement, since, until))
        for row in found.grid.rows:
            standing = found.words.get(row.commitment, "no report found")
            common = {"commitment": row.commitment or "", "standing": standing}
            if not any(row.cells):
                yield {**common, "first": None, "last": None, "kind": None, "entries": 0}
            for column, cell in zip(found.grid.columns, row.cells, strict=True):
                for kind, number in cell:
                    yield {**common, "first": column.first, "last": column.last, "kind": kind, "entries": number}

    return send(request, room, "csv", lambda found: write_table("csv", GRID, rows(found), bom=bom))
