"""What stands on a slip, in the words of one language: fields as pairs of a label and a value that says whose words it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marsad.model import OUTLET, Claim, Slip, Verdict
from marsad.publish.evidence import AROUND, parts_of
from marsad.publish.labels import Labels, load_labels
from marsad.publish.ledger_lines import cut, join_spans, whole_words
from marsad.publish.ledger_types import Piece
from marsad.text import Span

LANGUAGES = ("en", "ar")
_FIELDS = {"actor": "doer", "target": "bearer", "type": "event"}  # fields of a claim whose label has another name


@dataclass(frozen=True, slots=True)
class Field:
    """A label and a value, and whose words it is.

    `ours` are our words, `english` ours in English alone, `own` the source's; `code` stands for numbers, codes and addresses.
    """

    label: str
    value: str
    whose: str = "code"


@dataclass(frozen=True, slots=True)
class Part:
    """The words that prove a part of a claim, and where they stand."""

    label: str
    quote: str
    span: Span


class Tongue:
    """The labels of slips in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.labels: Labels = load_labels()
        self.direction = self.labels.direction(language)

    def word(self, code: str, group: str = "slip") -> str:
        """Give our word for a code."""
        return self.labels.word(group, code, self.language)

    def actor(self, code: str, outlet: str = "") -> str:
        """Name an actor, with the code."""
        if code == OUTLET:
            return outlet or self.word("outlet")
        return f"{self.labels.actor(code, self.language)} ({code})"

    # ── Fields ──

    def fields_of_claim(self, slip: Slip) -> Iterator[Field]:
        """Say field by field what is claimed; what is not told is left out."""
        claim, event = slip.claim, slip.claim.event
        outlet = claim.source == OUTLET and slip.document.outlet
        yield Field(self.word("source"), self.actor(claim.source, slip.document.outlet), "own" if outlet else "ours")
        if claim.transmitted_by:
            yield Field(self.word("by_way_of"), " ← ".join(claim.transmitted_by), "own")
        yield Field(self.word("act"), self.word(claim.act, "acts"), "ours")
        yield Field(self.word("event"), self.word(event.type, "events"), "ours")
        if event.mode:
            yield Field(self.word("mode"), event.mode, "english")
        if event.negated:
            yield Field(self.word("negated"), self.word("yes"), "ours")
        yield Field(self.word("status"), self.word(event.status, "statuses"), "ours")
        for label, code in (("doer", event.actor), ("bearer", event.target)):
            if code:
                yield Field(self.word(label), self.actor(code), "ours")
        yield from self._circumstances(claim)

    def _circumstances(self, claim: Claim) -> Iterator[Field]:
        event, place = claim.event, claim.located
        if event.place:
            yield Field(self.word("place"), event.place, "own")
        if place and place.latitude is not None and place.longitude is not None:
            yield Field(self.word("point"), f"{place.latitude:.4f}, {place.longitude:.4f}")
        for label, value in (("when", event.when), ("deadline", event.deadline)):
            if value:
                yield Field(self.word(label), value)
        for label, bounds in (("killed", event.killed), ("wounded", event.wounded), ("displaced", event.displaced)):
            if bounds:
                yield Field(self.word(label), tell_bounds(bounds))
        yield from (Field(self.word("said_as"), words, "own") for words in claim.said_as)
        if claim.quoted:
            yield Field(self.word("quoted"), self.word("yes"), "ours")
        if claim.note:
            yield Field(self.word("remark"), claim.note, "english")
        for flag in claim.flags:
            yield Field(self.word("flag"), f"{flag.kind.value}: {flag.note}", "english")

    def fields_of_document(self, slip: Slip) -> Iterator[Field]:
        """Say what the document tells of itself."""
        one = slip.document
        own = (("document", one.id), ("outlet", one.outlet), ("headline", one.title), ("author", one.author))
        yield from (Field(self.word(label), value, "own") for label, value in own if value)
        dates = (("published", one.published), ("modified", one.modified))
        told = [("address", one.url), *((label, str(day)) for label, day in dates if day)]
        told += [("language", one.language), ("encoding", one.encoding)]
        yield from (Field(self.word(label), value) for label, value in told if value)
        yield from (Field(self.word("remark"), remark, "english") for remark in one.remarks)

    def parts(self, slip: Slip) -> Iterator[Part]:
        """Give the words that prove the parts of the claim."""
        for part, words in parts_of(slip.claim).items():
            yield Part(self.word(f"part_{part}"), words.quote, words.span)

    def verdict(self, one: Verdict) -> str:
        """Say what somebody judged."""
        said = self.word(one.verdict, "verdicts")
        if one.field:
            known = _FIELDS.get(one.field, one.field)
            name = self.word(known) if known in self.labels.groups["slip"] else one.field
            return f"{said} · {name}: {tell_value(one.value)}"
        return f"{said} {one.value}" if one.value else said


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence as it is shown: what stands before, its pieces with the proving words marked, what stands after."""

    before: str
    pieces: tuple[Piece, ...]
    after: str


def quote_of(slip: Slip) -> Quoted:
    """Cut the sentence of a claim for showing, between whole words."""
    text = slip.document.text
    span = whole_words(text, slip.claim.sentence)
    keys = join_spans(whole_words(text, words.span) for part, words in parts_of(slip.claim).items() if part in ("cue", "trigger"))
    keys = [key for key in keys if span.covers(key)]
    before = whole_words(text, Span(max(0, span.start - AROUND), span.start)).of(text) if span.start else ""
    after = whole_words(text, Span(span.end, min(len(text), span.end + AROUND))).of(text)
    begun = "" if len(before) == span.start else "…"
    ended = "" if span.end + len(after) == len(text) else "…"
    return Quoted(begun + before.lstrip(), cut(text, span, keys), after.rstrip() + ended)


def tell_bounds(bounds: tuple[int, int | None] | list[Any]) -> str:
    """Write a number with its bounds: 12, 11–14, or 11+."""
    low, high = bounds
    return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"


def tell_value(value: Any) -> str:
    """Write the value of a field as it was corrected; nothing as a dash."""
    if value is None or value == "":
        return "–"
    return tell_bounds(value) if isinstance(value, list) else str(value)


def tell_moment(moment: dt.datetime) -> str:
    """Write a moment in UTC, to the second."""
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC"
