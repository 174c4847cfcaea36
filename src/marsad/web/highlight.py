"""A document's text cut into stretches: the sentences of its claims, what was read past, the rest; nothing is lost or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from marsad.model import Claim
from marsad.publish.ledger_lines import whole_words
from marsad.store.texts import Opened
from marsad.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of text: the claims whose sentences cover it, those whose words it holds, and why it was read past, if it was."""

    text: str
    start: int
    claims: tuple[str, ...] = ()
    key: bool = False
    past: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a document, with the claims that begin in it."""

    stretches: tuple[Stretch, ...]
    claims: tuple[Claim, ...]


def cut_document(opened: Opened) -> tuple[Paragraph, ...]:
    """Cut a text into paragraphs of stretches. Joined together, with their line ends, they are the text."""
    text = opened.document.text
    spans = {claim.id: whole_words(text, claim.sentence) for claim in opened.claims}
    keys = [whole_words(text, part.span) for claim in opened.claims for part in (claim.cue, claim.trigger) if part is not None]
    found = []
    for within in _paragraphs(text):
        inside = [claim for claim in opened.claims if within.start <= claim.sentence.start < within.end]
        found.append(Paragraph(stretches=tuple(_cut(text, within, spans, keys, opened)), claims=tuple(inside)))
    return tuple(found)


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end + 1
        yield Span(start, end)
        start = end


def _cut(text: str, within: Span, spans: dict[str, Span], keys: Sequence[Span], opened: Opened) -> Iterator[Stretch]:
    edges = {within.start, within.end}
    marks = [*spans.values(), *keys, *(part.span for part in opened.skipped)]
    for span in marks:
        edges |= {at for at in span if within.start < at < within.end}
    for start, end in pairwise(sorted(edges)):
        covering = tuple(ident for ident, span in spans.items() if span.start <= start and end <= span.end)
        past = next((part.reason.value for part in opened.skipped if part.span.start <= start and end <= part.span.end), "")
        key = any(span.start <= start and end <= span.end for span in keys)
        yield Stretch(text=text[start:end], start=start, claims=covering, key=key, past=past)
