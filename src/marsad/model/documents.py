"""Documents, and what a reader finds standing in them."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from marsad.text import Span, sha256


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes that a document was got out of, exactly as they were given, and how they were got.

    `url` is the address that answered, `asked` the one that was asked for where redirects led on from it; `headers` are those of
    the answer, name and value as they came. `within` is where the bytes stood in an archive: `news.warc.gz#184211`. `tool` is what
    fetched them; empty for what Marsad was given as a file.
    """

    body: bytes
    media_type: str
    url: str = ""
    fetched: dt.datetime | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    within: str = ""
    asked: str = ""
    tool: str = ""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()


class BlockKind(StrEnum):
    """What a part of a published text is."""

    heading = "heading"
    paragraph = "paragraph"
    caption = "caption"
    quote = "quote"
    list = "list"
    table = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text that stands by itself, and what it is."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as it was published: extracted once, never touched again.

    `published` is None where nobody told it; nothing relative to it is then resolved. `modified` is the day on which the source
    says that it changed the text. `blocks` are its parts in their order, none over another; empty where nobody told them: all is
    paragraphs. `dataset` is the code of the dataset of which it is a row, `acled`: its claims are made of its fields. `encoding`
    and `remarks` say how the text was got out of what was given; `capture` holds that, where it is to be kept.
    """

    id: str
    text: str
    language: str
    title: str = ""
    outlet: str = ""
    url: str = ""
    author: str = ""
    published: dt.date | None = None
    modified: dt.date | None = None
    fetched: dt.datetime | None = None
    blocks: tuple[Block, ...] = ()
    dataset: str = ""
    encoding: str = "utf-8"
    remarks: tuple[str, ...] = ()
    capture: Capture | None = field(default=None, repr=False, compare=False)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8."""
        return sha256(self.text)


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
    other_language = "paragraph in a language without a pack"


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
