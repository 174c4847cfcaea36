"""Who accuses whom, what was said when, and the sources that are followed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from fastapi import APIRouter
from fastapi.responses import Response

from marsad.store.claims import Cell, Day, count_days, count_matrix
from marsad.store.health import find_health
from marsad.store.sources import list_sources
from marsad.store.texts import load_coverage
from marsad.web.asked import Wanted
from marsad.web.grid import choose_unit, lay_columns
from marsad.web.view import InView

router = APIRouter()
_SIDES = 16  # rows and columns that the page bears; the rest stands in the API


class Bar(NamedTuple):
    """What was said in a stretch of days, by act."""

    first: dt.date
    last: dt.date
    acts: tuple[tuple[str, int], ...]
    total: int


@router.get("/matrix")
def show_matrix(view: InView, wanted: Wanted) -> Response:
    """Show who accuses whom."""
    cells = view.room.keep(view.connection, ("matrix", wanted), lambda: count_matrix(view.connection, wanted))
    sources, accused = _largest(cells, "source"), _largest(cells, "accused")
    shown = {(one.source, one.accused): one for one in cells if one.source in sources and one.accused in accused}
    return view.render(
        "matrix.html.j2",
        wanted=wanted,
        sources=sources,
        accused=accused,
        by_pair=shown,
        left_out=len(cells) - len(shown),
        coverage=view.coverage(),
    )


def _largest(cells: Sequence[Cell], side: str) -> list[str]:
    totals = Counter[str]()
    for one in cells:
        totals[getattr(one, side)] += one.origins
    return [code for code, _ in totals.most_common(_SIDES)]


@router.get("/timeline")
def show_timeline(view: InView, wanted: Wanted) -> Response:
    """Show what was said when."""
    days = view.room.keep(view.connection, ("timeline", wanted), lambda: count_days(view.connection, wanted))
    bars, undated = lay_bars(days)
    return view.render("timeline.html.j2", wanted=wanted, bars=bars, undated=undated, coverage=view.coverage())


def lay_bars(days: Sequence[Day]) -> tuple[list[Bar], int]:
    """Lay counted days into bars of days, weeks or months; give them with how many claims have no day."""
    dated = [(one.day, one) for one in days if one.day is not None]
    undated = sum(one.claims for one in days if one.day is None)
    if not dated:
        return [], undated
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    columns = lay_columns(first, last, choose_unit(first, last))
    held = [Counter[str]() for _ in columns]
    at = 0
    for day, one in sorted(dated, key=lambda pair: pair[0]):
        while day > columns[at].last:
            at += 1
        held[at][one.act] += one.claims
    return [
        Bar(column.first, column.last, tuple(acts.most_common()), acts.total()) for column, acts in zip(columns, held, strict=True)
    ], undated


@router.get("/sources")
def show_sources(view: InView) -> Response:
    """Show the sources that are followed, and how each is doing; and which outlets the store holds."""
    sources = list_sources(view.connection)
    health = find_health(view.connection, sources, view.room.now())
    coverage = view.room.keep(view.connection, ("coverage", "all"), lambda: load_coverage(view.connection, 200))
    return view.render("sources.html.j2", sources=sources, health=health, coverage=coverage)
