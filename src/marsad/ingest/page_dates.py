"""Dates as pages write them: ISO in metadata, and in the visible lines of four languages.

A date is read only where it is whole (day, month and year) and can be read in one way: `02/03/2020` on an English page is left
alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from marsad.ingest.page_words import PageWords

_ISO = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?=$|[T\s])")
_YEARS = range(1900, 2100)
_NUMBERS = re.compile(
    r"(?<![\d./-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-])|(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\6(\d{4})(?![\d/-])"
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.\u066b]\d{2}(:\d{2})?(?!\d)")
_REST = re.compile(r"[^\W\d_]{2,}|\d{2,}")


class Told(NamedTuple):
    """A date in a line and where it stands."""

    day: dt.date
    start: int
    end: int


def parse_day(value: str) -> dt.date | None:
    """Read the civil date of an ISO 8601 date or time as written, in the zone in which it was written; None for another form."""
    found = _ISO.match(value)
    return _date(*found.groups()) if found else None


def parse_moment(value: str) -> dt.datetime | None:
    """Read a moment as archives write it, 2020-02-12T09:30:00Z, in UTC where it names no zone; None for another form."""
    try:
        moment = dt.datetime.fromisoformat(value.strip()) if len(value) > len("2020-02-12") else None
        return moment and (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def find_dates(line: str, words: PageWords, *, month_first: bool) -> Iterator[Told]:
    """Find the whole dates in a folded line; `month_first` says that 02/03/2020 may mean February 3 there, and is then not read."""
    for found in _NUMBERS.finditer(line):
        year, _, month, day, first, mark, second, last = found.groups()
        if year:
            told = _date(year, month, day)
        elif mark == "/" and month_first and first != second:
            told = _unlike(last, first, second)
        else:
            told = _date(last, second, first)
        if told:
            yield Told(told, *found.span())
    yield from _in_words(line, words)


def _in_words(line: str, words: PageWords) -> Iterator[Told]:
    for found in words.month.finditer(line):
        month = str(words.months[found.group()])
        before = re.search(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s.,]*$", line[: found.start()])
        after = re.match(r"[\s.,/]*(\d{4})(?!\d)", line[found.end() :])
        if before and after:
            told, start, end = _date(after[1], month, before[1]), before.start(), found.end() + after.end()
        else:  # March 4, 2021
            after = re.match(r"\.?\s*(\d{1,2})(?:st|nd|rd|th)?\s*[,\u060c]?\s+(\d{4})(?!\d)", line[found.end() :])
            if not after:
                continue
            told, start, end = _date(after[2], month, after[1]), found.start(), found.end() + after.end()
        if told:
            yield Told(told, start, end)


def is_about(line: str, words: PageWords) -> bool:
    """Tell whether a folded line is but dates, times, and the words that stand around them."""
    dates = sorted(find_dates(line, words, month_first=False), key=lambda told: -told.start)
    for told in dates:
        line = line[: told.start] + " " + line[told.end :]
    dated = bool(dates) or words.about.search(line) is not None or _CLOCK.search(line) is not None
    rest = words.month.sub(" ", words.about.sub(" ", _CLOCK.sub(" ", line)))
    return dated and not _REST.search(re.sub(r"\b\d+\b", " ", rest))


def is_clock(line: str) -> bool:
    """Tell whether a line is a time of day alone, as stands before the entries of a live page."""
    return len(line) < 30 and _CLOCK.match(line) is not None and not re.search(r"\d{4}", line) and len(_REST.findall(line)) <= 4


def _unlike(year: str, first: str, second: str) -> dt.date | None:
    """Read day and month whose order is not known, where only one order gives a date."""
    one, other = _date(year, first, second), _date(year, second, first)
    return None if one and other else one or other


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day)) if int(year) in _YEARS else None
    except ValueError:
        return None
