"""From a row of a dataset to claims: fields as they stand in the text, by a crosswalk that is data."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from marsad.model import CROSSWALK, BlockKind, Claim, Document, Event, Evidence, Place
from marsad.observing.names import find_actor, find_country, find_place
from marsad.text import Span

_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T].*)?")
_WRITTEN_DAY = re.compile(r"(\d{1,2})[ -]([A-Za-z]+)[ -](\d{4})")


class Told(NamedTuple):
    """A field of a row, and where its words stand in the text."""

    value: str
    span: Span

    @property
    def evidence(self) -> Evidence:
        """The words as evidence."""
        return Evidence(span=self.span, quote=self.value)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who did it and who bears it, in the words of the row, where it tells the one from the other; `open` are the rest."""

    doer: Told | None = None
    bearer: Told | None = None
    open: tuple[Told, ...] = ()


@cache
def _crosswalk() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load(files("marsad.observing").joinpath("crosswalk.yaml").read_text("utf-8"))
    return data


def observe(document: Document) -> tuple[Claim, ...]:
    """Make the claim of a row: what the dataset says happened. None where the crosswalk knows no event of that code."""
    walk = _crosswalk().get(document.dataset)
    fields = fields_of(document)
    if walk is None or not fields:
        return ()
    row = _Row(walk, fields)
    code = row.event_code()
    known = walk["events"].get(code.value) if code else None
    return (_claim(document, row, code, known),) if code and known else ()


def fields_of(document: Document) -> dict[str, Told]:
    """Read the fields of a row back out of its text, each with its place."""
    table = next((block.span for block in reversed(document.blocks) if block.kind is BlockKind.table), None)
    fields: dict[str, Told] = {}
    at = table.start if table else 0
    for line in table.of(document.text).split("\n") if table else ():
        name, _, value = line.partition(": ")
        start = at + len(name) + 2
        fields[name] = Told(value, Span(start, start + len(value)))
        at += len(line) + 1
    return fields


class _Row:
    """A row with what its dataset's codes mean."""

    def __init__(self, walk: Mapping[str, Any], fields: Mapping[str, Told]) -> None:
        self.walk, self.fields = walk, fields
        self.is_ged = "type_of_violence" in fields

    def told(self, name: str) -> str:
        return self.fields[name].value if name in self.fields else ""

    def event_code(self) -> Told | None:
        return self.fields.get("type_of_violence" if self.is_ged else "sub_event_type")

    def sides(self, doer: str) -> Sides:
        """Tell who did it from who bears it, where the codes do; else leave both open."""
        names = ("side_a", "side_b") if self.is_ged else ("actor1", "actor2")
        here = [(self.fields[name], self._kind(name)) for name in names if name in self.fields]
        doers = [told for told, kind in here if kind == {"state": "state", "other": "armed"}.get(doer, "")]
        if doer == "victims" and len(here) == 2 and [kind for _, kind in here].count("unarmed") == 1:
            bearer = next(told for told, kind in here if kind == "unarmed")
            return Sides(next(told for told, _ in here if told is not bearer), bearer)
        if doer in ("state", "other") and len(doers) == 1:
            return Sides(doers[0], next((told for told, _ in here if told is not doers[0]), None))
        return Sides(open=tuple(told for told, _ in here))

    def _kind(self, name: str) -> str:
        """Tell whether an actor is a state's, unarmed, or another that is armed."""
        if self.is_ged:
            return "unarmed" if self.told(name) in self.walk["unarmed"] else "armed"
        code = self.told(f"inter{name[-1]}")
        return "state" if code in self.walk["state"] else "unarmed" if code in self.walk["unarmed"] else "armed"

    def days(self) -> tuple[str | None, str]:
        """Give the time as claims write it, and the words that could not be read."""
        if self.is_ged:
            first, last = _day(self.told("date_start")), _day(self.told("date_end"))
            if first and last and first <= last:
                return (f"{first}" if first == last else f"{first}/{last}"), ""
            return None, " ".join(filter(None, (self.told("date_start"), self.told("date_end"))))
        day, precision = _day(self.told("event_date")), self.told("time_precision")
        if day and precision in self.walk["month"]:
            return f"{day:%Y-%m}", ""
        if day and precision in self.walk["days"]:
            around = dt.timedelta(days=self.walk["days"][precision])
            return (f"{day - around}/{day + around}" if around else f"{day}"), ""
        return None, self.told("event_date")

    def killed(self) -> tuple[int, int] | None:
        """Give the dead with bounds. No dead is what datasets also write where nobody told a number: it is left open."""
        low, high = (_number(self.told(name)) for name in (("low", "high") if self.is_ged else ("fatalities", "fatalities")))
        return (low, high) if low is not None and high and low <= high else None

    def place(self, country: str | None) -> tuple[Told | None, Place | None]:
        """Give the place in the words of the row, at the row's own point; under the gazetteer's name where it is that place."""
        told = self.fields.get("where_coordinates" if self.is_ged else "location") or self.fields.get("where_description")
        latitude, longitude = _degrees(self.told("latitude"), 90), _degrees(self.told("longitude"), 180)
        kind = self.walk["places"].get(self.told("where_prec" if self.is_ged else "geo_precision"))
        if told is None or kind is None or latitude is None or longitude is None:
            return told, None
        known = find_place(_bare(told.value), country, latitude, longitude) if kind == "town" and country else None
        place = Place(name=told.value, country=country or "", kind=kind, latitude=latitude, longitude=longitude)
        if known is None:
            return told, place
        return told, Place(
            name=known.name, country=known.country, kind=known.kind, latitude=latitude, longitude=longitude, geonames=known.geonames
        )


def _claim(document: Document, row: _Row, code: Told, known: Mapping[str, str]) -> Claim:
    when, unread = row.days()
    on = _day(when[:10]) if when and len(when) >= 10 else None
    country = find_country(row.told("country"))
    sides = row.sides(known["doer"])
    place, located = row.place(country)
    patterns = _crosswalk()["actors"]
    event = Event(
        type=known["type"],  # type: ignore[arg-type]
        mode=known["mode"],
        actor=find_actor(sides.doer.value, on, patterns, country) if sides.doer else None,
        target=find_actor(sides.bearer.value, on, patterns, country) if sides.bearer else None,
        place=place.value if place else None,
        when=when,
        killed=row.killed(),
    )
    sentence = _sentence(document, row)
    source = row.walk["source"]
    return Claim(
        id=_identify(document, sentence, source, event, code),
        doc=document.id,
        lang=document.language,
        date=document.published.isoformat() if document.published else None,
        sentence=sentence,
        source=source,
        act="report",
        event=event,
        cue=None,
        trigger=code.evidence,
        rule=f"{document.dataset}{CROSSWALK}{code.value}",
        actor=sides.doer.evidence if sides.doer else None,
        target=sides.bearer.evidence if sides.bearer else None,
        place=place.evidence if place else None,
        located=located,
        said_as=(unread,) if unread else (),
        note=_note(row, sides),
    )


def _sentence(document: Document, row: _Row) -> Span:
    """Give the lines that say what happened: the first ones of the table, up to the number of dead."""
    table = next(block.span for block in reversed(document.blocks) if block.kind is BlockKind.table)
    last = [row.fields[name].span.end for name in ("fatalities", "high", "best", "low", "country") if name in row.fields]
    return Span(table.start, last[0] if last else table.end)


def _note(row: _Row, sides: Sides) -> str:
    """Say what the codes of a claim cannot: between whom it was where no direction is told, and the best estimate."""
    between = " and ".join(told.value for told in sides.open)
    told = f"between {between}; the dataset tells no direction" if len(sides.open) > 1 else between and f"of {between}"
    best = f"best estimate of the dead: {row.told('best')}" if row.is_ged and row.told("best") else ""
    return "; ".join(part for part in (told, best) if part)


def _identify(document: Document, sentence: Span, source: str, event: Event, code: Told) -> str:
    """Give the stable id of a claim, a hash as `marsad.coding` makes it."""
    parts = (document.sha256, sentence, source, "report", event, code.span, None)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _bare(name: str) -> str:
    """Take off the word by which UCDP says what a place is: "Saraqib town"."""
    return re.sub(r"\s+(town|city|village)$", "", name)


def _day(written: str) -> dt.date | None:
    """Read a day as the datasets write it: 2020-02-12, with a time behind it, or 12 February 2020."""
    try:
        if found := _ISO_DAY.fullmatch(written):
            return dt.date.fromisoformat(found[1])
        if found := _WRITTEN_DAY.fullmatch(written):
            months = _crosswalk()["months"]
            month = next((n for n, name in enumerate(months, 1) if name.startswith(found[2].lower()) and len(found[2]) > 2), 0)
            return dt.date(int(found[3]), month, int(found[1]))
    except ValueError:
        return None
    return None


def _number(written: str) -> int | None:
    return int(written) if re.fullmatch(r"\d{1,9}", written) else None


def _degrees(written: str, most: int) -> float | None:
    value = float(written) if re.fullmatch(r"-?\d{1,3}(\.\d+)?", written) else None
    return value if value is not None and abs(value) <= most else None


__all__ = ["Told", "fields_of", "observe"]
