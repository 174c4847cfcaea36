"""Doubts: what a source wrote that a reader should not take as it stands. They are told and never repaired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marsad.model import Flag, FlagKind
from marsad.reading.chunks import Chunk, Sentence
from marsad.text import Span
from marsad.words import COMMAS

_SKIPPED_BETWEEN = 4
_LINKS = COMMAS | {"(", "-", "–"}


def find_flags(sentences: Iterable[Sentence], text: str) -> Iterator[Flag]:
    """Give the doubts of a document in the order of its text."""
    for sentence in sentences:
        yield from _wrong_countries(sentence)
        yield from _undated(sentence, text)


def _wrong_countries(sentence: Sentence) -> Iterator[Flag]:
    """A place, then only directions, then a country in which it does not lie: «إدلب، شمال غرب روسيا»."""
    chunks = sentence.chunks
    for at, chunk in enumerate(chunks):
        if chunk.kind != "place" or not chunk.place or not chunk.place.place or chunk.place.place.kind == "country":
            continue
        told = _told_country(chunks[at + 1 : at + 2 + _SKIPPED_BETWEEN])
        known = chunk.place.place.country
        if told and known and told[0] != known:
            span = Span(sentence.span_of(chunk).start, sentence.span_of(told[1]).end)
            note = f"the gazetteer has {chunk.place.place.name} in {known}, the text puts it in {told[0]}"
            yield Flag(FlagKind.wrong_country, span, note)


def _told_country(after: Iterable[Chunk]) -> tuple[str, Chunk] | None:
    directions = 0
    for chunk in after:
        if chunk.kind == "actor" and chunk.actor and chunk.actor.kind == "country":
            return (chunk.actor.actor.country, chunk) if directions and not chunk.joins else None
        if chunk.kind == "little" and chunk.little in ("directions", "preposition place") and not chunk.joins:
            directions += 1
        elif not (chunk.kind == "mark" and chunk.value in _LINKS):
            return None
    return None


def _undated(sentence: Sentence, text: str) -> Iterator[Flag]:
    for chunk in sentence.chunks:
        if chunk.time and chunk.time.iso is None:
            yield Flag(FlagKind.undated, chunk.time.span, f"“{chunk.time.span.of(text)}” cannot be resolved to a date")
