"""The nouns: values that never change, one new type at each arrow.

    Source -> ingest -> Document -> read -> Reading -> code -> Claim -> settle -> Ledger

Offsets are half-open code points into `Document.text`. Dates are civil dates (ISO 8601). Nothing here reads a disk, a network or a
clock, and nothing here imports a stage.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from marsad.text import Span, sha256

# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as it was published: extracted once, never touched again.

    `published` is None where nobody told it; nothing relative to it is then resolved. `encoding` and `remarks` say how the text
    was got out of what was given.
    """

    id: str
    text: str
    language: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    published: dt.date | None = None
    fetched: dt.datetime | None = None
    encoding: str = "utf-8"
    remarks: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8."""
        return sha256(self.text)


# ── What stands in a text ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Actor:
    """Who: a country or organisation and a sector, `TUR.GOV`; `???` for a country that cannot be told."""

    country: str
    sector: str

    @property
    def code(self) -> str:
        """The code as claims carry it."""
        return f"{self.country}.{self.sector}"

    @classmethod
    def parse(cls, code: str) -> Actor:
        """Read a code such as `SYR.MIL`."""
        country, _, sector = code.partition(".")
        return cls(country, sector or "UNK")


class Precision(StrEnum):
    """How exactly a date is told."""

    day = "day"
    month = "month"
    year = "year"
    span = "span"
    unresolved = "unresolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time that a text tells: an interval of days, both included, or words that cannot be resolved.

    `said_as` is the wording. Where the publication date is unknown, "Wednesday" stays unresolved: `first` and `last` are None.
    `deadline` marks the time by which something is to be done.
    """

    span: Span
    said_as: str
    first: dt.date | None = None
    last: dt.date | None = None
    precision: Precision = Precision.unresolved
    deadline: bool = False

    @property
    def iso(self) -> str | None:
        """The claim record's form: `2020-02-12`, `2020-02`, `2018` or an interval; None where unresolved."""
        if self.first is None or self.last is None:
            return None
        if self.precision is Precision.year:
            return f"{self.first:%Y}" if self.first.year == self.last.year else f"{self.first:%Y}/{self.last:%Y}"
        if self.precision is Precision.month and (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return f"{self.first:%Y-%m}"
        return f"{self.first}" if self.first == self.last else f"{self.first}/{self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its bounds: `[11, None]` for "more than ten"."""

    span: Span
    low: int
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as a gazetteer knows it; coordinates in degrees WGS 84, `kind` in words (town, district, region, country)."""

    name: str
    country: str
    kind: str
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None


class SkipReason(StrEnum):
    """Why a part of a page was read past."""

    repeated_caption = "caption that stands twice"
    newsletter = "newsletter line"
    follow_us = "follow-us line"
    credit = "photo or agency credit"
    related = "related-links line"
    markup = "left-over markup"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of the text that is page furniture: kept, read past, and listed with the reason."""

    span: Span
    reason: SkipReason


class FlagKind(StrEnum):
    """What a reader should know before relying on a sentence."""

    wrong_country = "a place told with the wrong country"
    undated = "a date that cannot be resolved"
    bad_sum = "parts that do not add up"


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubt about what the source wrote; Marsad tells it and never repairs it."""

    kind: FlagKind
    span: Span
    note: str


# ── Claims: the contract of ../gold/GUIDELINES.md ────────────────────────────────────────────────────────────────────────────

Act = Literal["report", "state", "accuse", "deny", "admit", "threaten", "warn", "demand", "pledge", "reject"]
EventType = Literal[
    "assault",
    "mobilize",
    "control",
    "retreat",
    "coerce",
    "breach",
    "comply",
    "agree",
    "exit",
    "consult",
    "cooperate",
    "support",
    "aid",
    "concede",
    "sanction",
    "protest",
    "harm",
    "none",
]
Status = Literal["actual", "future", "conditional", "possible"]
OUTLET = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of the document that prove a part of a claim: `text[start:end] == quote`."""

    span: Span
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a claim is about: who did it, who bears it, and how far it is said to be so."""

    type: EventType
    actor: str | None = None
    target: str | None = None
    negated: bool = False
    status: Status = "actual"
    place: str | None = None
    when: str | None = None
    deadline: str | None = None
    killed: tuple[int, int | None] | None = None
    wounded: tuple[int, int | None] | None = None
    displaced: tuple[int, int | None] | None = None
    mode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that a text says, with who says it; never edited.

    `transmitted_by` is the chain between the speaker and the reader, nearest first (outlet, agency, channel). `rule` is the id of
    the pack entry that made it; `said_as` keeps the words of dates that could not be resolved; `agreements` the ids that the words
    name.
    """

    id: str
    doc: str
    lang: str
    date: str | None
    sentence: Span
    source: str
    act: Act
    event: Event
    cue: Evidence | None
    trigger: Evidence | None
    rule: str
    actor: Evidence | None = None
    target: Evidence | None = None
    speaker: Evidence | None = None
    place: Evidence | None = None
    located: Place | None = None
    quoted: bool = False
    transmitted_by: tuple[str, ...] = ()
    said_as: tuple[str, ...] = ()
    agreement_words: tuple[Evidence, ...] = ()
    flags: tuple[Flag, ...] = ()
    note: str = ""


# ── Agreements ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Role(StrEnum):
    """What a party is to an agreement; who signs is not always who is bound."""

    signatory = "signatory"
    guarantor = "guarantor"
    regulated = "regulated"
    excluded = "excluded"
    witness = "witness"
    monitor = "monitor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party with its role and the actor codes under which claims speak of it."""

    name: str
    role: Role
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """By when a commitment is due: a date, a wording, or both; never one that the text does not give."""

    kind: Literal["absolute", "relative", "recurring", "conditional"]
    date: dt.date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """How reports of one language speak of something: phrase patterns, in the notation of docs/adding-an-agreement.md.

    `example` is a sentence of our own that one of the patterns must find. Where reports of the language have no words for it,
    `phrases` is empty and `none` says why.
    """

    language: str
    phrases: tuple[str, ...]
    example: str = ""
    none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """How a commitment hangs on another: `S6 after S4`, `M9 conditional on M11`.

    `to` is an id of the same agreement, or `idlib-2018:S9a` for another's.
    """

    kind: Literal["amends", "amended_by", "after", "concurrent_with", "conditional_on", "reciprocal_to"]
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paraphrase:
    """How a speaker words a commitment where that drifts from the text: said by whom, since when, in our own words."""

    who: str
    words: str
    since: dt.date | None = None
    differs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One provision of an agreement, in our own words; `obligated` is empty where the text names nobody.

    `read_as` holds the codes of those whom speakers say it obliges where the text does not. `breached_by` and `kept_by` are the
    event types that break and keep it. `hostilities` marks the provision that fighting inside the zone breaks, whatever the words.
    """

    id: str
    kind: Literal["task", "standing", "prohibition", "procedure", "declaratory", "permission"]
    obligated: tuple[str, ...]
    what: str
    read_as: tuple[str, ...] = ()
    where: str = ""
    deadline: Deadline | None = None
    verification: str = ""
    hostilities: bool = False
    breached_by: tuple[EventType, ...] = ()
    kept_by: tuple[EventType, ...] = ()
    ties: tuple[Tie, ...] = ()
    paraphrases: tuple[Paraphrase, ...] = ()
    phrases: tuple[Cues, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Where an agreement holds, in names and never in a geometry that its text does not give.

    `whole` says that it holds in all of `countries`; else only where `inside` is named. `outside` are places near by, or of the
    same conflict, where it does not hold.
    """

    countries: tuple[str, ...]
    whole: bool = False
    inside: tuple[Cues, ...] = ()
    outside: tuple[Cues, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement as data: parties, zone, commitments, and the names by which reports call it.

    `names` call it outright; `not_this` are words that show another agreement is meant, though a name fits.
    """

    id: str
    title: str
    title_ar: str
    signed: dt.date
    in_force: dt.date
    until: dt.date | None
    place: str
    parties: tuple[Party, ...]
    zone: Zone
    names: tuple[Cues, ...]
    not_this: tuple[Cues, ...]
    commitments: tuple[Commitment, ...]
    sources: tuple[str, ...]
    text_version: str = ""
    amends: tuple[str, ...] = ()
    note: str = ""

    @property
    def countries(self) -> frozenset[str]:
        """The countries and organisations of all parties, as actor codes begin."""
        return frozenset(code.partition(".")[0] for party in self.parties for code in party.codes)

    @property
    def sides(self) -> frozenset[str]:
        """The countries of those whose conduct the agreement is about: all parties but witnesses and monitors."""
        aside = (Role.witness, Role.monitor)
        return frozenset(c.partition(".")[0] for party in self.parties if party.role not in aside for c in party.codes)

    def commitment(self, key: str) -> Commitment | None:
        """Find a commitment by its id."""
        return next((c for c in self.commitments if c.id == key), None)


# ── The ledger ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

Effect = Literal["breach", "comply", "duty", "exit", "deny"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That a claim bears on a commitment (None: on the agreement as a whole), how, and why it is thought so."""

    agreement: str
    commitment: str | None
    effect: Effect
    by: str
    of: str | None
    reason: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a commitment's history: a claim, what it means for the commitment, when it was said, and where.

    `copies` counts the documents that carry the very same sentence (a wire copy): several lines, one origin.
    """

    claim: Claim
    link: Link
    said: dt.date | None
    outlet: str
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Accusations against one country beside what answers them; both are kept, neither is judged.

    `replies` are denials and claims of compliance about the accused, on the same commitment or the agreement as a whole;
    `counter` are the accusations that the accused itself makes on the same commitment.
    """

    commitment: str | None
    accused: str
    accusations: tuple[Entry, ...]
    replies: tuple[Entry, ...]
    counter: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ultimatum:
    """A demand or threat with a deadline that a speaker, not the agreement, has set; `repeats` are later claims that say it again.

    `due` is an ISO date; where it cannot be resolved it is None, and `said_as` holds the words.
    """

    claim: Claim
    due: str | None
    said_as: str
    repeats: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What is said about one agreement: histories, disputes, ultimatums, harm told, flags; no verdict and no score."""

    agreement: Agreement
    documents: tuple[Document, ...]
    entries: tuple[Entry, ...]
    disputes: tuple[Dispute, ...]
    ultimatums: tuple[Ultimatum, ...]
    harm: tuple[Claim, ...]
    other: tuple[Claim, ...]
    flags: tuple[tuple[str, Flag], ...] = ()
    skipped: tuple[tuple[str, Skipped], ...] = ()
