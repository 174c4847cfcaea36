"""What stands in a text around the sentence of a claim: who judges it needs to see it."""

from __future__ import annotations

from typing import NamedTuple

from marsad.model import Document
from marsad.publish.ledger_lines import whole_words
from marsad.text import Span

_AROUND = 400  # code points of the text shown before and after the sentence


class Context(NamedTuple):
    """What stands in a text before and after a sentence."""

    before: str
    after: str


def show_context(document: Document, sentence: Span) -> Context:
    """Cut what stands before and after a sentence; the sentence itself is shown with whole words."""
    text, whole = document.text, whole_words(document.text, sentence)
    first = whole_words(text, Span(max(0, whole.start - _AROUND), whole.start)).start
    last = whole_words(text, Span(whole.end, min(len(text), whole.end + _AROUND))).end
    return Context(text[first : whole.start], text[whole.end : last])
