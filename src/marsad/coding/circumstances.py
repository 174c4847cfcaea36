"""Circumstances: where and when an event was, until when it is asked for, and how many it killed, wounded or drove out."""

from __future__ import annotations

from marsad.coding.modality import Modality
from marsad.coding.parts import Frame
from marsad.coding.predicates import Predicate, is_soft_mark
from marsad.coding.scene import Scene
from marsad.coding.speakers import Region
from marsad.coding.whereabouts import Whereabouts
from marsad.model import Precision, Status, When
from marsad.pack.entries import EventEntry

_KILLED = frozenset({"killing", "killed", "death", "deaths"})
_WOUNDED = frozenset({"wounding", "wounded", "injury"})
_DISPLACED = frozenset({"displacement", "displaced"})
# In these both sides die.
_FOUGHT = frozenset({"clash", "war", "hostilities", "military operation", "rebellion"})
# From so many dead on a number is the toll of a war, and soldiers are among them.
_TOLL = 1000
Count = tuple[int, int | None]
# When, until when, and the times that stay unresolved.
Times = tuple[str | None, str | None, tuple[str, ...]]


class Circumstances(Whereabouts):
    """Tells place, time, deadline and numbers of an event."""

    def __init__(self, scene: Scene, modality: Modality) -> None:
        super().__init__(scene)
        self.modality = modality

    def times(self, predicate: Predicate, region: Region | None, status: Status) -> Times:
        """Give when an event was, until when it is asked for, and the times that stay unresolved."""
        at = predicate.at
        when: str | None = None
        deadline: str | None = None
        unresolved: list[str] = []
        for index in (*self.right(at), *self.left(at), *self.front(at), *self.shared(at)):
            chunk = self.chunks[index]
            if index > at and chunk.kind == "event" and self.row.predicates.get(index) and when is not None:
                break
            if chunk.time is None or self._belongs_to_cue(index, at, region) or self._dates_another(index, at):
                continue
            time: When = chunk.later if chunk.later and status in ("future", "conditional") else chunk.time
            if status in ("future", "conditional") and self._is_over(time):
                # «دعا الأحد إلى وقف القتال»: what is asked for on a day gone is not done on it.
                continue
            if time.iso is None:
                unresolved.append(time.said_as)
            elif time.deadline and status != "actual":
                deadline = deadline or time.iso
            elif when is None:
                when = time.iso
        if status in ("future", "conditional") and deadline is None:
            deadline = self._deadline(region) or self._ultimatum(region)
        if when is None and status == "actual" and not unresolved:
            when = self._shared_day(predicate, region)
        return when, deadline, tuple(unresolved)

    def _shared_day(self, predicate: Predicate, region: Region | None) -> str | None:
        """«قصفوا البلدة أمس، وقتلوا ثلاثة جنود»: a past verb that is joined to another and told by the same is of its day."""
        fellow = self.fellow(predicate)
        if fellow is None or fellow.form.shape != "past" or predicate.form.shape != "past":
            return None
        return (
            self.times(fellow, region, "actual")[0] if self.attribution.of(fellow.at) is self.attribution.of(predicate.at) else None
        )

    def _is_over(self, time: When) -> bool:
        published = self.document.published
        return published is not None and time.last is not None and time.last < published

    def _dates_another(self, index: int, at: int) -> bool:
        """Whether a time is that of what was before or after, or of a thing that is named with its day.

        «بعد مواجهات يوليو», «منذ استقلاله عام 1956», «الاتفاق الموقع في 2015».
        """
        if index < at:
            return not self.row.predicates[at].is_verb and self.chunks[at].governor in self.grammar.apart
        before = self.chunks[index - 1]
        if index - 1 > at and before.kind in ("event", "word", "verb") and before.governor in self.grammar.apart:
            return True
        return self.settled_before(index, at) or (index - 1 > at and self._owned_by_time(index))

    def _owned_by_time(self, index: int) -> bool:
        """«هجمات الأسبوع الماضي»: a week, month or year right after a noun without its article is the noun's own."""
        time, noun = self.chunks[index].time, self.chunks[index - 1]
        if time is None or time.precision is Precision.day or noun.kind != "event" or self.row.is_finite(index - 1):
            return False
        word, first = self.sentence.words[noun.last - 1].form, self.sentence.words[self.chunks[index].first].form
        bound = noun.proclitic.article or noun.enclitic or word.endswith(self.grammar.case_ending or " ")
        return not bound and first.startswith(self.grammar.article)

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
        count = self.count(source) or self._count_apart(predicate)
        if count is not None and mode in _KILLED and self._counts_wounded_too(count):
            return None, None, None
        return (
            count if mode in _KILLED else None,
            count if mode in _WOUNDED else None,
            count if mode in _DISPLACED else None,
        )

    def _counts_wounded_too(self, count: Count) -> bool:
        """«عشرات القتلى والجرحى», «ثلاثون بين قتيل وجريح»: how many of them died is not told."""
        told = [i for i, c in enumerate(self.chunks[:-2]) if c.quantity and (c.quantity.low, c.quantity.high) == count]
        near = [j for i in told for j in range(i + 1, min(i + 4, len(self.chunks)))]
        return any(self.sentence.words[self.chunks[j].first].form in self.grammar.and_wounded for j in near) or any(
            self._is_killed(j) and self.chunks[j].governor in self.grammar.between for j in near
        )

    def _is_killed(self, at: int) -> bool:
        predicate = self.row.predicates.get(at)
        return predicate is not None and isinstance(predicate.entry, EventEntry) and predicate.entry.mode in _KILLED

    def count(self, frame: Frame) -> Count | None:
        """Give how many people an event befell, as far as its frame says."""
        for part in frame.targets:
            if part.quantity:
                return (part.quantity.low, part.quantity.high)
            if frame.quantity and part.chunk > 0 and self.chunks[part.chunk - 1].little == "among":
                # «قتل عشرة بينهم طفلان»: they are ten.
                continue
            phrase = self.chunks[part.chunk].actor if part.chunk >= 0 else None
            if phrase and phrase.dual:
                return (2, 2)
        if frame.quantity:
            return (frame.quantity.low, frame.quantity.high)
        for part in frame.targets:
            if part.chunk >= 0 and self._is_one(part.chunk):
                return (1, 1)
        return None

    def counts_persons(self, predicate: Predicate, frame: Frame) -> bool:
        """Whether it is told that those who are only counted are no fighters: «مقتل عشرة أشخاص في انفجار».

        In the toll of a war, or where two sides fought, it is not told.
        """
        number = frame.quantity
        at = next((i for i, chunk in enumerate(self.chunks) if number and chunk.quantity is number), -1)
        following = self.chunks[at + 1] if 0 <= at < len(self.chunks) - 1 else None
        if number is None or following is None or self.sentence.words[following.first].form not in self.grammar.persons:
            return False
        if any(p.entry.mode in _DISPLACED and self.participants.frame(p) is frame for p in self.row.events()):
            return True
        return number.low < _TOLL and predicate.entry.mode not in _FOUGHT and not self._count_of_fighting(predicate)

    def _count_of_fighting(self, predicate: Predicate) -> bool:
        """Whether the dead are those of a fight that the clause names: «مقتل عشرة أشخاص في الاشتباكات»."""
        return any(p.entry.mode in _FOUGHT and p.at != predicate.at for p in self.row.events())

    def _count_apart(self, predicate: Predicate) -> Count | None:
        """Give the number of people that follows where or in what they died: «قتل في المعارك 113 جندياً»."""
        if not predicate.is_verb or not predicate.passive:
            return None
        for index in self.right(predicate.at)[:-1]:
            chunk, following = self.chunks[index], self.chunks[index + 1]
            if is_soft_mark(chunk):
                return None
            if chunk.quantity:
                counted = following.kind == "actor" and not following.governor and not following.joins
                return (chunk.quantity.low, chunk.quantity.high) if counted else None
        return None

    def _is_one(self, at: int) -> bool:
        """Whether a phrase tells of one person: "a soldier", «العميد الروسي», «أحد القادة»; "the army" is many."""
        chunk = self.chunks[at]
        if chunk.actor is None:
            return False
        first = self.sentence.words[chunk.first].form.removeprefix(chunk.proclitic.form)
        if first in self.grammar.one_of or (at and self.chunks[at - 1].value in self.grammar.one_of):
            return True
        if not chunk.options or chunk.actor.plural:
            return False
        single = chunk.options[0].form.person in ("s", "ms", "fs")
        return chunk.actor.kind == "holder" or (single and (not chunk.actor.definite or chunk.actor.kind == "person"))
