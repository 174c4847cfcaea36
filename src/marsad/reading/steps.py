"""Times of a language that says first which one it means: "last week", "two days ago", "February 3, 2020".

A pack declares them in its `dates.yaml` (`steps_first`, `ago`, `month_first`); of a language that does not, nothing here is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.reading.told import NO_PART, Told

if TYPE_CHECKING:
    from marsad.reading.dates import Line

Parsed = tuple[int, Told] | None


def read_step_first(line: Line, i: int) -> Parsed:
    """Read "last week", "last Friday", "next March", "the past three days"."""
    found = line.sense(i, "step_first")
    if not found:
        return None
    j, step = found[0], found[1].value
    if weekday := line.sense(j, "weekday"):
        return weekday[0], Told(kind="weekday", weekday=weekday[1].value, step=step)
    if month := line.sense(j, "month"):
        return month[0], Told(month=month[1].value, step=step)
    return _stretch(line, j, step)


def _stretch(line: Line, i: int, step: int) -> Parsed:
    """Read the unit of which one is meant, or so many of it; "the last few days" are no certain ones."""
    few = line.skip(i, "few", "rough")
    count = line.count(i)
    unit = line.sense(count[0] if count else few, "unit")
    if not unit:
        return None
    name, number = unit[1].value
    if few > i and not count:
        return unit[0], Told(kind="counted")
    if count or name in ("day", "hour"):
        return unit[0], line.run_of(name, count[1] if count else 1, step)
    return (unit[0], line.unit_on(name, step, NO_PART)) if number == 1 else None


def read_ago(line: Line, i: int) -> Parsed:
    """Read "two days ago", "about a year ago" (which no day can be told from)."""
    count = line.counted_unit(i)
    ago = line.sense(count[0], "ago") if count else None
    if not count or not ago:
        return None
    return ago[0], Told(kind="counted", back=line.counted_from(count, -1))


def days_after_month(line: Line, i: int, month_ends: int) -> tuple[int, int, int | None] | None:
    """Read the day or days after a month's name ("February 3", "Feb. 3-5"); after "in" the month stands alone."""
    if not line.data.month_first or line.form(i - 1) in line.data.no_day_after:
        return None
    return line.days(month_ends + (line.form(month_ends) == "."))
