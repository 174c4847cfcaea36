"""The lines of a ledger: each claim with its gloss, its details and its quote, numbered once; an origin stands with its copies."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from marsad.errors import Drift
from marsad.ledger.kinds import kind_of
from marsad.ledger.tellings import key_of
from marsad.model import Claim, Difference, Document, Entry, Ledger, Link, Telling
from marsad.publish.labels import Labels, count_words
from marsad.publish.ledger_types import Contrast, Detail, Line, Piece, Quote
from marsad.text import Span, check_quote

_LETTER = re.compile(r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200d]")


def whole_words(text: str, span: Span) -> Span:
    """Widen a span so that neither end cuts a word: a mark inside a word breaks the joining of Arabic letters."""
    start, end = max(0, span.start), min(len(text), span.end)
    while 0 < start < len(text) and _LETTER.match(text[start]) and _LETTER.match(text[start - 1]):
        start -= 1
    while 0 < end < len(text) and _LETTER.match(text[end]) and _LETTER.match(text[end - 1]):
        end += 1
    return Span(start, end)


def join_spans(spans: Iterable[Span]) -> list[Span]:
    """Join spans that share a code point, in order of their starts."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        elif span.end > span.start:
            joined.append(span)
    return joined


def cut(text: str, within: Span, keys: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut a stretch of text into pieces, those of `keys` marked, with no word cut."""
    pieces: list[Piece] = []
    at = within.start
    for span in join_spans(whole_words(text, key) for key in keys):
        start, end = max(span.start, at), min(span.end, within.end)
        if start >= end:
            continue
        pieces.append(Piece(text=text[at:start], key=False))
        pieces.append(Piece(text=text[start:end], key=True))
        at = end
    pieces.append(Piece(text=text[at : within.end], key=False))
    return tuple(piece for piece in pieces if piece.text)


class Lines:
    """Numbers claims as they come up, and makes each ready once for each place where it stands."""

    def __init__(self, ledger: Ledger, labels: Labels) -> None:
        self.ledger, self.labels = ledger, labels
        self.documents = {document.id: (number, document) for number, document in enumerate(ledger.documents, 1)}
        self._origins = {origin.id: origin for origin in ledger.origins}
        self._origin_of = {telling.key: origin.id for origin in ledger.origins for telling in origin.tellings}
        self._made: dict[tuple[str, str | None, str], Line] = {}
        self._by_claim: dict[str, tuple[str, str | None, str]] = {}

    def of_entry(self, entry: Entry) -> Line:
        """Make the line of an entry."""
        key = (key_of(entry.claim), entry.link.commitment, entry.link.effect)
        kind = kind_of(entry, self.ledger.agreement)
        return self._made.get(key) or self._make(key, entry.claim, kind, entry.said, entry.outlet, link=entry.link)

    def of_claim(self, claim: Claim) -> Line:
        """Make the line of a claim that stands apart from any commitment, or give the one that it already has."""
        key = self._by_claim.get(key_of(claim))
        if key:
            return self._made[key]
        said = dt.date.fromisoformat(claim.date) if claim.date else None
        return self._make((key_of(claim), None, ""), claim, "", said, self.document(claim.doc)[1].outlet)

    def lead(self, entries: Sequence[Entry]) -> Line:
        """Make the line of an origin where it bears on a commitment: the first entry leads, all other copies follow."""
        first, *more = (self.of_entry(entry) for entry in entries)
        key = self._key(first)
        if first.others or not first.origin:
            return self._made[key]
        return self._with_copies(key, first, more)

    def of_origin(self, claim: Claim) -> Line:
        """Make the line of a claim with the copies of its origin beside it."""
        first = self.of_claim(claim)
        return self._with_copies(self._key(first), first, ())

    def first_of(self, origin: str) -> Line:
        """Give the line of an origin's first telling, or of the telling whose key stands for an origin of its own.

        Raises Drift where the ledger holds neither: a number that cannot open its words is not shown.
        """
        if origin in self._origins:
            return self.of_origin(self._origins[origin].tellings[0].claim)
        if origin in self._by_claim:
            return self._made[self._by_claim[origin]]
        raise Drift(f"a number rests on the origin {origin!r}, which the ledger does not hold")

    @property
    def all(self) -> tuple[Line, ...]:
        """Every line made so far, in the order of its number."""
        return tuple(self._made.values())

    def document(self, doc: str) -> tuple[int, Document]:
        """Find a document and its number.

        Raises Drift where the ledger does not hold it: a line that cannot open its quote is not shown.
        """
        if doc not in self.documents:
            raise Drift(f"a claim points to the document {doc!r}, which the ledger does not hold")
        return self.documents[doc]

    def contrast(self, differences: Iterable[Difference], tellings: Iterable[Telling]) -> tuple[Contrast, ...]:
        """Put what tellings tell in several ways into words, each value with its lines."""
        by_key = {telling.key: telling.claim for telling in tellings}
        return tuple(
            Contrast(
                field=found.field,
                values=tuple(
                    (self._value(found.field, value), tuple(self.of_claim(by_key[key]) for key in keys if key in by_key))
                    for value, keys in found.values
                ),
                own_words=found.field == "place",
            )
            for found in differences
        )

    def _value(self, field: str, value: str) -> str:
        if not value:
            return self.labels.word("fields", "silent")
        if field in ("doer", "target"):
            return " + ".join(self.labels.actor(code) for code in value.split(" + "))
        return value

    def _key(self, line: Line) -> tuple[str, str | None, str]:
        link = line.link
        return (key_of(line.claim), link.commitment if link else None, link.effect if link else "")

    def _with_copies(self, key: tuple[str, str | None, str], first: Line, more: Iterable[Line]) -> Line:
        origin = self._origins.get(first.origin)
        if origin is None or len(origin.tellings) < 2 or first.others:
            return self._made[key]
        known = {key_of(line.claim): line for line in more}
        rest = [known.get(t.key) or self.of_claim(t.claim) for t in origin.tellings if t.key != key_of(first.claim)]
        line = replace(first, others=tuple(rest), drift=self.contrast(origin.drift, origin.tellings))
        self._made[key] = line
        return line

    def _make(
        self,
        key: tuple[str, str | None, str],
        claim: Claim,
        kind: str,
        said: dt.date | None,
        outlet: str,
        *,
        link: Link | None = None,
    ) -> Line:
        line = Line(
            number=len(self._made) + 1,
            claim=claim,
            kind=kind,
            said=said,
            outlet=outlet,
            gloss=self.labels.tell(claim, outlet),
            details=_details(claim),
            quote=self._quote(claim),
            link=link,
            origin=self._origin_of.get(key_of(claim), ""),
        )
        self._made[key] = line
        self._by_claim.setdefault(key_of(claim), key)
        return line

    def _quote(self, claim: Claim) -> Quote:
        number, document = self.document(claim.doc)
        evidence = [part for part in (claim.cue, claim.trigger) if part is not None]
        for part in evidence:
            check_quote(document.text, part.span, part.quote)
        span = whole_words(document.text, claim.sentence)
        return Quote(
            doc=claim.doc,
            number=number,
            span=claim.sentence,
            text=span.of(document.text),
            pieces=cut(document.text, span, [part.span for part in evidence]),
            language=claim.lang or document.language,
            direction=self.labels.direction(claim.lang or document.language),
            anchor=f"d{number}-s{claim.sentence.start}",
        )


def _details(claim: Claim) -> tuple[Detail, ...]:
    event = claim.event
    counts = [(event.killed, "killed"), (event.wounded, "wounded"), (event.displaced, "displaced")]
    found = [
        Detail(label="speaker", value=claim.speaker.quote, own_words=True) if claim.speaker else None,
        Detail(label="where", value=event.place, own_words=True) if event.place else None,
        Detail(label="when", value=event.when) if event.when else None,
        Detail(label="by", value=event.deadline) if event.deadline else None,
        *(Detail(label="toll", value=count_words(bounds, what)) if bounds else None for bounds, what in counts),
        *(Detail(label="time not resolved", value=words, own_words=True) for words in claim.said_as),
        *(Detail(label="via", value=name, own_words=True) for name in claim.transmitted_by),
    ]
    return tuple(detail for detail in found if detail)
