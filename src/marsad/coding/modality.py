"""Modality: whether an event is negated, lies ahead, hangs on a condition, or may be.

From the little words and verbs of aspect around it.
"""

from __future__ import annotations

from marsad.coding.predicates import Predicate, is_hard_mark, is_soft_mark
from marsad.coding.scene import Looker
from marsad.coding.speakers import Region
from marsad.model import Act, Status
from marsad.pack.entries import EventEntry, VerbEntry

# How many chunks after "it is upon" the last thing may stand that is somebody's duty.
_REACH_OF_DUTY = 14
# Little words after which a clause begins.
_OPENERS = frozenset({"complementizer", "turn", "result"})
# What is done for peace is no peace yet; what is done to it speaks of one that is.
_PEACE = frozenset({"retreat", "concede", "cooperate", "comply"})
_KEPT = frozenset({"breach", "comply", "support", "agree", "exit", "retreat"})
# How far before a noun the one may stand to which an "and" joins it.
_LIST_REACH = 8
_NARRATIVE: frozenset[str] = frozenset({"report", "state"})


class Modality(Looker):
    """Tells negation and status of an event."""

    def is_negated(self, predicate: Predicate) -> bool:
        """Tell whether an event is said not to have been."""
        at = predicate.at
        if self._negation_at(at - 1):
            return True
        if at > 1 and self.chunks[at - 1].little == "complementizer" and self.chunks[at - 2].little == "negation nominal":
            # «دون أن تنسحب», «من غير أن يغادر»
            return True
        if predicate.is_verb:
            return any(verb.negates for verb in self._aspects(at))
        if self._undone_after(at):
            return True
        frame = self.participants.frame(predicate)
        if frame.carrier is not None and frame.carrier < at:
            verb = self.chunks[frame.carrier].verb
            if self._negation_at(frame.carrier - 1) != bool(verb and verb.negates):
                return True
        # «لا خطط لإجراء اتصالات»: nothing but nouns stands between the negation and what is not there.
        for index in range(at - 1, max(-1, at - 5), -1):
            chunk = self.chunks[index]
            if chunk.little in ("negation nominal", "negation verbal", "negation absence"):
                return index + 1 < len(self.chunks) and not (self.row.finite[index + 1] and self.chunks[index + 1].kind != "verb")
            if chunk.kind not in ("word", "verb") or (self.row.finite[index] and not self._negation_at(index - 1)):
                return False
        return False

    def _undone_after(self, at: int) -> bool:
        """«الانسحاب لم يكتمل», «المفاوضات لم تبدأ بعد»: the verb that says that it was not follows the noun.

        «الهجمات لم تتوقف»: what has not stopped goes on.
        """
        for index in range(at + 1, min(at + 8, len(self.chunks))):
            chunk = self.chunks[index]
            if chunk.kind == "verb" and self.row.finite[index]:
                carries = chunk.verb is not None and chunk.verb.kind in ("light", "aspect") and not chunk.verb.negates
                return carries and not chunk.joins and self._negation_at(index - 1)
            if chunk.kind not in ("word", "actor", "place") and not chunk.little.startswith(("preposition", "negation")):
                return False
        return False

    def _negation_at(self, index: int) -> bool:
        while index >= 0 and self.chunks[index].little in ("perfect", "possibility"):
            index -= 1
        if index < 0 or not self.chunks[index].little.startswith("negation"):
            return False
        return self.chunks[index].value not in self.grammar.opening_negations or self._opens_clause(index)

    def _opens_clause(self, index: int) -> bool:
        before = self.chunks[index - 1] if index else None
        return (
            before is None
            or before.kind == "quote"
            or is_hard_mark(before)
            or before.little in _OPENERS
            or self.chunks[index].joins
        )

    def status(self, predicate: Predicate, region: Region | None, act: Act) -> Status:
        """Tell whether an event is actual, possible, conditional or in the future."""
        at = predicate.at
        if region and region.negated and region.act in _NARRATIVE:
            return "possible"
        if act in {"deny", "accuse"}:
            return "possible" if self.stands_before(at, "possibility") or self._is_aim(predicate) else "actual"
        if act == "report" and region and region.narrow and region.cue >= 0 and region.speaker_chunk < 0:
            cue = self.row.predicates.get(region.cue)
            if cue is not None and cue.form.shape == "noun":
                return "possible"  # «مزاعم ارتكاب …», «أنباء عن …»: nobody answers for it
        conditional = self.under_condition(at)
        if conditional == "in":
            return "conditional"
        future = self.is_future(predicate) or self._is_expected(predicate, region) or self._is_purpose(predicate)
        if act == "threaten":
            return "conditional" if self.has_condition(region) else "future"
        if act in ("demand", "pledge", "reject"):
            return "future"
        if act == "warn":
            return "possible"
        if future or self._is_provided(predicate):
            return "conditional" if conditional == "after" else "future"
        if self.stands_before(at, "possibility") or (region and self.stands_before(region.cue, "possibility")):
            return "possible"
        if self._is_aim(predicate) or self._is_whichever(predicate):
            return "possible"
        verb = next((v for v in self._aspects(at) if v.status), None)
        if verb and verb.status:
            return verb.status
        fellow = self._fellow_noun(predicate)
        return self.status(fellow, region, act) if fellow else "actual"

    def _fellow_noun(self, predicate: Predicate) -> Predicate | None:
        """Give the event noun to which an "and" joins this one: «سيتم وقف القصف وإطلاق سراح الأسرى» is all to come."""
        at = predicate.at
        if predicate.is_verb or not self.row.joined_noun(at):
            return None
        for index in range(at - 1, max(-1, at - _LIST_REACH), -1):
            chunk = self.chunks[index]
            before = self.row.predicates.get(index)
            if before is not None and isinstance(before.entry, EventEntry) and not before.is_verb:
                return before
            if self.row.finite[index] or chunk.kind in ("cue", "mark") or chunk.little in ("relative", "turn", "result"):
                return None
        return None

    def _is_expected(self, predicate: Predicate, region: Region | None) -> bool:
        """Whether a cue brings what is to come: as a verbal noun, or as a verb in the present («توقع أن يساند المجلس …»)."""
        if region is None or region.entry is None or not region.entry.future:
            return False
        return region.narrow or (predicate.is_verb and predicate.form.shape == "present")

    def _is_purpose(self, predicate: Predicate) -> bool:
        """Whether peace is only what something is for: «محادثات لوقف القتال»; but «خرق لوقف إطلاق النار» tells of the truce."""
        at = predicate.at
        chunk = self.chunks[at]
        if predicate.is_verb or predicate.entry.type not in _PEACE or chunk.proclitic.article or not at:
            return False
        if chunk.proclitic.preposition not in self.grammar.owning or self.is_negated(predicate):
            return False
        before = self.row.predicates.get(at - 1)
        kept = before is not None and isinstance(before.entry, EventEntry) and before.entry.type in _KEPT
        return not kept and self.chunks[at - 1].value not in self.grammar.owing and self.chunks[at - 1].kind not in ("verb", "cue")

    def _is_aim(self, predicate: Predicate) -> bool:
        """Whether an event is only what another was done for: «بهدف السيطرة على المدينة»."""
        return not predicate.is_verb and self.row.led_by(predicate.at, self.grammar.aims)

    def _is_whichever(self, predicate: Predicate) -> bool:
        """Whether no certain deed is meant: «أي هجوم على القرم سيقابل برد»; but «لم تشن أي هجوم» says that there was none."""
        at = predicate.at
        if not at or predicate.is_verb or self.chunks[at - 1].value not in self.grammar.whichever:
            return False
        return not self.is_negated(predicate)

    def _is_provided(self, predicate: Predicate) -> bool:
        """Whether the text of an agreement provides for an event: «ينص الاتفاق على انسحاب …»; then it is still to come."""
        if predicate.is_verb or predicate.form.shape != "noun" or predicate.entry.type == "agree":
            return False
        for index in range(predicate.at - 1, max(-1, predicate.at - 9), -1):
            chunk = self.chunks[index]
            word = self.sentence.words[chunk.first].form.removeprefix(chunk.proclitic.form)
            if chunk.kind in ("verb", "word", "cue") and word in self.grammar.provides:
                return True
            agreed = self.row.predicates.get(index)
            if (
                agreed is not None
                and getattr(agreed.entry, "type", "") == "agree"
                and self.chunks[predicate.at].governor in self.grammar.onto
            ):
                # «وافقت على سحب قواتها», «الاتفاق على انسحاب …»
                return True
            if chunk.kind in ("mark", "cue") or self.row.finite[index]:
                return False
        return False

    def _aspects(self, at: int) -> list[VerbEntry]:
        """Give the verbs of aspect on which an event word hangs in its clause: «كادت القوات تسيطر», «تنوي استئناف المحادثات»."""
        found = []
        floor = max(self.row.left_edge(at), at - 7)
        for index in range(at - 1, floor - 1, -1):
            verb = self.chunks[index].verb
            if verb and verb.kind == "aspect" and not (self.row.finite[at] and self.chunks[at].joins):
                found.append(verb)
            elif self.chunks[index].kind in ("event", "cue", "mark"):
                break
        return found

    def is_future(self, predicate: Predicate) -> bool:
        """Tell whether an event lies ahead of the one who tells it."""
        at = predicate.at
        chunk = self.chunks[at]
        if chunk.proclitic.future or any(option.proclitic.future for option in chunk.options):
            return True
        if self.stands_before(at, "future") or self.stands_before(at, "negation future"):
            return True
        before = self.chunks[at - 1] if at else None
        if before is not None and before.value in self.grammar.never:
            return True
        if predicate.form.shape != "past" and self._under_agreement(at):
            return True
        carrier = self.participants.frame(predicate).carrier
        return (
            carrier is not None
            and carrier < at
            and (self.chunks[carrier].proclitic.future or self.stands_before(carrier, "future"))
        )

    def _under_agreement(self, at: int) -> bool:
        """Whether an event is what an agreement just named provides for: «اتفاقا تنسحب بموجبه القوات»."""
        near = self.chunks[max(0, at - 3) : at + 3]
        return any(self.sentence.words[chunk.first].form in self.grammar.under_it for chunk in near)

    def stands_before(self, at: int, little: str) -> bool:
        """Whether a little word of a kind stands before a predicate in its own clause."""
        if little not in self.row.littles:
            return False
        for index in range(at - 1, max(-1, at - 6), -1):
            chunk = self.chunks[index]
            if chunk.little == little:
                return True
            if chunk.kind in ("mark", "event", "cue") or chunk.little in ("relative", "turn", "result"):
                return False
        return False

    def under_condition(self, at: int) -> str:
        """Say whether an event stands in the condition ("in"), before or after one in its region ("after"), or under none."""
        if "condition" not in self.row.littles:
            return ""
        for index in range(at - 1, -1, -1):
            chunk = self.chunks[index]
            if chunk.little == "condition":
                return "in"
            if chunk.kind == "cue" and index and self.chunks[index - 1].little == "condition":
                # «إذا قررت انتهاكه»: what somebody might decide is supposed too.
                return "in"
            if is_hard_mark(chunk) or is_soft_mark(chunk) or chunk.kind == "cue" or chunk.little == "turn":
                break
            if self.row.finite[index] and chunk.kind == "event":
                break
        for index in range(at + 1, len(self.chunks)):
            if self.chunks[index].little == "condition":
                return "after"
            if is_hard_mark(self.chunks[index]) or self.chunks[index].kind == "cue":
                break
        return ""

    def asks_for(self, at: int) -> bool:
        """Whether the condition of an event is one that asks for it: «ما لم تنسحب»."""
        for index in range(at - 1, max(-1, at - 5), -1):
            if self.chunks[index].little == "condition":
                return self.chunks[index].value in self.grammar.unless
        return False

    def is_duty(self, at: int) -> bool:
        """Whether a clause lays a duty on somebody who need not be known: «إن على الجميع العمل على وقف الحرب»."""
        for index in range(at - 1, max(-1, at - _REACH_OF_DUTY), -1):
            chunk = self.chunks[index]
            if chunk.little == "complementizer":
                following = self.chunks[index + 1]
                return index + 2 < at and following.value in self.grammar.onto and following.little.startswith("preposition")
            listed = is_soft_mark(chunk) and (self.chunks[index + 1].joins or self.chunks[index + 1].little == "because")
            if chunk.kind == "cue" or self.row.finite[index] or (chunk.kind == "mark" and not listed):
                return False
        return False

    def has_condition(self, region: Region | None) -> bool:
        """Tell whether a condition stands anywhere in what somebody says."""
        start = region.cue if region else 0
        return any(chunk.little == "condition" for chunk in self.chunks[start:])
