"""Doubts: what a source wrote that a reader should not take as it stands. They are told and never repaired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from marsad.model import Flag, FlagKind
from marsad.reading.chunks import Chunk, Sentence
from marsad.text import Span
from marsad.words import COMMAS, SENTENCE_MARKS

_SKIPPED_BETWEEN = 4
# How many chunks after a total the word may stand that lists its parts.
_LISTED_WITHIN = 6
_LINKS = COMMAS | {"(", "-", "–"}


def find_flags(sentences: Iterable[Sentence], text: str, words: Mapping[str, frozenset[str]]) -> Iterator[Flag]:
    """Give the doubts of a document in the order of its text; `words` are the little words of its language by kind."""
    nothing: frozenset[str] = frozenset()
    among, namely = words.get("among", nothing), words.get("namely", nothing)
    for sentence in sentences:
        yield from _wrong_countries(sentence)
        yield from _undated(sentence, text)
        yield from _bad_sums(sentence, among, namely)


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


def _bad_sums(sentence: Sentence, among: frozenset[str], namely: frozenset[str]) -> Iterator[Flag]:
    """Parts that are more than their total («خمسة بينهم سبعة أطفال»), or that should make it up and do not («هم ستة وثلاثة»)."""
    for at, chunk in enumerate(sentence.chunks):
        total = _exact(chunk) if chunk.kind == "number" else None
        opener = _opener(sentence, at, among | namely) if total is not None else None
        if total is None or opener is None:
            continue
        parts, complete = _parts(sentence, opener)
        told = sum(number for _, number in parts)
        whole = complete and len(parts) > 1 and sentence.words[sentence.chunks[opener].first].form in namely
        if parts and (told > total or (whole and told != total)):
            span = Span(sentence.span_of(chunk).start, sentence.span_of(parts[-1][0]).end)
            yield Flag(FlagKind.bad_sum, span, f"the parts make {told}, the text says {total}")


def _exact(chunk: Chunk) -> int | None:
    quantity = chunk.quantity if chunk.kind == "number" else None
    return quantity.low if quantity and quantity.low == quantity.high else None


def _opener(sentence: Sentence, at: int, words: frozenset[str]) -> int | None:
    """Find the word that lists the parts of a total, before any other number or the end of the clause."""
    for index in range(at + 1, min(at + 1 + _LISTED_WITHIN, len(sentence.chunks))):
        chunk = sentence.chunks[index]
        if chunk.kind == "number" or chunk.joins or (chunk.kind == "mark" and chunk.value not in COMMAS):
            return None
        if index == at + 1 and chunk.kind != "actor":
            # Days and pieces are not told one by one.
            return None
        if sentence.words[chunk.first].form in words:
            return index
    return None


def _parts(sentence: Sentence, opener: int) -> tuple[list[tuple[Chunk, int]], bool]:
    """Give the numbers that the list goes through, each after its word, a comma or a part before; and whether all have one."""
    parts: list[tuple[Chunk, int]] = []
    chunks = sentence.chunks
    for index in range(opener + 1, len(chunks)):
        chunk, before = chunks[index], chunks[index - 1]
        if chunk.kind in ("event", "cue", "verb") or chunk.little in ("complementizer", "relative", "turn", "result"):
            return parts, False
        if chunk.kind == "mark" and chunk.value not in COMMAS:
            return parts, chunk.value in SENTENCE_MARKS
        number = _exact(chunk)
        # An "and" before digits stands alone as one letter.
        joined = before.kind == "word" and len(sentence.words[before.first].form) == 1
        follows = index == opener + 1 or before.kind in ("mark", "actor") or joined
        if chunk.kind == "number" and not (number is not None and follows):
            return parts, False
        if chunk.kind == "number" and number is not None:
            parts.append((chunk, number))
        elif chunk.kind == "actor" and chunk.joins:
            # A part without a number: «وضابط».
            return parts, False
    return parts, True
