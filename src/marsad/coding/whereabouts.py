"""Whereabouts: the most specific place that a sentence names for an event, as it is written."""

from __future__ import annotations

from typing import NamedTuple

from marsad.coding.predicates import Predicate, is_soft_mark
from marsad.coding.reach import Reach
from marsad.coding.scene import Scene
from marsad.model import Place
from marsad.pack.entries import EventEntry
from marsad.reading.chunks import MAYBE_NAME
from marsad.text import Span

# Of what has no ground under it a place without a preposition is never the place: «دعم الغرب».
_NOWHERE = frozenset({"support", "aid", "agree", "comply", "breach", "sanction"})
# How many chunks a name in quotation marks may have.
_QUOTED = 4
_PLACE_WORDS = frozenset({"place_heads", "directions", "wide_places"})
# Events of which "about" tells where; a talk is about a matter.
_AROUND = frozenset({"assault", "mobilize", "control", "coerce", "harm", "retreat", "protest"})


class Located(NamedTuple):
    """A place as the text writes it, with the gazetteer's entry where there is one, and whether it has a name."""

    span: Span
    place: Place | None
    named: bool


class Whereabouts(Reach):
    """Tells where an event was."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        regions = self.attribution.regions
        # Who speaks and who is spoken to are no places.
        self._speech = {part.chunk for said in regions for part in said.party} | {said.speaker_chunk for said in regions}

    def place(self, predicate: Predicate) -> Located | None:
        """Give where an event was, the better of what stands nearest.

        A place with a name is better than a description («المناطق»), and where something hits better than from where it came.
        Looked for after the word, at the head of the sentence, before the word, in the clause around and in the verb before.
        """
        at = predicate.at
        told = self.participants.place_of(predicate)
        if told is not None:
            return self._located(told)
        found = self._carried(predicate) or self._right_places(predicate)
        best = next((i for i in found if self._is_good(i, predicate)), None)
        for nearby in (self.front, self._before, self.shared):
            if best is not None or (found and nearby != self.front):
                break
            found += [i for i in nearby(at) if self._is_place_here(i, predicate, before=nearby != self.shared)]
            best = next((i for i in found if self._is_good(i, predicate)), None)
        if best is None and found:
            best = found[0]
        if best is None:
            best = self._relative_place(predicate)
        if best is not None:
            return self._located(best)
        fellow = self.fellow(predicate)
        return self.place(fellow) if fellow else None

    def _before(self, at: int) -> list[int]:
        """Give the chunks left of an event word in which a place is its own."""
        predicate = self.row.predicates[at]
        return [index for index in self.left(at) if not self._is_others(index, predicate)]

    def _carried(self, predicate: Predicate) -> list[int]:
        """What stands between a verb like "took place" and its noun is where: «تم في الدوحة توقيع …», «شهدت مأرب معارك»."""
        verb_at = self._impersonal(predicate)
        if verb_at is None or verb_at > predicate.at:
            return []
        return [i for i in range(predicate.at - 1, verb_at, -1) if self._is_place_here(i, predicate, before=True)]

    def _impersonal(self, predicate: Predicate) -> int | None:
        """Give the verb that carries an event noun and has no doer."""
        carrier = self.participants.frame(predicate).carrier
        verb = self.chunks[carrier].verb if carrier is not None else None
        return carrier if verb is not None and (verb.patient or verb.subject == "none") else None

    def _right_places(self, predicate: Predicate) -> list[int]:
        """Give the places after an event word; beyond one, no further than to the next event, clause or comma."""
        found: list[int] = []
        passed_comma = passed_series = False
        topic = 0
        for index in self.right(predicate.at):
            chunk = self.chunks[index]
            comma = is_soft_mark(chunk)
            if found and (comma or chunk.kind == "event" or chunk.little == "because" or self._is_good(found[-1], predicate)):
                break
            passed_comma = passed_comma or comma
            topic = index if chunk.value in self.grammar.about else topic
            if chunk.kind == "event" and not self._is_part_of_place(index):
                if passed_comma or self._is_another(index, predicate):
                    break
                passed_series = passed_series or self.row.joined_noun(index)
            elif (
                self._is_place_here(index, predicate)
                and not self.settled_before(index, predicate.at)
                and not (passed_series and self._is_bound(index))
                and not (topic and predicate.entry.type not in _AROUND and self._is_within_topic(topic, index))
            ):
                found.append(index)
        return found

    def _is_within_topic(self, topic: int, index: int) -> bool:
        """Whether a place belongs to a noun of what is talked about: «محادثات لبحث الأزمة في مالي»."""
        return any(chunk.kind in ("word", "event") for chunk in self.chunks[topic + 1 : self._lead(index)])

    def _is_another(self, index: int, predicate: Predicate) -> bool:
        """Whether a noun after an event noun tells of another event, whose place is its own: «فتح الطرق والانسحاب من المدينة»."""
        other = self.row.predicates.get(index)
        if self.chunks[index].governor in self.grammar.apart and not predicate.entry.harm:
            return True
        if predicate.is_verb or other is None:
            return False
        alike = isinstance(other.entry, EventEntry) and other.entry.type == predicate.entry.type
        return self.chunks[index].governor in self.grammar.manner or (self.row.joined_noun(index) and not alike)

    def _is_others(self, index: int, predicate: Predicate) -> bool:
        """Whether a place before an event noun is where something else was: after its own noun, or before "after the attack"."""
        if predicate.is_verb or predicate.entry.harm:
            return False
        if self.chunks[predicate.at].governor in self.grammar.apart:
            return True
        before = next(
            (p for i in range(index - 1, -1, -1) if (p := self.row.predicates.get(i)) and not self._is_part_of_place(i)), None
        )
        if before is None or before.is_verb or not isinstance(before.entry, EventEntry):
            return False
        return before.entry.type != predicate.entry.type or self._is_bound(index)

    def _is_part_of_place(self, index: int) -> bool:
        """«مناطق سيطرة الفصائل», «منطقة النزاع»: an event word that only describes a place."""
        return index > 0 and self.chunks[index - 1].little == "place_heads" and not self.chunks[index].governor

    def _is_bound(self, index: int) -> bool:
        """Whether a place is tied to the word before it: «من», «إلى» and «على» tell more than where."""
        governor = self._governor(self._lead(index))
        return governor in self.grammar.away | self.grammar.to | self.grammar.onto

    def _is_good(self, index: int, predicate: Predicate) -> bool:
        """Whether a place has a name and is not only where something came from."""
        chunk = self.chunks[index]
        governor = self._governor(self._lead(index))
        entry: EventEntry = predicate.entry
        if predicate.entry.type == "assault" and governor in self.grammar.away and governor not in entry.place_by | entry.target_by:
            return False
        if chunk.kind == "actor":
            return True
        return chunk.place is not None and (chunk.place.place is not None or chunk.little == MAYBE_NAME)

    def _governor(self, lead: int) -> str:
        """Give the preposition before a place."""
        first = self.chunks[lead]
        before = self.chunks[lead - 1] if lead else None
        return first.governor or (before.value if before is not None and before.little.startswith("preposition") else "")

    def _is_place_here(self, index: int, predicate: Predicate, *, before: bool = False) -> bool:
        chunk = self.chunks[index]
        if index in self._speech:
            return False
        near = chunk.kind == "word" and chunk.governor in self.grammar.near
        if chunk.place is None and chunk.little != "wide_places" and not near and not self._is_head_alone(index):
            return False
        entry: EventEntry = predicate.entry
        lead = self._lead(index)
        governor = self._governor(lead)
        if governor in self.grammar.about and entry.type not in _AROUND:
            return False
        if chunk.kind == "actor":
            return self._actor_is_place(index, lead, governor, predicate)
        if chunk.little == "wide_places" and index and self.chunks[index - 1].kind == "quote" and self._is_told_to(index):
            return False
        if chunk.little == "wide_places" and " " in chunk.value and not governor:
            return True
        if governor in self.grammar.where or governor in entry.place_by or governor in entry.target_by:
            return True
        if not predicate.is_verb and governor in self.grammar.owning and entry.object in ("place", "target"):
            # «قصفه للمناطق», «اقتحام القوات للمدينة»
            return bool(self.chunks[predicate.at].enclitic) or self._doer_between(predicate.at, lead)
        return self._stands_free(index, lead, governor, predicate, before=before)

    def _is_told_to(self, index: int) -> bool:
        """«قال في اتصال مع «الشرق الأوسط»»: what is named in quotation marks and spoken to is a newspaper."""
        return index > 1 and not self.chunks[index - 2].little.startswith("preposition place")

    def _stands_free(self, index: int, lead: int, governor: str, predicate: Predicate, *, before: bool) -> bool:
        """Whether a place without a preposition is the event's: its object, its genitive, or the subject of an impersonal verb."""
        chunk = self.chunks[index]
        at, entry = predicate.at, predicate.entry
        if governor or entry.type in _NOWHERE:
            return False
        if chunk.little == "place_heads":
            return predicate.is_verb and not before and chunk.proclitic.article and entry.object in ("place", "target")
        if before:
            verb_at = self._impersonal(predicate)
            return verb_at is not None and verb_at < index
        if predicate.is_verb:
            return bool(entry.object in ("place", "target", "agent"))
        return lead == at + 1 or lead < index or (lead - 1 > at and self.chunks[lead - 1].kind == "actor")

    def _actor_is_place(self, index: int, lead: int, governor: str, predicate: Predicate) -> bool:
        """Whether a country or capital is where and not who: «في اليمن», «العاصمة صنعاء», «شهدت سوريا معارك»."""
        if governor in self.grammar.between:
            return False
        if governor in self.grammar.place or governor in predicate.entry.place_by or lead < index:
            return True
        verb_at = self._impersonal(predicate)
        if governor or verb_at is None or not verb_at < predicate.at:
            return False
        return verb_at < index < predicate.at or index == verb_at - 1

    def _doer_between(self, at: int, lead: int) -> bool:
        return any(chunk.kind == "actor" and not chunk.governor for chunk in self.chunks[at + 1 : lead])

    def _relative_place(self, predicate: Predicate) -> int | None:
        """Give the place that a relative clause takes up: «البلدة التي يسيطر عليها المسلحون», «مدينة تشهد معارك»."""
        verb_at = predicate.at if predicate.is_verb else self._impersonal(predicate)
        if verb_at is None or verb_at > predicate.at or not verb_at:
            return None
        index = verb_at - 1
        if self.chunks[index].little == "relative":
            index -= 2 if index > 1 and is_soft_mark(self.chunks[index - 1]) else 1
        elif predicate.is_verb and self.row.joined(verb_at):
            return None
        chunk = self.chunks[index]
        if index < 0 or not (chunk.kind == "place" or chunk.little in ("place_heads", "wide_places")):
            return None
        return index if self._takes_up(predicate, verb_at) else None

    def _takes_up(self, predicate: Predicate, verb_at: int) -> bool:
        """Whether a pronoun near a verb stands for the place before it, or the verb has the place as its subject."""
        if not predicate.is_verb:
            return self.chunks[verb_at].verb is not None and self.chunks[verb_at - 1].little == "relative"
        near = self.chunks[verb_at + 1 : verb_at + 3]
        return any(chunk.value in self.grammar.there for chunk in near) or bool(
            self.chunks[verb_at].enclitic and predicate.entry.object in ("place", "target")
        )

    def _is_head_alone(self, index: int) -> bool:
        """Whether a place word stands for a place without a name: «من المرتفعات», «في منطقة مجاورة»."""
        chunk = self.chunks[index]
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        if chunk.little != "place_heads" or chunk.value in self.grammar.never_alone:
            return False
        described = self._described_to(index) > index or (following is not None and following.kind in ("event", "verb"))
        if chunk.value in self.grammar.loose_places and not chunk.proclitic.article and not described:
            return False
        named = following is not None and (following.kind in ("actor", "place", "quote") or following.little in _PLACE_WORDS)
        return chunk.value in self.grammar.sites or not named

    def _lead(self, index: int) -> int:
        """Give the first chunk of a place as written: «محافظة», «شمال غرب», «العاصمة», «بعض» before it belong to it."""
        while index > 0 and not self.chunks[index].proclitic.preposition:
            before = self.chunks[index - 1]
            opens = before.kind == "quote" and index > 1 and self.chunks[index - 2].little == "place_heads"
            if opens and not self.chunks[index - 2].proclitic.joins:
                index -= 2
            elif before.proclitic.joins or self.chunks[index].joins:
                break
            elif before.little in _PLACE_WORDS or (before.kind == "word" and before.value in self.grammar.determiners):
                index -= 1
            else:
                break
        return index

    def _located(self, index: int) -> Located:
        lead = self._lead(index)
        chunk = self.chunks[index]
        start = self.sentence.words[self.chunks[lead].first].start
        last = max(self._described_to(index), self._closing_quote(index) if lead < index - 1 else index)
        span = Span(start + self._clitic_length(lead), self.sentence.words[self.chunks[last].last - 1].end)
        named = chunk.kind == "actor" or (chunk.place is not None and (chunk.place.place is not None or chunk.little == MAYBE_NAME))
        return Located(span, chunk.place.place if chunk.place else None, named)

    def _described_to(self, index: int) -> int:
        """Give the last chunk of a description: the word that agrees with its noun («المباني الحكومية», «نقطة تفتيش»).

        A participle that goes on with a preposition («المناطق الواقعة في …») begins a longer one, which is left out.
        """
        chunk = self.chunks[index]
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        if self._is_fought_over(index):
            return index + 1
        if following is None or following.kind != "word" or (chunk.little != "place_heads" and chunk.kind != "word"):
            return index
        article = self.grammar.article
        definite = chunk.proclitic.article or (chunk.kind == "word" and chunk.value.startswith(article))
        if definite != following.value.startswith(article) or self._goes_on(index + 1):
            return index
        if not definite and chunk.value not in self.grammar.sites and not following.value.endswith(self.grammar.adjective):
            return index
        return index + 1

    def _is_fought_over(self, index: int) -> bool:
        """«منطقة القتال», «مناطق النزاع»: an event with its article only describes a place."""
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        loose = self.chunks[index].value in self.grammar.loose_places and not self.chunks[index].proclitic.article
        return (
            loose and following is not None and following.kind == "event" and following.proclitic.article and not following.governor
        )

    def _goes_on(self, index: int) -> bool:
        """Whether a description is of several words: «الواقعة في …», «التابعة للجيش»."""
        after = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        led = after is not None and bool(after.governor or after.little.startswith("preposition"))
        return led and self.chunks[index].value not in self.grammar.inhabited and not self._is_nisba(index)

    def _is_nisba(self, index: int) -> bool:
        if not self.grammar.adjective:
            return False
        return self.chunks[index].value.removesuffix(self.grammar.adjective[0]).endswith(self.grammar.adjective[1:])

    def _closing_quote(self, index: int) -> int:
        """Give the chunk that closes the quotation marks around a name, if they opened right before it: «قرية «خربة كذا»»."""
        if not index or self.chunks[index - 1].kind != "quote":
            return index
        until = min(len(self.chunks), index + _QUOTED + 1)
        return next((i for i in range(index + 1, until) if self.chunks[i].kind == "quote"), index)

    def _clitic_length(self, at: int) -> int:
        """The letters of a preposition or "and" that hang before a word are no part of the name."""
        chunk = self.chunks[at]
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
