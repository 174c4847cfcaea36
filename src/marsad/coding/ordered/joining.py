"""Joining: an attack and what came of it, where noun, verb and preposition stand in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from marsad.coding.joins import Joins
from marsad.coding.ordered.clauses import OrderedParticipants
from marsad.coding.ordered.groups import OrderedRow
from marsad.coding.parts import Frame
from marsad.coding.predicates import Predicate, is_hard_mark
from marsad.coding.speakers import Region
from marsad.pack.entries import EventEntry

_APART = frozenset({"complementizer", "turn", "relative"})
_NEAR = 12
_HURT = frozenset({"wounded", "wounding", "injury"})


class OrderedJoins(Joins):
    """Joins event words."""

    row: OrderedRow
    participants: OrderedParticipants

    def join_results(self, events: Sequence[Predicate]) -> None:
        """Make one claim of an attack and what came of it."""
        for predicate in events:
            self._take_deed(predicate)
        left = [predicate for predicate in events if predicate.at not in self.absorbed]
        for first, second in pairwise(left):
            if second.at in self.absorbed or first.at in self.absorbed:
                continue
            if self._are_hurt_too(first, second):
                self.absorbed.add(second.at)
                self.hurt[first.at] = self.participants.frame(second)
            elif not self._killing(first, second):
                self._died_in(first, second)

    def _take_deed(self, predicate: Predicate) -> None:
        """«air strikes killed ten», «shelling hit a school»: noun and verb tell one attack."""
        if not predicate.is_verb:
            return
        deed = self.participants.deed_before(predicate.at)
        if deed is None:
            return
        entry: EventEntry = predicate.entry
        if entry.type in ("retreat", "control", "mobilize") and not predicate.passive:
            # «the attack left ten people dead»: attacks do not withdraw.
            self.absorbed.add(predicate.at)
            return
        if predicate.passive or (entry.type != "assault" and not entry.harm):
            return
        if entry.harm or entry.mode in ("killing", "killed", "wounded", "wounding"):
            self.absorbed.add(predicate.at)
            if entry.mode in _HURT and deed.at in self.harmed:
                self.hurt.setdefault(deed.at, self.participants.frame(predicate))
                return
            self.harmed.setdefault(deed.at, self.participants.frame(predicate))
            self.harms.setdefault(deed.at, predicate.at)
            return
        self.absorbed.add(predicate.at)
        mine, theirs = self.participants.frame(predicate), self.participants.frame(deed)
        theirs.targets = theirs.targets or mine.targets
        self.deeds[deed.at] = predicate.at

    def _are_hurt_too(self, first: Predicate, second: Predicate) -> bool:
        """«killed three and wounded five»: one event, told by its dead."""
        one, two = first.entry, second.entry
        killed = one.harm or one.mode in ("killing", "killed")
        return killed and two.mode in _HURT and one.mode != two.mode and second.at - first.at < _NEAR and self._close(first, second)

    def _killing(self, deed: Predicate, harm: Predicate) -> bool:
        """«shelled the town, killing ten»: what an attack brought about is told with it."""
        if deed.entry.type != "assault" or not harm.entry.harm or harm.form.shape != "participle" or harm.is_verb:
            return False
        if harm.at - deed.at > _NEAR or not self._close(deed, harm):
            return False
        self.absorbed.add(harm.at)
        frame = self.participants.frame(harm)
        frame.agents = []
        self.harmed.setdefault(deed.at, frame)
        self.harms.setdefault(deed.at, harm.at)
        return True

    def _close(self, first: Predicate, second: Predicate) -> bool:
        between = self.chunks[first.at + 1 : second.at]
        return not any(is_hard_mark(c) or c.little in _APART or c.kind == "cue" for c in between)

    def _died_in(self, harm: Predicate, deed: Predicate) -> None:
        """«ten were killed in an air strike», «… by shelling»: the harm is part of the attack that brought it."""
        if not (harm.entry.harm and deed.entry.type == "assault") or deed.is_verb or deed.entry.harm:
            return
        if deed.at - harm.at > _NEAR or not self._close(harm, deed):
            return
        if any(self.row.finite[i] for i in range(harm.at + 1, deed.at)):
            return
        lead = next(
            (i for i in range(deed.at - 1, harm.at, -1) if self.chunks[i].little.startswith(("preposition", "because"))), None
        )
        if lead is None or self.chunks[lead].value not in self.grammar.causes:
            return
        frame = self.participants.frame(harm)
        if any(part.chunk > harm.at for part in frame.agents):
            frame.agents = []
        self.absorbed.add(harm.at)
        self.harmed[deed.at] = frame
        self.harms[deed.at] = harm.at
        if not self.participants.frame(deed).agents:
            self.nameless.add(deed.at)

    def carry_subject(self, predicate: Predicate, frame: Frame, previous: Predicate | None, region: Region | None) -> None:
        """The subject of joined verbs is found with the clause."""

    def take_manner(self, predicate: Predicate, frame: Frame, previous: Predicate | None, region: Region | None) -> None:
        """Who does a deed by another is found with the clause."""
