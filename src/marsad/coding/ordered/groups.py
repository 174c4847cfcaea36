"""Groups: a verb with its auxiliaries, by which it is active or passive, past or to come, and finite or not."""

from __future__ import annotations

from typing import NamedTuple

from marsad.coding.grammar import Grammar
from marsad.coding.predicates import Predicate, Row
from marsad.pack.entries import CueEntry, EventEntry
from marsad.pack.lexicon import Option
from marsad.reading.chunks import Chunk, Sentence

_PASSED = frozenset({"adverb", "still", "future", "obligation", "possibility", "perfect"})
_CLAUSE = frozenset({"complementizer", "relative", "condition", "turn", "result", "because"})
_OBJECTS = frozenset({"actor", "place", "number", "quote"})


class Group(NamedTuple):
    """What stands before a verb and belongs to it: where it begins, and what it says of the verb."""

    first: int
    negated: bool = False
    modal: str = ""
    infinitive: bool = False
    be: bool = False
    have: bool = False
    do: bool = False
    future: bool = False
    possible: bool = False
    must: bool = False

    @property
    def helped(self) -> bool:
        """Whether an auxiliary stands there."""
        return self.be or self.have or self.do or bool(self.modal)


class OrderedRow(Row):
    """A sentence whose verbs are read by their auxiliaries and by where they stand."""

    def __init__(self, sentence: Sentence, grammar: Grammar) -> None:
        self.groups: dict[int, Group] = {}
        # Of plain, light and aspect verbs that are finite: whether they are passive.
        self.verbs: dict[int, bool] = {}
        # Participles that describe a noun, and nouns in -ing that take an object.
        self._settled = 0
        super().__init__(sentence, grammar)
        self._settle(len(self.chunks))

    def _settle(self, until: int) -> None:
        """Decide of the verbs that tell of nothing themselves, in their order."""
        for at in range(self._settled, until):
            chunk = self.chunks[at]
            if chunk.kind == "verb":
                chosen = self._choose(at, chunk)
                self.finite[at] = chosen is not None and chosen[1]
                if chosen is not None and chosen[1]:
                    self.verbs[at] = chosen[2]
        self._settled = max(self._settled, until)

    def _shape(self, at: int, chunk: Chunk) -> Predicate | None:
        """Read an event or cue word as a verb, a participle or a noun, by its auxiliaries and its neighbours."""
        self._settle(at)
        chosen = self._choose(at, chunk)
        if chosen is None:
            return None
        option, finite, passive = chosen
        return Predicate(at, option, option.form.entry, finite, passive)

    def determined(self, at: int) -> bool:
        """Whether an article, a possessive or a number right before a chunk shows a noun."""
        first = self.chunks[at].first
        before = self.sentence.words[first - 1].form if first else ""
        return before in self.grammar.determining or (at > 0 and self.chunks[at - 1].kind == "number")

    def lead(self, at: int) -> Group:
        """Gather the auxiliaries, adverbs and negations before a verb."""
        grammar = self.grammar
        found: dict[str, object] = {}
        first = at
        index = at - 1
        while index >= 0 and not self.chunks[index + 1].joins:
            chunk = self.chunks[index]
            value = chunk.value
            kinds = [kind for kind, words in grammar.auxiliary.items() if value in words] if chunk.kind == "little" else []
            if "be" in kinds:
                found["be"] = True
            if "have" in kinds:
                found["have"] = True
            if "do" in kinds:
                found["do"] = True
            for kind in ("will", "may", "must"):
                if kind in kinds:
                    found["modal"] = kind
                    found["future"] = found.get("future") or kind == "will"
                    found["possible"] = found.get("possible") or kind == "may"
                    found["must"] = found.get("must") or kind == "must"
            if value in grammar.not_words:
                found["negated"] = True
            elif chunk.little == "preposition to" and index == at - 1:
                found["infinitive"] = True
            elif chunk.little in _PASSED:
                found["future"] = found.get("future") or chunk.little == "future"
                found["possible"] = found.get("possible") or chunk.little == "possibility"
                found["must"] = found.get("must") or chunk.little == "obligation"
            elif (
                not kinds
                and chunk.kind != "quote"
                and not (chunk.kind == "word" and value.endswith(grammar.adverb_endings or ("\0",)))
            ):
                break
            first = index
            index -= 1
        return Group(first, **found)  # type: ignore[arg-type]

    # ── verb, participle or noun ────────────────────────────────────────────────────────────────────────────────────────────

    def _choose(self, at: int, chunk: Chunk) -> tuple[Option, bool, bool] | None:
        """Give the reading taken, whether it is a finite verb, and whether its subject bears it; None where it tells nothing."""
        by = {shape: [o for o in chunk.options if o.form.shape == shape] for shape in _SHAPES}
        others = [o for o in chunk.options if o.form.shape not in _SHAPES]
        group = self.lead(at)
        helped = self._helped(at, group, by)
        if helped is not None:
            self.groups[at] = group
            return helped
        if others and (self.determined(at) or not (by["present"] or by["past"] or by["passive_participle"] or by["participle"])):
            return others[0], False, others[0].form.passive
        if not others and self.determined(at) and not (at and self.chunks[at - 1].kind == "number") and not group.infinitive:
            # «several attempts», «the besieged town»
            return None
        if group.infinitive and by["present"] and not (others and self._noun_after_to(at)):
            self.groups[at] = group
            return by["present"][0], True, by["present"][0].form.passive
        if by["participle"]:
            return self._going(at, by["participle"], others)
        if by["past"] or by["passive_participle"]:
            return self._past(at, group, by["past"], by["passive_participle"], others)
        if by["present"]:
            return self._present(at, group, by["present"], others)
        return (others[0], False, others[0].form.passive) if others else None

    def _helped(self, at: int, group: Group, by: dict[str, list[Option]]) -> tuple[Option, bool, bool] | None:
        """Read a verb by its auxiliary."""
        if group.be and by["passive_participle"]:
            option = by["passive_participle"][0]
            inner = by["past"][0].form.passive if by["past"] else False
            return option, True, not inner
        if group.be and by["participle"]:
            return by["participle"][0], True, by["participle"][0].form.passive
        if group.have and not group.be and by["passive_participle"]:
            option = (by["past"] or by["passive_participle"])[0]
            return option, True, bool(by["past"]) and by["past"][0].form.passive
        if (group.do or group.modal) and by["present"] and not (group.be or group.have):
            return by["present"][0], True, by["present"][0].form.passive
        return None

    def _noun_after_to(self, at: int) -> bool:
        """«to attacks on the town»: a noun where nothing that could be an object follows."""
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        return following is None or following.little.startswith("preposition") or following.kind == "mark"

    def _takes_object(self, at: int) -> bool:
        for chunk in self.chunks[at + 1 : at + 4]:
            if chunk.kind == "word" and chunk.value.endswith(self.grammar.adverb_endings or ("\0",)):
                continue
            if chunk.little == "adverb":
                continue
            return (
                (
                    chunk.kind in _OBJECTS
                    or chunk.kind in ("word", "event")
                    or chunk.little in ("place_heads", "directions", "pronoun")
                )
                and not chunk.governor
                and not chunk.joins
            )
        return False

    def _going(self, at: int, going: list[Option], others: list[Option]) -> tuple[Option, bool, bool] | None:
        """«after shelling the town» has an object and is a verb; «Turkish shelling of the town» is a noun."""
        before = self.chunks[at - 1] if at else None
        described = before is not None and before.kind == "actor" and not self.chunks[at].joins
        if others and (described or self.determined(at) or not self._takes_object(at)):
            return others[0], False, False
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        compound = (
            before is not None and before.kind in ("word", "actor") and following is not None and following.kind == "word"
            and not self.determined(at + 1)
        )  # fmt: skip
        if self.determined(at) or compound:
            return None
        return going[0], False, going[0].form.passive

    def _past(
        self, at: int, group: Group, past: list[Option], participles: list[Option], others: list[Option]
    ) -> tuple[Option, bool, bool] | None:
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        subject = self.subject_stands_before(at)
        if self.determined(at) and not (at and self.chunks[at - 1].kind == "number"):
            # «the besieged town»
            return (others[0], False, False) if others else None
        before = self.chunks[at - 1] if at else None
        if before is not None and before.little.startswith("preposition") and not self.chunks[at].joins:
            # «with armed factions», «of wounded civilians»: no verb stands right after a preposition.
            return (others[0], False, False) if others else None
        by_doer = following is not None and following.little == "preposition agent"
        inner = past[0].form.passive if past else False
        cue = isinstance((past or participles)[0].form.entry, CueEntry)
        takes = not cue and getattr((past or participles)[0].form.entry, "object", "target") == "target" and not inner
        entry = (past or participles)[0].form.entry
        brought = following is not None and (
            following.little == "preposition with" or following.value in getattr(entry, "target_by", ())
        )
        bare = participles and takes and not self._takes_object(at) and not brought
        if bare and subject and not by_doer and not getattr(entry, "harm", False) and self.sentence.kind == "body":
            # Nothing else is the verb of the clause: it is this one.
            bare = self._finite_before(at) or self._finite_after(at)
        if participles and by_doer and not inner:
            return participles[0], subject and self.sentence.kind != "body" and not self._finite_before(at), True
        if participles and bare and isinstance(participles[0].form.entry, EventEntry):
            together = getattr(entry, "type", "") in _ACTIVE
            if together and subject and not self._finite_before(at):
                self.groups[at] = group
                return (past or participles)[0], True, False
            headline = self.sentence.kind != "body" and subject and not self._finite_before(at)
            if self.sentence.kind != "body" and getattr(entry, "type", "") not in _HIT:
                return None
            return participles[0], headline, True
        if past and (subject or cue) and not (participles and not cue and self._finite_before(at) and takes and bare):
            self.groups[at] = group
            return past[0], True, inner
        if participles and not inner:
            led = following is None or following.kind in ("mark", "time", "quote") or following.little or following.joins
            return (participles[0], False, True) if led and following is not None and not self._is_noun(following) else None
        return (past[0], True, inner) if past and self.chunks[at].joins else None

    def _present(self, at: int, group: Group, present: list[Option], others: list[Option]) -> tuple[Option, bool, bool] | None:
        before = self.chunks[at - 1] if at else None
        doer = before is not None and (
            (before.kind == "actor" and not before.governor and before.actor is not None and before.actor.kind != "adjective"
             and before.enclitic == "")
            or before.little in ("pronoun", "relative")
        )  # fmt: skip
        if others:
            if not (doer and self._takes_object(at)) or self._finite_before(at) or self._finite_after(at):
                return others[0], False, others[0].form.passive
        elif isinstance(present[0].form.entry, EventEntry):
            if not self.chunks[at].joins and (not self._actor_stands_before(at) or self._finite_before(at)):
                return None
        elif isinstance(present[0].form.entry, CueEntry):
            spoken = before is None or before.kind in ("quote", "mark")
            if not (spoken or self.chunks[at].joins or self._actor_stands_before(at)):
                return None
        elif not (self.subject_stands_before(at) or self.chunks[at].joins):
            return None
        self.groups[at] = group
        return present[0], True, present[0].form.passive

    def _is_noun(self, chunk: Chunk) -> bool:
        return chunk.kind in ("word", "actor", "place", "event", "cue") or chunk.little in ("place_heads", "directions")

    def _actor_stands_before(self, at: int) -> bool:
        """Whether the nearest noun before a verb is somebody who may do it."""
        for index in range(at - 1, max(-1, at - 8), -1):
            chunk = self.chunks[index]
            if chunk.little in ("pronoun", "relative"):
                return True
            if chunk.kind in ("word", "event", "cue", "actor") and not chunk.governor:
                if chunk.kind == "word" and (chunk.little or chunk.value.endswith(self.grammar.adverb_endings or ("\0",))):
                    continue
                if chunk.kind == "event":
                    # «air strikes kill ten»
                    return not self.finite[index]
                return chunk.kind == "actor" and chunk.actor is not None and chunk.actor.kind != "adjective"
            if chunk.little in _CLAUSE or self.finite[index]:
                return False
        return False

    def _finite_after(self, at: int) -> bool:
        """Whether a verb that can only be one follows in the clause: «Israel strikes kill ten»."""
        for chunk in self.chunks[at + 1 : at + 16]:
            if chunk.kind == "mark" or chunk.little in _CLAUSE or chunk.joins:
                return False
            if chunk.kind in ("event", "verb") and all(
                o.form.is_verb or o.form.shape == "passive_participle" for o in chunk.options
            ):
                return True
            if chunk.little.startswith("auxiliary"):
                return True
        return False

    def _finite_before(self, at: int) -> bool:
        """Whether the clause of a word has its finite verb before it."""
        for index in range(at - 1, -1, -1):
            chunk = self.chunks[index]
            if chunk.little in _CLAUSE or (chunk.kind == "mark" and chunk.value not in ",()"):
                return False
            if self.finite[index]:
                return chunk.kind != "cue"
        return False

    def subject_stands_before(self, at: int) -> bool:
        """Whether something before a verb may be its subject: a noun that no preposition governs."""
        for index in range(at - 1, max(-1, at - 14), -1):
            chunk = self.chunks[index]
            if chunk.little in ("pronoun", "relative"):
                return True
            if chunk.little in _CLAUSE or self.finite[index]:
                return self.chunks[at].joins and self.finite[index]
            if chunk.kind in ("actor", "event", "word", "place", "quote", "cue") and not chunk.governor:
                if chunk.kind == "word" and chunk.value.endswith(self.grammar.adverb_endings or ("\0",)):
                    continue
                return True
        return False


# What is told of who does it, also in the few words of a headline: «officials met in Geneva».
_ACTIVE = frozenset({"consult", "agree", "cooperate", "retreat", "mobilize", "protest"})
# What is told in a headline of who bears it, without a form of "to be": «ten soldiers killed».
_HIT = frozenset({"assault", "harm", "coerce", "control", "sanction"})
_SHAPES = ("present", "past", "passive_participle", "participle")
