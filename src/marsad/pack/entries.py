"""The entries of a pack: what a word of a list means once it is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from marsad.gazetteer import Term
from marsad.model import Act, EventType, Place, Status

Attach = Literal["agent", "target", "place", "none"]


class Company(NamedTuple):
    """Words that a reading asks for or shuns nearby: whole words, and beginnings of words (written «قصف*»)."""

    words: frozenset[str]
    beginnings: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.beginnings)

    def among(self, stems: Iterable[str]) -> bool:
        """Tell whether one of the words is among some."""
        words, beginnings = self
        for stem in stems:
            if stem in words or stem.startswith(beginnings):
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
    unless: Company = NOBODY
    negated: EventType | None = None
    weak_noun: bool = False
    harm: bool = False
    fault: bool = False


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
    transmitter: bool = False
    speaker_by: frozenset[str] = frozenset()
    verb_follows: bool = False
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QualifierEntry:
    """An adjective or noun after a role that sets its sector: military, governmental, armed."""

    id: str
    sector: str
    domain: bool = False
    alone: bool = False
    kinds: frozenset[str] = frozenset()
    country: str = ""


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
    """A verb that tells of no event by itself: plain, light (carries an event noun) or aspect (leaves the subject to what follows)."""

    id: str
    kind: Literal["plain", "light", "aspect"]
    subject: Literal["agent", "none"] = "agent"
    patient: bool = False
    mutual: bool = False
    negates: bool = False
    status: Status | None = None
