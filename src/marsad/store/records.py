"""Claims as rows and rows as claims.

Evidence is kept as spans alone: its words are those of the text, which never changes, so that a quote cannot drift from its text.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from marsad.model import Claim, Event, Evidence, Flag, FlagKind, Link, Place, Skipped, SkipReason
from marsad.text import Span

Row = dict[str, Any]
_EVIDENCE = ("cue", "trigger", "actor", "target", "speaker", "place")


def claim_row(claim: Claim) -> Row:
    """Give a claim's columns, without the numbers of rows that only the database knows."""
    event, place = claim.event, claim.located
    first, last = days_of(event.when)
    return {
        "ident": claim.id,
        "said": dt.date.fromisoformat(claim.date) if claim.date else None,
        "language": claim.lang,
        "sentence_start": claim.sentence.start,
        "sentence_end": claim.sentence.end,
        "source": claim.source,
        "source_country": claim.source.partition(".")[0],
        "act": claim.act,
        "type": event.type,
        "mode": event.mode,
        "actor": event.actor,
        "actor_country": event.actor.partition(".")[0] if event.actor else None,
        "target": event.target,
        "target_country": event.target.partition(".")[0] if event.target else None,
        "negated": event.negated,
        "status": event.status,
        "place": event.place,
        "latitude": _degrees(place.latitude) if place else None,
        "longitude": _degrees(place.longitude) if place else None,
        "happened_first": first,
        "happened_last": last,
        "deadline": event.deadline,
        "killed_low": event.killed[0] if event.killed else None,
        "killed_high": event.killed[1] if event.killed else None,
        "rule": claim.rule,
        "record": _rest(claim),
    }


def _degrees(value: float | None) -> float | None:
    """Write degrees as every database gives them back: no whole numbers, no minus before nothing."""
    return None if value is None else float(value) + 0.0


def _rest(claim: Claim) -> Row:
    """What has no column of its own; what is empty is left out."""
    event = claim.event
    rest: Row = {name: list(words.span) for name in _EVIDENCE if (words := getattr(claim, name)) is not None}
    rest["when"] = event.when
    rest["wounded"] = list(event.wounded) if event.wounded else None
    rest["displaced"] = list(event.displaced) if event.displaced else None
    if claim.located:
        rest["located"] = {key: value for key, value in asdict(claim.located).items() if key not in ("latitude", "longitude")}
    rest["quoted"] = claim.quoted or None
    rest["by"] = list(claim.transmitted_by)
    rest["said_as"] = list(claim.said_as)
    rest["words"] = [list(words.span) for words in claim.agreement_words]
    rest["flags"] = [flag_record(flag) for flag in claim.flags]
    rest["note"] = claim.note
    return {key: value for key, value in rest.items() if value not in (None, [], "")}


def flag_record(flag: Flag) -> Row:
    """Write a doubt down."""
    return {"kind": flag.kind.value, "span": list(flag.span), "note": flag.note}


def skipped_record(part: Skipped) -> Row:
    """Write down a part that was read past."""
    return {"reason": part.reason.value, "span": list(part.span)}


def flag_of(record: Mapping[str, Any]) -> Flag:
    """Read a doubt back."""
    return Flag(FlagKind(record["kind"]), Span(*record["span"]), record["note"])


def skipped_of(record: Mapping[str, Any]) -> Skipped:
    """Read back a part that was read past."""
    return Skipped(Span(*record["span"]), SkipReason(record["reason"]))


def claim_of(row: Mapping[str, Any], doc: str, text: str) -> Claim:
    """Read a claim back from its row, with its quotes out of the text. An erased one has spans and no words."""
    rest: Mapping[str, Any] = row["record"] or {}

    def words(span: list[int] | None) -> Evidence | None:
        return None if span is None else Evidence(span=Span(*span), quote=Span(*span).of(text))

    return Claim(
        id=row["ident"],
        doc=doc,
        lang=row["language"],
        date=row["said"].isoformat() if row["said"] else None,
        sentence=Span(row["sentence_start"], row["sentence_end"]),
        source=row["source"],
        act=row["act"],
        event=_event_of(row, rest),
        rule=row["rule"],
        **{name: words(rest.get(name)) for name in _EVIDENCE},
        located=_place_of(row, rest.get("located")),
        quoted=bool(rest.get("quoted")),
        transmitted_by=tuple(rest.get("by", ())),
        said_as=tuple(rest.get("said_as", ())),
        agreement_words=tuple(Evidence(span=Span(*span), quote=Span(*span).of(text)) for span in rest.get("words", ())),
        flags=tuple(flag_of(flag) for flag in rest.get("flags", ())),
        note=rest.get("note", ""),
    )


def _event_of(row: Mapping[str, Any], rest: Mapping[str, Any]) -> Event:
    return Event(
        type=row["type"],
        actor=row["actor"],
        target=row["target"],
        negated=row["negated"],
        status=row["status"],
        place=row["place"],
        when=rest.get("when"),
        deadline=row["deadline"],
        killed=None if row["killed_low"] is None else (row["killed_low"], row["killed_high"]),
        wounded=_bounds(rest.get("wounded")),
        displaced=_bounds(rest.get("displaced")),
        mode=row["mode"],
    )


def _bounds(pair: list[int] | None) -> tuple[int, int | None] | None:
    return (pair[0], pair[1]) if pair else None


def _place_of(row: Mapping[str, Any], located: Mapping[str, Any] | None) -> Place | None:
    return Place(**located, latitude=row["latitude"], longitude=row["longitude"]) if located else None


def link_row(link: Link, ordinal: int) -> Row:
    """Give a link's columns."""
    return {
        "agreement": link.agreement,
        "commitment": link.commitment,
        "effect": link.effect,
        "by_actor": link.by,
        "of_actor": link.of,
        "reason": link.reason,
        "ordinal": ordinal,
    }


def link_of(row: Mapping[str, Any], claim: str) -> Link:
    """Read a link back."""
    return Link(
        agreement=row["agreement"],
        commitment=row["commitment"],
        effect=row["effect"],
        by=row["by_actor"],
        of=row["of_actor"],
        reason=row["reason"],
        claim=claim,
    )


def days_of(when: str | None) -> tuple[dt.date | None, dt.date | None]:
    """Give the first and last day of a time as claims write it: a day, a month, a year, or an interval of them."""
    if not when:
        return None, None
    first, _, last = when.partition("/")
    return _first_day(first), _last_day(last or first)


def _first_day(part: str) -> dt.date:
    year, month, day = (int(piece) for piece in [*part.split("-"), "1", "1"][:3])
    return dt.date(year, month, day)


def _last_day(part: str) -> dt.date:
    year, month, *day = (int(piece) for piece in [*part.split("-"), *(() if "-" in part else ("12",))])
    return dt.date(year, month, day[0] if day else monthrange(year, month)[1])
