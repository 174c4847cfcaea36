"""Clauses: the subject before a verb, what stands after it, and what hangs on a noun, where the order of words tells them apart."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from marsad.coding.grammar import Grammar
from marsad.coding.ordered.groups import OrderedRow
from marsad.coding.participants import Participants
from marsad.coding.parts import MUTUAL, Frame, Part
from marsad.coding.predicates import Predicate, is_hard_mark, is_soft_mark
from marsad.model import Quantity
from marsad.pack.entries import CueEntry, EventEntry
from marsad.pack.lexicon import CAPITALS
from marsad.reading.chunks import Chunk

_CLAUSE = frozenset({"complementizer", "condition", "turn", "result", "because"})
# How many words that nothing knows may stand between a noun and who is named before it («Houthi ballistic missile attack»).
_MAX_UNKNOWN = 3
_CARRIER_REACH = 8
# What may enclose an insertion, and how long one may be.
_ENCLOSING = frozenset(",)]-–—")
_INSERTED = 24
_OPENING = {")": "(", "]": "["}
_TAKEN = frozenset({"assault", "coerce", "support", "aid", "sanction", "control", "breach", "concede"})
# What forces do by being sent or called back: in the passive their name is still who does it.
_OWN = frozenset({"mobilize", "retreat"})
# Events whose direct object may be a country or capital as the place where it was.
_ON_GROUND = frozenset({"assault", "control", "consult"})
# The kind of a part that a pronoun stands for.
PRONOUN = "pronoun"


class Subject(NamedTuple):
    """What stands before a verb as its subject: an actor, the noun of a deed, a pronoun, or something that nothing knows."""

    kind: str
    chunk: int
    part: Part | None = None


NO_SUBJECT = Subject("", -1)


class OrderedParticipants(Participants):
    """Finds the participants of the predicates of one sentence by the order of words."""

    row: OrderedRow

    def __init__(self, row: OrderedRow, grammar: Grammar) -> None:
        super().__init__(row, grammar)
        self._subjects: dict[int, Subject] = {}
        self._objects: dict[int, int] = {}
        # The deed that a verb goes on to tell of: «air strikes hit the town».
        self.deed_of: dict[int, int] = {}

    def frame(self, predicate: Predicate) -> Frame:
        """Give the frame of a predicate."""
        known = self._frames.get(predicate.at)
        if known is None:
            verbal = predicate.is_verb or predicate.form.shape in ("participle", "passive_participle")
            known = self._frames[predicate.at] = self._verbal(predicate) if verbal else self._nominal(predicate)
        return known

    def deed_before(self, at: int) -> Predicate | None:
        """Give the noun of an attack that is the subject of a verb."""
        subject = self.subject(at)
        deed = self.row.predicates.get(subject.chunk) if subject.kind == "event" else None
        attack = deed is not None and isinstance(deed.entry, EventEntry) and deed.entry.type == "assault" and not deed.is_verb
        return deed if attack else None

    def subject_of(self, at: int) -> Part | None:
        """Give the subject of a finite verb."""
        return self.subject(at).part

    def place_of(self, predicate: Predicate) -> int | None:
        """Give the place that is hit, taken or left: the subject of a passive verb, the direct object of an active one."""
        entry = predicate.entry
        if not isinstance(entry, EventEntry) or entry.object not in ("target", "place"):
            return None
        if predicate.is_verb and predicate.passive:
            subject = self.subject(predicate.at)
            return subject.chunk if subject.kind == "place" and self.chunks[subject.chunk].kind == "place" else None
        if not predicate.is_verb or predicate.at + 1 >= len(self.chunks):
            return None
        following = self.chunks[predicate.at + 1]
        whole = following.actor is not None and following.actor.kind in ("country", "capital") and not following.governor
        if entry.type == "consult":
            whole = whole and following.actor is not None and following.actor.kind == "capital"
        return predicate.at + 1 if whole and entry.type in _ON_GROUND and not following.enclitic else None

    def tells_on(self, verb: int, at: int) -> bool:
        """Tell whether a noun is the subject of a verb: «reinforcements arrived in the town»."""
        if self.chunks[verb].kind != "verb":
            return False
        subject = self.subject(verb)
        return subject.kind == "event" and subject.chunk == at

    # ── the subject ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def subject(self, at: int) -> Subject:
        """Find what stands before a finite verb as its subject."""
        known = self._subjects.get(at)
        if known is None:
            group = self.row.groups.get(at)
            known = self._subjects[at] = self._subject(group.first if group else at, at)
        return known

    def _subject(self, first: int, at: int) -> Subject:
        group = self.row.groups.get(at)
        if group is not None and group.infinitive and not group.modal:
            return self._controlled(first)
        if self.chunks[first].joins:
            before = self.verb_before(first)
            if before is not None:
                return self.subject(before)
        index = self._past_insertion(first - 1)
        while index >= 0:
            chunk = self.chunks[index]
            if chunk.value in _OPENING and chunk.kind == "mark":
                opening = _OPENING[chunk.value]
                index = next((i for i in range(index - 1, -1, -1) if self.chunks[i].value == opening), index) - 1
                continue
            if is_hard_mark(chunk) and chunk.value not in "()–—":
                break
            if chunk.little == "relative":
                return self._antecedent_of(index)
            if chunk.little == "pronoun":
                return Subject(PRONOUN, index)
            if chunk.little in _CLAUSE or (self.row.finite[index] and chunk.kind == "cue"):
                break
            if self.row.finite[index]:
                # A relative clause stands between the subject and its verb: «the group which holds the town attacked».
                opener = self._relative_of(index)
                if opener is None:
                    break
                index = opener - 1
                continue
            if chunk.kind == "actor" and not chunk.governor and not self._describes_next(index) and not self._is_inner(index):
                return Subject("actor", index, self.part(index))
            if chunk.kind == "event" and not chunk.governor and index in self.row.predicates:
                predicate = self.row.predicates[index]
                if predicate.form.shape not in ("participle", "passive_participle"):
                    return Subject("event", index)
            if chunk.kind == "place" or chunk.little == "place_heads":
                found = self._place_subject(index)
                if found is not None:
                    return found
            if chunk.kind in ("word", "cue") and not chunk.governor and not self._is_adverb(chunk):
                start = index
                while (
                    start
                    and self.chunks[start - 1].kind == "word"
                    and not self.chunks[start].governor
                    and not self.chunks[start].joins
                ):
                    start -= 1
                owner = self.chunks[start - 1] if start and not self.chunks[start].joins else None
                named = owner is not None and owner.kind == "actor" and not owner.governor and not self.row.determined(start)
                if named and not self._is_inner(start - 1):
                    return Subject("actor", start - 1, self.part(start - 1))
                return Subject("word", start) if not self.chunks[start].governor else self._subject_past(start, at)
            index -= 1
        return NO_SUBJECT

    def _place_subject(self, index: int) -> Subject | None:
        """Read a place as a subject, unless a preposition governs it; «an Indian army camp» is the army's."""
        lead = index
        while lead and self.chunks[lead - 1].little in ("place_heads", "directions") and not self.chunks[lead].joins:
            lead -= 1
        if self.chunks[lead].governor or self.chunks[index].governor:
            return None
        owner = self.chunks[lead - 1] if lead and not self.chunks[lead].joins else None
        phrase = owner.actor if owner is not None and not owner.governor else None
        if phrase is not None and phrase.kind not in ("adjective", "country", "capital"):
            return Subject("actor", lead - 1, self.part(lead - 1))
        return Subject("place", index)

    def _past_insertion(self, index: int) -> int:
        """Go past what commas, dashes or brackets enclose right before a verb: «Turkey, backed by militias, has taken …»."""
        if index < 2 or self.chunks[index].kind != "mark":
            return index
        closing = self.chunks[index].value
        opening = _OPENING.get(closing, closing)
        if closing not in _ENCLOSING:
            return index
        start = next((i for i in range(index - 1, max(-1, index - _INSERTED), -1) if self.chunks[i].value == opening), None)
        if start is None or start == 0:
            return index
        if any(self.row.finite[i] and self.chunks[i].kind == "cue" for i in range(start, index)):
            return index
        return self._past_insertion(start - 1)

    def _subject_past(self, start: int, at: int) -> Subject:
        """Go on left of words that a preposition governs."""
        return self._subject(start, at) if not self.chunks[start].joins else NO_SUBJECT

    def _is_inner(self, index: int) -> bool:
        """Whether an actor is the object of a relative clause: «aircraft which support the forces have bombed …»."""
        verb = next((i for i in range(index - 1, max(-1, index - 6), -1) if self.row.finite[i]), None)
        if verb is None or self.chunks[verb].kind == "cue" or self.row.verbs.get(verb, False):
            return False
        if any(c.little in _CLAUSE or c.kind in ("mark", "quote") for c in self.chunks[verb + 1 : index]):
            return False
        return self._relative_of(verb) is not None

    def _controlled(self, first: int) -> Subject:
        """«moved to retake the town»: the subject of the verb before does what the infinitive tells."""
        nearest = self.chunks[first - 1] if first else None
        before = self.verb_before(first)
        if nearest is not None and nearest.kind == "actor" and not nearest.governor and before is not None and before < first - 1:
            # «allowed the troops to enter»
            return Subject("actor", first - 1, self.part(first - 1)) if self.chunks[before].kind != "cue" else NO_SUBJECT
        return self.subject(before) if before is not None and self.chunks[before].kind != "cue" else NO_SUBJECT

    def verb_before(self, at: int) -> int | None:
        """Give the nearest finite verb before a chunk."""
        for index in range(at - 1, -1, -1):
            if self.row.finite[index]:
                return index
            if is_hard_mark(self.chunks[index]) and self.chunks[index].value not in "()":
                return None
        return None

    def _relative_of(self, verb: int) -> int | None:
        group = self.row.groups.get(verb)
        for index in range((group.first if group else verb) - 1, max(-1, verb - 5), -1):
            if self.chunks[index].little == "relative":
                return index
            if self.chunks[index].kind not in ("word", "time", "actor"):
                return None
        return None

    def _antecedent_of(self, relative: int) -> Subject:
        """Give whom a relative pronoun takes up: the nearest actor or deed before it."""
        for index in range(relative - 1, max(-1, relative - 8), -1):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and not self._describes_next(index):
                return Subject("actor", index, self.part(index))
            if chunk.kind == "event" and index in self.row.predicates:
                return Subject("event", index)
            if self.row.finite[index] or is_hard_mark(chunk):
                break
        return NO_SUBJECT

    def _describes_next(self, index: int) -> bool:
        """Whether an actor only describes the noun after it: «Russian air strikes», «Syrian town»."""
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        if following is None or following.joins or self.chunks[index].actor is None:
            return False
        noun = self.row.predicates.get(index + 1)
        if following.kind == "event" and noun is not None and not noun.is_verb and noun.form.shape == "noun":
            return True
        return following.little in ("place_heads", "directions") or bool(self.chunks[index].enclitic in self.grammar.possessives)

    def _is_adverb(self, chunk: Chunk) -> bool:
        return chunk.little == "adverb" or (chunk.kind == "word" and chunk.value.endswith(self.grammar.adverb_endings or ("\0",)))

    # ── verbs ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def edge(self, at: int) -> int:
        """Give where the reach of a verb or noun to its right ends: the next clause, finite verb or cue."""
        for index in range(at + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if is_hard_mark(chunk) and chunk.value not in "()":
                return index
            if chunk.little in _CLAUSE or chunk.little == "relative" or chunk.kind == "cue":
                return index
            group = self.row.groups.get(index)
            if self.row.finite[index] and not (group and group.infinitive and self.chunks[index].kind == "verb"):
                return group.first if group and group.first > at else index
        return len(self.chunks)

    def _verbal(self, predicate: Predicate) -> Frame:
        frame = Frame()
        entry, at = predicate.entry, predicate.at
        edge = self.edge(at)
        subject = self._subject_of_verbal(predicate)
        frame.relative = any(self.chunks[i].little == "relative" for i in range(max(0, at - 4), at))
        part, own = subject.part, subject.kind == PRONOUN and self.chunks[subject.chunk].value in self.grammar.first_person
        frame.own = own
        agents: list[Part] = []
        if part is not None:
            agents = self.with_joined_before(part)
        elif subject.kind == "event" and isinstance(entry, EventEntry):
            deed = self.row.predicates[subject.chunk]
            if isinstance(deed.entry, EventEntry) and deed.entry.type == "assault" and predicate.is_verb:
                agents = list(self.frame(deed).agents)
        elif subject.kind == PRONOUN and not own:
            agents = [Part((), -1, f"{PRONOUN} {self.chunks[subject.chunk].value}")]
        elif subject.kind == "place" and predicate.passive:
            people = self.people_of(subject.chunk)
            agents = [people] if people else []
        if predicate.passive:
            own = isinstance(entry, EventEntry) and entry.type in _OWN
            if subject.kind != "event":
                frame.targets = [] if own else agents
            by = entry.agent_by if isinstance(entry, EventEntry) else frozenset()
            frame.agents = self.doers(at + 1, edge, by) or (agents if own else [])
        else:
            frame.agents = agents
            frame.targets = self._objects_of(predicate, edge)
        if isinstance(entry, EventEntry):
            self._fit(frame, entry, at, edge)
            if predicate.passive and not frame.targets:
                frame.targets = self.governed(entry.target_by, at + 1, edge) if entry.target_by else []
            frame.quantity = self._count(at, edge, predicate, subject)
        frame.expressed = bool(frame.agents or frame.targets)
        return frame

    def _subject_of_verbal(self, predicate: Predicate) -> Subject:
        """Give the subject of a finite verb, of a participle the noun before it or the subject of the clause."""
        if predicate.is_verb:
            return self.subject(predicate.at)
        at = predicate.at
        if predicate.passive:
            return self._described(at)
        before = self.chunks[at - 1] if at else None
        if before is not None and before.kind == "actor" and not self.chunks[at].joins:
            return Subject("actor", at - 1, self.part(at - 1))
        verb = self.verb_before(at)
        return self.subject(verb) if verb is not None and self.chunks[verb].kind != "cue" else NO_SUBJECT

    def _described(self, at: int) -> Subject:
        """Give the noun that a passive participle describes: «civilians killed in the strike», «areas held by rebels»."""
        for index in range(at - 1, max(-1, at - 6), -1):
            chunk = self.chunks[index]
            if chunk.kind == "actor":
                return Subject("actor", index, self.part(index))
            if chunk.kind == "event" and index in self.row.predicates:
                return Subject("event", index)
            if chunk.kind not in ("word", "place", "time", "number") and not chunk.little.startswith("preposition"):
                break
        return NO_SUBJECT

    def _objects_of(self, predicate: Predicate, edge: int) -> list[Part]:
        """Find the direct object, and whom the entry's own prepositions bring."""
        entry, at = predicate.entry, predicate.at
        if isinstance(entry, CueEntry) or entry.object in ("target", "agent"):
            found = self._direct(at, edge)
            if found is not None:
                self._objects[found] = at
                part = self.part(found)
                return self._joined_objects(part, edge) if part else []
        if isinstance(entry, CueEntry):
            return []
        if entry.object == "target":
            deed = next((i for i in range(at + 1, min(edge, at + 4)) if i in self.row.predicates), None)
            noun = self.row.predicates[deed] if deed is not None else None
            if noun is not None and noun.form.shape == "noun" and getattr(noun.entry, "type", "") == "assault":
                # «repelled a Houthi attack»
                return list(self.frame(noun).agents)
        for index in range(at + 1, edge):
            if self.chunks[index].kind == "actor" and not self.chunks[index].governor:
                self._objects[index] = at
                break
        return self.governed(entry.target_by, at + 1, edge)

    def _joined_objects(self, part: Part, edge: int) -> list[Part]:
        """Give an object with those that an "and" joins to it, but none that begins a clause of its own."""
        parts = self.with_joined(part, edge)
        if edge < len(self.chunks) and self.row.finite[edge] and parts[-1].chunk >= edge - 2 and len(parts) > 1:
            return parts[:-1]
        return parts

    def _direct(self, at: int, edge: int) -> int | None:
        """Give the actor that is the direct object of a verb."""
        unknown = 0
        for index in range(at + 1, edge):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and not chunk.governor:
                if unknown and self.row.determined(index) and self.chunks[index - 1].kind != "number":
                    # «killed ten people the monitor said»
                    return None
                if self._describes_next(index) or (chunk.actor and chunk.actor.kind == "adjective" and not chunk.actor.plural):
                    following = self.chunks[index + 1] if index + 1 < edge else None
                    if following is None or following.kind != "word":
                        return None
                return index
            if chunk.kind == "word" and not chunk.governor:
                unknown += not self._is_adverb(chunk)
                if unknown > _MAX_UNKNOWN:
                    return None
                if index + 1 < edge and self.chunks[index + 1].value in self.grammar.owning and unknown:
                    # «hit positions of the army»
                    return self._owner_of(index + 1, edge)
            elif chunk.kind not in ("number", "quote") and chunk.little not in ("adverb", "among"):
                return None
        return None

    def _owner_of(self, at: int, edge: int) -> int | None:
        """Give whose the thing is that is hit, after "of"."""
        return at + 1 if at + 1 < edge and self.chunks[at + 1].kind == "actor" else None

    def _fit(self, frame: Frame, entry: EventEntry, at: int, edge: int) -> None:
        """Sort the participants as the type of the event has them."""
        if entry.type in MUTUAL and not frame.targets:
            frame.targets = self.between(at, edge)[1:] if frame.agents else self.between(at, edge)
            frame.targets = frame.targets or self.with_partner(at + 1, edge)
        if entry.type in MUTUAL and frame.agents and not frame.targets:
            first = frame.agents[0]
            if len(frame.agents) > 1:
                frame.agents, frame.targets = frame.agents[:1], frame.agents[1:]
            elif len(first.actors) == 2:
                frame.agents, frame.targets = [replace(first, actors=first.actors[:1])], [replace(first, actors=first.actors[1:])]
        if entry.type == "assault" and not frame.targets:
            frame.targets = self.with_partner(at + 1, edge)
        if entry.object == "agent":
            frame.agents, frame.targets = frame.targets or frame.agents, []
        if entry.object == "none" and not entry.target_by and entry.type not in MUTUAL | {"assault"}:
            frame.targets = frame.targets if self._is_passive(at) else []

    def _is_passive(self, at: int) -> bool:
        predicate = self.row.predicates.get(at)
        return predicate is not None and predicate.passive

    def _count(self, at: int, edge: int, predicate: Predicate, subject: Subject) -> Quantity | None:
        """Give the number of people who bear an event: before the verb that is passive, after one that is not."""
        if predicate.passive:
            group = self.row.groups.get(at)
            start = group.first if group else at
            for index in range(start - 1, max(-1, start - 6), -1):
                if self.chunks[index].quantity is not None and self._counts_people(index):
                    return self.chunks[index].quantity
                if self.row.finite[index] or self.chunks[index].kind == "mark":
                    break
            return None
        for index in range(at + 1, min(edge, at + 4)):
            if self.chunks[index].quantity is not None and self._counts_people(index):
                return self.chunks[index].quantity
        return None

    def _counts_people(self, index: int) -> bool:
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        if following is None or following.kind in ("actor", "event", "mark") or following.little:
            return True
        return following.kind == "word" and (following.value in self.grammar.persons or following.value in self.grammar.others)

    # ── nouns ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _nominal(self, predicate: Predicate) -> Frame:
        frame = Frame()
        entry, at = predicate.entry, predicate.at
        edge = self.noun_edge(at)
        before = self._premodifier(at)
        if isinstance(entry, CueEntry):
            if before:
                frame.agents = self.with_joined_before(before)
            else:
                frame.agents = self.doers(at + 1, edge, frozenset()) or self.governed(self.grammar.owning, at + 1, edge)
            frame.carrier = self.carrier(at)
            if not frame.agents and frame.carrier is not None:
                self._take_carried(frame, frame.carrier)
            frame.expressed = bool(frame.agents)
            return frame
        if before:
            side = frame.targets if entry.genitive == "target" else frame.agents
            side.extend(self._both_before(before))
        frame.carrier = self.carrier(at)
        self._take_after(frame, entry, at, edge)
        if frame.carrier is not None:
            self._take_carried(frame, frame.carrier)
            if frame.carrier > at and not frame.targets:
                # «fighting broke out between …», «protests broke out against …»
                self._take_after(frame, entry, frame.carrier, self.edge(frame.carrier))
        frame.quantity = self._noun_count(at, edge)
        frame.expressed = bool(frame.agents or frame.targets)
        return frame

    def noun_edge(self, at: int) -> int:
        """Give how far right what hangs on a noun may stand: to the next verb, event noun, clause or comma."""
        edge = self.edge(at)
        for index in range(at + 1, edge):
            chunk = self.chunks[index]
            if (
                (chunk.kind == "event" and index in self.row.predicates)
                or is_soft_mark(chunk)
                or chunk.value in self.grammar.held_by
            ):
                return index
        return edge

    def _premodifier(self, at: int) -> Part | None:
        """Find who is named right before a noun: «Russian air strikes», «the regime's siege», «Houthi missile attack»."""
        if self.chunks[at].joins and at:
            return None
        for index in range(at - 1, max(-1, at - 2 - _MAX_UNKNOWN), -1):
            chunk = self.chunks[index]
            if chunk.kind == "actor":
                if self.row.finite[index + 1] or self._separate(index, at) or self._is_scene(index):
                    return None
                return self.part(index)
            if chunk.kind != "word" or self._is_adverb(chunk) or chunk.joins:
                return None
        return None

    def _both_before(self, part: Part) -> list[Part]:
        """Add who an "and" joins to what describes a noun: «in Syrian regime and Russian bombing»."""
        other = part.chunk - 1
        tied = self.chunks[part.chunk].joins or part.kind in ("adjective", "country")
        if part.chunk > 0 and tied and self.chunks[other].kind == "actor":
            first = self.part(other)
            return [first, part] if first else [part]
        return [part]

    def _is_scene(self, index: int) -> bool:
        """«Syria air strikes»: a country by its name alone says where; an adjective, a possessive or initials say whose."""
        chunk = self.chunks[index]
        if chunk.actor is None or chunk.actor.kind not in ("country", "capital") or chunk.enclitic:
            return False
        return not any(option.form.person == CAPITALS for option in chunk.options)

    def _separate(self, index: int, at: int) -> bool:
        """Whether an article between the two parts them: «told Russia the attack …»."""
        return any(self.row.determined(i) and self.chunks[i].kind != "number" for i in range(index + 1, at + 1))

    def _take_after(self, frame: Frame, entry: EventEntry, at: int, edge: int) -> None:
        """Take whom the prepositions after a noun bring: "by" the doer, "of" who does or bears it, the entry's own the bearer."""
        both = self.between(at, edge) if entry.type in MUTUAL | {"assault", "retreat"} else []
        if both:
            self.set_sides(frame, entry, both)
            return
        if not frame.agents:
            frame.agents = self.doers(at + 1, edge, entry.agent_by)
        own = self.governed(entry.target_by - self.grammar.owning, at + 1, edge)
        of = self._of(at, edge)
        if of is not None:
            borne = (
                bool(frame.agents)
                or entry.genitive == "target"
                or bool(self.grammar.owning & entry.target_by)
                or (entry.transitive and entry.type in _TAKEN)
            )
            if borne and not own:
                frame.targets.extend(self.with_joined(of, edge))
            elif not frame.agents:
                frame.agents.extend(self.with_joined(of, edge))
        if not frame.targets:
            frame.targets = own
        if not frame.targets and entry.type in MUTUAL | {"assault"}:
            frame.targets = self.with_partner(at + 1, edge)

    def _of(self, at: int, edge: int) -> Part | None:
        index = at + 1
        if index + 1 >= edge or self.chunks[index].value not in self.grammar.owning:
            return None
        for follow in range(index + 1, min(edge, index + 4)):
            chunk = self.chunks[follow]
            if chunk.kind == "actor" and not (follow > index + 1 and chunk.governor):
                return self.part(follow)
            if chunk.kind not in ("number", "word"):
                return None
        return None

    def carrier(self, at: int) -> int | None:
        """Find the verb that carries a noun: before it («launched an attack»), or after it («was carried out by»)."""
        for index in range(at - 1, max(-1, at - _CARRIER_REACH), -1):
            chunk = self.chunks[index]
            if chunk.kind == "verb" and chunk.verb is not None:
                return index if chunk.verb.kind in ("light", "aspect") and not self.row.verbs.get(index, False) else None
            if chunk.kind in ("event", "cue", "mark") or chunk.little in _CLAUSE or chunk.little == "relative":
                break
            if chunk.kind == "little" and chunk.little.startswith("auxiliary"):
                break
        if self.chunks[at].governor:
            return None
        for index in range(at + 1, min(len(self.chunks), at + _CARRIER_REACH)):
            chunk = self.chunks[index]
            if chunk.kind == "verb" and chunk.verb is not None and chunk.verb.kind in ("light", "aspect"):
                passive = self.row.verbs.get(index, not self.row.finite[index])
                return index if passive or chunk.verb.subject == "none" else None
            if chunk.kind in ("event", "cue") or self.row.finite[index] or is_hard_mark(chunk):
                return None
        return None

    def _take_carried(self, frame: Frame, carrier: int) -> None:
        """Take the doer of a noun from the verb that carries it."""
        verb = self.chunks[carrier].verb
        if verb is None or verb.subject == "none":
            return
        passive = self.row.verbs.get(carrier, False)
        participle = not self.row.finite[carrier]
        past = any(option.form.shape == "passive_participle" for option in self.chunks[carrier].options)
        if passive or (participle and past):
            frame.agents = frame.agents or self.doers(carrier + 1, self.edge(carrier), frozenset())
            return
        subject = self.subject(carrier) if self.row.finite[carrier] else self._subject_of_going(carrier)
        if subject.kind == PRONOUN:
            own = self.chunks[subject.chunk].value in self.grammar.first_person
            frame.own = own
            if not own and not frame.agents:
                frame.agents = [Part((), -1, f"{PRONOUN} {self.chunks[subject.chunk].value}")]
            return
        if subject.part is None:
            return
        parts = self.with_joined_before(subject.part)
        if verb.patient:
            frame.targets[:0] = parts
        elif not frame.agents:
            frame.agents.extend(parts)
        elif not frame.targets and frame.agents and verb.kind == "light":
            return

    def _subject_of_going(self, at: int) -> Subject:
        before = self.chunks[at - 1] if at else None
        if before is not None and before.kind == "actor":
            return Subject("actor", at - 1, self.part(at - 1))
        verb = self.verb_before(at)
        return self.subject(verb) if verb is not None and self.chunks[verb].kind != "cue" else NO_SUBJECT

    def _noun_count(self, at: int, edge: int) -> Quantity | None:
        """Give the number of a noun of harm: «the death of ten people», «ten deaths»."""
        before = self.chunks[at - 1] if at else None
        if before is not None and before.quantity is not None:
            return before.quantity
        for index in range(at + 1, min(edge, at + 4)):
            if self.chunks[index].quantity is not None and self._counts_people(index):
                return self.chunks[index].quantity
        return None
