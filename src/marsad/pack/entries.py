"""The entries of a pack: what a word of a list means once it is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from marsad.gazetteer import Term, actor_of
from marsad.model import Act, Actor, EventType, Place, Status

Attach = Literal["agent", "target", "place", "none"]


class Company(NamedTuple):
    """Words that a reading asks for or shuns nearby: whole words, and beginnings of words (written «قصف*»)."""

    words: frozenset[str]
    beginnings: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.beginnings)

    def among(self, stems: Sequence[str]) -> bool:
        """Tell whether one of the words is among some."""
        words, beginnings = self
        if not words.isdisjoint(stems):
            return True
        if not beginnings:
            return False
        for stem in stems:  # noqa: SIM110 - asked of every word around every doubtful one: a generator takes half as long again
            if stem.startswith(beginnings):
                return True
        return False


NOBODY = Company(frozenset(), ())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EventEntry:
    """A predicate family: words that tell of one kind of event, and how they take their participants."""

    id: str
    type: EventType
    mode: str = ""
    genitive: Attach = "agent"
    object: Attach = "target"
    target_by: frozenset[str] = frozenset()
    agent_by: frozenset[str] = frozenset()
    place_by: frozenset[str] = frozenset()
    needs: Company = NOBODY
    reach: int = 8
    needs_name: bool = False
    unless: Company = NOBODY
    negated: EventType | None = None
    weak_noun: bool = False
    either: bool = False
    by_speaker: bool = False
    transitive: bool = False
    harm: bool = False
    fault: bool = False
    asked: EventType | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CueEntry:
    """Words that carry an act: who speaks, what brings the content, who is blamed or addressed."""

    id: str
    act: Act
    speaker: Literal["subject", "after"] = "subject"
    content: frozenset[str] = frozenset()
    party: frozenset[str] = frozenset()
    content_actor: Literal["party", "speaker", "none"] = "none"
    neutral: bool = False
    topic: bool = False
    speaker_by: frozenset[str] = frozenset()
    future: bool = False
    otherwise: Act | None = None
    unless: Company = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoleEntry:
    """A noun that stands for people or bodies with a sector: minister, army, residents."""

    id: str
    sector: str
    kind: Literal["person", "body", "collective", "voice"] = "body"
    country: str = ""
    names_follow: bool = False
    carries: bool = False
    fights: str = ""
    domain: bool = False
    both: bool = False
    reports: bool = False
    bare: bool = True
    local: bool = False
    foreign: bool = False
    where: Mapping[str, str] = field(default_factory=dict)
    unless_before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QualifierEntry:
    """An adjective or noun after a role that sets its sector: military, governmental, armed."""

    id: str
    sector: str
    domain: bool = False
    kinds: frozenset[str] = frozenset()
    country: str = ""
    foreign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NameEntry:
    """A name of an actor: country, capital, palace, organisation, group, office holder, or an adjective or noun of nationality."""

    id: str
    kind: Literal["country", "capital", "palace", "organisation", "group", "holder", "adjective"]
    country: str
    sector: str = "GOV"
    terms: tuple[Term, ...] = ()
    weak: bool = False
    place: Place | None = None
    where: Mapping[str, str] = field(default_factory=dict)

    def actor_on(self, on: dt.date | None) -> Actor | None:
        """Give the actor that the name stands for on a day; None where it had several and the day is unknown or none fits.

        A group that has come to govern its country is told, where the day is unknown, by what it was first.
        """
        if not self.terms:
            return Actor(self.country, self.sector)
        held = actor_of(self.terms, on)
        grown = self.id.startswith("groups#") and len({term.actor.country for term in self.terms}) == 1
        if on is None and grown:
            return self.terms[0].actor
        if held or on is None:
            return held
        # After an office the person still belongs to that country; for whom they then speak is not known: no more for a government.
        past = [term.actor for term in self.terms if term.last and term.last < on]
        if not past:
            return None
        return Actor(past[-1].country, "OPP" if past[-1].sector == "GOV" else past[-1].sector)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlaceEntry:
    """A name of a place."""

    id: str
    place: Place
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WordEntry:
    """A little word by what it does: negation, condition, preposition, complementizer …; `value` is its own spelling, folded."""

    kind: str
    value: str
    only_before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VerbEntry:
    """A verb that tells of no event itself: plain, light (carries an event noun) or aspect (leaves the subject to what follows)."""

    id: str
    kind: Literal["plain", "light", "aspect"]
    subject: Literal["agent", "none"] = "agent"
    patient: bool = False
    mutual: bool = False
    negates: bool = False
    status: Status | None = None
