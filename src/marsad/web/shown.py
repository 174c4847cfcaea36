"""Claims as a page shows them: codes in the reader's words, the source's sentence with the words that carry the claim marked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.model import Claim, Document
from marsad.publish.ledger_lines import cut, whole_words
from marsad.publish.ledger_types import Piece
from marsad.web.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that a claim tells; `own_words` where the value is the source's wording and not ours."""

    label: str
    value: str
    own_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A claim in the reader's words, with the document's own."""

    id: str
    number: int
    claim: Claim
    document: Document
    source: str
    act: str
    event: str
    doer: str
    target: str
    told_as: str
    facts: tuple[Fact, ...]
    pieces: tuple[Piece, ...]
    direction: str
    said: dt.date | None


def show_claim(claim: Claim, document: Document, reader: Reader, number: int = 0) -> Shown:
    """Put a claim into the reader's words."""
    event = claim.event
    span = whole_words(document.text, claim.sentence)
    evidence = [part.span for part in (claim.cue, claim.trigger) if part is not None]
    return Shown(
        id=claim.id,
        number=number,
        claim=claim,
        document=document,
        source=reader.actor(claim.source, document.outlet),
        act=reader.label("acts", claim.act),
        event=reader.label("events", event.type),
        doer=reader.actor(event.actor) if event.type != "none" else "",
        target=reader.actor(event.target) if event.target else "",
        told_as=_told_as(claim, reader),
        facts=tuple(_facts(claim, reader)),
        pieces=cut(document.text, span, evidence),
        direction=reader.labels.direction(claim.lang or document.language),
        said=dt.date.fromisoformat(claim.date) if claim.date else None,
    )


def _told_as(claim: Claim, reader: Reader) -> str:
    event = claim.event
    parts = [reader.say("claim.negated")] if event.negated else []
    if event.status != "actual":
        parts.append(reader.label("statuses", event.status))
    return " · ".join(parts)


def _facts(claim: Claim, reader: Reader) -> Iterable[Fact]:
    event = claim.event
    if event.mode:
        yield Fact(label=reader.label("slip", "mode"), value=event.mode)
    if event.place:
        yield Fact(label=reader.label("slip", "place"), value=event.place, own_words=True)
    for name, value in (("when", event.when), ("deadline", event.deadline)):
        if value:
            yield Fact(label=reader.label("slip", name), value=value)
    for name, bounds in (("killed", event.killed), ("wounded", event.wounded), ("displaced", event.displaced)):
        if bounds:
            yield Fact(label=reader.label("slip", name), value=reader.bounds(bounds))
    if claim.transmitted_by:
        yield Fact(label=reader.label("slip", "by_way_of"), value=" ← ".join(claim.transmitted_by), own_words=True)
    for words in claim.said_as:
        yield Fact(label=reader.label("slip", "said_as"), value=words, own_words=True)
