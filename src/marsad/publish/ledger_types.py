"""What a ledger shows, as values: made ready once, and shown alike in the terminal, on the page and in JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from marsad.model import Claim, Commitment, Due, Incident, Ledger, Link, StandingWord
from marsad.publish.labels import Labels
from marsad.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a quote; `key` marks the words that carry the act or the event."""

    text: str
    key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The sentence behind a line, and where it stands; `anchor` names it in the page."""

    doc: str
    number: int
    span: Span
    text: str
    pieces: tuple[Piece, ...]
    language: str
    direction: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thing told with an event; `own_words` where the value is the source's wording and not ours."""

    label: str
    value: str
    own_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim as a reader sees it: date, gloss, details, quote, and how it came to stand here.

    Where several documents carry one origin, the first of them leads: `others` are the lines of the rest, `drift` what they tell
    otherwise. `origin` is empty where none is known.
    """

    number: int
    claim: Claim
    kind: str
    said: dt.date | None
    outlet: str
    gloss: str
    details: tuple[Detail, ...]
    quote: Quote
    link: Link | None = None
    origin: str = ""
    others: tuple[Line, ...] = ()
    drift: tuple[Contrast, ...] = ()

    @property
    def id(self) -> str:
        """The line's name in the page."""
        return f"e{self.number}"

    @property
    def reason(self) -> str:
        """Why the claim is linked to the commitment; empty where it is linked to none."""
        return self.link.reason if self.link else ""

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who carries it, each once; a document without an outlet stands for itself."""
        return tuple(dict.fromkeys(line.outlet or f"d{line.quote.number}" for line in (self, *self.others)))

    @property
    def copies(self) -> int:
        """How many documents carry it."""
        return len({line.quote.doc for line in (self, *self.others)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A field told in several ways: each value with the lines that have it; `own_words` where it is the sources' wording."""

    field: str
    values: tuple[tuple[str, tuple[Line, ...]], ...]
    own_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """By how many independent origins one thing is told, opened: a line for each of them, parties to the conflict apart."""

    code: str
    parties: tuple[Line, ...]
    others: tuple[Line, ...]

    @property
    def count(self) -> int:
        """How many independent origins."""
        return len(self.parties) + len(self.others)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The line of each origin, parties first."""
        return (*self.parties, *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A day on which the standing word changed."""

    day: dt.date
    word: StandingWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The history of one commitment; `commitment` is None for the agreement as a whole.

    `lines` has each origin once, `every` all lines of the commitment.
    """

    commitment: Commitment | None
    obliged: str
    read_as: str
    due: str
    standing: StandingWord
    measures: tuple[Measure, ...]
    turns: tuple[Turn, ...]
    lines: tuple[Line, ...]
    every: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is held against somebody, beside what is said in reply and what they hold against others."""

    commitment: str | None
    accused: str
    accused_name: str
    accusations: tuple[Line, ...]
    replies: tuple[Line, ...]
    counter: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of people as one origin tells it: `words` with what happened to them, `by` who says so, `line` where."""

    field: str
    words: str
    by: str
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An incident: its figures side by side, what its tellings disagree on, and a line for each origin."""

    incident: Incident
    title: str
    figures: tuple[Figure, ...]
    differences: tuple[Contrast, ...]
    lines: tuple[Line, ...]
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A deadline or an ultimatum: what it is about, the lines that set it, and those that tell of the matter after it."""

    due: Due
    title: str
    lines: tuple[Line, ...]
    after: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A flag, or a part read past, with the words that it is about; `kind` is the name of its reason."""

    doc: str
    number: int
    span: Span
    kind: str
    note: str
    quote: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that is shown of a ledger."""

    ledger: Ledger
    labels: Labels
    chapters: tuple[Chapter, ...]
    disputes: tuple[Beside, ...]
    happenings: tuple[Happening, ...]
    deadlines: tuple[Dated, ...]
    ultimatums: tuple[Dated, ...]
    harm: tuple[Line, ...]
    other: tuple[Line, ...]
    doubts: tuple[Doubt, ...]
    read_past: tuple[Doubt, ...]
    lines: tuple[Line, ...]
    accusers: Mapping[str, Mapping[str, tuple[Line, ...]]]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all was found that bears on the agreement."""
        return not (any(chapter.lines for chapter in self.chapters) or self.ultimatums or self.happenings or self.harm)
