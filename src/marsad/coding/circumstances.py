"""Circumstances: where and when an event was, until when it is asked for, and how many it killed, wounded or drove out."""

from __future__ import annotations

from typing import NamedTuple

from marsad.coding.attribution import Region
from marsad.coding.modality import Modality
from marsad.coding.parts import Frame
from marsad.coding.predicates import Predicate, is_hard_mark, is_soft_mark
from marsad.coding.scene import Looker, Scene
from marsad.model import Place, Status, When
from marsad.pack.entries import EventEntry
from marsad.reading.chunks import Chunk
from marsad.text import Span

_KILLED = frozenset({"killing", "killed", "death", "deaths"})
_WOUNDED = frozenset({"wounding", "wounded", "injury"})
_DISPLACED = frozenset({"displacement", "displaced"})
# What circumstances never reach across.
_EDGES = frozenset({"complementizer", "turn", "condition", "result"})
_PLACE_WORDS = frozenset({"place_heads", "directions", "wide_places"})
Count = tuple[int, int | None]


class Located(NamedTuple):
    """A place as the text writes it, with the gazetteer's entry where there is one."""

    span: Span
    place: Place | None


class Circumstances(Looker):
    """Tells place, time, deadline and numbers of an event."""

    def __init__(self, scene: Scene, modality: Modality) -> None:
        super().__init__(scene)
        self.modality = modality

    def _right(self, at: int) -> list[int]:
        """Give the chunks right of an event word where its circumstances may stand.

        They reach to the next finite verb, complementizer or hard mark; a relative clause that says only that it was
        («المواجهات التي جرت على الحدود») belongs to them.
        """
        found = []
        inside = False
        for index in range(at + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if index > at + 1 and is_soft_mark(self.chunks[index - 1]) and chunk.joins and chunk.little.startswith("preposition"):
                # «…، وفي الخرطوم تظاهر …»: somewhere else something else begins.
                break
            if is_hard_mark(chunk) or chunk.little in _EDGES or chunk.kind == "cue" or (inside and is_soft_mark(chunk)):
                break
            if chunk.little == "relative":
                if inside or self.row.antecedent(index) != at:
                    break
                inside = True
            elif self._ends_reach(index, inside=inside):
                break
            found.append(index)
        return found

    def _ends_reach(self, index: int, *, inside: bool) -> bool:
        """Whether a finite verb begins something else: neither a light one nor the verb of the relative clause."""
        chunk = self.chunks[index]
        if not self.row.is_finite(index) or (chunk.verb and chunk.verb.kind == "light"):
            return False
        return not inside or chunk.kind != "verb" or not self.row.relative_before(index)

    def _left(self, at: int) -> list[int]:
        """Give the chunks left of an event word, nearest first: to the verb that carries it, or to the edge of its clause."""
        found = []
        carrier = self.participants.frame(self.row.predicates[at]).carrier
        for index in range(at - 1, self.row.left_edge(at) - 1, -1):
            if self.row.is_finite(index) and index != carrier:
                break
            found.append(index)
            if index == carrier and self.row.joined(index):
                break
        return found

    def _front(self, at: int) -> list[int]:
        """Give the chunks of what opens the clause and is cut off by a comma: «في إدلب، قصفت القوات …»."""
        floor = self.row.left_edge(at)
        if floor < 2 or not is_soft_mark(self.chunks[floor - 1]):
            return []
        start = self.row.left_edge(floor - 1)
        segment = self.chunks[start : floor - 1]
        if any(c.kind in ("event", "cue", "verb") or (c.kind == "actor" and not c.governor) for c in segment):
            return []
        return list(range(floor - 2, start - 1, -1))

    def _shared(self, at: int) -> list[int]:
        """Give what stands right of a verb that an "and" joins to this one: «قتلوا جندياً وأصابوا آخرين قرب المدينة»."""
        right = self._right(at)
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
        return [] if any(is_soft_mark(self.chunks[i]) for i in right) else self._right(index)

    def place(self, predicate: Predicate) -> Located | None:
        """Give where an event was: after its word in its clause, before it, or at the head of the sentence."""
        at = predicate.at
        passed_comma = False
        for index in self._right(at):
            chunk = self.chunks[index]
            passed_comma = passed_comma or is_soft_mark(chunk)
            if chunk.kind == "event" and (passed_comma or (chunk.governor in self.grammar.manner and not predicate.is_verb)):
                break
            if self._is_place_here(index, predicate):
                return self._located(index)
        for index in (*self._left(at), *self._front(at)):
            if self._is_place_here(index, predicate, before=True):
                return self._located(index)
        return next((self._located(index) for index in self._shared(at) if self._is_place_here(index, predicate)), None)

    def _is_place_here(self, index: int, predicate: Predicate, *, before: bool = False) -> bool:
        entry: EventEntry = predicate.entry
        chunk = self.chunks[index]
        if any(index == part.chunk for said in self.attribution.regions for part in said.party) or any(
            index == said.speaker_chunk for said in self.attribution.regions
        ):
            return False
        if chunk.place is None and chunk.little != "wide_places" and not self._is_head_alone(index):
            return False
        lead = self._lead(index)
        first = self.chunks[lead]
        governor = first.governor or (
            self.chunks[lead - 1].value if lead and self.chunks[lead - 1].little.startswith("preposition") else ""
        )
        if chunk.kind == "actor" and governor in self.grammar.between:
            return False
        if chunk.kind == "actor":
            return governor in self.grammar.place or governor in entry.place_by or lead < index
        if chunk.little == "wide_places" and " " in chunk.value and not governor:
            return True
        if governor in self.grammar.where or governor in entry.place_by or governor in entry.target_by:
            return True
        if chunk.little == "place_heads":
            return False
        if before:
            carrier = self.participants.frame(predicate).carrier
            verb = self.chunks[carrier].verb if carrier is not None and carrier < index else None
            return not governor and verb is not None and (verb.patient or verb.subject == "none")
        if predicate.is_verb:
            return entry.object in ("place", "target", "agent") and not governor
        return not governor and (
            lead == predicate.at + 1 or lead < index or (lead - 1 > predicate.at and self.chunks[lead - 1].kind == "actor")
        )

    def _is_head_alone(self, index: int) -> bool:
        """Whether a place word stands for a place without a name: «من المرتفعات», «في منطقة مجاورة»."""
        chunk = self.chunks[index]
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        if chunk.little != "place_heads":
            return False
        return following is None or not (following.kind in ("actor", "place", "quote") or following.little in _PLACE_WORDS)

    def _lead(self, index: int) -> int:
        """Give the first chunk of a place as written: «محافظة», «شمال غرب», «ريف» before the name belong to it."""
        while (
            index > 0 and self.chunks[index - 1].little in ("place_heads", "directions") and not self.chunks[index].proclitic.joins
        ):
            index -= 1
        return index

    def _located(self, index: int) -> Located:
        lead = self._lead(index)
        chunk = self.chunks[index]
        start = self.sentence.words[self.chunks[lead].first].start
        span = Span(start + self._clitic_length(self.chunks[lead]), self.sentence.words[chunk.last - 1].end)
        return Located(span, chunk.place.place if chunk.place else None)

    def _clitic_length(self, chunk: Chunk) -> int:
        """The letters of a preposition or "and" that hang before a word are no part of the name."""
        proclitic = chunk.proclitic
        if not (proclitic.preposition or proclitic.joins):
            return 0
        article = self.grammar.article
        if proclitic.article and not proclitic.form.endswith(article):
            # «للمناطق»: the article has melted into the preposition.
            return 0
        plain = len(proclitic.form) - (len(article) if proclitic.article else 0)
        word = self.sentence.words[chunk.first]
        return plain if word.end - word.start == len(word.form) else 0

    def times(self, predicate: Predicate, region: Region | None, status: Status) -> tuple[str | None, str | None, tuple[str, ...]]:
        """Give when an event was, until when it is asked for, and the times that stay unresolved."""
        at = predicate.at
        when: str | None = None
        deadline: str | None = None
        unresolved: list[str] = []
        for index in (*self._right(at), *self._left(at), *self._front(at), *self._shared(at)):
            chunk = self.chunks[index]
            if index > at and chunk.kind == "event" and self.row.predicates.get(index) and when is not None:
                break
            if chunk.time is None or self._belongs_to_cue(index, at, region):
                continue
            time: When = chunk.later if chunk.later and status in ("future", "conditional") else chunk.time
            if time.iso is None:
                unresolved.append(time.said_as)
            elif time.deadline and status != "actual":
                deadline = deadline or time.iso
            elif when is None:
                when = time.iso
        if status in ("future", "conditional") and deadline is None:
            deadline = self._deadline(region) or self._ultimatum(region)
        return when, deadline, tuple(unresolved)

    def _belongs_to_cue(self, index: int, at: int, region: Region | None) -> bool:
        """A time between a speech verb and its content dates the speech."""
        return region is not None and index < region.start <= at and index > region.cue - 3

    def _ultimatum(self, region: Region | None) -> str | None:
        """The day of a threatened act is the day until which its condition may be met."""
        if (
            region is None
            or not (region.act == "threaten" or (region.entry and region.entry.future))
            or not self.modality.has_condition(region)
        ):
            return None
        for chunk in self.chunks[region.start : region.end]:
            time = chunk.later or chunk.time
            if time and time.iso and self.document.published and time.last and time.last > self.document.published:
                return time.iso
        return None

    def _deadline(self, region: Region | None) -> str | None:
        start, end = (min(region.cue, region.start), region.end) if region else (0, len(self.chunks))
        for chunk in self.chunks[start:end]:
            if chunk.time and chunk.time.deadline and chunk.time.iso:
                return chunk.time.iso
        return None

    def counts(self, predicate: Predicate, frame: Frame, harmed: Frame | None) -> tuple[Count | None, Count | None, Count | None]:
        """Give the killed, wounded and displaced, each at least and at most."""
        entry: EventEntry = predicate.entry
        mode = entry.mode
        source = frame
        if harmed is not None:
            harm = next((p for p in self.row.events() if self.participants.frame(p) is harmed), None)
            mode = harm.entry.mode if harm else ""
            source = harmed
        count = self.count(source)
        return (
            count if mode in _KILLED else None,
            count if mode in _WOUNDED else None,
            count if mode in _DISPLACED else None,
        )

    def count(self, frame: Frame) -> Count | None:
        """Give how many people an event befell, as far as its frame says."""
        for part in frame.targets:
            if part.quantity:
                return (part.quantity.low, part.quantity.high)
            phrase = self.chunks[part.chunk].actor if part.chunk >= 0 else None
            if phrase and phrase.dual:
                return (2, 2)
        if frame.quantity:
            return (frame.quantity.low, frame.quantity.high)
        for part in frame.targets:
            chunk = self.chunks[part.chunk] if part.chunk >= 0 else None
            if (
                chunk
                and chunk.actor
                and not chunk.actor.plural
                and not chunk.actor.definite
                and chunk.options
                and chunk.options[0].form.person in ("s", "ms", "fs")
            ):
                return (1, 1)
        return None
