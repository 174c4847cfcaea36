"""Parts: the participants of a clause as its words name them, and how they are looked for left and right of a word."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from marsad.coding.counted import quantity_near
from marsad.coding.grammar import Grammar
from marsad.coding.predicates import Row, is_soft_mark
from marsad.coding.residents import people_of
from marsad.model import Actor, Quantity
from marsad.pack.entries import EventEntry
from marsad.reading.chunks import MAYBE_NAME, UNKNOWN, Chunk

# The kind of a part whom the sentences before have named.
EARLIER = "earlier"
# The kind of a part that is the other side of a truce.
SIDE = "side"
# The events that two do together.
MUTUAL = frozenset({"consult", "agree", "cooperate"})
# How many words that nothing knows may stand between a word and its participant.
MAX_UNKNOWN = 2
# The longest word that is not taken to begin with a preposition.
_SHORT = 4
# How many chunks after "between" it may be said again.
_REACH_BETWEEN = 20
# Persons of a verb that many or two do: its subject stands before it.
SEVERAL = frozenset({"3mp", "3fp", "3md", "3fd"})
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


def _side(part: Part) -> tuple[str, bool]:
    return (part.actors[0].country, part.actors[0].sector in ("REB", "OPP")) if part.actors else (UNKNOWN, False)


class Finder:
    """Looks for participants in one row; what it gives is a part with the parts that an "and" joins to it."""

    def __init__(self, row: Row, grammar: Grammar) -> None:
        self.row = row
        self.grammar = grammar
        self.chunks = row.chunks

    def subject_before(self, at: int) -> Part | None:
        """Find a subject that stands before its verb: the topic of the clause."""
        unknown = 0
        index = at - 1
        floor = self.row.left_edge(at)
        if floor and self.row.finite[floor - 1] and self.row.joined(at):
            return None
        if floor and self.row.finite[floor - 1]:
            # A relative clause stands between the topic and its verb: «القوات التي تدعمه تهاجم …».
            relative = self.row.relative_before(floor - 1)
            found = self.row.antecedent(relative) if relative is not None else None
            if found is not None and self.chunks[found].kind == "actor" and not self.chunks[found].governor:
                return self.part(found)
        while index >= floor:
            chunk = self.chunks[index]
            if chunk.little == "because" and (index + 1 == at or self.row.finite[index + 1]):
                # «قتل ثلاثة جنود عندما قصفت القوات …»: a new clause begins.
                return None
            if chunk.kind == "actor":
                if self._is_described(index, at) or self._serves(index):
                    return self.part(index)
                if (
                    not chunk.governor
                    and not self._shares_governor(index)
                    and not self._belongs_left(index, floor)
                    and (chunk.actor is None or chunk.actor.kind != "adjective" or chunk.actor.plural)
                ):
                    return self.part(index)
                index -= 1
                continue
            if chunk.kind == "word":
                unknown += 1
                if unknown > MAX_UNKNOWN + 1:
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

    def _is_described(self, index: int, at: int) -> bool:
        """«ضد مسلحين اقتحموا مركزا»: a verb right after people whom nothing has named before says what they do."""
        phrase = self.chunks[index].actor
        unnamed = phrase is not None and phrase.plural and not phrase.definite and phrase.kind not in ("adjective", "country")
        return unnamed and index == at - 1 and not self.chunks[at].joins and self._is_plural(at)

    def _serves(self, index: int) -> bool:
        """«طائرة تابعة للجيش أطلقت صاروخا»: what belongs to an army is the army's."""
        chunk, before = self.chunks[index], self.chunks[index - 1] if index else None
        word = before.value.removeprefix(before.proclitic.form) if before is not None and before.kind == "word" else ""
        return chunk.governor in self.grammar.owning and word in self.grammar.serving

    def topic_past_comma(self, floor: int) -> Part | None:
        """«أن القوات، المدعومة بالطيران، تقدمت»: the topic stands before what commas enclose."""
        if floor < 2 or not is_soft_mark(self.chunks[floor - 1]):
            return None
        start = self.row.left_edge(floor - 1)
        if any(self.row.finite[index] for index in range(start, floor - 1)):
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

    def _shares_governor(self, index: int) -> bool:
        """«بين الجيش والمتمردين»: whom an "and" joins to one that a preposition governs is no topic either."""
        while index > 0 and self.chunks[index].joins and self.chunks[index - 1].kind == "actor":
            index -= 1
            if self.chunks[index].governor:
                return True
        return False

    def _belongs_left(self, index: int, floor: int) -> bool:
        """Tell whether an actor is no topic but hangs on the word before it: a noun, an event noun or a preposition."""
        before = self.chunks[index - 1] if index else None
        if before is not None and before.kind == "cue" and not self.chunks[index].joins and not self.row.is_finite(index - 1):
            # «ردا على اتهامات كييف قال إن …»
            return True
        if before is None or index - 1 < floor:
            return False
        if before.kind == "event" and not self.chunks[index].joins:
            return True
        return (
            before.kind == "word"
            and not self.chunks[index].joins
            and index - 2 >= floor
            and self.chunks[index - 2].little.startswith("preposition")
        )

    def subject_after(self, at: int, edge: int) -> tuple[Part | None, int]:
        """Find a subject that follows its verb; give it with the index from which objects may follow."""
        if self._is_plural(at):
            # «وصلوا …»: a plural verb does not stand before its own subject.
            return None, at + 1
        unknown = 0.0
        index = at + 1
        led = edge
        while index < edge:
            chunk = self.chunks[index]
            if unknown and chunk.little.startswith("preposition"):
                # «أطلقوا قذائف على أحياء سكنية»: after the words that may be the subject.
                led = min(led, index)
            if chunk.kind == "actor":
                if not chunk.governor and not self._is_genitive_of_place(index):
                    if chunk.actor and chunk.actor.oblique and self.chunks[index - 1].kind != "number":
                        return None, index
                    return self.part(index), index + 1
                before = self.chunks[index - 1]
                if chunk.governor in self.grammar.owning and unknown and before.kind == "word" and not self._is_accusative(before):
                    return self.part(index), index + 1
            elif chunk.kind == "word":
                unknown += 0.5 if chunk.little == MAYBE_NAME else 1
                if unknown > MAX_UNKNOWN:
                    return None, min(led, index)
                if index > at + 1 and self._is_led(chunk):
                    return None, index
            elif chunk.little == "negation nominal":
                # «يعتبر عدم تسليم الإدارة الوثائق خرقا»: the subject is what was not done.
                return None, at + 1
            elif chunk.kind in ("quote", "time", "number", "place", "verb") or chunk.kind == "little":
                pass
            else:
                return None, at + 1
            index += 1
        return None, at + 1

    def _is_plural(self, at: int) -> bool:
        """Whether a chunk can only be a verb that many do: its subject was named before it, or is not named."""
        persons = {option.form.person.rstrip("'") for option in self.chunks[at].options if option.form.is_verb}
        return bool(persons) and persons <= SEVERAL

    def _is_led(self, chunk: Chunk) -> bool:
        """Whether a word that nothing knows begins with a preposition: «نددت المنظمة بأوضاع البلد» has its subject before it."""
        return chunk.little != MAYBE_NAME and len(chunk.value) > _SHORT and chunk.value[0] in self.grammar.manner

    def _is_accusative(self, chunk: Chunk) -> bool:
        """Whether a word shows that it is no subject: «تعتبر معقلا للحزب»."""
        return bool(self.grammar.case_ending) and chunk.value.endswith(self.grammar.case_ending)

    def objects(self, entry: EventEntry, start: int, edge: int) -> list[Part]:
        """Find direct and prepositional objects."""
        if entry.object == "target":
            direct = True
            for index in range(start, edge):
                chunk = self.chunks[index]
                if chunk.kind == "actor" and not chunk.governor and not self._is_genitive_of_governed(index):
                    part = self.part(index)
                    return self.with_joined(part, edge) if part else []
                if chunk.little.startswith("preposition") or chunk.little == "directions":
                    direct = False
                people = self.people_of(index) if direct and chunk.little == "place_heads" and not chunk.governor else None
                if people:
                    return [people]
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

    def _is_genitive_of_place(self, index: int) -> bool:
        """Whether an actor only says whose a place is that a preposition governs: «تنسحب إلى ما وراء مواقع الجيش السوداني»."""
        before = self.chunks[index - 1]
        return (
            before.little == "place_heads"
            and bool(before.governor)
            and not before.proclitic.article
            and not self.chunks[index].joins
        )

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
                # «أطاحت بها القوات»: a preposition with its pronoun brings nobody after it.
                and chunk.value not in self.grammar.pointing
                and (not self.chunks[index + 1].governor or self.chunks[index + 1].governor in self.grammar.owning)
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
                if governor in by and (
                    not self.chunks[index + 1].governor or self.chunks[index + 1].governor in self.grammar.owning
                ):
                    # «على مواقع الجيش», «على مواقع للجيش»
                    part = self.part(index + 1)
                    return self.with_joined(part, edge) if part else []
            people = self.people_of(index) if chunk.little == "place_heads" and governor in by else None
            if people:
                return [people]
            if chunk.kind == "actor" and governor in by:
                part = self.part(index)
                return self.with_joined(part, edge) if part else []
        return []

    def people_of(self, index: int) -> Part | None:
        """Give who is hit where a place is told by whose it is: «بلدات إسرائيلية»."""
        found = people_of(self.row, index)
        return Part((found[0],), found[1], "place") if found else None

    def _word_governor(self, index: int, by: frozenset[str]) -> str:
        """Give the preposition of a word that nothing knows: the word before it, or one of the frame's that it begins with."""
        before = self.chunks[index - 1] if index else None
        if before is not None and before.little.startswith("preposition"):
            return before.value
        word = self.chunks[index].value
        return next((one for one in by if len(one) == 1 and word.startswith(one)), "")

    def doers(self, start: int, edge: int, by: frozenset[str]) -> list[Part]:
        """Find a doer that a preposition brings: «من قبل», «على يد», and the frame's own, which an active verb does not have."""
        for index in range(start, edge):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and chunk.governor:
                before = self.chunks[index - 1]
                if (before.little == "preposition agent" and not chunk.proclitic.preposition) or chunk.governor in by:
                    part = self.part(index)
                    return self.with_joined(part, edge) if part else []
        return []

    def with_partner(self, start: int, edge: int) -> list[Part]:
        """Find with whom something is done together."""
        for index in range(start, edge):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and index and self.chunks[index - 1].little == "preposition with":
                part = self.part(index)
                return self.with_joined(part, edge) if part else []
        return []

    def nearest_topic(self, at: int) -> Part | None:
        """Give the nearest actor before a noun that no preposition governs and no other noun owns."""
        for index in range(at - 1, -1, -1):
            chunk = self.chunks[index]
            if chunk.kind == "mark" and not is_soft_mark(chunk):
                return None
            if chunk.kind == "actor" and not chunk.governor and chunk.actor and chunk.actor.kind != "adjective":
                before = self.chunks[index - 1] if index else None
                if before is None or before.kind != "event" or self.row.finite[index - 1]:
                    return self.part(index)
        return None

    def between(self, at: int, edge: int) -> list[Part]:
        """Read «بين X وY»."""
        edge = max(edge, self.row.right_edge(at, through_nouns=True))
        for index in range(at + 1, edge):
            if self.chunks[index].little == "preposition between" or (
                self.chunks[index].little == "preposition place" and self.chunks[index].value in self.grammar.between
            ):
                parts = self._both_between(index + 1, self._again_between(index, edge))
                if len(parts) == 1 and len(parts[0].actors) == 2 and self._is_sure(parts[0]):
                    return [Part(parts[0].actors[:1], parts[0].chunk), Part(parts[0].actors[1:], parts[0].chunk)]
                return parts if len(parts) == 2 else []
        return []

    def set_sides(self, frame: Frame, entry: EventEntry, sides: list[Part]) -> None:
        """Take two sides as doer and bearer; those who cease fire together are both fighters."""
        frame.agents = sides[:1]
        frame.targets = [replace(part, kind=SIDE) for part in sides[1:]] if entry.type == "retreat" else sides[1:]

    def _is_sure(self, part: Part) -> bool:
        phrase = self.chunks[part.chunk].actor
        return phrase is not None and phrase.sure

    def _again_between(self, at: int, edge: int) -> int:
        """Give where «بين X، وبين Y» ends: a second "and between" reaches past a comma."""
        again = next((i for i in range(at + 1, min(at + _REACH_BETWEEN, len(self.chunks) - 1)) if self._is_and_between(i)), None)
        return edge if again is None else max(edge, again + 2)

    def _is_and_between(self, index: int) -> bool:
        chunk = self.chunks[index]
        return chunk.joins and chunk.little.startswith("preposition") and chunk.value in self.grammar.between

    def _both_between(self, start: int, edge: int) -> list[Part]:
        """Give the first two that "between" names, of two sides where more are named; nobody where more are named of one side."""
        named: list[Part] = []
        for index in range(start, edge):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and (not named or chunk.joins or self._is_and_between(index - 1)):
                part = self.part(index)
                named.extend([part] if part else [])
        if len(named) < 3:
            return named
        other = next((part for part in named if _side(part) != _side(named[0])), None)
        return [named[0], other] if other else []

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

    def quantity_near(self, at: int, edge: int) -> Quantity | None:
        """Give the number that stands near an event word and belongs to nobody else."""
        return quantity_near(self.row, at, edge)

    def with_joined(self, part: Part | None, edge: int) -> list[Part]:
        """Add the actors that an "and" joins to a participant."""
        if part is None:
            return []
        parts = [part]
        index = part.chunk + 1
        while 0 < index < edge:
            chunk = self.chunks[index]
            counted = chunk.kind == "actor" and self.chunks[index - 1].kind == "number" and self.chunks[index - 1].joins
            if chunk.kind == "actor" and (chunk.joins or counted) and not chunk.governor:
                # «قُتل أربعة مدنيين وتسعة جنود»
                joined = self._joined(index, parts[0])
                if joined:
                    parts.append(joined)
            elif not (chunk.kind == "number" and chunk.joins) and chunk.kind != "quote":
                break
            index += 1
        return parts

    def with_joined_before(self, part: Part) -> list[Part]:
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
