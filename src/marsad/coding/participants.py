"""Participants: who does it and who bears it, found around a predicate by its frame.

A participant that the sentence does not express stays unfilled: nothing is taken from elsewhere in the document but what a pronoun
or a description points to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from marsad.coding.grammar import Grammar
from marsad.coding.predicates import Predicate, Row, is_soft_mark
from marsad.model import Actor, Quantity
from marsad.pack.entries import CueEntry, EventEntry
from marsad.reading.chunks import MAYBE_NAME, UNKNOWN, Chunk

_FIGHTING = frozenset({"assault", "mobilize", "control", "retreat"})
_MUTUAL = frozenset({"consult", "agree", "cooperate"})
_STATE_NAMES = frozenset({"country", "capital", "palace"})
_MAX_UNKNOWN = 2
# What no personal name before it can be the title of.
_BODIES = frozenset({"country", "capital", "palace", "body", "collective", "group", "organisation"})
# What may stand between a topic and its verb.
_BETWEEN = frozenset({"quote", "time", "number", "place", "verb", "little", "event"})


@dataclass(frozen=True, slots=True)
class Part:
    """A participant: the chunk that names it, -1 for one that a pronoun or a carried subject stands for."""

    actors: tuple[Actor, ...]
    chunk: int
    kind: str = ""
    quantity: Quantity | None = None


@dataclass(slots=True)
class Frame:
    """What was found around one predicate; `carrier` is the light verb that brings its doer."""

    agents: list[Part] = field(default_factory=list)
    targets: list[Part] = field(default_factory=list)
    carrier: int | None = None
    expressed: bool = False
    quantity: Quantity | None = None
    relative: bool = False
    own: bool = False
    plural: bool = False


class Participants:
    """Finds the participants of the predicates of one sentence; the results are kept, so that a verb may lend its subject."""

    def __init__(self, row: Row, grammar: Grammar) -> None:
        self.row = row
        self.grammar = grammar
        self.chunks = row.chunks
        self._frames: dict[int, Frame] = {}

    def frame(self, predicate: Predicate) -> Frame:
        """Give the frame of a predicate."""
        known = self._frames.get(predicate.at)
        if known is None:
            known = self._frames[predicate.at] = self._verb(predicate) if predicate.is_verb else self._noun(predicate)
        return known

    def forget(self, at: int) -> None:
        """Drop what was found for a predicate that is now read otherwise."""
        self._frames.pop(at, None)

    # ── verbs ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _verb(self, predicate: Predicate) -> Frame:
        frame = Frame()
        entry = predicate.entry
        at = predicate.at
        relative = self.row.relative_before(at)
        pre = self._subject_before(at)
        edge = self.row.right_edge(at, through_nouns=False)
        post, rest = self._subject_after(at, edge)
        chunk = self.chunks[at]
        frame.relative = relative is not None
        if post is not None and pre is None and relative is None and self._follows_stranger(predicate, post):
            # «حملت الجماعات الكردية الحكومة المسؤولية»: nothing tells who they are, but the one named after them is the object.
            frame.targets.extend(self.with_joined(post, edge))
            post = None
        elif (
            post is not None
            and pre is None
            and relative is None
            and isinstance(entry, EventEntry)
            and self._disagrees(predicate, post)
        ):
            # «إذا هاجمت الجنود»: she attacked the soldiers; her own name is left out.
            frame.targets.extend(self.with_joined(post, edge))
            post = None
        told = self._deed_before(at, relative)
        if (
            told is not None
            and post is not None
            and isinstance(entry, EventEntry)
            and entry.object == "target"
            and not chunk.enclitic
        ):
            # «شن الجيش هجوماً استهدف القوات», «القصف الذي استهدف الحي»: what is hit follows, who did it did the deed before.
            frame.targets.extend(self.with_joined(post, edge))
            frame.agents.extend(self.frame(told).agents)
        elif relative is not None:
            found = self.row.antecedent(relative, several=predicate.form.person in ("3mp", "3fp"))
            part = self.part(found) if found is not None and self.chunks[found].kind == "actor" else None
            if part and chunk.enclitic:
                frame.targets.append(part)
                frame.agents.extend(self.with_joined(post, edge))
            elif part:
                frame.agents.append(part)
                if post:
                    frame.targets.extend(self.with_joined(post, edge))
            elif post:
                frame.agents.extend(self.with_joined(post, edge))
        elif pre is None and post is not None and not chunk.joins and self._unknown_topic(at) and not chunk.enclitic:
            # «المذكرة طالبت الأمم المتحدة»: somebody or something unknown is the subject, what follows is the object.
            frame.targets.extend(self.with_joined(post, edge))
        elif pre:
            frame.agents.extend(self._with_joined_before(pre))
            if post:
                frame.targets.extend(self.with_joined(post, edge))
        elif post:
            frame.agents.extend(self.with_joined(post, edge))
        if post and frame.agents:
            rest = (
                max(rest, *(part.chunk + 1 for part in frame.agents))
                if any(part.chunk >= post.chunk for part in frame.agents)
                else rest
            )
        if predicate.form.person in ("1p", "1s"):
            frame.targets[:0] = frame.agents if not pre and isinstance(entry, EventEntry) else []
            frame.agents = []
            frame.own = True
        if predicate.passive:
            frame.targets, frame.agents = frame.agents, []
        if isinstance(entry, EventEntry):
            objects_from = rest
            if not frame.targets:
                frame.targets.extend(self._objects(entry, objects_from, edge))
            else:
                frame.targets.extend(
                    part
                    for part in self.governed(entry.target_by, at + 1, edge)
                    if part.chunk not in {t.chunk for t in frame.targets}
                )
            frame.agents.extend(self._doers(at + 1, edge, entry))
            if not frame.targets and entry.target_by:
                frame.targets.extend(self.governed(entry.target_by, rest, self.row.right_edge(at, through_nouns=True)))
            if entry.type in _MUTUAL and not frame.targets:
                frame.targets.extend(self._between(at, edge))
            if entry.type in _MUTUAL and not frame.targets:
                frame.targets.extend(self._with(at + 1, self.row.right_edge(at, through_nouns=True)))
            if entry.type in _MUTUAL and len(frame.agents) == 1 and len(frame.agents[0].actors) == 2 and not frame.targets:
                both = frame.agents[0]
                frame.agents, frame.targets = (
                    [Part(both.actors[:1], both.chunk, both.kind)],
                    [Part(both.actors[1:], both.chunk, both.kind)],
                )
            if entry.type in _MUTUAL and len(frame.agents) > 1 and not frame.targets:
                frame.agents, frame.targets = frame.agents[:1], frame.agents[1:]
            if entry.object == "agent":
                frame.agents, frame.targets = frame.targets or frame.agents, []
            elif entry.object == "none" and not entry.target_by and not predicate.passive and entry.type not in _MUTUAL:
                frame.targets = []
        frame.quantity = self._quantity_near(at, edge)
        frame.expressed = bool(frame.agents or frame.targets)
        return frame

    def _deed_before(self, at: int, relative: int | None) -> Predicate | None:
        """Give the verbal noun of an attack that a verb goes on to tell of, right before it or before its relative."""
        found = self.row.antecedent(relative) if relative is not None else at - 1
        deed = self.row.predicates.get(found) if found is not None and found >= 0 else None
        if (
            deed is None
            or deed.is_verb
            or not isinstance(deed.entry, EventEntry)
            or deed.entry.type != "assault"
            or self.chunks[at].joins
        ):
            return None
        return deed if relative is not None or not self.chunks[deed.at].proclitic.article else None

    def _subject_before(self, at: int) -> Part | None:
        """Find a subject that stands before its verb: the topic of the clause."""
        unknown = 0
        index = at - 1
        floor = self.row.left_edge(at)
        if floor and self.row.is_finite(floor - 1) and self.row.joined(at):
            return None
        if floor and self.row.is_finite(floor - 1):
            # A relative clause stands between the topic and its verb: «القوات التي تدعمه تهاجم …».
            relative = self.row.relative_before(floor - 1)
            found = self.row.antecedent(relative) if relative is not None else None
            if found is not None and self.chunks[found].kind == "actor" and not self.chunks[found].governor:
                return self.part(found)
        while index >= floor:
            chunk = self.chunks[index]
            if chunk.little == "because" and (index + 1 == at or self.row.is_finite(index + 1)):
                # «قتل ثلاثة جنود عندما قصفت القوات …»: a new clause begins.
                return None
            if chunk.kind == "actor":
                if (
                    not chunk.governor
                    and not self._belongs_left(index, floor)
                    and (chunk.actor is None or chunk.actor.kind != "adjective" or chunk.actor.plural)
                ):
                    return self.part(index)
                index -= 1
                continue
            if chunk.kind == "word":
                unknown += 1
                if unknown > _MAX_UNKNOWN + 1:
                    return None
            elif chunk.kind == "event" and not chunk.governor:
                return None
            elif chunk.kind in _BETWEEN:
                pass
            else:
                return None
            index -= 1
        topic = self.topic_past_comma(floor)
        if topic:
            return topic
        complementizer = self.chunks[floor - 1] if floor > 0 else None
        if complementizer is not None and complementizer.little == "complementizer" and complementizer.enclitic and floor >= at - 3:
            return Part((), -1, f"pronoun {complementizer.enclitic}")
        return None

    def _follows_stranger(self, predicate: Predicate, part: Part) -> bool:
        """Whether the subject right after a verb that takes an object is somebody whom nothing knows."""
        entry = predicate.entry
        takes = "object" in entry.party if isinstance(entry, CueEntry) else entry.object == "target"
        first = self.chunks[predicate.at + 1]
        named = first.little == MAYBE_NAME and self.chunks[part.chunk].actor is not None and part.kind in _BODIES
        definite = self.row.sentence.words[first.first].form.startswith(self.grammar.article)
        stranger = first.kind == "word" and (named or (first.little != MAYBE_NAME and definite))
        return takes and stranger and not predicate.passive and not first.governor and part.chunk > predicate.at + 1

    def _disagrees(self, predicate: Predicate, part: Part) -> bool:
        """Whether what follows a verb cannot be its subject: the verb is feminine, the men are not."""
        chunk = self.chunks[part.chunk]
        if predicate.form.person != "3fs" or predicate.passive or chunk.actor is None or chunk.actor.kind != "person":
            return False
        person = chunk.options[0].form.person if chunk.options else ""
        return not person.startswith("f") and not self.row.sentence.words[chunk.first].form.endswith(self.grammar.feminine)

    def _unknown_topic(self, at: int) -> bool:
        """Whether the clause opens with a definite noun that nothing knows, right before its verb."""
        floor = self.row.left_edge(at)
        before = [chunk for chunk in self.chunks[floor:at] if chunk.kind not in ("time", "quote")]
        if not before or before[0].kind != "word" or before[0].little == MAYBE_NAME:
            return False
        first = before[0].value
        return first.startswith(self.grammar.article) and all(chunk.kind == "word" for chunk in before) and len(before) < 3

    def topic_past_comma(self, floor: int) -> Part | None:
        """«أن القوات، المدعومة بالطيران، تقدمت»: the topic stands before what commas enclose."""
        if floor < 2 or not is_soft_mark(self.chunks[floor - 1]):
            return None
        start = self.row.left_edge(floor - 1)
        if any(self.row.is_finite(index) for index in range(start, floor - 1)):
            return None
        opener = self.chunks[start - 1] if start else None
        if opener is not None and opener.little not in ("complementizer", "turn") and opener.kind != "mark":
            return None
        first = next(
            (i for i in range(start, floor - 1) if self.chunks[i].kind in ("actor", "event", "word", "number", "place")), None
        )
        if first is not None and self.chunks[first].kind == "actor" and not self.chunks[first].governor:
            return self.part(first)
        return None

    def _belongs_left(self, index: int, floor: int) -> bool:
        """Tell whether an actor is no topic but hangs on the word before it: a noun, an event noun or a preposition."""
        if index - 1 < floor:
            return False
        before = self.chunks[index - 1]
        if before.kind == "event" and not self.chunks[index].joins:
            return True
        return (
            before.kind == "word"
            and not self.chunks[index].joins
            and index - 2 >= floor
            and self.chunks[index - 2].little.startswith("preposition")
        )

    def _subject_after(self, at: int, edge: int) -> tuple[Part | None, int]:
        """Find a subject that follows its verb; give it with the index from which objects may follow."""
        unknown = 0.0
        index = at + 1
        while index < edge:
            chunk = self.chunks[index]
            if chunk.kind == "actor":
                if not chunk.governor:
                    if chunk.actor and chunk.actor.oblique and self.chunks[index - 1].kind != "number":
                        return None, index
                    return self.part(index), index + 1
                if chunk.governor in self.grammar.owning and unknown and self.chunks[index - 1].kind == "word":
                    return self.part(index), index + 1
            elif chunk.kind == "word":
                unknown += 0.5 if chunk.little == MAYBE_NAME else 1
                if unknown > _MAX_UNKNOWN:
                    return None, index
            elif chunk.kind in ("quote", "time", "number", "place", "verb") or chunk.kind == "little":
                pass
            else:
                return None, at + 1
            index += 1
        return None, at + 1

    def _objects(self, entry: EventEntry, start: int, edge: int) -> list[Part]:
        """Find direct and prepositional objects."""
        if entry.object == "target":
            for index in range(start, edge):
                chunk = self.chunks[index]
                if chunk.kind == "actor" and not chunk.governor and not self._is_genitive_of_governed(index):
                    part = self.part(index)
                    return self.with_joined(part, edge) if part else []
                if chunk.kind == "actor" and (chunk.governor in entry.target_by):
                    break
        found = self.governed(entry.target_by, start, edge)
        if not found and entry.object == "target":
            found = self._possessor(start, edge)
        return found

    def _possessor(self, start: int, edge: int) -> list[Part]:
        """«مواقع لتنظيم …»: whose the thing hit is."""
        for index in range(start, min(edge, start + 5)):
            chunk = self.chunks[index]
            if chunk.kind == "actor":
                if (
                    chunk.governor in self.grammar.owning
                    and index > start
                    and (self.chunks[index - 1].kind == "word" or self.chunks[index - 1].little == "place_heads")
                ):
                    part = self.part(index)
                    return self.with_joined(part, edge) if part else []
                return []
        return []

    def _is_genitive_of_governed(self, index: int) -> bool:
        before = self.chunks[index - 1] if index else None
        return bool(before and before.kind == "word" and index > 1 and self.chunks[index - 2].little.startswith("preposition"))

    def governed(self, by: frozenset[str], start: int, edge: int) -> list[Part]:
        """Find an actor that one of the prepositions brings, also through a noun that nothing knows («على مواقع الجيش»)."""
        by = by | self.grammar.against
        for index in range(start, edge):
            chunk = self.chunks[index]
            governor = chunk.governor
            if (
                chunk.kind == "word"
                and index + 1 < edge
                and self.chunks[index + 1].kind == "actor"
                and not self.chunks[index + 1].governor
            ):
                governor = self._word_governor(index, by)
                if governor in by:
                    part = self.part(index + 1)
                    return self.with_joined(part, edge) if part else []
            if (
                chunk.kind == "little"
                and chunk.little == "place_heads"
                and index + 1 < edge
                and self.chunks[index + 1].kind == "actor"
            ):
                governor = chunk.proclitic.preposition or (
                    self.chunks[index - 1].value if index and self.chunks[index - 1].little.startswith("preposition") else ""
                )
                if governor in by and not self.chunks[index + 1].governor:
                    part = self.part(index + 1)
                    return self.with_joined(part, edge) if part else []
            if chunk.kind == "actor" and governor in by:
                part = self.part(index)
                return self.with_joined(part, edge) if part else []
        return []

    def _word_governor(self, index: int, by: frozenset[str]) -> str:
        """Give the preposition of a word that nothing knows: the word before it, or one of the frame's that it begins with."""
        before = self.chunks[index - 1] if index else None
        if before is not None and before.little.startswith("preposition"):
            return before.value
        word = self.chunks[index].value
        return next((one for one in by if len(one) == 1 and word.startswith(one)), "")

    def _doers(self, start: int, edge: int, entry: EventEntry) -> list[Part]:
        """Find a doer that a preposition brings: «من قبل», «على يد», and the frame's own."""
        for index in range(start, edge):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and chunk.governor:
                before = self.chunks[index - 1]
                if (before.little == "preposition agent" and not chunk.proclitic.preposition) or chunk.governor in entry.agent_by:
                    part = self.part(index)
                    return self.with_joined(part, edge) if part else []
        return []

    def _with(self, start: int, edge: int) -> list[Part]:
        for index in range(start, edge):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and index and self.chunks[index - 1].little == "preposition with":
                part = self.part(index)
                return self.with_joined(part, edge) if part else []
        return []

    # ── nouns and participles ───────────────────────────────────────────────────────────────────────────────────────────────

    def _noun(self, predicate: Predicate) -> Frame:
        frame = Frame()
        entry = predicate.entry
        at = predicate.at
        if predicate.form.shape in ("participle", "passive_participle") and isinstance(entry, EventEntry):
            return self._participle(predicate)
        edge = self.row.right_edge(at)
        genitive, rest = self._genitive(at, edge)
        if isinstance(entry, CueEntry):
            if genitive:
                frame.agents.append(genitive)
            else:
                frame.carrier = self.carrier(at)
                if frame.carrier is not None:
                    self._take_from_carrier(frame, frame.carrier, at, edge)
                else:
                    self._take_from_relative(frame, at)
            frame.expressed = bool(frame.agents)
            return frame
        done = self._done_by_carrier(at)
        if genitive is None and not self.chunks[at].proclitic.article and not done:
            genitive, rest = self._owner(at, edge, rest)
        if genitive and genitive.kind == "capital" and (entry.type in _MUTUAL or self._is_hit(entry, rest, edge)):
            # «اتفاقات مينسك», «محادثات جنيف»: the town names them, it does not sign. «قصف بيروت»: it is hit.
            genitive = None
        if genitive:
            second = self._second_object(rest, edge) if entry.genitive == "target" and not genitive.quantity else []
            if second and self.chunks[second[0].chunk].kind == "actor":
                # «استهداف الحوثيين مواقع سعودية»: with a second object the first is who does it.
                frame.agents.extend(self.with_joined(genitive, edge))
                frame.targets.extend(second)
            else:
                borne = (
                    entry.genitive == "target"
                    or self._is_taken(genitive, entry, rest, edge)
                    or (entry.type == "assault" and self._is_civil(genitive, entry, rest, edge))
                )
                side = frame.targets if borne else frame.agents
                side.extend(self.with_joined(genitive, edge))
        between = self._between(at, edge) if entry.type in _MUTUAL | {"assault", "retreat"} else []
        if between:
            frame.agents, frame.targets = between[:1], between[1:]
        if not frame.targets:
            frame.targets.extend(self.governed(entry.target_by, rest, edge))
        if (
            not frame.targets
            and genitive
            and entry.genitive == "agent"
            and entry.object == "target"
            and self.chunks[genitive.chunk].governor == ""
        ):
            frame.targets.extend(self._second_object(rest, edge))
        if not frame.targets and done and genitive is None:
            owner, _ = self._owner(at, edge, rest)
            frame.targets.extend(self.with_joined(owner, edge))
        if not frame.agents:
            frame.agents.extend(self._doers(rest, edge, entry))
        if not frame.targets and entry.type in _MUTUAL | {"assault"}:
            frame.targets.extend(self._with(at + 1, self.row.right_edge(at, through_nouns=True)))
        if (
            not frame.agents
            and entry.genitive != "target"
            and (self.chunks[at].enclitic or (entry.type in _MUTUAL and frame.targets))
        ):
            # «خلال لقائه», «عقب محادثات مع …»: the one whom the clause before is about.
            topic = self.nearest_topic(at)
            if topic and (not frame.targets or topic.chunk != frame.targets[0].chunk):
                frame.agents.append(topic)
        frame.carrier = self.carrier(at)
        if frame.carrier is not None and (not frame.agents or self._is_patient(frame.carrier)):
            self._take_from_carrier(frame, frame.carrier, at, edge)
        if (
            not frame.targets
            and frame.carrier is not None
            and self.row.is_finite(frame.carrier)
            and entry.type in ("assault", "aid", "support")
        ):
            # «وجه ضربة إلى الجيش», «قدمت مساعدات إلى الحكومة»: the light verb's preposition brings the target.
            frame.targets.extend(self.governed(self.grammar.to, rest, edge))
        if frame.carrier is None:
            self._take_from_relative(frame, at)
        frame.quantity = self._quantity_near(at, edge)
        frame.expressed = bool(frame.agents or frame.targets)
        return frame

    def _genitive(self, at: int, edge: int) -> tuple[Part | None, int]:
        """Find the actor that hangs on a noun.

        Right after it, after an adjective, or after an article's preposition («هجوم عنيف للجيش»).
        """
        unknown = 0
        number = False
        for index in range(at + 1, edge):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and chunk.place and self.chunks[index - 1].little == "place_heads":
                return None, index
            if chunk.kind == "actor":
                if (
                    not chunk.governor
                    and not chunk.joins
                    and (unknown < _MAX_UNKNOWN or (chunk.actor and chunk.actor.kind == "adjective"))
                ):
                    return self.part(index), index + 1
                return None, index
            if chunk.kind == "number":
                number = True
                continue
            if chunk.kind == "quote":
                continue
            if chunk.kind == "word" and not number:
                unknown += 1
                if unknown > _MAX_UNKNOWN or self._begins_clause(chunk):
                    return None, index
                continue
            if chunk.kind == "little" and chunk.little == "place_heads":
                continue
            return None, index
        return None, edge

    def _begins_clause(self, chunk: Chunk) -> bool:
        return chunk.joins

    def _is_hit(self, entry: EventEntry, start: int, edge: int) -> bool:
        return entry.type == "assault" and not any(
            c.governor in entry.target_by or c.value in entry.target_by for c in self.chunks[start:edge]
        )

    def _is_taken(self, part: Part, entry: EventEntry, start: int, edge: int) -> bool:
        """«غزو الصومال»: a country after a noun of taking is what is taken, unless the noun goes on to say what it takes."""
        if entry.object != "place" or part.kind not in _STATE_NAMES or self.chunks[part.chunk].governor:
            return False
        by = entry.target_by | entry.place_by
        return not any(chunk.governor in by or chunk.value in by for chunk in self.chunks[start:edge])

    def _is_civil(self, part: Part, entry: EventEntry, start: int, edge: int) -> bool:
        """Civilians and hospitals shell nobody.

        After «قصف» they are what was hit, unless the noun goes on to say what they attacked.
        """
        if not all(actor.sector == "CVL" for actor in part.actors) or self.chunks[part.chunk].governor:
            return False
        return not any(chunk.governor in entry.target_by or chunk.value in entry.target_by for chunk in self.chunks[start:edge])

    def _owner(self, at: int, edge: int, rest: int) -> tuple[Part | None, int]:
        """«هجوم واسع للجيش»: the doer of an indefinite noun hangs on it with a preposition."""
        for index in range(at + 1, min(edge, at + 3)):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and chunk.governor in self.grammar.owning:
                return self.part(index), index + 1
            if chunk.kind != "word" or chunk.joins:
                break
        return None, rest

    def nearest_topic(self, at: int) -> Part | None:
        """Give the nearest actor before a noun that no preposition governs and no other noun owns."""
        for index in range(at - 1, -1, -1):
            chunk = self.chunks[index]
            if chunk.kind == "mark" and not is_soft_mark(chunk):
                return None
            if chunk.kind == "actor" and not chunk.governor and chunk.actor and chunk.actor.kind != "adjective":
                before = self.chunks[index - 1] if index else None
                if before is None or before.kind != "event" or self.row.is_finite(index - 1):
                    return self.part(index)
        return None

    def _second_object(self, start: int, edge: int) -> list[Part]:
        for index in range(start, min(edge, start + 3)):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and not chunk.joins:
                if not chunk.governor:
                    part = self.part(index)
                    return self.with_joined(part, edge) if part else []
                return []
            if chunk.kind not in ("word", "number") and chunk.little != "place_heads":
                return []
        return []

    def _between(self, at: int, edge: int) -> list[Part]:
        """Read «بين X وY»."""
        edge = max(edge, self.row.right_edge(at, through_nouns=True))
        for index in range(at + 1, edge):
            if self.chunks[index].little == "preposition between" or (
                self.chunks[index].little == "preposition place" and self.chunks[index].value in self.grammar.between
            ):
                parts: list[Part] = []
                for inner in range(index + 1, edge):
                    chunk = self.chunks[inner]
                    if chunk.kind == "actor" and (not parts or chunk.joins) and len(parts) < 2:
                        part = self.part(inner)
                        if part:
                            parts.append(part)
                if len(parts) == 1 and len(parts[0].actors) == 2:
                    return [Part(parts[0].actors[:1], parts[0].chunk), Part(parts[0].actors[1:], parts[0].chunk)]
                return parts if len(parts) == 2 else []
        return []

    def carrier(self, at: int) -> int | None:
        """Find the light verb that carries a noun: before it («شن … هجوما») or after it («هجوم وقع», «قصف نفذته»)."""
        tied = self.chunks[at].governor in self.grammar.ties
        for index in range(at - 1, max(-1, at - 8), -1):
            chunk = self.chunks[index]
            if (
                chunk.kind == "verb"
                and chunk.verb
                and (chunk.verb.kind in ("light", "aspect") or (tied and self.row.is_finite(index)))
            ):
                return index
            if chunk.kind in ("event", "cue") or chunk.little in ("complementizer", "relative"):
                return None
            if (
                chunk.kind == "mark"
                and chunk.value not in "()"
                and not (is_soft_mark(chunk) and index and self.chunks[index - 1].kind in ("time", "place"))
            ):
                return None
        return None

    def _done_by_carrier(self, at: int) -> bool:
        """Whether a light verb before the noun has the doer: then what hangs on the noun bears it («نصبوا كميناً للجيش»)."""
        carrier = self.carrier(at)
        verb = self.chunks[carrier].verb if carrier is not None else None
        return bool(
            verb and verb.kind == "light" and verb.subject == "agent" and not verb.patient and self.row.is_finite(carrier or 0)
        )

    def _is_patient(self, carrier: int) -> bool:
        verb = self.chunks[carrier].verb
        return bool(verb and verb.patient)

    def _take_from_carrier(self, frame: Frame, carrier: int, at: int, edge: int) -> None:
        verb = self.chunks[carrier].verb
        if verb is None:
            return
        if not self.row.is_finite(carrier):
            # «بارتكاب القوات مجازر»: of a verbal noun only the genitive is the doer.
            genitive, _ = self._genitive(carrier, at)
            if genitive:
                side = frame.targets if verb.patient else frame.agents
                side.extend(self.with_joined(genitive, at))
            return
        pre = self._subject_before(carrier)
        post, _ = self._subject_after(carrier, at)
        subject = pre or post
        if subject is None:
            found = self.row.relative_before(carrier)
            antecedent = self.row.antecedent(found) if found is not None else None
            subject = self.part(antecedent) if antecedent is not None and self.chunks[antecedent].kind == "actor" else None
        if subject is None:
            if any(option.form.person in ("1p", "1s") for option in self.chunks[carrier].options):
                frame.own = True
            elif any(option.form.person in ("3mp", "3fp", "3md") for option in self.chunks[carrier].options):
                frame.plural = True
            return
        if verb.patient:
            frame.targets[:0] = self.with_joined(subject, at)
        elif verb.subject == "agent":
            frame.agents.extend(self._with_joined_before(subject) if pre else self.with_joined(subject, at))
        del edge

    def _take_from_relative(self, frame: Frame, at: int) -> None:
        """A light verb after the noun brings its doer: «القصف الذي نفذته القوات», «قصف نفذته قوات»."""
        index = at + 1
        while (
            index < len(self.chunks)
            and index < at + 6
            and self.chunks[index].kind in ("word", "actor", "place")
            and not self.chunks[index].joins
        ):
            index += 1
        if index < len(self.chunks) and self.chunks[index].little == "relative":
            index += 1
        if index >= len(self.chunks):
            return
        chunk = self.chunks[index]
        if (
            chunk.kind == "verb"
            and chunk.verb
            and chunk.verb.kind == "light"
            and any(option.form.is_verb for option in chunk.options)
        ):
            frame.carrier = index
            if chunk.verb.subject == "agent" and chunk.enclitic and not frame.agents:
                subject, _ = self._subject_after(index, self.row.right_edge(index))
                stranger = (
                    index + 1 < len(self.chunks) and self.chunks[index + 1].kind == "word" and not self.chunks[index + 1].governor
                )
                subject = subject or (None if stranger else self.nearest_topic(at))
                if subject:
                    frame.agents.extend(self.with_joined(subject, self.row.right_edge(index)))

    def _participle(self, predicate: Predicate) -> Frame:
        """A participle describes the actor before it, or the topic of its clause."""
        frame = Frame()
        at = predicate.at
        edge = self.row.right_edge(at)
        entry = predicate.entry
        part: Part | None = None
        if at and self.chunks[at - 1].kind == "actor" and not self.chunks[at].joins:
            part = self.part(at - 1)
        part = part or self._subject_before(at)
        if predicate.form.shape == "passive_participle":
            if part:
                frame.targets.append(part)
            frame.agents.extend(self._doers(at + 1, edge, entry))
        else:
            if part:
                frame.agents.append(part)
            frame.targets.extend(self._objects(entry, at + 1, edge))
            if entry.type in _MUTUAL | {"comply"} and not frame.targets:
                frame.targets.extend(self._with(at + 1, edge))
        frame.expressed = bool(frame.agents or frame.targets)
        return frame

    # ── the parts themselves ────────────────────────────────────────────────────────────────────────────────────────────────

    def part(self, index: int | None) -> Part | None:
        """Give the participant that a chunk names, None where it names nobody."""
        if index is None:
            return None
        chunk = self.chunks[index]
        if chunk.actor is None:
            return None
        return Part(self._shared(index) or chunk.actor.actors, index, chunk.actor.kind, self._number_of(index))

    def _shared(self, index: int) -> tuple[Actor, ...]:
        """«القوات والآليات العسكرية الأوكرانية»: two share the nationality that stands after the second."""
        phrase = self.chunks[index].actor
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        if phrase is None or phrase.known or not phrase.definite or phrase.kind != "collective" or following is None:
            return ()
        second = following.actor
        if second is None or not following.joins or following.governor or not second.known or second.kind != "collective":
            return ()
        return tuple(Actor(second.actor.country, actor.sector) for actor in phrase.actors)

    def _number_of(self, index: int) -> Quantity | None:
        before = self.chunks[index - 1] if index else None
        if before is not None and before.little == "preposition from" and index > 1 and not self.chunks[index].governor:
            before = self.chunks[index - 2]
        return before.quantity if before is not None and before.kind == "number" else None

    def _quantity_near(self, at: int, edge: int) -> Quantity | None:
        for index in range(at + 1, min(edge, at + 6)):
            if self.chunks[index].kind == "number":
                return self.chunks[index].quantity
            if self.chunks[index].kind in ("event", "cue", "mark"):
                break
        before = self.chunks[at - 1] if at else None
        return before.quantity if before is not None and before.kind == "number" else None

    def with_joined(self, part: Part | None, edge: int) -> list[Part]:
        """Add the actors that an "and" joins to a participant."""
        if part is None:
            return []
        parts = [part]
        index = part.chunk + 1
        while 0 < index < edge:
            chunk = self.chunks[index]
            if chunk.kind == "actor" and chunk.joins and not chunk.governor:
                joined = self._joined(index, parts[0])
                if joined:
                    parts.append(joined)
            elif not (chunk.kind == "number" and chunk.joins) and chunk.kind != "quote":
                break
            index += 1
        return parts

    def _with_joined_before(self, part: Part) -> list[Part]:
        """Add the actors to which a participant itself is joined: «أنقرة وموسكو وقعتا»."""
        parts = [part]
        index = part.chunk
        while (
            index > 0
            and self.chunks[index].joins
            and self.chunks[index - 1].kind == "actor"
            and not self.chunks[index - 1].governor
        ):
            index -= 1
            joined = self.part(index)
            if joined:
                parts.insert(0, joined)
        return parts

    def _joined(self, index: int, first: Part) -> Part | None:
        part = self.part(index)
        if part and part.kind == "adjective" and self.chunks[first.chunk].actor and first.actors:
            # «القوات الروسية والسورية»: the noun is shared.
            return Part((Actor(part.actors[0].country, first.actors[0].sector),), index, "body", part.quantity)
        return part


def fighting(part: Part, event_type: str, *, as_target: bool, chunks: Sequence[Chunk]) -> Iterator[Actor]:
    """Give the actors of a part as the event takes them: a country that fights is its forces, a regime that fights is its army."""
    phrase = chunks[part.chunk].actor if part.chunk >= 0 else None
    for actor in part.actors:
        sector = actor.sector
        if event_type in _FIGHTING and not as_target:
            if phrase and phrase.role and phrase.role.fights:
                sector = phrase.role.fights
            elif sector == "GOV" or (part.kind == "adjective" and sector == "UNK" and not (phrase and phrase.plural)):
                sector = "MIL"
        elif event_type in ("assault", "harm") and as_target:
            if phrase and phrase.role and phrase.role.fights:
                sector = phrase.role.fights
            elif part.kind == "adjective" and sector == "UNK":
                sector = "CVL"
        elif part.kind == "adjective" and sector == "UNK" and event_type == "none":
            sector = "GOV"
        elif part.kind == "adjective" and sector == "UNK":
            sector = "CVL" if (phrase and phrase.plural) or (as_target and event_type not in _MUTUAL) else "GOV"
        yield Actor(actor.country, sector)


def is_known(actor: Actor) -> bool:
    """Tell whether an actor's country is known."""
    return actor.country != UNKNOWN
