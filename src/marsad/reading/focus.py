"""Focus: what a text has said so far of who is meant by a role, a name or "the movement"."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from marsad.model import Actor
from marsad.pack.entries import RoleEntry
from marsad.reading.chunks import UNKNOWN, ActorPhrase, Chunk
from marsad.words import Word

# How many words a dateline has at most.
_DATELINE = 14
_DASHES = frozenset("-–—")
_PARTIES = frozenset({"GOV", "MIL", "REB"})
# Those who fight and suffer a war in their own country.
_AT_HOME = frozenset({"REB", "OPP", "CVL"})
# A role whose country was told at most so many sentences ago still has it, whatever the text is about.
_NEAR = 3
_SAME_SIDE = {"GOV": ("GOV", "MIL"), "MIL": ("GOV", "MIL")}


def end_of_dateline(words: Sequence[Word]) -> int:
    """Give where the text begins after the place of the newsroom: «دبي، الإمارات (CNN)-- …» says nothing of where things are."""
    for at in range(2, min(_DATELINE, len(words) - 1)):
        if words[at].form == ")" and words[at + 1].form[0] in _DASHES and any(word.form == "(" for word in words[:at]):
            return at + 1
    return 0


class Earlier(NamedTuple):
    """Whom a text meant before, and whether that was too far back to go before the country that the text is about."""

    actor: Actor
    where: Mapping[str, str]
    far: bool


class Focus:
    """What a document has said so far about who is meant by a role; one is made for each document."""

    def __init__(self, published: dt.date | None) -> None:
        self.published = published
        self.by_role: dict[tuple[str, str], tuple[ActorPhrase, int]] = {}
        self.by_sector: dict[str, set[Actor]] = {}
        self.by_name: dict[str, Actor] = {}
        self.countries: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        self.nations: set[str] = set()
        self.scenes: Counter[str] = Counter()
        self.parties: list[Actor] = []
        self.by_head: dict[str, ActorPhrase] = {}
        self.sentence = 0
        self.topic: Actor | None = None
        self._topic_of = -1

    def remember(self, phrase: ActorPhrase) -> None:
        """Keep what a phrase with a known country says of its role and sector."""
        actor = phrase.actor
        self._remember_name(phrase)
        if actor.country == UNKNOWN or not phrase.known:
            return
        if phrase.role:
            self.by_role[phrase.role.id, phrase.wording] = phrase, self.sentence
        if not phrase.where:
            self.by_sector.setdefault(actor.sector, set()).add(actor)
        if actor.sector in _PARTIES:
            if any(
                party.country == actor.country and party.sector in _SAME_SIDE.get(actor.sector, (actor.sector,))
                for party in self.parties
            ):
                self.parties = [
                    p
                    for p in self.parties
                    if not (p.country == actor.country and p.sector in _SAME_SIDE.get(actor.sector, (actor.sector,)))
                ]
            self.parties = [*self.parties[-3:], actor]
        if phrase.head_word and not (actor.sector == "IGO" and phrase.head_word in self.by_head):
            # «المجلس» in a text on a council of its own is not the one of the United Nations.
            self.by_head[phrase.head_word] = phrase

    def _remember_name(self, phrase: ActorPhrase) -> None:
        """Keep the name in a phrase; a first name alone («أحمد») is anybody's."""
        for word in phrase.name_words[len(phrase.name_words) > 1 :]:
            self.introduce(word, phrase)

    def introduce(self, name: str, title: ActorPhrase) -> None:
        """Keep the last name of somebody whose title stands beside it, even if only the rest of the text can tell the country."""
        actor = title.actor
        if actor.country == UNKNOWN and (actor.sector == "UNK" or title.foreign or name in self.by_name):
            return
        if len(name) > 3:
            self.by_name[name] = actor

    def count(self, chunk: Chunk, *, within: bool) -> None:
        """Count what a chunk says of the country that the text is about; `within` tells whether things are told to be there."""
        phrase = chunk.actor
        if phrase and phrase.actor.country != UNKNOWN and not chunk.governor and self._topic_of != self.sentence:
            self.topic, self._topic_of = phrase.actor, self.sentence
        if phrase and phrase.actor.country != UNKNOWN and phrase.actor.sector not in ("IGO", "MED") and not phrase.where:
            country = phrase.actor.country
            if phrase.known:
                self.nations.add(country)
            if phrase.kind not in ("capital", "palace", "country"):
                self.countries[country] += 1
            if phrase.known and phrase.actor.sector in _AT_HOME:
                self.scenes[country] += 1
        if chunk.place and chunk.place.place and chunk.place.place.country and (chunk.kind == "place" or chunk.governor or within):
            country = chunk.place.place.country
            if chunk.place.place.kind == "country":
                self.nations.add(country)
            self.countries[country] += 1
            self.places[country] += 1
            # Capitals are where others meet and speak, too.
            self.scenes[country] += 0 if phrase and not within else 1 if phrase and phrase.kind == "capital" else 2

    def resolve(self, role: RoleEntry, wording: str, sector: str, definite: bool) -> Earlier | None:
        """Give whom the text meant by this role before.

        A definite phrase points back by its sector where only one side has it. Those who live somewhere, and roles that every
        country has at home, are so found only for want of better: the country that the text is about goes before.
        """
        local = role.local or sector == "CVL"
        phrase, told = self.by_role.get((role.id, wording), (None, 0))
        if phrase and phrase.actor.sector == sector and not phrase.where:
            return Earlier(phrase.actor, phrase.where, local and self.sentence - told > _NEAR)
        only = self.by_sector.get(sector) if definite and sector != "UNK" else None
        return Earlier(next(iter(only)), {}, local) if only and len(only) == 1 else None
