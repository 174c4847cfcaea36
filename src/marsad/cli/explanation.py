"""An explanation for the terminal: how a sentence was read, line by line, the words of the source isolated from ours."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.coding.explain import Explanation
from marsad.model import Claim
from marsad.publish.bidi import isolate


def render_explanation(told: Explanation, text: str) -> Iterator[str]:
    """Give the lines."""
    yield f"sentence {told.sentence.index + 1}, {told.sentence.kind}, {told.sentence.span.start}–{told.sentence.span.end}"
    yield f"  {isolate(told.sentence.span.of(text))}"
    yield f"folded: {isolate(' '.join(told.folded))}"
    yield "chunks:"
    for at, chunk in enumerate(told.chunks):
        governed = f"  after {isolate(chunk.governor)}" if chunk.governor else ""
        yield f"  {at:>3} {chunk.kind:<7} {isolate(chunk.words)}  {chunk.taken_for}{governed}".rstrip()
    yield "event and cue words:"
    for word in told.words:
        yield f"  {isolate(word.words)}  {word.entry}  {word.form}  doer {_list(word.agents)}  bearer {_list(word.targets)}"
    yield "who speaks where:"
    for region in told.regions:
        party = f", to or against {_list(region.party)}" if region.party else ""
        content = isolate(region.words) if region.words else "no content"
        yield f"  {isolate(region.cue)}  {region.act} by {_list(region.speakers)}{party}: {content}"
    yield "claims:" if told.claims else "no claim"
    for claim in told.claims:
        yield f"  {_claim(claim)}"


def _list(codes: tuple[str, ...]) -> str:
    return " ".join(codes) or "–"


def _claim(claim: Claim) -> str:
    event = claim.event
    negated = " not" if event.negated else ""
    place = f" at {isolate(event.place)}" if event.place else ""
    when = f" when {event.when}" if event.when else ""
    sides = f"{event.actor or '–'} > {event.target or '–'}"
    return f"{claim.source} {claim.act}:{negated} {event.type} {sides} ({event.status}){place}{when}  by {claim.rule}"
