"""Telling: which event words tell of an event, and which only name one («the war», «the agreement») or complete another."""

from __future__ import annotations

from marsad.coding.parts import Frame
from marsad.coding.predicates import Predicate
from marsad.coding.scene import Looker
from marsad.coding.speakers import Region
from marsad.pack.entries import EventEntry

# Little words beyond which another clause begins.
_APART = frozenset({"complementizer", "relative", "turn", "result", "because"})


class Telling(Looker):
    """Tells whether an event word is a claim."""

    def is_claim(self, predicate: Predicate, frame: Frame, region: Region | None) -> bool:
        """Tell by rule whether an event word tells of an event."""
        entry: EventEntry = predicate.entry
        if predicate.is_verb:
            return True
        if self.told_already(predicate.at):
            return False
        if predicate.form.shape in ("participle", "passive_participle"):
            if self._only_describes(predicate, frame):
                return False
            return frame.expressed or (predicate.entry.type in ("comply", "retreat", "exit") and self._said_of_truce(predicate.at))
        if region and region.narrow and (region.start == predicate.at or self.is_listed(region, predicate.at)):
            return True
        if region and region.start == predicate.at:
            return True
        if frame.carrier is not None and not self._governed_away(predicate.at):
            return True
        if self.sentence.kind != "body" and self._opens(predicate.at):
            return True
        if entry.weak_noun or self._under_event(predicate.at):
            return False
        return frame.expressed

    def _only_describes(self, predicate: Predicate, frame: Frame) -> bool:
        """«الدول الداعمة للحكومة», «الفصائل الموقعة على الاتفاق»: a definite participle only says which ones are meant.

        Where forces stand («القوات المنتشرة في الصومال») is told by it all the same.
        """
        at = predicate.at
        if predicate.entry.type == "mobilize":
            return False
        before = self.chunks[at - 1] if at else None
        if before is None or not self.chunks[at].proclitic.article or self.chunks[at].joins:
            return False
        noun = before.kind == "word" and self.sentence.words[before.first].form.startswith(self.grammar.article)
        if before.actor is None and not noun:
            return False
        return predicate.form.shape == "participle" or not frame.agents

    def _said_of_truce(self, at: int) -> bool:
        """«لا تزال الهدنة صامدة»: what is said of a truce needs nobody who does it."""
        for index in range(at - 1, max(-1, at - 5), -1):
            predicate = self.row.predicates.get(index)
            if predicate:
                return isinstance(predicate.entry, EventEntry) and predicate.entry.weak_noun
            if self.chunks[index].kind == "mark":
                return False
        return False

    def is_listed(self, region: Region, at: int) -> bool:
        """A verbal noun that an "and" adds to the first one of a content: «دعا إلى وقف القتال وفتح المعابر»."""
        governor, mine = self.chunks[region.start].governor, self.chunks[at].governor
        # «اتهموا الجيش بارتكاب 40 خرقا، بين قصف وقنص»: the items of a charge.
        itemised = region.act == "accuse" and mine in self.grammar.between
        return self.row.joined_noun(at) or (bool(governor) and mine == governor) or itemised

    def _governed_away(self, at: int) -> bool:
        carrier = self.participants.frame(self.row.predicates[at]).carrier
        return carrier is not None and carrier < at and any(c.kind == "mark" for c in self.chunks[carrier:at])

    def _opens(self, at: int) -> bool:
        """Whether a noun is the first thing that a headline tells."""
        for index in range(at - 1, -1, -1):
            chunk = self.chunks[index]
            if chunk.kind in ("event", "cue", "verb") or chunk.little in ("complementizer", "relative"):
                return False
            if chunk.kind == "mark" and chunk.value == ":":
                return True
            if chunk.little.startswith("preposition"):
                return False
        return True

    def told_already(self, at: int) -> bool:
        """Whether a noun is one of the further words of the event word before it: «حققت تقدماً» is one event."""
        mine = self.row.predicates[at]
        if self._object_of_event(at) or self._names_agreement(mine) or self._prevented(at) or self._is_topic_of_event(at):
            return True
        if self._sets_scene(at) or self._is_studied(at) or self._is_topic_of_clause(at):
            return True
        for index in range(at - 1, max(-1, at - 5), -1):
            predicate = self.row.predicates.get(index)
            chunk = self.chunks[at]
            same = predicate and isinstance(predicate.entry, EventEntry) and predicate.entry.type == mine.entry.type
            close = all(c.kind in ("actor", "word", "number") for c in self.chunks[index + 1 : at])
            if predicate and same and close and not predicate.is_verb and not chunk.governor and not chunk.joins:
                # «استقدام النظام تعزيزات»: the second noun is what the first is about.
                return True
            if predicate and predicate.form.tail and isinstance(predicate.entry, EventEntry):
                form = self.sentence.words[self.chunks[at].first].form
                return any(part.rstrip("*") in form for part in predicate.form.tail)
        return False

    def _is_topic_of_event(self, at: int) -> bool:
        """Whether a truce or an agreement is what the next event word is said of: «الهدنة صامدة», «الاتفاق خُرق»."""
        if not self.row.predicates[at].entry.weak_noun:
            return False
        for index in range(at + 1, min(at + 4, len(self.chunks))):
            predicate = self.row.predicates.get(index)
            if predicate:
                said = predicate.is_verb or predicate.form.shape != "noun"
                return (
                    isinstance(predicate.entry, EventEntry)
                    and said
                    and not self.chunks[index].joins
                    and not self.row.relative_before(index)
                )
            if self.chunks[index].kind not in ("word", "actor", "place", "time") and self.chunks[index].little not in (
                "still",
                "perfect",
                "negation verbal",
            ):
                return False
        return False

    def _is_topic_of_clause(self, at: int) -> bool:
        """«قال الوزير إن الاتفاق يلزم الطرفين»: the agreement that a clause begins with is only what it speaks of."""
        chunk, mine = self.chunks[at], self.row.predicates[at]
        if not mine.entry.weak_noun or mine.entry.type != "agree" or not chunk.proclitic.article:
            return False
        if at == 0 or self.chunks[at - 1].little != "complementizer":
            return False
        return not self.participants.frame(mine).expressed

    def _prevented(self, at: int) -> bool:
        """Whether a deed is only what somebody is kept from: «لمنع الجيش من شن هجوم جديد»."""
        away = self.grammar.away
        near = self.chunks[max(0, at - 3) : at + 1]
        if not any(chunk.governor in away for chunk in near):
            return False
        before = [p for p in self.row.events() if at - 9 < p.at < at]
        return (
            bool(before)
            and before[-1].entry.type == "coerce"
            and not any(c.kind == "mark" for c in self.chunks[before[-1].at : at])
        )

    def _names_agreement(self, predicate: Predicate) -> bool:
        """Whether words only name an agreement: «اتفاق سوتشي», «… لوقف إطلاق النار» after it."""
        if not predicate.entry.weak_noun:
            return False
        frame = self.participants.frame(predicate)
        following = self.chunks[predicate.at + 1] if predicate.at + 1 < len(self.chunks) else None
        if following is not None and following.kind == "place" and not following.governor and not frame.expressed:
            return True
        for index in range(predicate.at - 1, max(-1, predicate.at - 4), -1):
            before = self.row.predicates.get(index)
            if before:
                return isinstance(before.entry, EventEntry) and before.entry.weak_noun and not self.chunks[predicate.at].joins
            if self.chunks[index].kind not in ("actor", "place", "word"):
                return False
        return False

    def _object_of_event(self, at: int) -> bool:
        """Whether a noun completes the event verb before it («وقعت اتفاق سلام», «شارك في مشاورات»): the verb tells the event."""
        chunk = self.chunks[at]
        stopped = self.row.predicates.get(at - 1)
        if stopped and chunk.governor in self.grammar.owning and getattr(stopped.entry, "type", "") == "retreat":
            # «وضع حد للقتال»
            return True
        if (
            chunk.joins
            or (chunk.governor and chunk.governor not in self.grammar.completing)
            or self.row.predicates[at].form.shape != "noun"
        ):
            return False
        mine = self.row.predicates[at].entry
        for index in range(at - 1, max(-1, at - 7), -1):
            before = self.chunks[index]
            predicate = self.row.predicates.get(index)
            if predicate:
                if not isinstance(predicate.entry, EventEntry) or predicate.entry.harm:
                    return False
                if not predicate.is_verb:
                    # «وقف القتال», «خرق الهدنة», «المماطلة في تنفيذ الانسحاب»: the second noun is what the first is about.
                    if predicate.entry.type == "breach" and index < at - 1:
                        return True
                    if predicate.entry.type in ("breach", "comply") and mine.weak_noun and index == at - 1:
                        # «متقيدة بالهدنة»
                        return True
                    # «التوصل إلى اتفاق», «التزامه بضبط النفس»: with a preposition too, if both are of one kind.
                    same = (
                        mine.type != "assault"
                        and predicate.entry.type == mine.type
                        and self.attribution.of(index) is self.attribution.of(at)
                    )
                    return (index == at - 1 and not chunk.governor and predicate.form.shape == "noun") or (
                        bool(chunk.governor)
                        and (same or (chunk.governor not in self.grammar.manner and self._object_of_event(index)))
                    )
                if predicate.entry.type == "assault":
                    return not chunk.governor or (chunk.governor in self.grammar.manner and mine.type == "assault")
                return True
            if before.kind == "mark" and any(one.kind == "time" for one in self.chunks[index - 1 : index + 2]):
                # «وقعت، الثلاثاء، اتفاقا»
                continue
            carried = before.kind == "verb" and not self.row.finite[index]
            if (
                before.kind not in ("actor", "word", "quote", "number", "time")
                and not carried
                and not before.little.startswith("preposition")
            ):
                return False
        return False

    def _is_studied(self, at: int) -> bool:
        """Whether an attack is only what a word of law, study or memory is about: «قضية اغتيال …», «التحقيق في القصف»."""
        chunk = self.chunks[at]
        if self.row.predicates[at].entry.type != "assault" or chunk.joins or chunk.enclitic:
            return False
        before = self.chunks[at - 1] if at else None
        if before is not None and before.little.startswith("preposition") and at > 1:
            before = self.chunks[at - 2]
        if before is None or before.kind not in ("word", "cue", "verb", "event", "little"):
            return False
        first = self.sentence.words[before.first].form.removeprefix(before.proclitic.form)
        last = self.sentence.words[before.last - 1].form
        return bool({first, first.removeprefix(self.grammar.article), last} & self.grammar.topics)

    def _sets_scene(self, at: int) -> bool:
        """Whether an attack is only where the one before it happened: «قتلت القوات عشرة مسلحين في أحدث المواجهات»."""
        chunk, mine = self.chunks[at], self.row.predicates[at]
        first = at
        while first > at - 3 and not self.chunks[first].governor and self.chunks[first - 1].kind == "word":
            first -= 1
        governor = self.chunks[first].governor
        if mine.entry.type != "assault" or governor not in self.grammar.place - self.grammar.manner or chunk.joins:
            return False
        before = next((p for p in reversed(list(self.row.events())) if p.at < at), None)
        if before is None or before.entry.type != "assault" or before.at < at - 9:
            return False
        if self.participants.frame(mine).agents or self.attribution.of(before.at) is not self.attribution.of(at):
            return False
        between = self.chunks[before.at + 1 : at]
        return not any(c.kind in ("mark", "cue") or c.little in _APART or c.joins for c in between)

    def _under_event(self, at: int) -> bool:
        """Whether a noun is the object of an event verb («أوقف هجماته», «خرق اتفاق …»): then the verb tells the event."""
        if self.chunks[at].joins:
            return False
        for index in range(at - 1, max(-1, at - 6), -1):
            chunk = self.chunks[index]
            if chunk.kind == "event":
                return True
            if chunk.kind not in ("actor", "word", "quote", "verb") and not chunk.little.startswith("preposition"):
                return False
        return False
