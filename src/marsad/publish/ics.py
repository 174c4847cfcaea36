"""Deadlines and ultimatums as a calendar file (iCalendar, RFC 5545): whole days, since texts tell no hours that hold everywhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_LINE = 75  # octets of a line, its end not counted
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Appointment(NamedTuple):
    """A day in a calendar: `ident` is a name for ever, by which a calendar that was read before is brought up to date."""

    ident: str
    day: dt.date
    title: str
    text: str
    link: str
    kind: str


def render_ics(name: str, days: Iterable[Appointment], made: dt.datetime) -> Iterator[str]:
    """Render a calendar, line by line, each folded and ended as the standard asks."""
    for line in _lines(name, days, made):
        yield from _fold(line)


def _lines(name: str, days: Iterable[Appointment], made: dt.datetime) -> Iterator[str]:
    yield from (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Marsad//Ledger//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    )
    for one in days:
        yield from ("BEGIN:VEVENT", f"UID:{_text(one.ident)}", f"DTSTAMP:{made.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}")
        yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
        yield from (f"SUMMARY:{_text(one.title)}", f"DESCRIPTION:{_text(one.text)}", f"URL:{_CONTROL.sub('', one.link)}")
        yield from (f"CATEGORIES:{_text(one.kind)}", "TRANSP:TRANSPARENT", "END:VEVENT")
    yield "END:VCALENDAR"


def _text(value: str) -> str:
    """Write a text as a value: what has a meaning to the format is marked as having none."""
    plain = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", plain.replace("\n", "\\n"))


def _fold(line: str) -> Iterator[str]:
    """Cut a line into pieces of so many octets that no letter is cut in two; each further piece begins with a space."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8", "replace"))
        if size + octets > _LINE:
            yield f"{piece}\r\n"
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    yield f"{piece}\r\n"
