"""Joins: what belongs together across event words.

An attack and the dead of it, verbs that share a subject, a deed and its manner.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.parts import Frame
from marsad.coding.predicates import Predicate, is_hard_mark, is_soft_mark
from marsad.coding.scene import Looker, Scene
from marsad.coding.speakers import Region
from marsad.pack.entries import EventEntry
from marsad.reading.chunks import Chunk

# The modes of events that tell of wounded people.
_HURT = frozenset({"wounded", "wounding"})
# What lasts so long that much happens in it.
_LASTING = frozenset({"war", "military operation", "hostilities", "rebellion"})
_MEETING = "meeting"
# How many chunks after a meeting it may be spoken of again.
_NEAR = 16
# How many chunks after the dead the wounded may stand.
_BESIDE = 8


class Joins(Looker):
    """Joins event words.

    `absorbed` are those that another one tells, `harmed` the harm that an attack brought, `deeds` the noun whose telling a verb
    goes on with, `nameless` attacks of which people died and nobody is named, `harms` the word for the harm, all by chunk.
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.absorbed: set[int] = set()
        self.harmed: dict[int, Frame] = {}
        self.hurt: dict[int, Frame] = {}
        self.deeds: dict[int, int] = {}
        self.nameless: set[int] = set()
        self.harms: dict[int, int] = {}
        self._items: set[int] = set()

    def join_results(self, events: Sequence[Predicate]) -> None:
        """Make one claim of an attack and what came of it: «هجوم … أسفر عن مقتل ثلاثة», «مقتل عشرة في قصف نفذته …»."""
        for predicate in events:
            self._go_on(predicate)
        events = [predicate for predicate in events if predicate.at not in self.absorbed]
        first = events[0] if events else None
        for second in events[1:]:
            if first is None or self._hurt_beside(first, second):
                continue
            if self._completes(first, second):
                self.absorbed.add(second.at)
                continue
            if self._same_meeting(first, second):
                self.absorbed.add(second.at)
                continue
            self._join_pair(first, second)
            first = second

    def _go_on(self, predicate: Predicate) -> None:
        """«شن غارات استهدفت الحي», «القصف الذي طال القرية»: noun and verb tell one attack, the verb whom it hit."""
        entry = predicate.entry
        if not predicate.is_verb or predicate.passive or entry.type != "assault" or entry.object != "target":
            return
        deed = self.participants.deed_before(predicate.at)
        if deed is not None:
            self.absorbed.add(deed.at)
            self.deeds[predicate.at] = deed.at

    def _same_meeting(self, first: Predicate, second: Predicate) -> bool:
        """«التقى المبعوث الوزير وبحث معه الهدنة», «استعرضا خلال اللقاء»: one meeting, and nobody else comes to it."""
        if first.entry.type != "consult" or second.entry.type != "consult" or second.at - first.at > _NEAR:
            return False
        if any(
            is_hard_mark(c) or c.little in ("complementizer", "relative", "turn") for c in self.chunks[first.at + 1 : second.at]
        ):
            return False
        if self.attribution.of(first.at) is not self.attribution.of(second.at):
            return False
        frame = self.participants.frame(second)
        there = {part.chunk for side in (self.participants.frame(first),) for part in (*side.agents, *side.targets)}
        if any(part.chunk not in there for part in (*frame.agents, *frame.targets)):
            return False
        if second.is_verb:
            return self.row.joined(second.at)
        governor = self.chunks[second.at - 1] if second.at else None
        during = governor is not None and governor.little == "because"
        return during and second.entry.mode == _MEETING and self.chunks[second.at].proclitic.article

    def _completes(self, first: Predicate, second: Predicate) -> bool:
        """«لقي ثلاثة جنود مصرعهم»: the noun only completes the verb of its own entry."""
        return first.is_verb and first.entry.harm and second.entry is first.entry and second.form.shape == "noun"

    def _hurt_beside(self, first: Predicate, second: Predicate) -> bool:
        """«قتل ثلاثة وأصيب خمسة»: one event, told by its dead."""
        one, two = first.entry, second.entry
        killed = one.harm or one.mode == "killing"
        if not (killed and self.chunks[second.at].joins and second.at - first.at < _BESIDE):
            return False
        if two.mode not in _HURT or one.mode == two.mode or (first.is_verb and second.is_verb and first.passive != second.passive):
            return False
        self.absorbed.add(second.at)
        self.hurt[first.at] = self.participants.frame(second)
        return True

    def _join_pair(self, first: Predicate, second: Predicate) -> None:
        """Join an attack to the harm right after or before it."""
        one, two = first.entry, second.entry
        between = self.chunks[first.at + 1 : second.at]
        brings = (
            any(c.little == "result" or (c.kind == "verb" and self._brings(c)) for c in between)
            or (self._result_verb_before(first.at) and self._is_brought(second.at))
            or (second.is_verb and self._brings(self.chunks[second.at]))
        )
        if one.type == "assault" and two.harm and brings and first.at not in self.absorbed:
            self.absorbed.add(second.at)
            self.harmed.setdefault(first.at, self.participants.frame(second))
            self.harms.setdefault(first.at, second.at)
        elif one.harm and two.type == "assault" and self._brought_by(second, first.at):
            named = bool(self.participants.frame(second).agents)
            if named or self._died_by(second):
                if not named:
                    self.nameless.add(second.at)
                self.absorbed.add(first.at)
                self.harmed[second.at] = self.participants.frame(first)
                self.harms[second.at] = first.at
                if first.at in self.hurt:
                    self.hurt[second.at] = self.hurt.pop(first.at)
            else:
                self.absorbed.add(second.at)

    def _died_by(self, deed: Predicate) -> bool:
        """«مقتل ثلاثة في هجوم», «جراء قصف»: an attack is told, though not by whom.

        «خلال الحرب» only says when it was, and «في الهجوم» speaks of one that was told before.
        """
        at = self.deeds.get(deed.at, deed.at)
        if self.row.predicates[at].entry.mode in _LASTING or (at == deed.at and self.chunks[at].proclitic.article):
            return False
        governor = self.chunks[at].governor
        cause = next((c.value for c in reversed(self.chunks[max(0, at - 3) : at]) if c.little == "because"), governor)
        return governor in self.grammar.place or cause in self.grammar.causes

    def _result_verb_before(self, at: int) -> bool:
        return at > 0 and self._brings(self.chunks[at - 1])

    def _is_brought(self, at: int) -> bool:
        """Whether harm hangs on a verb before: «أسفر هجوم عن مقتل …», «أوقع هجوم تسعة قتلى»."""
        return bool(self.chunks[at].governor) or self.chunks[at - 1].kind == "number"

    def _brings(self, chunk: Chunk) -> bool:
        """Whether a word is one by which an event brings what came of it."""
        return self.row.is_result_verb(chunk)

    def _brought_by(self, deed: Predicate, since: int) -> bool:
        at = self.deeds.get(deed.at, -1) if deed.is_verb else deed.at
        if at <= since or any(
            is_hard_mark(c) or is_soft_mark(c) or c.little in ("complementizer", "turn")
            for c in self.chunks[since + 1 : self._opening(at)]
        ):
            return False
        chunk = self.chunks[at]
        return bool(chunk.governor) or any(
            c.little.startswith("preposition") or c.little == "because" for c in self.chunks[max(since + 1, at - 3) : at]
        )

    def _opening(self, at: int) -> int:
        """Give where what tells a deed begins, a comma before it told along: «قتل ثلاثة، في هجوم على …», «، إثر قصف»."""
        before = self.chunks[at - 1]
        start = at - 1 if before.little.startswith("preposition") or before.little == "because" else at
        comma = start > 0 and start < at and not self.chunks[start].joins and is_soft_mark(self.chunks[start - 1])
        return start - 1 if comma else start

    def carry_subject(self, predicate: Predicate, frame: Frame, previous: Predicate | None, region: Region | None) -> None:
        """A verb that an "and" joins to the one before keeps its subject where it has none of its own."""
        if frame.agents or predicate.passive or previous is None or frame.own:
            return
        verb = predicate.at if predicate.is_verb else frame.carrier
        if (
            verb is None
            or verb < previous.at
            or not (self.row.joined(verb) or self._follows_in_time(verb, previous))
            or not (previous.is_verb or self.participants.frame(previous).carrier is not None)
        ):
            return
        light = None if predicate.is_verb else self.chunks[verb].verb
        if light and light.subject == "none":
            return
        if self.attribution.of(previous.at) is not region:
            return
        before = self.participants.frame(previous)
        subject = before.targets if previous.passive else before.agents
        frame.agents.extend(subject)

    def _follows_in_time(self, verb: int, previous: Predicate) -> bool:
        """«قصفت القوات المدينة قبل أن تنسحب منها»: a verb of the same person whose own subject is not told."""
        opener = verb - 1
        while opener > 0 and (self.chunks[opener].little in ("complementizer", "perfect") or self.row.is_auxiliary(opener)):
            opener -= 1
        word = self.sentence.words[self.chunks[opener].first].form if opener >= 0 else ""
        if word not in self.grammar.before_after or not previous.is_verb or not self.row.names_no_subject(verb):
            return False
        return previous.form.person in {option.form.person for option in self.chunks[verb].options if option.form.is_verb}

    def _doing(self, previous: Predicate, predicate: Predicate, region: Region | None) -> Predicate:
        """Give the verb of the clause, past the nouns that hang on it: «ردت الفصائل على الخروقات بإطلاق قذائف»."""
        if (
            previous.is_verb
            or not self.chunks[previous.at].governor
            or (previous.entry.type == "breach" and self._is_item(predicate))
        ):
            return previous
        floor = self.row.left_edge(previous.at)
        verb = self.row.predicates.get(floor - 1) if floor else None
        event = verb is not None and verb.is_verb and isinstance(verb.entry, EventEntry)
        return verb if verb is not None and event and self.attribution.of(verb.at) is region else previous

    def _is_item(self, predicate: Predicate) -> bool:
        return self.chunks[predicate.at].governor in self.grammar.between

    def _itemises(self, previous: Predicate, predicate: Predicate) -> bool:
        """«خروقات ارتكبتها الجماعة، بين قصف وقنص وحفر خنادق»: the breaches are told one by one."""
        if (
            predicate.form.shape != "noun"
            or previous.at not in {p.at for p in self.row.events() if p.entry.type == "breach"} | self._items
        ):
            return False
        nouns = [p.at for p in self.row.events() if previous.at < p.at <= predicate.at]
        while len(nouns) > 1 and self.row.joined_noun(nouns[-1]):
            nouns.pop()
        itemised = previous.at in self._items or (bool(nouns) and self.chunks[nouns[-1]].governor in self.grammar.between)
        if itemised:
            self._items.add(predicate.at)
        return itemised

    def take_manner(self, predicate: Predicate, frame: Frame, previous: Predicate | None, region: Region | None) -> None:
        """«خرقت الهدنة بشن هجمات», «قتلوا جندياً في خرق للهدنة»: what somebody does by the deed before is done by the same."""
        if (
            previous is None
            or frame.agents
            or predicate.is_verb
            or self.attribution.of(previous.at) is not region
            or predicate.entry.harm
        ):
            return
        previous = self._doing(previous, predicate, region)
        if self._itemises(previous, predicate):
            frame.agents.extend(self.participants.frame(previous).agents)
            return
        between = self.chunks[previous.at + 1 : predicate.at]
        if any(is_hard_mark(c) or c.little in ("complementizer", "turn", "relative") for c in between) or any(
            self.row.finite[index] and index not in self.absorbed for index in range(previous.at + 1, predicate.at)
        ):
            return
        chunk = self.chunks[predicate.at]
        light = next((c for c in reversed(between) if c.kind == "verb"), None)
        manner = chunk.governor in self.grammar.manner or (light is not None and light.governor in self.grammar.manner)
        breach = predicate.entry.type == "breach" and chunk.governor in self.grammar.place
        pronoun = bool(chunk.enclitic) and not predicate.form.tail
        led = self.row.led_by(predicate.at, self.grammar.means | self.grammar.aims)
        before = self.participants.frame(previous)
        if pronoun and predicate.entry.type == "breach" and previous.entry.type == "assault" and before.targets:
            # «أسقطت القوات طائرة أثناء خرقها للهدنة»: who was hit for it has broken the truce.
            frame.agents.extend(before.targets if self.row.led_by(predicate.at, self.grammar.meanwhile) else [])
        elif manner or breach or pronoun or led:
            frame.agents.extend(before.agents)
