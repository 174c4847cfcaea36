"""Content: where what a cue brings begins and ends: after "that", a colon, a quotation mark, or as a verbal noun."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.parts import Part
from marsad.coding.predicates import Predicate, Row, is_hard_mark, is_soft_mark
from marsad.pack.entries import CueEntry
from marsad.words import SENTENCE_MARKS

# How many chunks after the speaker or party a comma still leaves the content to come.
_CONTENT_REACH = 9
# What a relative clause that says who speaks may end with.
_NAMING = frozenset({"mark", "actor", "place", "time", "word", "quote"})


class Content:
    """Finds the content of cues in one sentence."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.chunks = row.chunks

    def find(self, predicate: Predicate, after: int, party: Sequence[Part]) -> tuple[int | None, bool, bool]:
        """Find where the content begins.

        Index or None, whether it is quoted, whether it is a bare verbal noun (then it reaches less far).
        """
        entry: CueEntry = predicate.entry
        party_end = max([after, *(part.chunk for part in party)])
        by = entry.content
        resume = 0
        for index in range(predicate.at + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if index < resume:
                continue
            if chunk.little == "relative" and entry.act != "accuse":
                # «قال الوزير الذي زار المدينة إن …»
                resume = self._past_relative(index)
                if not resume:
                    return None, False, False
                continue
            if chunk.little == "complementizer":
                return (
                    index + 1,
                    False,
                    entry.act in ("demand", "accuse", "threaten", "pledge", "deny", "reject", "warn")
                    and entry.act in ("demand", "pledge", "reject"),
                )
            if chunk.little == "because" and chunk.value in by and index + 1 < len(self.chunks) and self.row.finite[index + 1]:
                # «أمهلتها أسبوعاً لكي تنسحب»
                return index + 1, False, True
            if chunk.kind == "mark" and chunk.value == ":":
                return index + 1, self._quote_follows(index), False
            if (
                chunk.kind == "quote"
                and self._opens_quote(index)
                and (index > party_end or index == predicate.at + 1)
                and self._quote_is_speech(index)
            ):
                inner = self.row.predicates.get(index + 1)
                listed = inner is not None and not inner.is_verb and self.chunks[index + 1].governor in by
                return index + 1, True, listed
            if chunk.kind == "event" and index > predicate.at:
                event = self.row.predicates.get(index)
                if event and not event.is_verb:
                    governor = chunk.governor or self._light_governor(index, by)
                    if governor in by or (not governor and "object" in by) or (chunk.governor == "" and "object" in by):
                        return index, False, True
                elif (
                    event
                    and event.is_verb
                    and event.form.shape == "present"
                    and chunk.proclitic.preposition in by
                    and chunk.proclitic.preposition
                ):
                    return index, False, True
                elif event and event.is_verb and event.form.shape == "past" and chunk.joins:
                    # «دان الوزراء الجرائم، واتفقوا على أن …»: what follows is of the second deed.
                    return None, False, False
                elif (
                    event
                    and event.is_verb
                    and event.form.shape == "present"
                    and (chunk.proclitic.preposition or self.chunks[index - 1].joins)
                ):
                    return None, False, False
            if (
                chunk.kind == "verb"
                and (chunk.governor in by or (not chunk.governor and "object" in by))
                and any(not option.form.is_verb for option in chunk.options)
            ):
                return index, False, True
            if chunk.kind == "cue" and index > predicate.at + 1 and not chunk.governor:
                inner = self.row.predicates.get(index)
                if inner and inner.form.shape != "noun":
                    return None, False, False
            if is_hard_mark(chunk) and chunk.value in SENTENCE_MARKS:
                return None, False, False
            if chunk.little == "turn" or self._tells_on(index):
                return None, False, False
            if is_soft_mark(chunk) and index > party_end + _CONTENT_REACH and not self._says_next(index):
                return None, False, False
        return None, False, False

    def _past_relative(self, at: int) -> int:
        """Give where "that" brings what is said after a relative clause that says who speaks, 0 where none does."""
        for index in range(at + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if chunk.little == "complementizer":
                before = self.chunks[index - 1]
                told = before.kind in _NAMING and not self.row.finite[index - 1] and index > at + 2
                return index if told and not chunk.joins else 0
            if chunk.kind == "cue" or is_hard_mark(chunk) or chunk.little == "turn":
                return 0
        return 0

    def _tells_on(self, at: int) -> bool:
        """Whether "that" belongs to a verb which an "and" joins: «أقره المجلس ويفترض أن …» brings no content of the first one."""
        chunk = self.chunks[at]
        verbs = [option for option in chunk.options if option.form.is_verb]
        if chunk.kind != "verb" or not chunk.joins or not verbs or any(option.form.shape != "present" for option in verbs):
            return False
        return at + 1 < len(self.chunks) and self.chunks[at + 1].little == "complementizer"

    def _says_next(self, at: int) -> bool:
        """Whether "that" follows a comma: «قال فلان، وهو عضو في المجلس، إن …»."""
        return at + 1 < len(self.chunks) and self.chunks[at + 1].little == "complementizer" and not self.chunks[at + 1].joins

    def _light_governor(self, index: int, by: frozenset[str]) -> str:
        """The preposition before the light verb's noun or before words that stand between («بالتورط في ارتكاب مجازر»)."""
        for back in range(index - 1, max(-1, index - 7), -1):
            chunk = self.chunks[back]
            if chunk.kind in ("verb", "word") and chunk.governor in by:
                return chunk.governor
            if chunk.little == "negation nominal" and chunk.proclitic.preposition in by:
                # «بعدم الانسحاب»
                return chunk.proclitic.preposition
            if chunk.kind == "word" and len(chunk.value) > 3 and chunk.value[0] in by:
                return chunk.value[0]
            if chunk.kind not in ("word", "verb", "number", "quote") and not chunk.little.startswith("preposition"):
                return ""
        return ""

    def _quote_follows(self, index: int) -> bool:
        return index + 1 < len(self.chunks) and self.chunks[index + 1].kind == "quote"

    def _opens_quote(self, index: int) -> bool:
        return sum(1 for chunk in self.chunks[:index] if chunk.kind == "quote") % 2 == 0

    def _quote_is_speech(self, index: int) -> bool:
        """A quotation of several words is speech, one of a word or two a name or a reserve."""
        for closing in range(index + 1, len(self.chunks)):
            if self.chunks[closing].kind == "quote":
                return self.chunks[closing].first - self.chunks[index].first > 3
        return True

    def speech_start(self, predicate: Predicate, after: int) -> tuple[int, bool]:
        """Give where the words of the one who is quoted through another begin, and whether they are in quotation marks."""
        for index in range(max(predicate.at, after) + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if chunk.little == "complementizer":
                return index + 1, False
            if chunk.kind == "mark" and chunk.value == ":":
                return index + 1, True
            if chunk.kind == "quote" and self._quote_is_speech(index):
                return index + 1, True
        return len(self.chunks), False

    def wide_end(self, start: int, quoted: bool) -> int:
        """The content of speech reaches to the end of the sentence, or to words that turn away from the speaker."""
        if quoted:
            for index in range(start + 1, len(self.chunks)):
                if self.chunks[index].kind == "quote":
                    return index
        for index in range(start, len(self.chunks)):
            chunk = self.chunks[index]
            if chunk.little == "turn" and index > start:
                return index
        return len(self.chunks)

    def narrow_end(self, start: int) -> int:
        """The content of a bare verbal noun reaches to the next finite verb, relative, or comma that no further noun follows."""
        for index in range(start + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if chunk.little in ("turn", "result") or is_hard_mark(chunk):
                return index
            if chunk.little == "relative" and not self._list_goes_on(index, 14):
                return index
            if chunk.kind == "cue":
                return index
            if is_soft_mark(chunk) and not self._list_goes_on(index, 4) and not self._items_follow(index) and not self._adds(index):
                return index
        return len(self.chunks)

    def past_quotation(self, closing: int, *, listed: bool) -> int:
        """Give where what is said ends that only began in quotation marks: «أشار إلى «غارات نفذها الجيش» وتسببت بسقوط جرحى»."""
        following = self.chunks[closing + 1] if closing + 1 < len(self.chunks) else None
        if following is None or not following.joins or following.kind == "cue" or following.little == "turn":
            return closing
        if listed and following.kind not in ("event", "word", "quote"):
            return closing
        return self.narrow_end(closing) if listed else self.wide_end(closing + 1, quoted=False)

    def _adds(self, at: int) -> bool:
        """Whether "and that" follows a comma: what is asked for goes on («أن ينسحب، وأن يعود …»)."""
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        return following is not None and following.little == "complementizer" and following.joins

    def _items_follow(self, at: int) -> bool:
        """Whether what has been counted is told one by one after a comma: «خروقات، بين قصف وقنص»."""
        near = self.chunks[at + 1 : at + 3]
        return len(near) == 2 and near[0].value in self.row.grammar.between and near[1].kind == "event"

    def _list_goes_on(self, at: int, reach: int) -> bool:
        """Whether an "and" adds a further verbal noun after a relative clause or a comma."""
        for index in range(at + 1, min(at + 1 + reach, len(self.chunks))):
            chunk = self.chunks[index]
            if is_hard_mark(chunk) or chunk.kind == "cue" or chunk.little == "turn":
                return False
            predicate = self.row.predicates.get(index)
            if predicate and not predicate.is_verb and self.row.joined_noun(index):
                return True
        return False

    def before_verb(self, predicate: Predicate, speakers: Sequence[Part]) -> int | None:
        """«…، قال المتحدث»: a speech verb with its subject at the end takes what stands before it."""
        at = predicate.at
        entry: CueEntry = predicate.entry
        if not predicate.is_verb or not entry.content or not speakers or predicate.at < 3:
            return None
        if any(self.row.predicates.get(i) for i in range(at + 1, len(self.chunks))):
            return None
        before = self.chunks[at - 1]
        if before.little == "because" and at > 3:
            before = self.chunks[at - 2]
        if not (is_soft_mark(before) or before.kind == "quote"):
            return None
        return 0

    def quoted_whole(self, at: int) -> bool:
        """Whether what stands before a speech verb at the end is in quotation marks."""
        before = [chunk for chunk in self.chunks[:at] if not is_soft_mark(chunk)]
        return len(before) > 1 and before[0].kind == "quote" and before[-1].kind == "quote"

    def party_edge(self, at: int) -> int:
        """Give how far right of a cue the one blamed or addressed may stand."""
        for index in range(at + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if chunk.little in ("complementizer", "relative", "turn") or is_hard_mark(chunk) or chunk.kind == "cue":
                return index
            if index > at + 1 and self.row.finite[index]:
                return index
        return len(self.chunks)

    def is_brought(self, at: int, entry: CueEntry) -> bool:
        """Tell whether an event noun follows that the cue itself brings."""
        edge = self.party_edge(at)
        near = self.chunks[at + 1 : edge]
        if any(chunk.kind in ("event", "verb") and chunk.governor and chunk.governor in entry.content for chunk in near):
            return True
        that = self.chunks[edge] if edge < len(self.chunks) else None
        # «اتهام الجيش بأنه خرق الهدنة»
        return that is not None and that.little == "complementizer" and that.value[:1] in entry.content
