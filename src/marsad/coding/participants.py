"""Participants: who does it and who bears it, found around a predicate by its frame.

A participant that the sentence does not express stays unfilled: nothing is taken from elsewhere in the document but what a pronoun
or a description points to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.coding.agreement import agrees
from marsad.coding.grammar import Grammar
from marsad.coding.nouns import NounFinder
from marsad.coding.parts import MUTUAL, SIDE, Frame, Part
from marsad.coding.predicates import Predicate, Row, is_soft_mark
from marsad.model import Actor
from marsad.pack.entries import CueEntry, EventEntry
from marsad.reading.chunks import MAYBE_NAME, Chunk

_SINGLE = frozenset({"s", "ms"})
_FIGHTING = frozenset({"assault", "mobilize", "control", "retreat"})
# How many chunks before a verb the deed may stand that it goes on to tell of.
_FAR = 8
# What no personal name before it can be the title of.
_BODIES = frozenset({"country", "capital", "palace", "body", "collective", "group", "organisation"})

# What two sides do to each other and what they end together.
_FOUGHT = frozenset({"assault", "retreat", "agree"})
# How many chunks after a verb the deed may stand that it ends.
_NEAR_OBJECT = 4


class Participants(NounFinder):
    """Finds the participants of the predicates of one sentence; the results are kept, so that a verb may lend its subject."""

    def __init__(self, row: Row, grammar: Grammar) -> None:
        super().__init__(row, grammar)
        self._frames: dict[int, Frame] = {}

    def frame(self, predicate: Predicate) -> Frame:
        """Give the frame of a predicate."""
        known = self._frames.get(predicate.at)
        if known is None:
            known = self._frames[predicate.at] = self._verb(predicate) if predicate.is_verb else self.noun_frame(predicate)
        return known

    def subject_of(self, at: int) -> Part | None:
        """Give the subject of a finite verb, of whatever verb it is."""
        predicate = self.row.predicates.get(at)
        if predicate is not None:
            frame = self.frame(predicate)
            return next((part for part in (frame.targets if predicate.passive else frame.agents) if part.chunk >= 0), None)
        post, _ = self.subject_after(at, self.row.right_edge(at))
        subject = self.subject_before(at) or post
        return subject if subject is not None and subject.chunk >= 0 else None

    def place_of(self, predicate: Predicate) -> int | None:
        """Give the place that a verb has as its subject or object, where the order of words tells it."""
        del predicate
        return None

    def tells_on(self, verb: int, at: int) -> bool:
        """Tell whether a verb goes on to say where and when something was that stands before it as its subject."""
        del verb, at
        return False

    def forget(self, at: int) -> None:
        """Drop what was found for a predicate that is now read otherwise."""
        self._frames.pop(at, None)

    def _verb(self, predicate: Predicate) -> Frame:
        frame = Frame()
        entry = predicate.entry
        at = predicate.at
        relative = self.row.relative_before(at)
        pre = self.subject_before(at)
        if pre is not None and pre.chunk >= 0 and not agrees(self.row, pre.chunk, predicate.form.person, self.grammar):
            # «فلان، قائد التنظيم، واتهمته بـ…»: he is not the one who accuses.
            pre = None
        edge = self.row.right_edge(at, through_nouns=False)
        post, rest = self.subject_after(at, edge)
        chunk = self.chunks[at]
        frame.relative = relative is not None
        if post is not None and pre is None and relative is None and self._follows_stranger(predicate, post):
            # «حملت الجماعات الكردية الحكومة المسؤولية»: nothing tells who they are, but the one named after them is the object.
            frame.targets.extend(self.with_joined(post, edge))
            post = None
        elif post is not None and pre is None and relative is None and self._disagrees(predicate, post):
            # «إذا هاجمت الجنود»: she attacked the soldiers; «ودعا كييف إلى …»: he called on Kyiv. The subject is not named.
            frame.targets.extend(self.with_joined(post, edge))
            post = None
        told = self.deed_before(at)
        if told is not None and isinstance(entry, EventEntry) and entry.object == "target" and not chunk.enclitic:
            # «شن الجيش هجوماً استهدف القوات», «القصف الذي استهدف الحي»: what is hit follows, who did it did the deed before.
            frame.targets.extend(self.objects(entry, at + 1, edge))
            frame.agents.extend(self.frame(told).agents)
            post = None
        elif relative is None and pre is not None and post is not None and chunk.enclitic and isinstance(entry, EventEntry):
            # «مدنيون قتلهم الجيش»: the pronoun is the one before, who did it follows.
            frame.targets.append(pre)
            frame.agents.extend(self.with_joined(post, edge))
        elif relative is not None:
            part = self._taken_up(relative, predicate)
            if part and (chunk.enclitic or (post is not None and self._comes_back(relative, at, edge))):
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
            frame.agents.extend(self.with_joined_before(pre))
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
                frame.targets.extend(self.objects(entry, objects_from, edge))
            else:
                frame.targets.extend(
                    part
                    for part in self.governed(entry.target_by, at + 1, edge)
                    if part.chunk not in {t.chunk for t in frame.targets}
                )
            frame.agents.extend(self.doers(at + 1, edge, entry.agent_by if predicate.passive else frozenset()))
            if not frame.targets and entry.target_by:
                frame.targets.extend(self.governed(entry.target_by, rest, self.row.right_edge(at, through_nouns=True)))
            if entry.type in MUTUAL and not frame.targets:
                frame.targets.extend(self.between(at, edge))
            if entry.type in MUTUAL and not frame.targets:
                frame.targets.extend(self.with_partner(at + 1, self.row.right_edge(at, through_nouns=True)))
            if entry.type in MUTUAL and len(frame.agents) == 1 and len(frame.agents[0].actors) == 2 and not frame.targets:
                both = frame.agents[0]
                frame.agents, frame.targets = (
                    [Part(both.actors[:1], both.chunk, both.kind)],
                    [Part(both.actors[1:], both.chunk, both.kind)],
                )
            if entry.type in MUTUAL and len(frame.agents) > 1 and not frame.targets:
                frame.agents, frame.targets = frame.agents[:1], frame.agents[1:]
            if entry.object == "agent":
                frame.agents, frame.targets = frame.targets or frame.agents, []
            elif entry.object == "none" and not entry.target_by and not predicate.passive and entry.type not in MUTUAL:
                frame.targets = []
            if entry.type == "retreat":
                self._take_both_sides(frame, predicate)
        frame.quantity = self.quantity_near(at, edge)
        frame.expressed = bool(frame.agents or frame.targets)
        return frame

    def _taken_up(self, relative: int, predicate: Predicate) -> Part | None:
        """Give the actor that a relative takes up; of «إثيوبيا التي قصف الجيش» the verb does not go with it."""
        found = self.row.antecedent(relative, several=predicate.form.person in ("3mp", "3fp"))
        if found is None or self.chunks[found].kind != "actor":
            return None
        if predicate.passive or self.chunks[predicate.at].enclitic or agrees(self.row, found, predicate.form.person, self.grammar):
            return self.part(found)
        further = self.row.antecedent(found)
        other = further is not None and self.chunks[further].kind == "actor"
        return self.part(further) if other and agrees(self.row, further or 0, predicate.form.person, self.grammar) else None

    def _comes_back(self, relative: int, at: int, edge: int) -> bool:
        """Whether a relative clause with a subject of its own comes back to whom it describes: «الحركة التي أطاحت بها القوات»."""
        opener = self.chunks[relative].value
        return any(
            f"{opener} {chunk.value}" in self.grammar.resumptive for chunk in self.chunks[at + 1 : min(edge, at + _NEAR_OBJECT)]
        )

    def _take_both_sides(self, frame: Frame, predicate: Predicate) -> None:
        """«الهدنة بين الجيش والمتمردين دخلت حيز التنفيذ», «أنهى القرار الحرب بين …»: both sides cease, whatever the subject."""
        at = predicate.at
        relative = self.row.relative_before(at)
        before = self.row.antecedent(relative) if relative is not None else self._topic_event(at)
        ended = next((i for i in range(at + 1, min(at + _NEAR_OBJECT, len(self.chunks))) if self.chunks[i].kind == "event"), None)
        for index in (before, ended):
            noun = self.row.predicates.get(index) if index is not None else None
            if noun is None or noun.is_verb or not isinstance(noun.entry, EventEntry) or noun.entry.type not in _FOUGHT:
                continue
            sides = self.between(noun.at, self.row.right_edge(noun.at))
            if len(sides) == 2 and (index == ended or not frame.agents):
                self.set_sides(frame, predicate.entry, sides)
                return

    def _topic_event(self, at: int) -> int | None:
        """Give the event noun that opens the clause of a verb."""
        floor = self.row.left_edge(at)
        return next((i for i in range(floor, at) if self.chunks[i].kind == "event" and not self.chunks[i].governor), None)

    def deed_before(self, at: int) -> Predicate | None:
        """Give the verbal noun of an attack that a verb goes on to tell of, right before it or before its relative."""
        relative = self.row.relative_before(at)
        found = self.row.antecedent(relative) if relative is not None else at - 1
        while relative is None and found is not None and found > at - _FAR and self._describes(found):
            # «غارة إسرائيلية استهدفت», «هجوم عنيف للجيش استهدف», «تفجير في كابول، أمس، استهدف»
            found -= 1
        deed = self.row.predicates.get(found) if found is not None and found >= 0 else None
        if (
            deed is None
            or deed.is_verb
            or not isinstance(deed.entry, EventEntry)
            or deed.entry.type != "assault"
            or self.chunks[at].joins
            or not self._agrees(deed, at)
        ):
            return None
        return deed if relative is not None or not self.chunks[deed.at].proclitic.article else None

    def _agrees(self, deed: Predicate, at: int) -> bool:
        """Whether a noun can be the subject of a verb: plurals of things take the feminine."""
        persons = {option.form.person.rstrip("'") for option in self.chunks[at].options if option.form.is_verb}
        number = deed.form.person[:1]
        if number == "d":
            return bool(persons & {"3md", "3fd"})
        words = self.row.sentence.words
        nouns = [words[deed.option.first].form]
        if deed.at + 1 < at and self.chunks[deed.at + 1].kind == "word":
            # «انفجار عبوة استهدفت دورية»
            nouns.append(words[self.chunks[deed.at + 1].first].form)
        return any(("3fs" if number == "p" or noun.endswith(self.grammar.feminine) else "3ms") in persons for noun in nouns)

    def _describes(self, index: int) -> bool:
        """Whether a chunk says of a noun before it what or whose it is."""
        chunk = self.chunks[index]
        if index < 1 or chunk.joins:
            return False
        adjective = chunk.actor is not None and (
            chunk.actor.kind == "adjective" or chunk.governor in self.grammar.owning or not chunk.governor
        )
        where = chunk.place is not None or chunk.little in ("preposition place", "place_heads", "directions", "wide_places")
        aside = is_soft_mark(chunk) and (self.chunks[index - 1].time is not None or self.chunks[index - 1].place is not None)
        return adjective or where or aside or chunk.kind in ("word", "time")

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
        """Whether what follows a verb cannot be its subject: the verb is feminine, the men are not; or he, and a country is she."""
        chunk = self.chunks[part.chunk]
        phrase = chunk.actor
        if predicate.passive or phrase is None:
            return False
        entry, first = predicate.entry, self.row.sentence.words[chunk.first].form
        addresses = isinstance(entry, CueEntry) and "object" in entry.party
        if predicate.form.person == "3fs":
            person = chunk.options[0].form.person if chunk.options else ""
            man = phrase.kind == "person" or (addresses and phrase.kind == "body" and person in _SINGLE)
            man = man and (addresses or isinstance(entry, EventEntry))
            return man and not person.startswith("f") and not first.endswith(self.grammar.feminine)
        she = phrase.kind in ("country", "capital") and first not in self.grammar.masculine_names
        return addresses and she and predicate.form.person == "3ms" and part.chunk == predicate.at + 1

    def _unknown_topic(self, at: int) -> bool:
        """Whether the clause opens with a definite noun that nothing knows, right before its verb."""
        floor = self.row.left_edge(at)
        before = [chunk for chunk in self.chunks[floor:at] if chunk.kind not in ("time", "quote")]
        if not before or before[0].kind != "word" or before[0].little == MAYBE_NAME:
            return False
        first = before[0].value
        return first.startswith(self.grammar.article) and all(chunk.kind == "word" for chunk in before) and len(before) < 3


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
        elif part.kind == SIDE and sector == "GOV":
            # Against whom fire ceases are forces.
            sector = "MIL"
        elif part.kind == "adjective" and sector == "UNK" and event_type == "none":
            sector = "GOV"
        elif part.kind == "adjective" and sector == "UNK":
            sector = "CVL" if (phrase and phrase.plural) or (as_target and event_type not in MUTUAL | {"breach"}) else "GOV"
        yield Actor(actor.country, sector)
