"""Places in a text where something was found, with some words around each."""

from __future__ import annotations

from typing import NamedTuple

from marsad.model import Document
from marsad.publish.ledger_lines import cut, whole_words
from marsad.publish.ledger_types import Piece
from marsad.store.search import Hit
from marsad.text import Span

_AROUND = 90  # code points on either side
_SHOWN = 3


class FoundIn(NamedTuple):
    """A text in which words were found: some of the places, and how many more there are."""

    document: Document
    places: tuple[tuple[Piece, ...], ...]
    more: int


def show_hit(hit: Hit) -> FoundIn:
    """Cut the words around the first places of a hit."""
    text = hit.document.text
    places = []
    for span in hit.spans[:_SHOWN]:
        around = whole_words(text, Span(max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)))
        places.append(cut(text, around, [span]))
    return FoundIn(hit.document, tuple(places), max(0, len(hit.spans) - _SHOWN))
