"""Standing: which words tell of an event, and whether it was, was not, may be or is to come, by verb groups and order of words."""

from __future__ import annotations

from marsad.coding.modality import Modality
from marsad.coding.ordered.clauses import OrderedParticipants
from marsad.coding.ordered.groups import OrderedRow
from marsad.coding.parts import Frame
from marsad.coding.predicates import Predicate, is_hard_mark
from marsad.coding.speakers import Region
from marsad.coding.telling import Telling
from marsad.model import Act, Status
from marsad.pack.entries import EventEntry, VerbEntry
from marsad.reading.chunks import Chunk

_STOPS = frozenset({"complementizer", "relative", "turn", "result", "condition"})
_PARTICIPLES = ("participle", "passive_participle")


class OrderedModality(Modality):
    """Tells negation and status."""

    row: OrderedRow

    def is_negated(self, predicate: Predicate) -> bool:
        """Tell whether an event is said not to have been."""
        at = predicate.at
        group = self.row.groups.get(at)
        if group is not None and group.negated:
            return True
        if predicate.is_verb:
            return sum(verb.negates for verb in self._aspects(at)) % 2 == 1
        frame = self.participants.frame(predicate)
        if frame.carrier is not None:
            verb = self.chunks[frame.carrier].verb
            carried = self.row.groups.get(frame.carrier)
            if bool(carried and carried.negated) != bool(verb and verb.negates):
                return True
        return self._denied_before(at)

    def _denied_before(self, at: int) -> bool:
        """«no violations», «without attacking»."""
        for index in range(at - 1, max(-1, at - 4), -1):
            chunk = self.chunks[index]
            if chunk.little in ("negation absence", "negation nominal"):
                return True
            if chunk.value in self.grammar.not_words and chunk.kind == "little":
                return True
            if chunk.kind not in ("word", "actor") or chunk.joins:
                return False
        return False

    def stands_before(self, at: int, little: str) -> bool:
        """Whether a word of a kind stands before a predicate in its own clause, or its auxiliary says the same."""
        group = self.row.groups.get(at)
        if group is not None:
            said = {"possibility": group.possible, "obligation": group.must, "future": group.future}.get(little)
            if said:
                return True
        return super().stands_before(at, little)

    def is_future(self, predicate: Predicate) -> bool:
        """Tell whether an event lies ahead of the one who tells it."""
        at = predicate.at
        group = self.row.groups.get(at)
        if group is not None:
            return group.future
        carrier = self.participants.frame(predicate).carrier
        carried = self.row.groups.get(carrier) if carrier is not None else None
        if carried is not None and carried.future:
            return True
        before = self.chunks[at - 1] if at else None
        return before is not None and before.little == "future"

    def _aspects(self, at: int) -> list[VerbEntry]:
        """Give the verbs of aspect before an event word: «failed to withdraw», «began shelling»."""
        found: list[VerbEntry] = []
        for index in range(at - 1, max(-1, at - 6), -1):
            chunk = self.chunks[index]
            if chunk.kind == "verb" and chunk.verb is not None:
                if chunk.verb.kind == "aspect" and not self.chunks[at].joins:
                    found.append(chunk.verb)
                elif chunk.verb.kind == "plain":
                    break
            elif chunk.kind in ("event", "cue", "mark") or chunk.little in _STOPS:
                break
        return found

    def status(self, predicate: Predicate, region: Region | None, act: Act) -> Status:
        """Tell whether an event is actual, possible, conditional or in the future."""
        status = super().status(predicate, region, act)
        if status == "actual" and act in ("report", "state") and self._is_purpose_of(predicate):
            return "future"
        if status == "actual" and self._carried_possible(predicate):
            return "possible"
        return status

    def _carried_possible(self, predicate: Predicate) -> bool:
        carrier = self.participants.frame(predicate).carrier
        group = self.row.groups.get(carrier) if carrier is not None else None
        return bool(group and group.possible)

    def _is_purpose_of(self, predicate: Predicate) -> bool:
        """«a deal to withdraw the troops»: what an infinitive tells is still to come."""
        group = self.row.groups.get(predicate.at)
        return group is not None and group.infinitive and not any(verb.status is None for verb in self._aspects(predicate.at))


class OrderedTelling(Telling):
    """Tells whether an event word is a claim."""

    row: OrderedRow
    participants: OrderedParticipants

    def is_claim(self, predicate: Predicate, frame: Frame, region: Region | None) -> bool:
        """Tell by rule whether an event word tells of an event."""
        entry: EventEntry = predicate.entry
        at = predicate.at
        if self._is_brought(predicate, region):
            return True
        group = self.row.groups.get(at)
        if predicate.is_verb and entry.type in _BETWEEN_TWO and not frame.expressed and not frame.own:
            # Support, pressure or aid of nobody for nobody.
            return False
        if predicate.is_verb:
            return not (group and group.infinitive) or self._carried_on(at) or bool(frame.agents)
        if predicate.form.shape in _PARTICIPLES:
            return self._participle_tells(predicate, frame)
        if self.told_already(at):
            return False
        if frame.carrier is not None:
            return True
        if self.sentence.kind != "body" and self._opens(at) and not entry.weak_noun:
            return True
        if self._is_subject(at):
            return frame.expressed or (not entry.weak_noun and self._is_placed(at))
        if entry.weak_noun or entry.type == "none":
            return False
        return frame.expressed and not self._only_names(at)

    def _is_brought(self, predicate: Predicate, region: Region | None) -> bool:
        """Whether a cue brings the word itself as its content."""
        if region is None:
            return False
        at = predicate.at
        if not region.narrow:
            # «announced a ceasefire»: the first thing that is said is the noun itself.
            first = not any(i in self.row.predicates for i in range(region.start, at)) and not predicate.is_verb
            close = all(c.kind in ("word", "actor", "number", "quote") for c in self.chunks[region.start : at])
            that = region.start > 0 and self.chunks[region.start - 1].little == "complementizer"
            return (
                first
                and close
                and not that
                and at >= region.start
                and region.cue < at
                and not any(self.row.finite[at : region.end])
            )
        if self.is_listed(region, at) and not any(self.row.finite[i] for i in range(region.start, at)):
            return not self._completes(at)
        group = self.row.groups.get(at)
        if group is not None and group.infinitive and region.act == "accuse" and self.chunks[group.first - 1].kind == "word":
            # «blamed them for the decision to suspend the treaty»: whose decision it was is not told.
            return False
        between = self.chunks[region.start : at]
        plain = all(c.kind in ("word", "actor", "number", "quote", "time", "verb") or c.little in _LIGHT for c in between)
        return plain and not self._completes(at)

    def _completes(self, at: int) -> bool:
        return not self.row.predicates[at].is_verb and self.told_already(at)

    def _carried_on(self, at: int) -> bool:
        return any(chunk.kind == "verb" for chunk in self.chunks[max(0, at - 3) : at])

    def _participle_tells(self, predicate: Predicate, frame: Frame) -> bool:
        entry: EventEntry = predicate.entry
        if predicate.passive:
            return (
                bool(frame.agents and frame.targets)
                or (entry.harm and bool(frame.targets or frame.quantity))
                or (self.sentence.kind != "body" and frame.expressed)
            )
        return frame.expressed

    def told_already(self, at: int) -> bool:
        """Whether a noun only completes the event word before it: «violated the ceasefire», «signed an agreement»."""
        mine = self.row.predicates[at]
        for index in range(at - 1, max(-1, at - 7), -1):
            chunk = self.chunks[index]
            before = self.row.predicates.get(index)
            if before is not None:
                if not isinstance(before.entry, EventEntry) or self.chunks[at].joins:
                    return False
                if before.entry.harm or before.form.shape == "passive_participle":
                    return False
                return (
                    mine.entry.weak_noun
                    or before.entry.type == mine.entry.type
                    or before.entry.type in ("retreat", "breach", "comply", "exit", "consult", "sanction")
                )
            if chunk.kind in ("mark", "cue") or chunk.little in _STOPS or self.row.finite[index]:
                return False
        return self._names_agreement_before(at, mine)

    def _names_agreement_before(self, at: int, mine: Predicate) -> bool:
        """«ceasefire deal», «peace talks agreement»: the first of two nouns only names the second."""
        following = self.row.predicates.get(at + 1)
        noun = following is not None and not following.is_verb and following.form.shape not in _PARTICIPLES
        return noun and not self.chunks[at + 1].governor and not self.chunks[at + 1].joins

    def _is_subject(self, at: int) -> bool:
        """Whether a noun is the subject of a verb that tells nothing else: «the shelling continued»."""
        for index in range(at + 1, min(len(self.chunks), at + 8)):
            chunk = self.chunks[index]
            if chunk.kind == "verb" and self.row.finite[index]:
                subject = self.participants.subject(index)
                return subject.kind == "event" and subject.chunk == at
            if chunk.kind in ("event", "cue") or is_hard_mark(chunk) or chunk.little in _STOPS:
                return False
        return False

    def _is_placed(self, at: int) -> bool:
        """Whether a place, a day or a number stands near a noun."""
        near = self.chunks[max(0, at - 3) : at + 8]
        return any(c.time is not None or c.place is not None or c.quantity is not None for c in near)

    def _only_names(self, at: int) -> bool:
        """Whether a word of law, study or memory has the noun as its matter: «an inquiry into the attack»."""
        near: list[Chunk] = list(self.chunks[max(0, at - 4) : at]) + list(self.chunks[at + 1 : at + 2])
        return any(c.kind == "word" and c.value in self.grammar.topics for c in near)


_BETWEEN_TWO = frozenset({"support", "aid", "coerce", "comply", "cooperate", "concede", "sanction"})
_LIGHT = frozenset({"preposition to", "adverb", "negation verbal", "preposition other", "auxiliary be", "auxiliary have"})
