"""Speakers: who speaks where a cue names nobody.

The one who has spoken in the sentence, its topic, who does what is told before, or who spoke in the sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from marsad.coding.agreement import HE, SHE, agrees
from marsad.coding.content import Content
from marsad.coding.grammar import Grammar
from marsad.coding.impersonal import is_said_by_thing
from marsad.coding.participants import Participants
from marsad.coding.parts import Frame, Part
from marsad.coding.predicates import Predicate, Row
from marsad.model import Act, Actor
from marsad.pack.entries import CueEntry
from marsad.reading.chunks import MAYBE_NAME, UNKNOWN, Chunk

_SPEAKING = "GOV"
# The longest preposition with a pronoun, which no list has: «عليه».
_SHORT = 4


class Region(NamedTuple):
    """A stretch of a row in which somebody speaks.

    Half-open chunk indices, the cue that opens it, and who is blamed or addressed.
    """

    start: int
    end: int
    cue: int
    act: Act
    speakers: tuple[Actor, ...]
    speaker_chunk: int
    rule: str
    entry: CueEntry | None = None
    party: tuple[Part, ...] = ()
    narrow: bool = False
    quoted: bool = False
    negated: bool = False
    transmitters: tuple[Actor, ...] = ()
    about: tuple[Part, ...] = ()

    def covers(self, at: int) -> bool:
        """Tell whether a chunk lies in the region."""
        return self.start <= at < self.end


@dataclass(slots=True)
class Speaker:
    """Who spoke last, carried from sentence to sentence of one document."""

    actors: tuple[Actor, ...] = ()
    by_cue: dict[str, tuple[Actor, ...]] | None = None
    quoting: tuple[Actor, ...] = ()
    quoted: int = 0


class Speakers:
    """Finds who speaks in one sentence; what is found so far stands in `regions` and `empty`."""

    def __init__(self, row: Row, participants: Participants, last: Speaker, grammar: Grammar) -> None:
        self.row = row
        self.grammar = grammar
        self.chunks = row.chunks
        self.participants = participants
        self.content = Content(row)
        self.last = last
        self.regions: list[Region] = []
        self.empty: list[Region] = []
        # Who goes on to speak where a verb names nobody, and who was named last with an act, if only by a noun: «تهديد موسكو».
        self._spoke: tuple[Actor, ...] = ()
        self._named: tuple[Actor, ...] = ()
        # The chunks that name them, -1 where they come from a sentence before.
        self._spoke_at = self._named_at = -1

    def _points_at_content(self, predicate: Predicate) -> bool:
        """Whether the pronoun of a verb is what is said: «الهدنة التي أعلنتها موسكو», «هدنة أعلنتها موسكو», «ما أعلنته موسكو»."""
        entry: CueEntry = predicate.entry
        at = predicate.at
        takes = "object" in entry.content and "object" not in entry.party
        if not (at and takes and predicate.is_verb and predicate.option.enclitic) or self.row.joined(at):
            return False
        before = self.chunks[at - 1]
        noun_too = any(not option.form.is_verb for option in self.chunks[at].options)
        return before.little == "relative" or (before.kind in ("event", "word") and not noun_too)

    def _spoken_by(self, said_by: Sequence[Part]) -> tuple[tuple[Actor, ...], int]:
        named = [part for part in said_by if part.chunk >= 0]
        speakers = tuple(actor for part in named for actor in self._speaking(self.chunks[part.chunk], part))
        return speakers, named[0].chunk if named else -1

    def _doing_before(self, predicate: Predicate) -> list[Part]:
        """Who does what the verb before tells, where an "and" joins this one to it and both agree."""
        if not self.row.joined(predicate.at):
            return []
        before = [p for p in self.row.events() if p.at < predicate.at and p.is_verb and not p.passive]
        if not before or before[-1].form.person != predicate.form.person:
            return []
        return [part for part in self.participants.frame(before[-1]).agents if part.chunk >= 0]

    def _speaking(self, chunk: Chunk, part: Part | None = None) -> tuple[Actor, ...]:
        """Give who speaks: a country that speaks is its government; "the source" is who spoke last."""
        actors = part.actors if part else (chunk.actor.actors if chunk.actor else ())
        phrase = chunk.actor
        out = []
        for actor in actors:
            if (
                actor.country == UNKNOWN
                and phrase
                and phrase.role
                and (phrase.role.kind == "voice" or (phrase.role.carries and chunk.last - chunk.first == 1))
                and phrase.definite
                and self.last.actors
            ):
                # «المصدر», «المتحدث»: who spoke last; «قيادة قوات التحالف» is somebody else.
                return self.last.actors
            sector = _SPEAKING if phrase and phrase.kind == "adjective" and actor.sector == "UNK" else actor.sector
            out.append(Actor(actor.country, sector))
        return tuple(out)

    def _unnamed(self, predicate: Predicate, party: Sequence[Part]) -> tuple[Actor, ...]:
        """Give who speaks where the cue names nobody: the one who has spoken, the topic, or who lends the noun its speaker."""
        form, act = predicate.form, predicate.entry.act
        said = act in ("accuse", "state") and predicate.is_verb
        if said and (self._of_a_thing(predicate.at) or (act == "accuse" and is_said_by_thing(self.row, predicate))):
            # «الرواية التي تحمل الجيش المسؤولية»: what accuses is no one whom the text names.
            return (Actor(UNKNOWN, "UNK"),)
        if form.shape == "noun" and self._spoke and self.chunks[predicate.at].governor in self.grammar.where:
            # «قال المرصد في تقرير إن …»: who has spoken says so.
            return self._spoke
        if (form.shape == "word" and act == "accuse") or (
            form.shape == "noun" and act == "report" and not predicate.option.enclitic
        ):
            # «محاكمة عسكريين بتهمة …», «أفادت الأنباء بأن …»: who says so is not told.
            return (Actor(UNKNOWN, "UNK"),)
        accused = form.shape == "noun" and form.person.startswith("s") and bool(predicate.option.enclitic) and not party
        if act == "accuse" and accused and self.content.is_brought(predicate.at, predicate.entry):
            # «اتهامها بخرق الهدنة»: of one accusation the pronoun is the one accused; who accuses is not told.
            return (Actor(UNKNOWN, "UNK"),)
        if act == "report" and form.tail:
            # «تحدثت الأنباء عن»: a wording that has its own subject, which is nobody.
            return (Actor(UNKNOWN, "UNK"),)
        if predicate.form.shape == "noun" and not predicate.option.enclitic:
            if self._named and self._goes_on(predicate.at):
                return self._named
            governor = self.chunks[predicate.at].governor
            if party and act == "accuse" and governor and governor not in self.grammar.to | self.grammar.ties:
                # «لجنة للتحقيق في اتهام الجيش بـ…»: an accusation spoken of; who made it is not told.
                return self._spoke or (Actor(UNKNOWN, "UNK"),)
            if party:
                return self._spoke or self._topic(predicate.at) or self.last.actors
            return self._lent(predicate.at) or (self.last.by_cue or {}).get(predicate.entry.id, ())
        return () if self._subject_unknown(predicate) else self._carried(predicate)

    def _of_a_thing(self, at: int) -> bool:
        """Whether a relative clause that names nobody says of a word that nothing knows what it does."""
        relative = self.row.relative_before(at)
        before = self.chunks[relative - 1] if relative else None
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        # «البيان الذي أعلن فيه أن …»
        in_it = following is not None and following.kind == "word" and len(following.value) <= _SHORT
        return before is not None and before.kind == "word" and not self.chunks[at].enclitic and not in_it

    def _goes_on(self, at: int) -> bool:
        """Whether "and" adds a noun to an act told by a noun just before: «اتهام دمشق بخرق الهدنة والتلويح بإلغائها»."""
        before = max((region.cue for region in (*self.regions, *self.empty)), default=-1)
        return (
            self.chunks[at].joins
            and at - 8 < before < at
            and before in self.row.predicates
            and self.row.predicates[before].form.shape == "noun"
        )

    def _carried(self, predicate: Predicate) -> tuple[Actor, ...]:
        """Who speaks where a cue has no subject of its own.

        Who spoke before in the sentence, its topic, or who spoke in the sentence before.
        """
        if predicate.form.person in ("1p", "1s") and (self._spoke or self.last.actors):
            return self._spoke or self.last.actors
        if predicate.is_verb and self._name_follows(predicate.at):
            return (Actor(UNKNOWN, "UNK"),)
        topic = self.participants.topic_past_comma(self.row.left_edge(predicate.at)) if predicate.is_verb else None
        if topic is not None and topic.chunk not in self._blamed() and self._fits(topic.chunk, predicate):
            return self._speaking(self.chunks[topic.chunk], topic)
        if predicate.form.shape == "noun" and self._named and self._fits(self._named_at, predicate):
            return self._named
        # «أعلنت القوات رصد …»: with no "and" it is hardly a verb.
        if self._spoke and (not self.chunks[predicate.at].joins or self._fits(self._spoke_at, predicate)):
            return self._spoke
        doing = self._doing_so_far(predicate) if predicate.is_verb else None
        if doing is not None and doing.chunk not in self._blamed():
            return self._speaking(self.chunks[doing.chunk], doing)
        if not predicate.is_verb or predicate.option.enclitic:
            spoken = self._topic(predicate.at, predicate)
            if spoken:
                return spoken
        return self.last.actors

    def _fits(self, at: int, predicate: Predicate) -> bool:
        """Whether a word that names nobody can be said of an actor before it: «الوزير …، وأضافت» and «تعهدها» are not his."""
        if at < 0:
            return True
        person = predicate.form.person
        if not predicate.is_verb:
            pronoun = predicate.option.enclitic
            person = SHE if pronoun in self.grammar.feminine_pronouns else HE if pronoun in self.grammar.masculine_pronouns else ""
        return agrees(self.row, at, person, self.grammar)

    def _doing_so_far(self, predicate: Predicate) -> Part | None:
        """«استقبل الوزير الوفد، وقال إن …»: who does what the verb before tells goes on to speak."""
        if not self.row.joined(predicate.at):
            return None
        for index in range(predicate.at - 1, -1, -1):
            if not self.row.finite[index] or (index and self.chunks[index - 1].little in ("relative", "complementizer")):
                continue
            persons = {option.form.person for option in self.chunks[index].options if option.form.is_verb}
            if predicate.form.person not in persons:
                return None
            return self.participants.subject_of(index)
        return None

    def _told_before(self, predicate: Predicate) -> int | None:
        """«الهدنة التي أعلنتها موسكو»: the content stands before its cue, which points back with a pronoun."""
        at = predicate.at
        if not predicate.is_verb or not predicate.option.enclitic:
            return None
        relative = self.row.relative_before(at)
        found = self.row.antecedent(relative) if relative is not None else at - 1
        return found if found is not None and found in self.row.predicates and self.chunks[found].kind == "event" else None

    def _is_supposed(self, predicate: Predicate) -> bool:
        """Whether somebody only might say it: «إذا قررت طهران انتهاكه». Who supposes so goes on to speak."""
        at = predicate.at
        return predicate.is_verb and at > 0 and self.chunks[at - 1].little == "condition" and predicate.entry.act == "pledge"

    def _subject_behind_object(self, at: int) -> list[Part]:
        """Find who speaks behind what it is about: «أدان هذه الهجمات الرئيس التركي»; a noun with its article has no genitive."""
        index = at + 1
        if index < len(self.chunks) and self.chunks[index].value in self.grammar.determiners:
            index += 1
        if index + 1 >= len(self.chunks) or self.chunks[index].kind != "event" or not self.chunks[index].proclitic.article:
            return []
        behind = self.chunks[index + 1]
        if behind.kind != "actor" or behind.governor or behind.joins or not behind.actor or behind.actor.kind == "adjective":
            return []
        part = self.participants.part(index + 1)
        return [part] if part else []

    def _subject_unknown(self, predicate: Predicate) -> bool:
        """Whether a speech verb is followed by a subject that is nobody («يحظر القرار …»): then nobody speaks."""
        at = predicate.at
        if not predicate.is_verb or at + 1 >= len(self.chunks):
            return False
        following = self.chunks[at + 1]
        return (
            following.kind == "word"
            and following.little != MAYBE_NAME
            and not following.governor
            and following.value.startswith(self.grammar.article)
        )

    def _lent(self, at: int) -> tuple[Actor, ...]:
        """A noun that is the object of a speech verb has its speaker: «أعلنت صنعاء شروطاً»."""
        for region in [*self.regions, *self.empty]:
            if region.cue < at <= region.cue + 4 and region.speakers and self.row.finite[region.cue]:
                return region.speakers
        return ()

    def _name_follows(self, at: int) -> bool:
        """Whether the subject right after a speech verb is a person whom nothing knows."""
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        return following is not None and following.kind == "word" and following.little == MAYBE_NAME

    def _blamed(self) -> set[int]:
        """Give the chunks of those blamed or addressed so far."""
        return {part.chunk for region in (*self.regions, *self.empty) for part in region.party}

    def _topic(self, at: int, predicate: Predicate | None = None) -> tuple[Actor, ...]:
        blamed = self._blamed()
        for index in range(at - 1, -1, -1):
            chunk = self.chunks[index]
            if index in blamed:
                # Who has just been accused does not speak next.
                continue
            if chunk.kind != "actor" or chunk.governor or not chunk.actor or chunk.actor.actor.sector == "CVL":
                continue
            if not self._hangs(index) and (predicate is None or self._fits(index, predicate)):
                return self._speaking(chunk)
        return ()

    def _hangs(self, at: int) -> bool:
        """Whether an actor is no topic: an object by its ending, a lone adjective, or the genitive of a noun."""
        chunk, before = self.chunks[at], self.chunks[at - 1] if at else None
        phrase = chunk.actor
        if phrase is None or before is None or before.little == "complementizer":
            return False
        single = phrase.kind == "adjective" and not phrase.plural
        owned = before.kind in ("event", "cue", "word") and not self.row.is_finite(at - 1) and not chunk.joins
        return phrase.oblique or single or (owned and bool(before.governor))

    # ── who is blamed or addressed ──────────────────────────────────────────────────────────────────────────────────────────

    def _party(self, predicate: Predicate, frame: Frame) -> list[Part]:
        """Find who is blamed or addressed."""
        entry: CueEntry = predicate.entry
        if not entry.party:
            return []
        if predicate.form.shape == "noun" and frame.targets:
            return list(frame.targets)
        at = predicate.at
        edge = self.content.party_edge(at)
        taken = {part.chunk for part in frame.agents}
        if "object" in entry.party:
            if predicate.is_verb:
                if frame.targets:
                    return [part for part in frame.targets if part.chunk >= 0]
                start = max([at + 1, *(chunk + 1 for chunk in taken)])
                for index in range(start, edge):
                    chunk = self.chunks[index]
                    if chunk.kind == "actor" and not chunk.governor and index not in taken and not self._is_out(index, frame):
                        return self.participants.with_joined(self.participants.part(index), edge)
                    if (
                        self._opens_content(index, entry)
                        or self._begins_unknown(chunk, entry)
                        or (chunk.kind == "event" and self._ends_search(index, entry))
                    ):
                        break
            else:
                # A participle or noun without a speaker of its own: what follows is the party («متهماً روسيا»).
                parts = [part for part in frame.agents if part.chunk > at]
                if parts and predicate.form.shape == "participle":
                    frame.agents.clear()
                    return self.participants.with_joined(parts[0], edge)
        by = entry.party - {"object"}
        if by:
            return [part for part in self.participants.governed(by, at + 1, edge) if part.chunk not in taken]
        return []

    def _is_out(self, index: int, frame: Frame) -> bool:
        """Whether an actor cannot be the one addressed: a town that names a meeting, or a second name of who speaks."""
        phrase = self.chunks[index].actor
        speaks = {actor for part in frame.agents for actor in part.actors}
        same = phrase is not None and phrase.kind in ("holder", "person") and bool(speaks & set(phrase.actors))
        # «مؤامرة أميركية»: an adjective of one thing is no party.
        adjective = phrase is not None and phrase.kind == "adjective" and not phrase.plural
        describes = adjective and index > 0 and self.chunks[index - 1].kind == "word"
        return same or describes or self._names_meeting(index)

    def _names_meeting(self, index: int) -> bool:
        """Whether a town only names what stands before it: «المشاركون في اجتماع جوبا»."""
        phrase, before = self.chunks[index].actor, self.chunks[index - 1] if index else None
        return phrase is not None and phrase.kind == "capital" and before is not None and before.kind in ("event", "word")

    def _opens_content(self, index: int, entry: CueEntry) -> bool:
        """Whether a word brings the content by its own preposition: «اتهم القوات بعدم القيام بما يجب»."""
        chunk = self.chunks[index]
        return (
            (chunk.kind == "verb" or chunk.little.startswith("negation"))
            and bool(chunk.proclitic.preposition)
            and chunk.proclitic.preposition in entry.content
        )

    def _begins_unknown(self, chunk: Chunk, entry: CueEntry) -> bool:
        """Whether a word that nothing knows brings the content: «اتهموا فلانا بالتورط في مؤامرة»; nobody after it is accused."""
        article = self.grammar.article
        return chunk.kind == "word" and any(len(by) == 1 and chunk.value.startswith(by + article) for by in entry.content)

    def _ends_search(self, index: int, entry: CueEntry) -> bool:
        """Whether an event word begins the content, so that nobody after it is blamed or addressed: not «الموقعة على الاتفاق»."""
        predicate = self.row.predicates.get(index)
        if predicate is not None and predicate.form.shape in ("participle", "passive_participle"):
            return False
        governor = self.chunks[index].governor
        return not governor or governor in entry.content
