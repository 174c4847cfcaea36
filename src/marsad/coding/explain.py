"""Explain: how one sentence was read: its chunks, its event and cue words with what was found around them, who speaks where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.coding.claims import Coder, SentenceCoder
from marsad.coding.parts import Part
from marsad.coding.speakers import Region
from marsad.model import Claim
from marsad.pack import Pack
from marsad.pack.entries import EventEntry
from marsad.reading.chunks import Chunk, Reading, Sentence


class ChunkTold(NamedTuple):
    """A chunk as it was read: its words as written, its kind, what it was taken for, and the preposition that governs it."""

    words: str
    kind: str
    taken_for: str
    governor: str


class WordTold(NamedTuple):
    """An event or cue word: the entry that it was found by, its form, and who does and bears it by grammar alone."""

    words: str
    entry: str
    form: str
    agents: tuple[str, ...]
    targets: tuple[str, ...]


class RegionTold(NamedTuple):
    """A stretch in which somebody speaks: the cue, the act, who speaks, who is blamed or addressed, and the words."""

    cue: str
    act: str
    speakers: tuple[str, ...]
    party: tuple[str, ...]
    words: str


class Explanation(NamedTuple):
    """All of one sentence."""

    sentence: Sentence
    folded: tuple[str, ...]
    chunks: tuple[ChunkTold, ...]
    words: tuple[WordTold, ...]
    regions: tuple[RegionTold, ...]
    claims: tuple[Claim, ...]


def explain(reading: Reading, pack: Pack, index: int) -> Explanation:
    """Explain the sentence with an index; the sentences before are coded first, since who spoke there may speak on.

    Raises IndexError where the reading has no such sentence.
    """
    if not 0 <= index < len(reading.sentences):
        raise IndexError(index)
    coder = Coder(reading.document, pack, home=reading.home)
    for before in reading.sentences[:index]:
        list(coder.code(before))
    sentence = reading.sentences[index]
    look = SentenceCoder(coder, sentence)
    claims = tuple(look.claims())
    text = reading.document.text
    return Explanation(
        sentence,
        tuple(word.form for word in sentence.words),
        tuple(ChunkTold(sentence.span_of(c).of(text), c.kind, _taken_for(c), c.governor) for c in sentence.chunks),
        tuple(_words(look, text)),
        tuple(_region(one, sentence, text) for one in (*look.attribution.regions, *look.attribution.empty)),
        claims,
    )


def _words(look: SentenceCoder, text: str) -> Iterator[WordTold]:
    for at, predicate in sorted(look.row.predicates.items()):
        frame = look.participants.frame(predicate)
        form = f"{predicate.form.shape} {predicate.form.person} {'passive' if predicate.passive else ''}".split()
        kind = predicate.entry.type if isinstance(predicate.entry, EventEntry) else predicate.entry.act
        words = look.sentence.span_of(look.chunks[at]).of(text)
        yield WordTold(words, f"{predicate.entry.id} ({kind})", " ".join(form), _codes(frame.agents), _codes(frame.targets))


def _codes(parts: list[Part] | tuple[Part, ...]) -> tuple[str, ...]:
    return tuple(actor.code for part in parts for actor in part.actors) or tuple(part.kind for part in parts)


def _region(region: Region, sentence: Sentence, text: str) -> RegionTold:
    chunks = sentence.chunks
    inside = chunks[region.start : region.end]
    words = text[sentence.span_of(inside[0]).start : sentence.span_of(inside[-1]).end] if inside else ""
    cue = sentence.span_of(chunks[region.cue]).of(text) if region.cue >= 0 else ""
    return RegionTold(cue, region.act, tuple(actor.code for actor in region.speakers), _codes(region.party), words)


def _taken_for(chunk: Chunk) -> str:
    if chunk.actor:
        return f"{' '.join(actor.code for actor in chunk.actor.actors)} by {chunk.actor.rule}"
    if chunk.place:
        return f"{chunk.place.place.name}, {chunk.place.place.country}" if chunk.place.place else "a place without an entry"
    if chunk.time:
        return chunk.time.iso or "unresolved"
    if chunk.quantity:
        low, high = chunk.quantity.low, chunk.quantity.high
        return str(low) if low == high else f"{low} to {'?' if high is None else high}"
    if chunk.verb:
        return f"{chunk.verb.kind} verb"
    return chunk.little
