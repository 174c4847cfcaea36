"""Chunks: a sentence as a row of what its words stand for, each with its clitics and its place.

A chunk covers one or more words: an event or cue word, an actor, a place, a time, a number, a little word of grammar, a mark, or a
word that nothing knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from marsad.model import Actor, Document, Flag, Place, Quantity, Skipped, When
from marsad.pack.entries import RoleEntry, VerbEntry
from marsad.pack.lexicon import BARE, Option, Proclitic
from marsad.text import Span
from marsad.words import Word

Kind = Literal["event", "cue", "actor", "place", "time", "number", "verb", "little", "word", "mark", "quote"]
SentenceKind = Literal["headline", "caption", "body"]
UNKNOWN = "???"
# The `little` of a word that no list has and that may be a part of a personal name.
MAYBE_NAME = "maybe name"


_NOWHERE: Mapping[str, str] = MappingProxyType({})


class ActorPhrase(NamedTuple):
    """Who a phrase names: one actor, or several for a collective; `known` tells whether the phrase itself names the country.

    `far`: the text named the country some way back, and the country that the text is about goes before it. `foreign`: whoever they
    are, they are not of that country. `where`: by the country that the text is about, the country meant. `sure`: "the two
    sides" can only be the two that the phrase has, as the text names no third.
    """

    actors: tuple[Actor, ...]
    kind: str
    rule: str
    role: RoleEntry | None = None
    definite: bool = False
    dual: bool = False
    plural: bool = False
    known: bool = True
    place: Place | None = None
    name_words: tuple[str, ...] = ()
    oblique: bool = False
    head_word: str = ""
    wording: str = ""
    placed: bool = False
    sure: bool = True
    far: bool = False
    foreign: bool = False
    where: Mapping[str, str] = _NOWHERE

    @property
    def actor(self) -> Actor:
        """The first or only actor."""
        return self.actors[0]


class PlacePhrase(NamedTuple):
    """A place as written, with the gazetteer's entry where it has one."""

    place: Place | None


class Chunk(NamedTuple):
    """One or more words of a sentence and what they stand for; `first` and `last` are word indices, half-open."""

    kind: Kind
    first: int
    last: int
    options: tuple[Option, ...] = ()
    actor: ActorPhrase | None = None
    place: PlacePhrase | None = None
    time: When | None = None
    later: When | None = None
    quantity: Quantity | None = None
    verb: VerbEntry | None = None
    little: str = ""
    value: str = ""
    proclitic: Proclitic = BARE
    enclitic: str = ""
    governor: str = ""
    others: tuple[Option, ...] = ()

    @property
    def joins(self) -> bool:
        """Whether the chunk hangs on what went before with an "and"."""
        return self.proclitic.joins


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words and, where any word of it tells of an event or an act, its chunks."""

    index: int
    span: Span
    kind: SentenceKind
    words: tuple[Word, ...]
    chunks: tuple[Chunk, ...]

    def span_of(self, chunk: Chunk) -> Span:
        """Give the span of a chunk in the document's text."""
        return Span(self.words[chunk.first].start, self.words[chunk.last - 1].end)

    def span_between(self, first: int, last: int) -> Span:
        """Give the span of a half-open range of words."""
        return Span(self.words[first].start, self.words[last - 1].end)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: its sentences with all that was found in them, what was read past, and what a reader should doubt."""

    document: Document
    sentences: tuple[Sentence, ...]
    skipped: tuple[Skipped, ...]
    flags: tuple[Flag, ...]
    home: str | None = None
