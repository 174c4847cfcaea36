"""Fronted: little words that stand before a noun or a verb and become a part of its chunk: articles, "and", possessives.

Where another language hangs these on the word itself, they are words of their own here; a chunk carries both in the same way.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from marsad.pack import Pack
from marsad.pack.lexicon import Option, Proclitic
from marsad.reading.chunks import Chunk
from marsad.words import QUOTE, Word


class Front(NamedTuple):
    """What stands before a chunk: where the chunk begins, whether it is definite, joined, and whose it is."""

    end: int
    article: bool
    joins: bool
    owner: str

    def put_on(self, chunk: Chunk) -> Chunk:
        """Give the chunk with what stands before it."""
        had = chunk.proclitic
        proclitic = Proclitic(
            had.form, had.before, had.joins or self.joins, had.article or self.article, had.preposition, had.future
        )
        return chunk._replace(proclitic=proclitic, enclitic=self.owner or chunk.enclitic)


class Fronted:
    """Finds the little words of a pack that belong to the word after them."""

    def __init__(self, pack: Pack) -> None:
        words, nothing = pack.words, frozenset[str]()
        self._articles = words.get("articles", nothing) | words.get("pointing_words", nothing)
        self._indefinite = words.get("indefinite", nothing)
        self._owners = words.get("owners", nothing)
        self._and = words.get("and_words", nothing)
        self._held = words.get("held_by", nothing)
        self._all = self._articles | self._indefinite | self._owners | self._and

    def __bool__(self) -> bool:
        return bool(self._all)

    def held(self, words: Sequence[Word], at: int) -> int:
        """Give where «rebel-held» ends, which describes a place and names nobody; 0 where none begins."""
        close = at + 1 < len(words) and words[at + 1].form in self._held and words[at + 1].start - words[at].end == 1
        return at + 2 if close else 0

    def before(self, words: Sequence[Word], options: Sequence[list[Option]], at: int, taken: Collection[int]) -> Front | None:
        """Give the little words from here on that belong to what follows them, None where there are none."""
        start, article, joins, owner = at, False, False, ""
        while at + 1 < len(words) and words[at].form in self._all and at not in taken:
            form, following = words[at].form, words[at + 1].form
            longer = any(option.last > at + 1 for option in options[at])
            if longer or not (following[0].isalnum() or (following == QUOTE and form not in self._and)):
                break
            if following == QUOTE:
                break
            joins = joins or form in self._and
            article = article or form in self._articles or form in self._owners
            owner = form if form in self._owners else owner
            at += 1
        return Front(at, article, joins, owner) if at > start else None
