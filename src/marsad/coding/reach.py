"""Reach: how far left and right of an event word its place, its time and its numbers may stand."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.predicates import Predicate, is_hard_mark, is_soft_mark
from marsad.coding.scene import Looker, Scene
from marsad.pack.entries import CueEntry, EventEntry

# What circumstances never reach across.
_EDGES = frozenset({"complementizer", "turn", "condition", "result"})
# How many insertions between commas may stand between what opens a sentence and its verb.
_SEGMENTS = 3


class Reach(Looker):
    """Tells which chunks around an event word its circumstances may be found in."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._right: dict[int, list[int]] = {}

    def right(self, at: int) -> Sequence[int]:
        """Give the chunks right of an event word where its circumstances may stand.

        They reach to the next finite verb, complementizer or hard mark; a relative clause that says only that it was
        («المواجهات التي جرت على الحدود») belongs to them.
        """
        # Asked for place, times and numbers alike.
        found = self._right.get(at)
        if found is None:
            found = self._right[at] = self._reach_right(at)
        return found

    def _reach_right(self, at: int) -> list[int]:
        found = []
        inside = False
        for index in range(at + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if index > at + 1 and is_soft_mark(self.chunks[index - 1]) and chunk.joins and chunk.little.startswith("preposition"):
                # «…، وفي الخرطوم تظاهر …»: somewhere else something else begins.
                break
            if is_hard_mark(chunk) or chunk.little in _EDGES or self._ends_telling(index) or (inside and is_soft_mark(chunk)):
                break
            if chunk.little == "relative":
                if inside or self.row.antecedent(index) != at:
                    break
                inside = True
            elif self._ends_reach(index, at, inside=inside):
                break
            found.append(index)
        return found

    def _ends_telling(self, index: int) -> bool:
        """Whether somebody's words begin: at a cue that is a verb or brings a content; "according to" in passing ends nothing."""
        chunk = self.chunks[index]
        if chunk.kind != "cue":
            return chunk.little == "because" and chunk.value in self.grammar.contrasts
        cue = self.row.predicates.get(index)
        if cue is None or not isinstance(cue.entry, CueEntry) or cue.is_verb:
            return True
        return any(region.cue == index for region in self.attribution.regions)

    def _ends_reach(self, index: int, at: int, *, inside: bool) -> bool:
        """Whether a finite verb begins something else: neither one that carries an event nor the verb of the relative clause."""
        chunk = self.chunks[index]
        if not self.row.finite[index] or self._is_light(index, at) or self._bears(index) or self.participants.tells_on(index, at):
            return False
        return not inside or chunk.kind != "verb" or not self.row.relative_before(index)

    def _bears(self, index: int) -> bool:
        """«حافلة تقل جنودا»: a verb right after a thing only describes it."""
        chunk = self.chunks[index]
        form = self.sentence.words[chunk.first].form
        return form in self.grammar.bearing and self.chunks[index - 1].kind in ("word", "verb")

    def settled_before(self, index: int, at: int) -> bool:
        """Whether a place or time after an event word is that of a thing between them: «خرق الحظر المفروض منذ 2007».

        Not so of a participle that describes the event itself: «الاتفاق المبرم عام 2018».
        """
        if self.row.predicates[at].entry.type == "agree" and not self.row.predicates[at].is_verb:
            return False
        found = next((i for i in range(index - 1, at + 1, -1) if self._is_settled(i)), None)
        if found is None:
            return at + 1 < index and self._is_settled(at + 1) and self.row.predicates[at].is_verb
        between = self.chunks[at + 1 : found]
        return self.row.predicates[at].is_verb or any(
            c.governor or not (c.kind == "word" or (c.actor is not None and c.actor.kind == "adjective")) for c in between
        )

    def _is_settled(self, index: int) -> bool:
        """Whether a word is a participle after a noun: «الموقع» is "signed" there and the site elsewhere."""
        chunk, before = self.chunks[index], self.chunks[index - 1]
        if self.sentence.words[chunk.first].form not in self.grammar.settled or before.kind in ("mark", "verb"):
            return False
        return before.kind in ("word", "actor", "place") or (before.kind == "event" and not self.row.is_finite(index - 1))

    def _is_light(self, index: int, at: int) -> bool:
        """Whether a verb only carries an event noun: the one asked about, or one without a doer («اشتباكات اندلعت قرب …»)."""
        verb = self.chunks[index].verb
        if verb is None or verb.kind != "light":
            return False
        return verb.subject == "none" or verb.patient or self.participants.frame(self.row.predicates[at]).carrier == index

    def left(self, at: int) -> list[int]:
        """Give the chunks left of an event word, nearest first: to the verb that carries it, or to the edge of its clause."""
        found = []
        carrier = self.participants.frame(self.row.predicates[at]).carrier
        for index in range(at - 1, self.row.left_edge(at) - 1, -1):
            if self.row.finite[index] and index != carrier:
                break
            found.append(index)
            if index == carrier and self.row.joined(index):
                break
        return [] if self._belongs_to_verb_before(at) else found

    def _belongs_to_verb_before(self, at: int) -> bool:
        """Whether all that stands left of a verb is another's: «أطلقت القوات أمس سراح ثلاثة من بين عشرة أسروا في …»."""
        edge = self.row.left_edge(at) - 1
        if edge < 0 or not self.row.predicates[at].is_verb or self.row.joined(at):
            return False
        before = self.row.predicates.get(edge)
        return before is not None and before.is_verb and isinstance(before.entry, EventEntry)

    def front(self, at: int) -> list[int]:
        """Give what opens the clause and is cut off by commas, as it is read: «في إدلب، شمال البلاد، قصفت القوات …»."""
        found: list[int] = []
        floor = self.row.left_edge(at)
        for _ in range(_SEGMENTS):
            if floor < 2 or not is_soft_mark(self.chunks[floor - 1]):
                break
            start = self.row.left_edge(floor - 1)
            if any(self._tells(index) for index in range(start, floor - 1)):
                break
            found = [*range(start, floor - 1), *found]
            floor = start
        return found

    def _tells(self, index: int) -> bool:
        """Whether a chunk tells more than where or when."""
        chunk = self.chunks[index]
        named_place = index > 0 and self.chunks[index - 1].little == "wide_places"
        return chunk.kind in ("event", "cue", "verb") or (chunk.kind == "actor" and not chunk.governor and not named_place)

    def shared(self, at: int) -> Sequence[int]:
        """Give what stands right of a verb that an "and" joins to this one: «قتلوا جندياً وأصابوا آخرين قرب المدينة»."""
        right = self.right(at)
        index = right[-1] + 1 if right else at + 1
        joined = self.row.predicates.get(index)
        if (
            joined is None
            or not isinstance(joined.entry, EventEntry)
            or not joined.is_verb
            or not self.row.joined(index)
            or not self.row.predicates[at].is_verb
        ):
            return []
        return [] if any(is_soft_mark(self.chunks[i]) for i in right) else self.right(index)

    def fellow(self, predicate: Predicate) -> Predicate | None:
        """Give the verb before to which an "and" joins this one without a doer of its own: «دخلوا البلدة وأحرقوا منازلها»."""
        at = predicate.at
        if not predicate.is_verb or not self.row.joined(at):
            return None
        before = [p for p in self.row.events() if p.at < at and p.is_verb]
        if not before or any(is_hard_mark(c) or c.little in _EDGES for c in self.chunks[before[-1].at : at]):
            return None
        own = [part for part in self.participants.frame(predicate).agents if part.chunk > at]
        return None if own else before[-1]
