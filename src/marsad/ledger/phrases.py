"""Phrase patterns: how a data file says which words speak of a commitment, and how they are found in a sentence.

    removal|clear*|drive out + militant*|jihadist* + !prisoner*

Groups joined by ` + ` must all stand in the sentence, in any order; one that begins with `!` must not. Inside a group `|` parts
the choices and a space joins words that follow each other. `*` at a word's end is any ending, `~` at its beginning any of the
letters with which an Arabic verb marks its person (ا ي ت ن), and `<name>` a group of `words.yaml`. Articles, conjunctions,
prepositions and pronouns that hang on a word are ignored, as are spellings that the language's folding lets fall together.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.text import Folded, Folding, Span, make_folding

_NAME = re.compile(r"<([a-z][a-z0-9-]*)>")
_PLUS = re.compile(r"\s\+\s")
_PERSON = "[ايتن]?"
_GAP = r"[^\w.,،;؛:!?؟]{1,5}"  # between words that follow each other: blanks, dashes, quotes, no end of a clause


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a language writes its words, as matching needs it: folding, and the clitics that hang before and after a word."""

    language: str
    folding: Folding
    proclitics: tuple[str, ...] = ()
    enclitics: tuple[str, ...] = ()

    def before(self) -> str:
        """Give the expression of what may hang before a word."""
        return _choices(self.folding.key(c) for c in self.proclitics)

    def after(self) -> str:
        """Give the expression of what may hang after a word."""
        return _choices(self.folding.key(c) for c in self.enclitics)


def _choices(forms: Iterable[str]) -> str:
    known = sorted({re.escape(f) for f in forms if f}, key=len, reverse=True)
    return f"(?:{'|'.join(known)})?" if known else ""


def plain_spelling(language: str) -> Spelling:
    """Give the spelling of a language without a pack: words as they are written, capitals and small letters alike."""
    return Spelling(language, make_folding({letter: letter.lower() for letter in string.ascii_uppercase}, ""))


class PhraseError(ValueError):
    """A pattern that breaks the notation; the loader turns it into a message with file and line."""


def expand_groups(pattern: str, groups: Mapping[str, str], depth: int = 0) -> str:
    """Write out the named groups of a pattern, groups within groups too.

    Raises PhraseError for a name that no group has, or one that stands inside itself.
    """
    if depth > 8:
        raise PhraseError(f"the group in {pattern!r} stands inside itself")

    def written_out(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in groups:
            raise PhraseError(f"no group of words is called <{name}>")
        return expand_groups(groups[name], groups, depth + 1)

    return _NAME.sub(written_out, pattern)


def check_pattern(pattern: str) -> None:
    """Raise PhraseError where an expanded pattern has an empty group, an empty choice, or nothing that must stand."""
    groups = _groups(pattern)
    if all(g.startswith("!") for g in groups):
        raise PhraseError(f"{pattern!r} names nothing that must stand in the sentence")
    for group in groups:
        for choice in group.lstrip("! ").split("|"):
            if not choice.strip("~* ") or choice.strip().startswith("+"):
                raise PhraseError(f"{pattern!r} has an empty group or choice")


def _groups(pattern: str) -> list[str]:
    """Part a pattern at its plus signs; one without blanks around it belongs to a name (5+5)."""
    return [g.strip() for g in _PLUS.split(pattern)]


class Words(NamedTuple):
    """A compiled group: its expression, and pieces of which at least one stands wherever it matches.

    Looking for a piece is some fifty times faster than trying the expression; a group with a choice that has none has no pieces.
    """

    expression: re.Pattern[str]
    pieces: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        """Search a folded text."""
        for piece in self.pieces:
            if piece in text:
                break
        else:
            if self.pieces:
                return None
        return self.expression.search(text)


class Pattern(NamedTuple):
    """A compiled pattern: what must stand, what must not, and how it was written."""

    written: str
    wanted: tuple[Words, ...]
    barred: tuple[Words, ...]


def compile_pattern(pattern: str, spelling: Spelling) -> Pattern:
    """Compile an expanded pattern for a language."""
    wanted: list[Words] = []
    barred: list[Words] = []
    for group in _groups(pattern):
        into = barred if group.startswith("!") else wanted
        into.append(_compile_group(group.lstrip("! "), spelling))
    return Pattern(pattern, tuple(wanted), tuple(barred))


def _compile_group(group: str, spelling: Spelling) -> Words:
    before, after = spelling.before(), spelling.after()
    choices = [choice.split() for choice in group.split("|") if choice.strip()]
    written = [_GAP.join(before + _word(word, spelling, after) for word in choice) for choice in choices]
    pieces = {max((_piece(word, spelling, after) for word in choice), key=len) for choice in choices}
    return Words(re.compile(rf"(?<!\w)(?:{'|'.join(written)})", re.IGNORECASE), tuple(sorted(pieces)) if all(pieces) else ())


def _piece(word: str, spelling: Spelling, after: str) -> str:
    """Give letters that stand wherever a word matches; none where letters have cases, of which any may stand."""
    stem = _stem(word, spelling)
    if any(letter.lower() != letter.upper() for letter in stem):
        return ""
    return stem[:-1] if after and stem.endswith("ه") else stem


def _stem(word: str, spelling: Spelling) -> str:
    return spelling.folding.key(word.strip("~*"))


def _word(word: str, spelling: Spelling, after: str) -> str:
    stem = _stem(word, spelling)
    person = _PERSON if word.startswith("~") else ""
    if word.endswith("*"):
        return rf"{person}{re.escape(stem)}\w*"
    # A feminine ending opens into ت before a pronoun (مدينته).
    body = rf"{re.escape(stem[:-1])}[هت]" if after and stem.endswith("ه") else re.escape(stem)
    return rf"{person}{body}{after}(?!\w)"


def compile_patterns(patterns: Iterable[str], spelling: Spelling) -> tuple[Pattern, ...]:
    """Compile several patterns for a language."""
    return tuple(compile_pattern(p, spelling) for p in patterns)


@dataclass(slots=True)
class Sentence:
    """A sentence made ready for matching; it remembers what was looked for, since patterns share their groups."""

    text: str
    start: int
    folded: Folded
    seen: dict[str, Span | None] = field(default_factory=dict)

    def find(self, group: Words) -> Span | None:
        """Find a group; the span counts from the beginning of the document."""
        known = group.expression.pattern  # an expression itself would be hashed anew at every look
        if known not in self.seen:
            hit = group.search(self.folded.body)
            self.seen[known] = self._back(hit) if hit else None
        return self.seen[known]

    def match(self, pattern: Pattern) -> tuple[Span, ...]:
        """Give the spans of a pattern's groups, or none if one is missing or a barred one stands."""
        spans: list[Span] = []
        for group in pattern.wanted:
            span = self.find(group)
            if span is None:
                return ()
            spans.append(span)
        return () if any(self.find(group) for group in pattern.barred) else tuple(spans)

    def first(self, patterns: Iterable[Pattern]) -> tuple[Span, ...]:
        """Give the spans of the first of the patterns that matches."""
        return next((spans for spans in map(self.match, patterns) if spans), ())

    def quote(self, spans: Iterable[Span]) -> str:
        """Quote spans of this sentence, as written, for a reason."""
        return " … ".join(self.text[a - self.start : b - self.start] for a, b in sorted(set(spans)))

    def _back(self, hit: re.Match[str]) -> Span:
        a, b = self.folded.back(*hit.span())
        return Span(a + self.start, b + self.start)


def make_sentence(text: str, start: int, spelling: Spelling) -> Sentence:
    """Make a sentence ready for matching; `start` is its place in the document."""
    return Sentence(text, start, spelling.folding.fold(text))
