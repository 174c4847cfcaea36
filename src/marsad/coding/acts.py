"""Acts: what a speaker does by saying it: state, accuse, deny, demand, threaten, pledge; and what an event becomes by how it is said."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.attribution import Region
from marsad.coding.modality import Modality
from marsad.coding.predicates import Predicate
from marsad.coding.scene import Looker, Named, Scene, side_of
from marsad.model import OUTLET, Act, EventType, Status
from marsad.pack.entries import EventEntry
from marsad.reading.chunks import UNKNOWN

_NARRATIVE: frozenset[str] = frozenset({"report", "state"})


class Acts(Looker):
    """Tells act and source of a claim."""

    def __init__(self, scene: Scene, modality: Modality) -> None:
        super().__init__(scene)
        self.modality = modality

    def act(
        self, region: Region | None, event_type: EventType, agents: Sequence[Named], targets: Sequence[Named], negated: bool, fault: bool
    ) -> tuple[Act, list[str]]:
        if region is None or (region.negated and region.act in _NARRATIVE):
            return "report", [OUTLET]
        sources = [actor.code for actor in region.speakers] or [f"{UNKNOWN}.UNK"]
        act = region.act
        sectors = {actor.sector for actor in region.speakers}
        if (region.entry is None or region.entry.neutral) and (sectors & {"MED", "NGO"} or self._witnesses(region)):
            act = "report"
        elif act == "report" and region.entry and not sectors & {"MED", "NGO", "CVL"}:
            act = "state"
        if act in ("state", "report") and sectors & {"GOV", "MIL", "REB", "OPP"} and self._lays_fault(region, event_type, agents, targets, negated, fault):
            act = "accuse"
        if region.entry and region.entry.otherwise and agents and all(side_of(actor) not in {side_of(s) for s in region.speakers} for actor, _ in agents):
            act = region.entry.otherwise
        if act in ("pledge", "threaten") and region.negated:
            act = "state"
        if act == "deny" and region.negated:
            act = "state"
        return act, sources

    def _witnesses(self, region: Region) -> bool:
        """Whether those who speak only saw it: witnesses, reporters, monitors."""
        phrase = self.chunks[region.speaker_chunk].actor if region.speaker_chunk >= 0 else None
        return bool(phrase and phrase.role and phrase.role.reports)

    def own_future(self, act: Act, status: Status, region: Region | None, agents: Sequence[Named], event_type: EventType, negated: bool) -> Act:
        """What speakers say that they will do is a pledge, and a threat where it is done to harm."""
        if act != "state" or region is None or status not in ("future", "conditional") or not agents or negated:
            return act
        if any(actor.country in {speaker.country for speaker in region.speakers} and actor.country != UNKNOWN for actor, _ in agents):
            return "threaten" if event_type in ("assault", "coerce", "sanction") else "pledge"
        return act

    def _lays_fault(
        self, region: Region, event_type: EventType, agents: Sequence[Named], targets: Sequence[Named], negated: bool, fault: bool
    ) -> bool:
        """A neutral verb with a fault laid at an adversary's door is an accusation: a breach by another, an attack by another on civilians."""
        mine = {side_of(actor) for actor in region.speakers}
        if negated:
            return False
        others = [actor for actor, _ in agents if side_of(actor) not in mine]
        if event_type == "breach":
            return bool(others) or not agents
        if fault and others:
            return True
        if event_type != "assault" or not others:
            return False
        civilians = any(actor.sector == "CVL" and at >= 0 and (phrase := self.chunks[at].actor) and phrase.role for actor, at in targets)
        return civilians or any(p.entry.type == "breach" for p in self.row.events())

    def threat_made(self, region: Region | None) -> bool:
        """Whether the speaker says in the same breath that they will do harm."""
        if region is None:
            return False
        mine = {side_of(speaker) for speaker in region.speakers}
        for predicate in self.row.events():
            if predicate.is_verb and predicate.entry.type in ("assault", "coerce", "sanction") and region.covers(predicate.at) and self.modality.is_future(predicate):
                frame = self.participants.frame(predicate)
                actors = [actor for part in frame.agents for actor in part.actors]
                if frame.own or any(side_of(actor) in mine for actor in actors) or any(part.chunk < 0 for part in frame.agents):
                    return True
        return False

    def truce_named(self, at: int) -> bool:
        """A truce is broken by fire: then the forces broke it, not the government."""
        for index in range(at + 1, min(at + 5, len(self.chunks))):
            predicate = self.row.predicates.get(index)
            if predicate and isinstance(predicate.entry, EventEntry):
                return predicate.entry.weak_noun and predicate.entry.type == "retreat"
        return False

    def is_duty_undone(self, predicate: Predicate, region: Region | None) -> bool:
        """«لم تلتزم بالاتفاق ولم تبعد المتطرفين»: what is said not to be done in one breath with a breach is a part of the breach."""
        if region is None or not predicate.is_verb or not self.row.joined(predicate.at):
            return False
        before = [p for p in self.row.events() if p.at < predicate.at and self.attribution.of(p.at) is region]
        return any(p.is_verb and (p.entry.type == "breach" or (p.entry.negated == "breach" and self.modality.is_negated(p))) for p in before)
