"""What words tell of a time, before and after it is known of which year: parts of a date, and the days that they mean."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from marsad.model import Precision
from marsad.reading import calendar
from marsad.reading.calendar import Stretch
from marsad.reading.datewords import Part

NO_PART = Part("", 0)
YEARS = range(1800, 2101)


class Told(NamedTuple):
    """What words tell before it is known of which year: parts of a civil date, or stretches already counted from publication."""

    kind: str = "date"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    day_end: int | None = None
    weekday: int = 0
    step: int | None = None
    part: Part = NO_PART
    back: Stretch | None = None
    ahead: Stretch | None = None


class Tail(NamedTuple):
    """What follows a month; `open` where the year is one told before («من العام نفسه») or counted from an unknown date."""

    end: int
    year: int | None = None
    step: int | None = None
    hijri: bool = False
    open: bool = False


# ── Resolving ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def resolve(told: Told, anchor: dt.date | None, *, forward: bool) -> Stretch | None:
    """Give the days that are told, read back from the anchor or forward from it."""
    if told.kind == "counted":
        return told.ahead if forward else told.back
    if told.kind == "weekday":
        return _weekday(told, anchor, forward=forward)
    if told.month is None:
        return calendar.civil_years(told.year, told.year) if told.year else None
    start = _dated(told, told.day, anchor, forward=forward)
    if start is None or told.day_end is None:
        return end_of(start, told.part) if start else None
    end = calendar.civil_day(start.first.year, start.first.month, told.day_end)
    return Stretch(start.first, end.last, Precision.span) if end and end.last > start.first else None


def _dated(told: Told, day: int | None, anchor: dt.date | None, *, forward: bool) -> Stretch | None:
    assert told.month is not None
    if told.year is not None:
        return calendar.civil_day(told.year, told.month, day) if day else calendar.civil_month(told.year, told.month)
    return calendar.yearly(told.month, day, anchor, told.step, forward=forward) if anchor else None


def end_of(stretch: Stretch, part: Part) -> Stretch:
    """Give the last day of a month where its end is told, else the stretch as it is."""
    if part.name == "end" and stretch.precision is Precision.month:
        return Stretch(stretch.last, stretch.last, Precision.day)
    return stretch


def _weekday(told: Told, anchor: dt.date | None, *, forward: bool) -> Stretch | None:
    if anchor is None:
        return None
    if forward if told.step is None else told.step > 0:
        return calendar.weekday_after(anchor, told.weekday, strictly=told.step is not None)
    return calendar.weekday_before(anchor, told.weekday, strictly=told.step == -1)


def due(told: Told, stretch: Stretch, *, before: bool) -> dt.date | None:
    """Give the day on which a stretch falls due as a deadline."""
    if stretch.precision is Precision.day:
        return stretch.last
    part = told.part
    if not part.name:
        return calendar.days_on(stretch.first, -1) if before and stretch.precision is not Precision.span else stretch.last
    if part.due == 0:
        return stretch.last
    if stretch.precision is Precision.month:
        return stretch.first.replace(day=part.due)
    if stretch.precision is Precision.year:
        return {"start": stretch.first, "middle": stretch.first.replace(month=6, day=30)}.get(part.name)
    return None


def counted(found: Stretch | None) -> Told:
    """Tell a stretch that is counted already, the same in both readings."""
    return Told(kind="counted", back=found, ahead=found)


def long_run(day: dt.date, name: str, count: int) -> Stretch | None:
    """Give so many months or years back to publication's own, or ahead from it."""
    if name == "year":
        ends = sorted((day.year, day.year + count))
        return calendar.civil_years(*ends)
    far, here = calendar.month_on(day, count), calendar.month_on(day, 0)
    if not far or not here:
        return None
    return Stretch(min(far.first, here.first), max(far.last, here.last), Precision.month)
