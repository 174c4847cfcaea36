"""Text, spans and folding: offsets are made and carried here and nowhere else.

A span is half-open and counts code points of the document's text as it was stored. Reading searches a *folded* copy of the
text, in which spelling variants fall together (alef forms, diacritics, elongation); `Folded` remembers where every letter
came from, so that what is found is always quoted as it was written.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.errors import BadPack, Drift


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Quote the text that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Tell whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end


def check_quote(text: str, span: Span, quote: str) -> None:
    """Prove that a quote stands where its span says.

    Raises Drift where it does not: evidence that moved is worse than none.
    """
    if text[span.start : span.end] != quote:
        raise Drift(f"the text at {span.start}–{span.end} is {span.of(text)!r}, not {quote!r}")


def sha256(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Folded:
    """A search copy of a text that remembers where each of its letters came from.

    `origin` has one entry more than `body`; the last is the length of the text. It is None where nothing was dropped or
    expanded, so that positions are the same in both.
    """

    body: str
    origin: Sequence[int] | None
    length: int
    text: str = ""

    def back(self, start: int, end: int) -> Span:
        """Carry a range of the copy back to a span of the original text."""
        if self.origin is None:
            return Span(start, end)
        if end <= start:
            return Span(self.origin[start], self.origin[start])
        return Span(self.origin[start], self.origin[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Folding:
    """How a language lets spellings fall together: letters for letters, and what is dropped.

    `letters` maps one character to one character, none of which it maps in its turn. `dropped` is a regular expression of what the
    copy leaves out. Characters of compatibility forms (ligatures, presentation forms, full-width digits) expand to what Unicode
    says they stand for.
    """

    letters: Mapping[str, str]
    uneven: re.Pattern[str]
    expansions: Mapping[str, str] = field(default_factory=dict)

    def fold(self, text: str) -> Folded:
        """Fold a text and keep the way back."""
        if self.uneven.search(text) is None:
            return Folded(self._exchange(text), None, len(text))
        pieces: list[str] = []
        places = array("I", range(len(text) + 1))
        origin = array("I")
        at = 0
        for match in self.uneven.finditer(text):
            start, end = match.span()
            if at < start:
                pieces.append(text[at:start])
                origin += places[at:start]
            expansion = self.expansions.get(match.group())
            if expansion:
                pieces.append(expansion)
                origin.extend([start] * len(expansion))
            at = end
        pieces.append(text[at:])
        origin += places[at:]
        return Folded(self._exchange("".join(pieces)), origin, len(text), text)

    def _exchange(self, text: str) -> str:
        """Put letters for letters, one after the other, which is far faster than by a table; none of them is put for another."""
        for letter, other in self.letters.items():
            text = text.replace(letter, other)
        return text

    def key(self, word: str) -> str:
        """Fold a word of a data file to the form under which it is looked up."""
        return self._exchange(self.uneven.sub(lambda match: self.expansions.get(match.group(), ""), word))


_COMPATIBILITY = "\ufb50-\ufdff\ufe70-\ufeff\uff00-\uff5e"


def make_folding(letters: Mapping[str, str], dropped: str) -> Folding:
    """Make a folding from a pack's table of letters and its expression of what is dropped.

    Zero-width and bidirectional controls are dropped in every language: they are never part of a word. Raises BadPack where
    a letter that others become is to become another itself.
    """
    expansions: dict[str, str] = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00), *range(0xFF01, 0xFF5F)):
        letter = chr(code)
        plain = unicodedata.normalize("NFKC", letter)
        if plain != letter:
            # An isolated mark stands on a space in its compatibility form; the space is no part of the word.
            bare = plain.replace(" ", "") if len(plain) > 1 and plain[0] == " " else plain
            expansions[letter] = re.sub(dropped, "", bare) if dropped else bare
    controls = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
    uneven = re.compile(f"(?:{dropped})|[{controls}]|[{_COMPATIBILITY}]" if dropped else f"[{controls}]|[{_COMPATIBILITY}]")
    if twice := letters.keys() & set(letters.values()):
        raise BadPack(
            f"letters stand on both sides of the table: {' '.join(sorted(twice))}", "Give the last letter for each of them"
        )
    table = str.maketrans(dict(letters))
    even = {k: v.translate(table) for k, v in expansions.items()}
    return Folding(letters=letters, uneven=uneven, expansions=even)
