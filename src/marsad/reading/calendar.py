"""Calendar arithmetic for dates that a text tells: stretches of days, and which occurrence of a month or weekday is meant.

Nothing here knows a language. A function gives None where there is no such date (31 February), never a nearby one.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

from marsad.model import Precision

# A date without a year that would lie eleven months back is the one that comes within these days.
SOON = 31
_LONGEST = 40_000  # days; no text counts further from its publication


class Stretch(NamedTuple):
    """Days from `first` to `last`, both included, and how exactly they are told."""

    first: dt.date
    last: dt.date
    precision: Precision


def one_day(day: dt.date | None) -> Stretch | None:
    """Give the stretch of one day."""
    return Stretch(day, day, Precision.day) if day else None


def civil_day(year: int, month: int, day: int) -> Stretch | None:
    """Give a civil day; None where the calendar has no such day."""
    try:
        return one_day(dt.date(year, month, day))
    except ValueError:
        return None


def civil_month(year: int, month: int) -> Stretch | None:
    """Give a whole month."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    return Stretch(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), Precision.month)


def civil_years(first: int, last: int) -> Stretch | None:
    """Give whole years, both included."""
    if not 1 <= first <= last <= 9999:
        return None
    return Stretch(dt.date(first, 1, 1), dt.date(last, 12, 31), Precision.year)


def hijri(year: int, month: int | None, day: int | None) -> Stretch | None:
    """Give a Hijri day, month or year in civil days, by the Umm al-Qura tables (1343 to 1500)."""
    from hijridate import Hijri

    try:
        first = Hijri(year, month or 1, day or 1)
        if day is not None:
            return one_day(first.to_gregorian())
        end = Hijri(year, month or 12, 1)
        last = Hijri(year, month or 12, end.month_length())
    except (ValueError, OverflowError):
        return None
    return Stretch(first.to_gregorian(), last.to_gregorian(), Precision.span)


def days_on(day: dt.date, count: int) -> dt.date | None:
    """Count days from a day, back if negative."""
    if abs(count) > _LONGEST:
        return None
    try:
        return day + dt.timedelta(days=count)
    except OverflowError:
        return None


def month_on(day: dt.date, count: int) -> Stretch | None:
    """Give the month that lies so many months from a day's month."""
    number = day.year * 12 + day.month - 1 + count
    return civil_month(number // 12, number % 12 + 1)


def week_on(day: dt.date, count: int, starts: int) -> Stretch | None:
    """Give the calendar week so many weeks from a day's week; `starts` is its first weekday, Monday being 1."""
    first = days_on(day, count * 7 - (day.isoweekday() - starts) % 7)
    last = days_on(first, 6) if first else None
    return Stretch(first, last, Precision.span) if first and last else None


def weekday_before(day: dt.date, weekday: int, *, strictly: bool = False) -> Stretch | None:
    """Give the latest such weekday up to a day, or wholly before it."""
    back = (day.isoweekday() - weekday) % 7
    return one_day(days_on(day, -(back or 7 if strictly else back)))


def weekday_after(day: dt.date, weekday: int, *, strictly: bool = False) -> Stretch | None:
    """Give the next such weekday from a day on, or wholly after it."""
    ahead = (weekday - day.isoweekday()) % 7
    return one_day(days_on(day, ahead or 7 if strictly else ahead))


def weekday_near(day: dt.date, weekday: int) -> Stretch | None:
    """Give the such weekday nearest to a day, three days either way.

    "Yesterday, Thursday" is the Thursday: publication dates slip over midnight and time zones, the weekday does not.
    """
    return one_day(days_on(day, (weekday - day.isoweekday() + 3) % 7 - 3))


def yearly(month: int, day: int | None, anchor: dt.date, step: int | None, *, forward: bool) -> Stretch | None:
    """Give the occurrence that a date without a year means.

    `step` is -1 for "last", 0 for "this", 1 for "next", None where nothing is said: then the nearest that is not after the
    anchor, or (`forward`) not before it; and the one that comes within SOON days rather than the one eleven months back.
    """
    years = range(max(anchor.year - 8, 1), min(anchor.year + 9, 10_000))
    found = [civil_day(y, month, day) if day else civil_month(y, month) for y in years]
    every = [s for s in found if s]
    past = [s for s in every if (s.last < anchor if step == -1 else s.first <= anchor)]
    coming = [s for s in every if (s.first > anchor if step == 1 else s.last >= anchor)]
    if step in (-1, -2):
        return past[step] if len(past) >= -step else None
    if step in (1, 2):
        return coming[step - 1] if len(coming) >= step else None
    if not past or not coming:
        return None
    near = (coming[0].first - anchor).days <= SOON and (anchor - past[-1].last).days > 365 - 2 * SOON
    if step == 0:
        return min(past[-1], coming[0], key=lambda s: abs((s.first - anchor).days))
    return coming[0] if forward or near else past[-1]
