"""Predicates: how an event or cue word stands in its sentence, as verb, noun or participle, and what its clause reaches.

Everything works on the row of chunks. A clause is never parsed to a tree: what matters is which verb, complementizer, relative or
mark stands between two chunks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from marsad.coding.grammar import Grammar
from marsad.pack.entries import CueEntry, EventEntry
from marsad.pack.lexicon import Form, Option
from marsad.reading.chunks import Chunk, Sentence
from marsad.words import CLAUSE_MARKS, COMMAS

_PARTICIPLES = ("participle", "passive_participle")
_HARD_MARKS = CLAUSE_MARKS
_SOFT_MARKS = COMMAS
_CLAUSE_WORDS = frozenset({"complementizer", "relative", "condition", "turn", "result"})
# How many chunks before a noun that an "and" joins to another the words may stand that lead to both.
_REACH_OF_AND = 9
# Prepositions that are spelled like words after which a past verb stands: «من قتلوا», «منذ بدأ».
_ALSO_WORDS = frozenset({"preposition other", "preposition from"})
# How many chunks before a verb the deed may stand that it goes on to tell of, and what may stand between.
_FAR = 8
_TOLD_OF = frozenset({"word", "time", "place", "actor"})
_WHERE = frozenset({"preposition place", "place_heads", "directions", "wide_places"})
# Persons of a noun for many people.
_MANY = frozenset({"p", "mp"})
_BEFORE_VERB = frozenset({"negation verbal", "perfect", "future", "negation future"})


class Predicate(NamedTuple):
    """An event or cue chunk as it is read here: its place in the row, the option taken, and whether it is a finite verb."""

    at: int
    option: Option
    entry: Any
    is_verb: bool
    passive: bool

    @property
    def form(self) -> Form:
        """The spelled form that was found."""
        return self.option.form


class Row:
    """A sentence's chunks with the questions that coding asks of them."""

    def __init__(self, sentence: Sentence, grammar: Grammar) -> None:
        self.grammar = grammar
        self.sentence = sentence
        self.chunks = sentence.chunks
        self.predicates: dict[int, Predicate] = {}
        # Asked for every chunk many times over: found once.
        self.finite = [_is_verb(chunk) for chunk in self.chunks]
        self.littles = frozenset(chunk.little for chunk in self.chunks)
        self._left: list[int] | None = None
        self._events: list[Predicate] | None = None
        for at, chunk in enumerate(self.chunks):
            if chunk.kind in ("event", "cue"):
                predicate = self._shape(at, chunk)
                if predicate:
                    self.read_as(predicate)

    # ── what a chunk is ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def read_as(self, predicate: Predicate) -> None:
        """Read a chunk as a predicate, whatever it was read as before."""
        self.predicates[predicate.at] = predicate
        self.finite[predicate.at] = predicate.is_verb
        self._left = self._events = None

    def events(self) -> Sequence[Predicate]:
        """Give the event predicates in order."""
        if self._events is None:
            self._events = [p for p in self.predicates.values() if isinstance(p.entry, EventEntry)]
        return self._events

    def cues(self) -> Iterator[Predicate]:
        """Give the cue predicates in order."""
        return (p for p in self.predicates.values() if isinstance(p.entry, CueEntry))

    def is_finite(self, at: int) -> bool:
        """Tell whether a chunk is read as a finite verb."""
        return self.finite[at]

    def _shape(self, at: int, chunk: Chunk) -> Predicate | None:
        """Choose between a verb and a noun that are spelled alike, by what stands around."""
        verbs = [option for option in chunk.options if option.form.is_verb]
        others = [option for option in chunk.options if not option.form.is_verb]
        if verbs and not others and self._hangs_on_preposition(at, chunk, verbs):
            return None
        take_verb = bool(verbs) and (not others or self._verb_stands_here(at, chunk, verbs))
        options = verbs if take_verb else (others or verbs)
        option = self._prefer(at, options)
        return Predicate(at, option, option.form.entry, option.form.is_verb, option.form.passive)

    def _hangs_on_preposition(self, at: int, chunk: Chunk, verbs: list[Option]) -> bool:
        """Whether a word that looks like a past verb is a noun that no list has: «وسط حشد»; a past stands after no preposition."""
        if chunk.proclitic.preposition:
            return all(option.form.shape == "past" for option in verbs)
        before = self.chunks[at - 1] if at else None
        if before is None or before.enclitic or chunk.joins or not before.little.startswith("preposition"):
            return False
        return before.little not in _ALSO_WORDS and all(option.form.shape == "past" for option in verbs)

    def _prefer(self, at: int, options: list[Option]) -> Option:
        """Choose between an active and a passive reading.

        The passive is read where the first thing that follows is who was hit and nobody else follows.
        """
        if len(options) > 1 and self.chunks[at].proclitic.article:
            describing = [option for option in options if option.form.shape in _PARTICIPLES]
            if 0 < len(describing) < len(options) and self._describes_noun(at):
                return describing[0]
        active = [option for option in options if not option.form.passive]
        passive = [option for option in options if option.form.passive]
        if not passive:
            return options[0]
        harms = [option for option in passive if getattr(option.form.entry, "harm", False)]
        return (harms or passive)[0] if not active or self._reads_passive(at, bool(harms)) else active[0]

    def _describes_noun(self, at: int) -> bool:
        """«المدينة المحاصرة»: after a noun with the article a word with it describes, unless the noun is a verb's subject."""
        chunk = self.chunks[at]
        if not at or chunk.proclitic.preposition or chunk.joins:
            return False
        before = self.chunks[at - 1]
        if before.kind not in ("word", "little", "actor", "place"):
            return False
        last = self.sentence.words[before.last - 1].form.removeprefix(before.proclitic.form)
        definite = before.proclitic.article or last.startswith(self.grammar.article)
        return definite and not (at > 1 and self.finite[at - 2])

    def _reads_passive(self, at: int, harm: bool) -> bool:
        """Whether what follows a verb bears it: a number, a person or people with nothing after them that could be the object."""
        if self._reads_active(at) or (not harm and self._goes_on(at)):
            return False
        fellow = self._fellow(at)
        if fellow is not None and fellow.passive and fellow.entry.harm and harm and self._bears_indefinite(at):
            # «قتل فلسطيني وجرح آخر»
            return True
        if self._topic_before(at) is not None and not self.joined(at):
            # A topic that is a single person and a verb with nothing after it to bear it: «جندي قتل في …».
            return harm and not self._object_follows(at, strict=True) and not self._word_object(at)
        relative = self.relative_before(at)
        if relative is not None and not self.chunks[at].enclitic:
            found = self.antecedent(relative)
            if found is not None and self.chunks[found].kind == "actor":
                return harm and not self._object_follows(at, strict=True)
            if found is not None and not harm and self._is_deed(found):
                return False
        by: frozenset[str] = frozenset().union(
            *(getattr(o.form.entry, "target_by", frozenset()) for o in self.chunks[at].options if not o.form.passive)
        )
        for index in range(at + 1, min(at + 6, len(self.chunks))):
            chunk = self.chunks[index]
            if chunk.kind == "number":
                return True
            if chunk.kind == "actor" and chunk.actor:
                if chunk.governor:
                    return harm
                following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
                if chunk.actor.oblique or (
                    following is not None and (following.value in by or following.governor in by) and not harm
                ):
                    return False
                if not harm and self._accusative_follows(index):
                    # «اقتحم مسلحون مهبطا»: what bears it shows by its ending, also where no list has the word.
                    return False
                if chunk.actor.kind in ("person", "adjective") and not chunk.actor.definite:
                    return not self._object_follows(index, strict=True)
                if chunk.actor.actor.sector == "CVL":
                    return not self._object_follows(index, strict=True)
                return (
                    chunk.actor.kind in ("person", "collective", "adjective")
                    and harm
                    and not self._object_follows(index, strict=False)
                )
            if chunk.kind == "word":
                return harm
            if chunk.kind in {"time", "quote"}:
                continue
            if chunk.kind == "place" or chunk.little == "place_heads":
                return not chunk.governor
            return harm
        return harm

    def _goes_on(self, at: int) -> bool:
        """Whether a verb goes on to tell of an attack named right before it: «هجوم بسيارة مفخخة استهدف نقطة تفتيش»."""
        index = at - 1
        while index > max(0, at - _FAR) and (chunk := self.chunks[index]) and not chunk.joins:
            if not (chunk.kind in _TOLD_OF or chunk.little in _WHERE or is_soft_mark(chunk)):
                break
            index -= 1
        return index >= 0 and not self.chunks[at].joins and self._is_deed(index)

    def _is_deed(self, at: int) -> bool:
        """Whether a chunk is the noun of an attack, of which a verb after it goes on to tell: «القصف الذي استهدف القرية»."""
        deed = self.predicates.get(at)
        return deed is not None and not deed.is_verb and getattr(deed.entry, "type", "") == "assault"

    def _reads_active(self, at: int) -> bool:
        """Whether a verb tells what its own subject does: "we killed", «إنها قتلت خمسة», or the second of two with one subject."""
        persons = {option.form.person for option in self.chunks[at].options if option.form.is_verb}
        if persons & {"1p", "1s"}:
            return True
        index = at - 1
        while index >= 0 and self.chunks[index].little in _BEFORE_VERB:
            index -= 1
        if index >= 0 and self.chunks[index].little == "complementizer" and self.chunks[index].enclitic:
            return True
        fellow = self._fellow(at)
        return fellow is not None and not fellow.passive and fellow.form.person == "3mp" and "3mp" in persons

    def _bears_indefinite(self, at: int) -> bool:
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        if following is None or following.kind not in ("word", "number", "actor") or following.governor:
            return False
        return following.actor is None or not following.actor.definite

    def _fellow(self, at: int) -> Predicate | None:
        """Give the event verb before a verb that an "and" joins to it."""
        if not self.joined(at):
            return None
        fellow = next((p for p in reversed(list(self.predicates.values())) if at - 9 < p.at < at and p.is_verb), None)
        return fellow if fellow is not None and isinstance(fellow.entry, EventEntry) else None

    def _object_follows(self, index: int, *, strict: bool) -> bool:
        """Whether something that can be an object stands right after a subject; strictly only an actor or a number."""
        for chunk in self.chunks[index + 1 : index + 3]:
            if chunk.kind in ("time", "quote"):
                continue
            if chunk.governor or chunk.joins:
                return False
            if chunk.kind in ("actor", "number"):
                return True
            return not strict and (chunk.kind in ("place", "word", "event") or chunk.little == "place_heads")
        return False

    def _accusative_follows(self, index: int) -> bool:
        passed = ("time", "quote")
        following = next((c for c in self.chunks[index + 1 :] if c.kind not in passed and not is_soft_mark(c)), None)
        if following is None or following.kind != "word" or following.governor:
            return False
        return bool(self.grammar.case_ending) and following.value.endswith(self.grammar.case_ending)

    def joined_noun(self, at: int) -> bool:
        """Whether an "and" adds a noun, on itself or on the negation before it («وعدم التدخل»)."""
        if self.chunks[at].joins:
            return True
        return at > 0 and self.chunks[at - 1].little == "negation nominal" and self.chunks[at - 1].joins

    def led_by(self, at: int, wordings: frozenset[str]) -> bool:
        """Whether one of some wordings leads to a noun: right before it, or before the noun that governs or joins it."""
        reach = _REACH_OF_AND if self.joined_noun(at) else 2
        for index in range(at, max(-1, at - reach), -1):
            first = self.chunks[index].first
            before = [word.form for word in self.sentence.words[max(0, first - 2) : first]]
            if before and (before[-1] in wordings or " ".join(before) in wordings):
                return True
            chunk = self.chunks[index - 1] if index else None
            if chunk is None or chunk.kind in ("mark", "cue", "number") or self.finite[index - 1] or chunk.little in _CLAUSE_WORDS:
                return False
            if reach == 2 and chunk.kind != "verb":
                return False
        return False

    def _word_object(self, at: int) -> bool:
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        return (
            following is not None and following.kind in ("word", "place", "event") and not (following.governor or following.joins)
        )

    def joined(self, at: int) -> bool:
        """Whether an "and" joins a predicate to what went before, on itself or on the little words before it."""
        while at > 0 and not self.chunks[at].joins and self.chunks[at - 1].little in ("negation verbal", "perfect", "future"):
            at -= 1
        return self.chunks[at].joins

    def _topic_before(self, at: int) -> int | None:
        for index in range(at - 1, max(-1, at - 6), -1):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and not chunk.governor:
                return index
            if chunk.kind in ("mark", "event", "cue", "quote") or chunk.little in _CLAUSE_WORDS:
                return None
        return None

    def _verb_stands_here(self, at: int, chunk: Chunk, verbs: list[Option]) -> bool:
        if (
            chunk.governor
            and chunk.governor not in self.grammar.purpose
            and not chunk.proclitic.form
            and at
            and self.chunks[at - 1].kind == "quote"
        ):
            # «بـ"خرق" الهدنة»
            return False
        if chunk.proclitic.article or (chunk.proclitic.preposition and chunk.proclitic.preposition not in self.grammar.purpose):
            return False
        if all(option.form.shape == "present" for option in verbs):
            return True
        before = self.chunks[at - 1] if at else None
        after = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        if after is not None and self._shows_subject(after):
            return True
        if not chunk.joins and self._clause_has_verb(at):
            return False
        if before is not None:
            if before.kind == "little":
                if before.little in _BEFORE_VERB or before.little == "relative":
                    return True
                if before.little.startswith("preposition") or before.little in (
                    "negation nominal",
                    "directions",
                    "because",
                    "place_heads",
                ):
                    return False
                if before.little == "complementizer":
                    return at > 1 and self.chunks[at - 2].little == "because"
            if before.kind in ("verb", "cue", "event") and not chunk.joins:
                return False
            listed = before.governor or (after is not None and after.little == "preposition place")
            if before.kind == "event" and listed and not self.finite[at - 1] and (after is None or after.kind != "actor"):
                # «بين قنص وقصف بالمدفعية», «اشتباكات وقصف في المدينة»: one noun of a list beside the other.
                return False
            if before.kind == "actor" and not before.governor:
                return True
            if before.kind == "number":
                return False
        if after is not None:
            doer = any(getattr(option.form.entry, "genitive", "") == "agent" for option in chunk.options if not option.form.is_verb)
            if (
                doer
                and after.kind == "actor"
                and after.actor
                and after.actor.kind == "adjective"
                and not after.proclitic.article
                and not after.actor.plural
            ):
                return False
            if after.kind == "word" and self.sentence.kind != "body":
                return False
        return True

    def _shows_subject(self, chunk: Chunk) -> bool:
        """«كما خطف مسلحون»: a plural that shows by its ending that it hangs on no noun."""
        if chunk.actor is None or chunk.governor or chunk.joins or not chunk.options or chunk.options[0].form.person not in _MANY:
            return False
        return self.sentence.words[chunk.first].form.endswith(self.grammar.subject_endings or ("\0",))

    def names_no_subject(self, verb: int) -> bool:
        """Whether nothing that could be its subject stands right after a verb."""
        following = self.chunks[verb + 1] if verb + 1 < len(self.chunks) else None
        if following is None or following.governor or following.kind not in ("word", "event", "number", "actor"):
            return True
        predicate = self.predicates.get(verb + 1)
        light = self.chunks[verb].verb
        # «شنت غارات»: the noun of a light verb is its object.
        return bool(predicate and not predicate.is_verb and light and light.kind == "light" and light.subject == "agent")

    def is_result_verb(self, chunk: Chunk) -> bool:
        """Whether a word is one by which an event brings what came of it: «أسفر», «خلف»."""
        return self.sentence.words[chunk.first].form.removeprefix(chunk.proclitic.form) in self.grammar.result_verbs

    def is_auxiliary(self, at: int) -> bool:
        """Whether a chunk is a verb that only sets the time of another («كانت قصفت»)."""
        chunk = self.chunks[at]
        return self.sentence.words[chunk.first].form.removeprefix(chunk.proclitic.form) in self.grammar.auxiliaries

    def _clause_has_verb(self, at: int) -> bool:
        """Whether a finite verb stands before a word in its clause: then the word is a noun («نفت موسكو قصف …»)."""
        for index in range(at - 1, max(-1, at - 9), -1):
            chunk = self.chunks[index]
            if (
                chunk.kind in ("mark", "quote")
                or chunk.little in _CLAUSE_WORDS
                or chunk.little in _BEFORE_VERB
                or chunk.little == "because"
            ):
                return False
            if self.finite[index]:
                return not self.is_auxiliary(index)
            if chunk.joins and chunk.kind != "actor":
                return False
        return False

    # ── how far a clause reaches ────────────────────────────────────────────────────────────────────────────────────────────

    def right_edge(self, at: int, *, through_comma: bool = False, through_nouns: bool = False) -> int:
        """Give the index where the reach of a predicate to its right ends, half-open."""
        skip_to = 0
        for index in range(at + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if index < skip_to:
                continue
            if chunk.kind == "mark":
                closing = self._closing(index)
                if closing:
                    skip_to = closing + 1
                    continue
                if chunk.value in _HARD_MARKS or (chunk.value in _SOFT_MARKS and not through_comma):
                    return index
            elif (
                chunk.little in _CLAUSE_WORDS
                or (self.finite[index] and index != at + 1)
                or (self.finite[index] and chunk.kind in ("event", "cue"))
                or chunk.kind == "cue"
                or (chunk.kind == "event" and not through_nouns)
            ):
                return index
        return len(self.chunks)

    def _closing(self, at: int) -> int:
        """Give the index at which a short insertion ends, in brackets or, of a time, between commas; 0 if none begins here."""
        if self.chunks[at].value == "(":
            return next((i for i in range(at + 1, min(at + 8, len(self.chunks))) if self.chunks[i].value == ")"), 0)
        if self.chunks[at].value in _SOFT_MARKS and at + 2 < len(self.chunks) and self.chunks[at + 1].kind == "time":
            return at + 2 if self.chunks[at + 2].kind == "mark" and self.chunks[at + 2].value in _SOFT_MARKS else 0
        return 0

    def left_edge(self, at: int) -> int:
        """Give the first index that belongs to the clause of a predicate, looking left."""
        if self._left is None:
            self._left = self._left_edges()
        return self._left[at]

    def _left_edges(self) -> list[int]:
        edge, edges = 0, []
        for index, chunk in enumerate(self.chunks):
            edges.append(edge)
            if chunk.kind == "mark":
                ends = chunk.value in _HARD_MARKS or chunk.value in _SOFT_MARKS
            else:
                ends = chunk.kind == "cue" or chunk.little in _CLAUSE_WORDS or (chunk.kind == "event" and self.finite[index])
            if ends:
                edge = index + 1
        return [*edges, edge]

    def relative_before(self, at: int) -> int | None:
        """Give the index of a relative pronoun that opens the clause of a verb, None if there is none."""
        index = at - 1
        while index >= 0 and (
            self.chunks[index].little in _BEFORE_VERB or self.chunks[index].kind == "time" or self._is_plain_verb(index)
        ):
            index -= 1
        return index if index >= 0 and self.chunks[index].little == "relative" else None

    def _is_plain_verb(self, at: int) -> bool:
        chunk = self.chunks[at]
        return chunk.kind == "verb" and chunk.verb is not None and chunk.verb.kind == "plain"

    def antecedent(self, at: int, *, several: bool = False) -> int | None:
        """Give the chunk that a relative pronoun at `at` takes up: the nearest actor, event or place before it."""
        for index in range(at - 1, max(-1, at - 7), -1):
            chunk = self.chunks[index]
            if chunk.kind == "word" and index == at - 1 and not (index and self.chunks[index - 1].kind in ("actor", "event")):
                return None
            if chunk.kind == "place" and (chunk.governor or (index and self.chunks[index - 1].little.startswith("preposition"))):
                continue
            if several and chunk.actor and chunk.governor and not chunk.actor.plural and chunk.actor.kind in ("country", "capital"):
                # «المتمردين المدعومين من رواندا الذين يسيطرون»: they are many, a country is one.
                continue
            if several and chunk.kind == "event" and self._is_participle(index):
                # «المتمردين المتحالفين مع رواندا الذين يسيطرون»
                continue
            if chunk.kind in ("actor", "event", "place"):
                return index
            if chunk.kind == "cue" or (chunk.kind == "mark" and chunk.value in _HARD_MARKS):
                return None
        return None

    def _is_participle(self, at: int) -> bool:
        predicate = self.predicates.get(at)
        return predicate is not None and predicate.form.shape in _PARTICIPLES


def _is_verb(chunk: Chunk) -> bool:
    """Tell whether a chunk that tells of no event is a finite verb."""
    return chunk.kind == "verb" and any(option.form.is_verb and not _is_rather_object(chunk, option) for option in chunk.options)


def _is_rather_object(chunk: Chunk, option: Option) -> bool:
    """Tell whether what looks like the past of two is a noun: «هدفا» is a target before "they two aimed"."""
    return bool(chunk.verb and chunk.verb.kind == "plain") and option.form.person == "3md" and option.form.shape == "past"


def is_soft_mark(chunk: Chunk) -> bool:
    """Tell whether a chunk is a comma."""
    return chunk.kind == "mark" and chunk.value in _SOFT_MARKS


def is_hard_mark(chunk: Chunk) -> bool:
    """Tell whether a chunk is a mark that ends every clause."""
    return chunk.kind == "mark" and chunk.value in _HARD_MARKS
