"""An agreement: its grid, the standing of its commitments, its calendar."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from marsad.web.asked import Day
from marsad.web.pages.ledgers import calendar_of, period_of
from marsad.web.standings import load_grid
from marsad.web.view import InView

router = APIRouter()
Key = Annotated[str, Path(max_length=64)]


@router.get("/agreements/{key}")
def show_agreement(view: InView, key: Key, since: Day = None, until: Day = None) -> Response:
    """Show the grid of an agreement."""
    agreement = view.room.agreement(key)
    period = period_of(view.connection, agreement, since, until)
    stood = load_grid(view.room, view.connection, agreement, period)
    return view.render("agreement.html.j2", agreement=agreement, period=period, stood=stood, coverage=view.coverage())


@router.get("/agreements/{key}/calendar")
def show_calendar(view: InView, key: Key, today: Day = None) -> Response:
    """Show the deadlines of the text and the ultimatums of speakers, apart."""
    day = today or view.room.now().date()
    agreement, dues = view.room.agreement(key), calendar_of(view.room, view.connection, key, day)
    return view.render("calendar.html.j2", agreement=agreement, dues=dues, day=day, coverage=view.coverage())
