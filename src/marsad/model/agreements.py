"""Agreements: parties, zones, commitments, and the words by which reports speak of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from marsad.model.claims import EventType


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
class Amended:
    """That a deadline was changed later: by what (an agreement, a commitment, or words), to which day, since when."""

    by: str
    date: dt.date | None = None
    since: dt.date | None = None


SIGNATURE, FORCE = "signature", "force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """By when a commitment is due: a date, a wording, or both; never one that the text does not give.

    A relative one is counted in `days` or `months` from `after`: the `signature`, the entry into `force`, or the id of another
    commitment, from the day by which that one is due. A recurring one comes back `every` so many days. A conditional one hangs on
    the commitment in `after`.
    """

    kind: Literal["absolute", "relative", "recurring", "conditional"]
    date: dt.date | None = None
    words: str = ""
    after: str = ""
    days: int | None = None
    months: int | None = None
    every: int | None = None
    amended: Amended | None = None


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
