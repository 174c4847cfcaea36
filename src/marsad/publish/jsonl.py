"""Claims as JSON lines: the claim record of the annotation guidelines, key for key, and further keys after it.

This is the public contract: what `score.py` and every program downstream reads. Keys are added at the end and never renamed. Spans
are half-open code points of the document's text; `text[start:end]` is the quote.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from marsad.model import Claim, Event, Evidence, Flag, Place

Record = dict[str, Any]


def record_claim(claim: Claim) -> Record:
    """Give the record of a claim: the keys of the guidelines in their order, then what Marsad adds."""
    return {
        "doc": claim.doc,
        "lang": claim.lang,
        "date": claim.date,
        "sentence": list(claim.sentence),
        "source": claim.source,
        "act": claim.act,
        "event": _record_event(claim.event),
        "cue": claim.cue.quote if claim.cue else None,
        "trigger": claim.trigger.quote if claim.trigger else None,
        "note": claim.note,
        "id": claim.id,
        "rule": claim.rule,
        "spans": _record_spans(claim),
        "quoted": claim.quoted,
        "transmitted_by": list(claim.transmitted_by),
        "located": _record_place(claim.located),
        "wounded": _bounds(claim.event.wounded),
        "displaced": _bounds(claim.event.displaced),
        "mode": claim.event.mode or None,
        "agreement_words": [{"words": words.quote, "span": list(words.span)} for words in claim.agreement_words],
        "said_as": list(claim.said_as),
        "flags": [record_flag(flag) for flag in claim.flags],
    }


def record_flag(flag: Flag) -> Record:
    """Give the record of a doubt: what kind, where, and in words."""
    return {"kind": flag.kind.value, "span": list(flag.span), "note": flag.note}


def _record_event(event: Event) -> Record:
    return {
        "type": event.type,
        "actor": event.actor,
        "target": event.target,
        "negated": event.negated,
        "status": event.status,
        "place": event.place,
        "when": event.when,
        "deadline": event.deadline,
        "killed": _bounds(event.killed),
    }


def _bounds(bounds: tuple[int, int | None] | None) -> list[int | None] | None:
    return None if bounds is None else list(bounds)


def _record_spans(claim: Claim) -> Record:
    parts = ("cue", "trigger", "speaker", "actor", "target", "place")
    evidence: dict[str, Evidence | None] = {part: getattr(claim, part) for part in parts}
    return {part: list(words.span) if words else None for part, words in evidence.items()}


def _record_place(place: Place | None) -> Record | None:
    if place is None:
        return None
    return {"name": place.name, "country": place.country, "kind": place.kind, "lat": place.latitude, "lon": place.longitude}


def write_line(record: Record) -> str:
    """Write a record as one line, letters as they are."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def render_jsonl(claims: Iterable[Claim]) -> Iterator[str]:
    """Render claims one line each, in their order."""
    return (write_line(record_claim(claim)) for claim in claims)
