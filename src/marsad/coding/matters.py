"""Matters: acts that tell of no event, and are claims all the same: «انتقدت واشنطن موسكو», «طالب النواب بتأجيل الانتخابات»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.coding.scene import Looker
from marsad.coding.speakers import Region
from marsad.model import Act, Status

# Acts that are claims of their own only against or to somebody: «أدانت الهجوم» without an event tells nothing.
_DIRECTED: frozenset[str] = frozenset({"accuse", "demand", "warn", "pledge"})

# … of these the ones that a matter without a party makes a claim too: «حذرت من العواقب».
_OF_MATTERS: frozenset[str] = frozenset({"demand", "warn"})

# How many chunks after a verb its matter may still begin, and how long a word is at least that may have a preposition before it.
_MATTER_REACH = 8
_LONG = 4

_STATUS: dict[str, Status] = {"demand": "future", "pledge": "future", "warn": "possible"}


class Matter(NamedTuple):
    """An act without an event: who says it in which words, by which entry, and whether it lies ahead."""

    region: Region
    rule: str
    act: Act
    status: Status


class Matters(Looker):
    """Finds the acts of a sentence in which no event is told."""

    def of(self, with_content: set[int], told: set[int]) -> Iterator[Matter]:
        """Give the acts that say no more than against whom, to whom, or about what; `told` are the events that make claims."""
        for region in [*self.attribution.empty, *self._told_of_nothing(told)]:
            entry = region.entry
            if entry is None or not entry.topic or region.cue in with_content or not region.speakers:
                continue
            predicate = self.row.predicates[region.cue]
            named = self.chunks[region.cue].governor or self.participants.carrier(region.cue) is None
            if predicate.form.shape == "noun" and self.sentence.kind == "body" and named:
                continue
            yield Matter(region, entry.id, entry.act, _STATUS.get(entry.act, "actual"))

    def _told_of_nothing(self, told: set[int]) -> Iterator[Region]:
        """Give the contents in which no event is told: «دعت طهران أنقرة إلى عدم تعقيد الوضع»; what they say is of no type."""
        for region in self.attribution.regions:
            said = self.row.predicates.get(region.cue)
            verbal = said is not None and said.form.shape != "noun"
            if verbal and not region.negated and not any(region.covers(at) for at in told):
                yield region

    def stands_alone(self, region: Region, act: Act, rule: str) -> bool:
        """Whether an act is a claim though nobody is blamed or addressed: a refusal is, a demand if it says what it asks for."""
        entry = region.entry
        if act not in _DIRECTED or entry is None or rule != entry.id:
            return True
        predicate = self.row.predicates[region.cue]
        if act not in _OF_MATTERS or not predicate.is_verb or region.negated or self.row.relative_before(region.cue) is not None:
            return False
        if region.start < region.end:
            before = self.chunks[region.start - 1]
            return before.little == "complementizer" and before.value in entry.content
        for chunk in self.chunks[region.cue + 1 : region.cue + _MATTER_REACH]:
            if chunk.kind in ("mark", "event", "cue"):
                return False
            brought = chunk.governor or (chunk.value[:1] if len(chunk.value) > _LONG else "")
            if chunk.kind in ("word", "verb") and brought in entry.content:
                return True
        return False


__all__ = ["Matter", "Matters"]
