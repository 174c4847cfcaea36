"""The ledger as one page: it loads nothing from anywhere, needs no script, and every line opens its sentence in the document.

The documents stand in the page in full. A sentence is marked whole, and only at the edges of words, so that Arabic letters stay
joined. Direction is set for each text from its language, never for the page as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from marsad.model import Document, Ledger
from marsad.publish.labels import load_labels
from marsad.publish.ledger_lines import join_spans, whole_words
from marsad.publish.ledger_text import tell_count, tell_days, tell_reach
from marsad.publish.ledger_types import Line, View
from marsad.publish.ledger_view import count_kinds, tell_coverage, view_ledger
from marsad.publish.page import page_environment
from marsad.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A run of a document's text with what is to be seen of it: why it was read past, or what to be careful of."""

    text: str
    past: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a document: a marked sentence, with its anchors and the lines that quote it, or the text between two."""

    anchors: tuple[str, ...]
    quoted_by: tuple[Line, ...]
    stretches: tuple[Stretch, ...]


def render_html(ledger: Ledger) -> str:
    """Render a ledger as one self-contained page.

    Raises Drift where a quote does not stand where its span says.
    """
    view = view_ledger(ledger, load_labels())
    blocks = [tuple(document_blocks(view, number, document)) for number, document in enumerate(ledger.documents, 1)]
    page = page_environment().get_template("ledger.html.j2")
    return page.render(
        view=view,
        agreement=ledger.agreement,
        documents=list(zip(ledger.documents, blocks, strict=True)),
        labels=view.labels,
        coverage=tell_coverage(ledger.documents),
        accused=_accused(view),
        is_first=_once(),
        count_kinds=count_kinds,
        tell_count=tell_count,
        tell_days=tell_days,
        tell_reach=tell_reach,
    )


def _once() -> object:
    """Make a test that is true the first time that it sees a line: an id stands once in a page."""
    seen: set[int] = set()

    def is_first(line: Line) -> bool:
        new = line.number not in seen
        seen.add(line.number)
        return new

    return is_first


def _accused(view: View) -> list[str]:
    """List those who are accused, nobody named (an empty code) last."""
    codes = {code for row in view.accusers.values() for code in row}
    return sorted(codes, key=lambda code: (not code, code))


def document_blocks(view: View, number: int, document: Document) -> Iterator[Block]:
    """Cut a document into marked sentences and what stands between them; together they are the text, letter for letter."""
    lines = [line for line in view.lines if line.quote.number == number]
    marks = join_spans(whole_words(document.text, line.quote.span) for line in lines)
    at = 0
    for mark in marks:
        yield from _plain(view, document, Span(at, mark.start))
        here = [line for line in lines if line.quote.span.meets(mark)]
        anchors = dict.fromkeys(line.quote.anchor for line in sorted(here, key=lambda line: line.quote.span))
        yield Block(anchors=tuple(anchors), quoted_by=tuple(here), stretches=tuple(_stretches(view, document, mark)))
        at = mark.end
    yield from _plain(view, document, Span(at, len(document.text)))


def _plain(view: View, document: Document, span: Span) -> Iterator[Block]:
    if span.start < span.end:
        yield Block(anchors=(), quoted_by=(), stretches=tuple(_stretches(view, document, span)))


def _stretches(view: View, document: Document, within: Span) -> Iterator[Stretch]:
    past = [
        (whole_words(document.text, part.span), view.labels.word("skips", part.reason.name))
        for doc, part in view.ledger.skipped
        if doc == document.id
    ]
    doubts = [
        (whole_words(document.text, flag.span), f"{view.labels.word('flags', flag.kind.name)}: {flag.note}")
        for doc, flag in view.ledger.flags
        if doc == document.id
    ]
    edges = {within.start, within.end} | {edge for span, _ in (*past, *doubts) for edge in span if within.start < edge < within.end}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        piece = Span(start, end)
        yield Stretch(text=piece.of(document.text), past=_about(piece, past), doubt=_about(piece, doubts))


def _about(piece: Span, told: Iterable[tuple[Span, str]]) -> str:
    return "; ".join(words for span, words in told if span.covers(piece))
