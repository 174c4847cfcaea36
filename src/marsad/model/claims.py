"""Claims: the contract of the annotation guidelines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from marsad.model.documents import Flag, Place
from marsad.text import Span

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


CROSSWALK = "/crosswalk#"  # in the rule of a claim that was made of the fields of a dataset, and not by reading


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

    @property
    def observed(self) -> bool:
        """Whether it was made of the fields of a row of a dataset, and not by reading."""
        return CROSSWALK in self.rule
