"""The standing of a commitment, day by day: one word, and the support of four things told apart. It is no verdict.

The word is the first that fits:

1. *unverifiable*: people have judged it so; no count gives this word.
2. *no report found*: no document speaks of the commitment. That is not "complied".
3. *admitted*: a side tells of its own act, whether it calls it a breach or justifies it.
4. *disputed*: a breach is told, and the side that it is held against answers. A denial on this commitment answers, whenever it was
   said; a claim that the commitment is kept, or a reply about the agreement as a whole, answers from the day of the first
   accusation on. A breach that names nobody is disputed by a denial that names nobody. No number outvotes a reply.
5. *corroborated*: two independent origins or more tell that the same event happened, one of them at least no party to the conflict.
6. *alleged*: a breach is told, and none of this.
7. Nobody tells a breach: *breach denied*, *said to be kept*, *exit told* or *duty read*, the first for which there is an entry.

The four things: it is *said* (the commitment is spoken of, in whatever sense); it *happened* (an event is told as a fact, or that
a thing due did not come); *who* did it (one side is named); it *breaches* the commitment (a breach is spoken of, or the agreement
named; that Marsad reads an attack as a breach is no support). For the last three, what counts is the one matter that most tell:
origins that tell of different events are not added up. A matter is an incident, or, where none is told, a side and what it is said
to have left undone or broken.

An origin is independent where both its words and its speaker are its own. Copies are one origin (`marsad.ledger.origins`); a side
that says a thing on ten days is one, for a government and its forces are one side, and an outlet in its own voice is one.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from marsad.ledger.kinds import BREACH_TOLD, OWNED, REPLIES, kind_of
from marsad.ledger.parties import is_party, is_same_side, side_of
from marsad.ledger.tellings import key_of
from marsad.model import Agreement, Claim, Entry, EntryKind, Standing, StandingWord, Support

_NEVER = dt.date.max
_JUDGED = ("breach", "comply")  # claims that judge conduct and tell no event
_QUIET: tuple[tuple[EntryKind, StandingWord], ...] = (
    ("denial", "breach denied"),
    ("own_compliance", "said to be kept"),
    ("compliance", "said to be kept"),
    ("exit", "exit told"),
    ("duty", "duty read"),
)


class Grounds(NamedTuple):
    """What is known of tellings by their keys, and what people have judged.

    `origin_of` gives the origin, `incident_of` the incident, `voice_of` who answers for the words where an outlet gives an agency's
    news as its own. A telling without an origin is one of its own. `unverifiable` names what people judged so, with the day.
    """

    origin_of: Mapping[str, str] = MappingProxyType({})
    incident_of: Mapping[str, str] = MappingProxyType({})
    voice_of: Mapping[str, str] = MappingProxyType({})
    unverifiable: Mapping[str | None, dt.date] = MappingProxyType({})


def stand(entries: Iterable[Entry], grounds: Grounds, agreement: Agreement, days: Iterable[dt.date | None]) -> tuple[Standing, ...]:
    """Give the standing of each commitment, and of the agreement as a whole (None), at the end of each day.

    The day None counts everything, entries without a date too.
    """
    ordered = sorted(dict.fromkeys(days), key=_when)
    held: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        held[entry.link.commitment].append(entry)
    found: list[Standing] = []
    for part in (None, *(c.id for c in agreement.commitments)):
        about_whole = [e for e in held[None] if kind_of(e, agreement) in REPLIES] if part else []
        account = _Account(part, agreement, grounds)
        found += _by_day(account, [*held[part], *about_whole], ordered, grounds.unverifiable.get(part))
    return tuple(found)


def stand_at_turns(entries: Sequence[Entry], grounds: Grounds, agreement: Agreement) -> tuple[Standing, ...]:
    """Give the standings of the days on which something changed, and that of all days together (None) for each commitment."""
    days = [*{e.said for e in entries if e.said}, *grounds.unverifiable.values(), None]
    kept: list[Standing] = []
    before: Standing | None = None
    for one in stand(entries, grounds, agreement, days):
        if before is None or before.commitment != one.commitment:
            before = Standing(commitment=one.commitment, day=one.day, word="no report found")
        if one.day is None or replace(before, day=one.day) != one:
            kept.append(one)
        before = one
    return tuple(kept)


def _when(day: dt.date | None) -> dt.date:
    return day or _NEVER


def _by_day(
    account: _Account, entries: Iterable[Entry], days: Sequence[dt.date | None], judged: dt.date | None
) -> Iterator[Standing]:
    # Of one day, what is told comes before the replies: who is accused and answers on that day has answered.
    left = sorted(entries, key=lambda e: (_when(e.said), e.link.effect in ("comply", "deny")))
    at = 0
    for day in days:
        while at < len(left) and _when(left[at].said) <= _when(day):
            account.add(left[at])
            at += 1
        now = account.standing(day)
        yield replace(now, word="unverifiable") if judged and judged <= _when(day) else now


class _Voices:
    """Who tells one thing: each voice with the first of its origins, parties to the conflict apart from others."""

    def __init__(self) -> None:
        self._by_voice: dict[Hashable, tuple[str, bool]] = {}
        self._origins: set[str] = set()

    def add(self, voice: Hashable, origin: str, *, party: bool) -> None:
        if voice not in self._by_voice and origin not in self._origins:
            self._by_voice[voice] = (origin, party)
            self._origins.add(origin)

    def support(self) -> Support:
        told = self._by_voice.values()
        return Support(of_parties=tuple(o for o, party in told if party), of_others=tuple(o for o, party in told if not party))

    @property
    def weight(self) -> tuple[int, int]:
        return len(self._by_voice), sum(not party for _, party in self._by_voice.values())


class _Best:
    """The voices of several matters, of which the one that most tell counts; the earlier where two are told alike."""

    def __init__(self) -> None:
        self._matters: dict[Hashable, _Voices] = defaultdict(_Voices)
        self.top = _Voices()

    def add(self, matter: Hashable, voice: Hashable, origin: str, *, party: bool) -> None:
        voices = self._matters[matter]
        voices.add(voice, origin, party=party)
        if voices.weight > self.top.weight:
            self.top = voices


@dataclass(slots=True)
class _Account:
    """What has been said of one commitment up to a day; it only ever grows, entry by entry in order of time."""

    part: str | None
    agreement: Agreement
    grounds: Grounds
    kinds: set[EntryKind] = field(default_factory=set)
    accused: set[str | None] = field(default_factory=set)
    denied: set[str | None] = field(default_factory=set)
    answered: bool = False
    said: _Voices = field(default_factory=_Voices)
    against: _Voices = field(default_factory=_Voices)
    happened: _Best = field(default_factory=_Best)
    who: _Best = field(default_factory=_Best)
    breach: _Best = field(default_factory=_Best)
    last: Standing | None = None

    def add(self, entry: Entry) -> None:
        kind = kind_of(entry, self.agreement)
        if entry.link.commitment != self.part:
            self._hear_reply(entry)
            return
        self.last = None
        self.kinds.add(kind)
        self.said.add(*self._teller(entry), party=self._is_party(entry))
        if kind in BREACH_TOLD | OWNED:
            self._hear_breach(entry, kind)
        if kind not in BREACH_TOLD and entry.link.effect in ("deny", "comply"):
            self.against.add(*self._teller(entry), party=self._is_party(entry))
        if kind == "denial":
            self.denied |= {side_of(entry.link.of), side_of(entry.link.of) or side_of(entry.link.by)}
        if kind in REPLIES:
            self.answered |= (side_of(entry.link.of) or side_of(entry.link.by)) in self.accused

    def _hear_reply(self, entry: Entry) -> None:
        """Hear what an accused side says of the agreement as a whole: it answers what was held against it until then."""
        side = side_of(entry.link.of) or side_of(entry.link.by)
        if side in self.accused and is_same_side(entry.link.by, side):
            self.answered, self.last = True, None
            self.against.add(*self._teller(entry), party=self._is_party(entry))

    def _hear_breach(self, entry: Entry, kind: EntryKind) -> None:
        claim, side = entry.claim, side_of(entry.link.of)
        matter, (voice, origin), party = self._matter(entry), self._teller(entry), self._is_party(entry)
        if claim.event.type not in (*_JUDGED, "none"):
            self.happened.add(matter, voice, origin, party=party)
        if side:
            self.who.add((matter, side), voice, origin, party=party)
        if kind in BREACH_TOLD:
            self.accused.add(side)
            if claim.event.type in _JUDGED or claim.agreement_words:
                self.breach.add(matter, voice, origin, party=party)

    def _matter(self, entry: Entry) -> Hashable:
        claim = entry.claim
        incident = self.grounds.incident_of.get(key_of(claim))
        if incident:
            return incident
        if claim.event.type in _JUDGED or claim.event.negated:
            return side_of(entry.link.of), claim.event.type, side_of(claim.event.target)
        return self._origin(claim)

    def _teller(self, entry: Entry) -> tuple[Hashable, str]:
        claim = entry.claim
        voice = side_of(claim.source) if is_party(claim.source, self.agreement) else self.grounds.voice_of.get(key_of(claim))
        return voice or side_of(claim.source) or f"outlet:{entry.outlet or claim.doc}", self._origin(claim)

    def _origin(self, claim: Claim) -> str:
        return self.grounds.origin_of.get(key_of(claim), key_of(claim))

    def _is_party(self, entry: Entry) -> bool:
        return is_party(entry.claim.source, self.agreement)

    def standing(self, day: dt.date | None) -> Standing:
        """Give what stands at the end of a day, when everything said until then has been added."""
        if self.last is None:
            self.last = Standing(
                commitment=self.part,
                day=day,
                word=self._word(),
                said=self.said.support(),
                happened=self.happened.top.support(),
                who=self.who.top.support(),
                breach=self.breach.top.support(),
                against=self.against.support(),
            )
        return replace(self.last, day=day)

    def _word(self) -> StandingWord:
        if not self.kinds:
            return "no report found"
        if self.kinds & OWNED:
            return "admitted"
        if self.kinds & BREACH_TOLD:
            if self.answered or self.accused & self.denied:
                return "disputed"
            origins, others = self.happened.top.weight
            return "corroborated" if origins > 1 and others else "alleged"
        return next(word for kind, word in _QUIET if kind in self.kinds)
