"""Acts: what a speaker does by saying it.

State, accuse, deny, demand, threaten, pledge; and what an event becomes by how it is said.
"""

from __future__ import annotations

from marsad.coding.modality import Modality
from marsad.coding.predicates import Predicate
from marsad.coding.scene import Case, Filled, Looker, Named, Scene, side_of
from marsad.coding.speakers import Region
from marsad.model import OUTLET, Act, Status
from marsad.pack.entries import EventEntry
from marsad.reading.chunks import UNKNOWN

_NARRATIVE: frozenset[str] = frozenset({"report", "state"})
_HARMFUL: frozenset[str] = frozenset({"assault", "coerce", "sanction"})
_GIVING = frozenset({"concede", "retreat", "aid"})
_FORCEFUL = frozenset({"assault", "mobilize", "control", "coerce"})
_OBSERVERS = frozenset({"MED", "NGO"})
_PARTIES = frozenset({"GOV", "MIL", "REB", "OPP"})


class Acts(Looker):
    """Tells act and source of a claim."""

    def __init__(self, scene: Scene, modality: Modality) -> None:
        super().__init__(scene)
        self.modality = modality

    def act(self, case: Case, sides: Filled) -> tuple[Act, list[str]]:
        """Give the act of a claim and its sources; outside every region the outlet reports."""
        region = case.region
        if region is None or (region.negated and region.act in _NARRATIVE):
            return "report", [OUTLET]
        entry = region.entry
        act = region.act
        sectors = {actor.sector for actor in region.speakers}
        if (entry is None or entry.neutral) and (sectors & _OBSERVERS or self._witnesses(region)):
            act = "report"
        elif act == "report" and entry and not sectors & (_OBSERVERS | {"CVL"}) and not self._nobody(region):
            act = "state"
        if act in _NARRATIVE and sectors & _PARTIES and self._lays_fault(region, case, sides):
            act = "accuse"
        mine = {side_of(speaker) for speaker in region.speakers}
        if entry and entry.otherwise and sides.agents and all(side_of(actor) not in mine for actor, _ in sides.agents):
            act = entry.otherwise
        if region.negated and act in ("pledge", "threaten", "deny"):
            act = "state"
        if case.type == "breach" and act in ("demand", "pledge", "threaten", "reject"):
            # Nobody demands or pledges a breach: «تطالب بتحقيق حول انتهاك …» lays a fault.
            others = any(side_of(actor) not in mine for actor, _ in sides.agents)
            if others and not case.negated and self.modality.under_condition(case.predicate.at) != "in":
                act = "accuse"
            elif act == "demand" and not case.negated:
                act = "state"
        return act, [actor.code for actor in region.speakers] or [f"{UNKNOWN}.UNK"]

    def _nobody(self, region: Region) -> bool:
        """Whether nobody is told who says so: news, rumours."""
        return region.speaker_chunk < 0 and all(one.country == UNKNOWN and one.sector == "UNK" for one in region.speakers)

    def _witnesses(self, region: Region) -> bool:
        """Whether those who speak only saw it: witnesses, reporters, monitors."""
        phrase = self.chunks[region.speaker_chunk].actor if region.speaker_chunk >= 0 else None
        return bool(phrase and phrase.role and phrase.role.reports)

    def own_future(self, case: Case, sides: Filled, act: Act, status: Status) -> Act:
        """What speakers say that they will do is a pledge, and a threat where it is done to harm."""
        region = case.region
        if act not in ("state", "pledge") or region is None or status not in ("future", "conditional") or case.negated:
            return act
        mine = {side_of(speaker) for speaker in region.speakers if speaker.country != UNKNOWN}
        if act == "pledge":
            # «تعهد بقصف …»: harm done to others is promised to nobody.
            harmed = case.type in _HARMFUL and any(side_of(actor) in mine for actor, _ in sides.agents)
            return "threaten" if harmed else act
        if not sides.agents and case.type in _GIVING and {actor.sector for actor in region.speakers} & _PARTIES:
            # «أعلن الوزير أنه سيتم إطلاق سراح …»: what a party says will be given, it promises.
            return "pledge"
        if case.type != "breach" and any(side_of(actor) in mine for actor, _ in sides.agents):
            return "threaten" if case.type in _HARMFUL else "pledge"
        return act

    def _lays_fault(self, region: Region, case: Case, sides: Filled) -> bool:
        """Whether a neutral verb lays a fault at an adversary's door: a breach by another, an attack by another on civilians."""
        at = case.predicate.at
        if case.negated or self.modality.under_condition(at) == "in" or self.modality.is_future(case.predicate):
            return False
        if self.modality.is_duty(at) or self.modality.stands_before(at, "obligation"):
            # «يتعين على الأطراف الامتناع عن …»: what somebody ought to do nobody has done.
            return False
        mine = {side_of(actor) for actor in region.speakers}
        others = [actor for actor, _ in sides.agents if side_of(actor) not in mine]
        if case.type == "breach":
            return bool(others) or not sides.agents
        if case.predicate.entry.fault and others:
            return True
        if case.type not in _FORCEFUL or not others:
            return False
        if case.type == "assault" and any(self._is_civilian(named) for named in sides.targets):
            return True
        return any(p.entry.type == "breach" for p in self.row.events())

    def _is_civilian(self, named: Named) -> bool:
        actor, at = named
        phrase = self.chunks[at].actor if at >= 0 else None
        return bool(actor.sector == "CVL" and phrase and phrase.role)

    def threat_made(self, region: Region | None) -> bool:
        """Whether the speaker says in the same breath that they will do harm."""
        if region is None:
            return False
        mine = {side_of(speaker) for speaker in region.speakers}
        for predicate in self.row.events():
            if (
                predicate.is_verb
                and predicate.entry.type in _HARMFUL
                and region.covers(predicate.at)
                and self.modality.is_future(predicate)
            ):
                frame = self.participants.frame(predicate)
                actors = [actor for part in frame.agents for actor in part.actors]
                own = any(part.chunk < 0 or self.chunks[part.chunk].enclitic for part in frame.agents)
                if frame.own or own or any(side_of(actor) in mine for actor in actors):
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
        """«لم تلتزم بالاتفاق ولم تبعد …»: what is not done in one breath with a breach is part of it."""
        if region is None or not predicate.is_verb or not self.row.joined(predicate.at):
            return False
        before = [p for p in self.row.events() if p.at < predicate.at and self.attribution.of(p.at) is region]
        return any(
            p.is_verb and (p.entry.type == "breach" or (p.entry.negated == "breach" and self.modality.is_negated(p)))
            for p in before
        )
