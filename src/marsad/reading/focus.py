"""Focus: what a text has said so far of who is meant by a role, a name or "the movement"."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from marsad.model import Actor
from marsad.pack.entries import RoleEntry
from marsad.reading.chunks import UNKNOWN, ActorPhrase

_PARTIES = frozenset({"GOV", "MIL", "REB"})
_SAME_SIDE = {"GOV": ("GOV", "MIL"), "MIL": ("GOV", "MIL")}


class Focus:
    """What a document has said so far about who is meant by a role; one is made for each document."""

    def __init__(self, published: dt.date | None) -> None:
        self.published = published
        self.by_role: dict[tuple[str, str], Actor] = {}
        self.by_sector: dict[str, set[Actor]] = {}
        self.by_name: dict[str, Actor] = {}
        self.countries: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        self.parties: list[Actor] = []
        self.by_head: dict[str, Actor] = {}

    def remember(self, phrase: ActorPhrase) -> None:
        """Keep what a phrase with a known country says of its role and sector."""
        actor = phrase.actor
        if actor.country == UNKNOWN or not phrase.known:
            return
        if phrase.role:
            self.by_role[phrase.role.id, phrase.wording] = actor
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
        if phrase.head_word:
            self.by_head[phrase.head_word] = actor
        for word in phrase.name_words:
            if len(word) > 3:
                self.by_name[word] = actor

    def resolve(self, role: RoleEntry, wording: str, sector: str, definite: bool) -> Actor | None:
        """Give the actor that the text meant by this role before.

        A definite phrase points back by its sector where only one side has it.
        """
        same = self.by_role.get((role.id, wording))
        if same and same.sector == sector:
            return same
        only = self.by_sector.get(sector) if definite else None
        return next(iter(only)) if only and len(only) == 1 else None
