"""Saying: who says what, where the speaker stands before the verb of saying, or after it behind a quotation."""

from __future__ import annotations

from marsad.coding.attribution import Attribution
from marsad.coding.ordered.clauses import PRONOUN, OrderedParticipants, Subject
from marsad.coding.ordered.groups import OrderedRow
from marsad.coding.parts import Part
from marsad.coding.predicates import Predicate, is_hard_mark, is_soft_mark
from marsad.coding.speakers import Region
from marsad.model import Actor
from marsad.pack.entries import CueEntry
from marsad.reading.chunks import UNKNOWN

_WIDE = frozenset({"state", "report"})
_NOBODY = (Actor(UNKNOWN, "UNK"),)
_APART = frozenset({"complementizer", "relative", "turn", "condition"})
# How far after a cue the word may stand that brings its content.
_REACH = 12
_BRINGING = frozenset({"preposition to", "adverb", "negation verbal", "auxiliary be", "auxiliary have", "pronoun"})


class OrderedAttribution(Attribution):
    """Finds the regions of one sentence by the order of words."""

    row: OrderedRow
    participants: OrderedParticipants

    def _region(self, predicate: Predicate) -> Region | None:
        """Read one cue: who speaks, to or against whom, and where what is said begins and ends."""
        entry: CueEntry = predicate.entry
        at = predicate.at
        if entry.speaker == "after":
            return self._according_to(predicate)
        if predicate.form.shape in ("noun", "word") and not predicate.is_verb:
            return self._of_noun(predicate)
        if predicate.passive:
            return self._of_passive(predicate)
        subject, behind = self._speaker(predicate)
        speakers, chunk = self._named_by(subject, predicate)
        if not speakers:
            return None
        party = self._whom(predicate, behind)
        region = Region(at, at, at, entry.act, speakers, chunk, entry.id, entry, tuple(party))
        group = self.row.groups.get(at)
        region = region._replace(negated=bool(group and group.negated))
        return self._with_content(predicate, region, subject, behind=behind)

    # ── who speaks ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _speaker(self, predicate: Predicate) -> tuple[Subject, bool]:
        """Give who speaks: before the verb, or right after it behind a quotation or comma («…», said the minister)."""
        at = predicate.at
        group = self.row.groups.get(at)
        first = group.first if group else at
        before = self.chunks[first - 1] if first else None
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        opens = before is None or before.kind == "quote" or is_soft_mark(before)
        if opens and following is not None and following.kind in ("actor", "word") and not following.governor and first:
            subject = (
                Subject("actor", at + 1, self.participants.part(at + 1)) if following.kind == "actor" else self._stranger(at + 1)
            )
            return subject, True
        if predicate.is_verb:
            return self.participants.subject(at), False
        if self._spoke:
            # «the minister told reporters, adding that …»
            return Subject(PRONOUN, -1), False
        verb = self.participants.verb_before(at)
        if verb is not None and self.chunks[verb].kind != "cue":
            return self.participants.subject(verb), False
        if before is not None and before.kind == "actor":
            return Subject("actor", first - 1, self.participants.part(first - 1)), False
        return Subject(PRONOUN, -1), False

    def _stranger(self, at: int) -> Subject:
        """Give the title that stands beside a name which nothing knows: «said John Doe, a spokesman for the army»."""
        for index in range(at, min(len(self.chunks), at + 6)):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and not chunk.governor:
                return Subject("actor", index, self.participants.part(index))
            if chunk.kind != "word" and not is_soft_mark(chunk):
                break
        return Subject("word", at)

    def _named_by(self, subject: Subject, predicate: Predicate) -> tuple[tuple[Actor, ...], int]:
        """Give the speakers that a subject names: a pronoun is who spoke last, a thing that nothing knows is nobody."""
        if subject.part is not None:
            parts = [subject.part] if subject.chunk > predicate.at else self.participants.with_joined_before(subject.part)
            return self._spoken_by(parts)
        if subject.kind == PRONOUN:
            return (self._spoke or self.last.actors or _NOBODY), self._spoke_at if self._spoke else -1
        if subject.kind == "event":
            return (), -1
        if subject.kind in ("word", "place") or predicate.entry.act in ("report", "state"):
            return _NOBODY, -1
        return (self._spoke or _NOBODY), -1

    def _whom(self, predicate: Predicate, behind: bool) -> list[Part]:
        """Find who is blamed or addressed: the object, or whom the entry's own preposition brings."""
        entry: CueEntry = predicate.entry
        at = predicate.at
        if not entry.party or behind:
            return []
        edge = self._party_edge(at)
        if "object" in entry.party:
            found = self.participants._direct(at, edge)
            part = self.participants.part(found)
            if part is not None:
                return self.participants.with_joined(part, edge)
        by = entry.party - {"object"}
        return self.participants.governed(by, at + 1, edge) if by else []

    def _party_edge(self, at: int) -> int:
        for index in range(at + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if chunk.little in _APART or is_hard_mark(chunk) or chunk.kind in ("cue", "quote"):
                return index
            if self.row.finite[index]:
                return index
        return len(self.chunks)

    # ── what is said ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _with_content(self, predicate: Predicate, region: Region, subject: Subject, *, behind: bool) -> Region:
        at = predicate.at
        after = max([at, *(part.chunk for part in region.party), subject.chunk if behind else at])
        quotation = self._quotation_before(at if behind else min(subject.chunk, at)) if subject.chunk >= 0 else None
        if quotation is not None and region.act in _WIDE:
            return region._replace(start=quotation[0], end=quotation[1], quoted=True)
        start, narrow, quoted = self._content(predicate, after)
        if start is not None:
            bare = predicate.entry.future and not quoted and self.chunks[start - 1].little != "complementizer"
            narrow = narrow or (bare and self.chunks[start].kind == "event")
            end = self._narrow_end(start) if narrow else self._wide_end(start, quoted)
            return region._replace(start=start, end=end, narrow=narrow, quoted=quoted)
        back = self._said_before(predicate, subject, behind=behind)
        if back is not None:
            return region._replace(start=back[0], end=back[1], quoted=self.content.quoted_whole(back[1] + 1))
        return region

    def _quotation_before(self, at: int) -> tuple[int, int] | None:
        """Give the quotation that ends right before who speaks, past the words of the speaker's name and title."""
        index = at - 1
        while index > 0 and self.chunks[index].kind in ("word", "number") and not self.chunks[index].governor and at - index < 5:
            index -= 1
        if index > 0 and is_soft_mark(self.chunks[index]):
            index -= 1
        if index < 0 or self.chunks[index].kind != "quote" or self._opens(index):
            return None
        opening = next((i for i in range(index - 1, -1, -1) if self.chunks[i].kind == "quote"), -1)
        return (opening + 1, index) if index - opening > 1 else None

    def _content(self, predicate: Predicate, after: int) -> tuple[int | None, bool, bool]:
        """Give where the content begins after a cue, whether it reaches only so far, and whether it is quoted."""
        entry: CueEntry = predicate.entry
        wide = entry.act in _WIDE or entry.act in ("warn", "threaten", "deny", "admit", "accuse", "pledge")
        by = entry.content
        wide_only = entry.act in _WIDE
        for index in range(after + 1, min(len(self.chunks), after + _REACH)):
            chunk = self.chunks[index]
            value = chunk.value
            if chunk.kind == "mark" and value == ":":
                return index + 1, False, index + 1 < len(self.chunks) and self.chunks[index + 1].kind == "quote"
            told = any(self.row.finite[after + 1 : index])
            if chunk.kind == "quote" and not told and self._opens(index) and self._is_speech(index):
                return index + 1, False, True
            if chunk.little == "complementizer":
                return index + 1, not wide, False
            if chunk.little.startswith("preposition") and value in by and index - after < 5:
                return index + 1, True, False
            if is_hard_mark(chunk) or chunk.little in ("relative", "turn") or (chunk.kind == "event" and not wide_only):
                break
        if entry.act not in _WIDE:
            return (after + 1, True, False) if self._brings(after) else (None, False, False)
        if self._clause_follows(after) or self._tells_after(after):
            return after + 1, False, False
        return None, False, False

    def _brings(self, after: int) -> bool:
        """Whether a deed follows a cue right away: «denied shelling», «rejected a withdrawal», «threatened to attack»."""
        for chunk in self.chunks[after + 1 : after + 6]:
            if chunk.kind in ("event", "verb"):
                return True
            passed = chunk.kind in ("word", "actor", "number", "time", "quote") or chunk.little in _BRINGING
            if not passed:
                return False
        return False

    def _clause_follows(self, after: int) -> bool:
        """Whether a clause with a verb of its own follows, where the language leaves out "that"."""
        for index in range(after + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if self.row.finite[index]:
                subject = self.participants.subject(index)
                return subject.kind != "" and subject.chunk > after
            if chunk.kind == "mark" or chunk.little in _APART:
                return False
        return False

    def _tells_after(self, after: int) -> bool:
        """Whether anything that tells of an event follows what belongs to the speech itself."""
        for index in range(after + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if chunk.little in ("because", "turn", "condition", "relative"):
                return False
            predicate = self.row.predicates.get(index)
            if predicate is not None and chunk.kind == "event":
                governor = chunk.governor
                return not governor or predicate.is_verb or self.row.finite[index] or any(self.row.finite[index + 1 :])
            if self.row.finite[index] and chunk.kind == "verb":
                return True
            if is_hard_mark(chunk):
                return False
        return False

    def _said_before(self, predicate: Predicate, subject: Subject, *, behind: bool) -> tuple[int, int] | None:
        """«…, the minister said on Monday»: what stands before the speaker is what is said."""
        entry: CueEntry = predicate.entry
        if entry.act not in _WIDE or not predicate.is_verb or predicate.at < 2:
            return None
        group = self.row.groups.get(predicate.at)
        first = (group.first if group else predicate.at) if behind or subject.chunk < 0 else min(subject.chunk, predicate.at)
        parts = [subject.part] if subject.part is not None and not behind else []
        first = min([first, *(part.chunk for part in parts)])
        last = max((r.cue for r in (*self.regions, *self.empty) if r.cue < first), default=-1)
        whole = first > 0 and (is_soft_mark(self.chunks[first - 1]) or self.chunks[first - 1].kind == "quote")
        turned = (i + 1 for i in range(first - 1, last, -1) if self.chunks[i].little == "turn")
        start = last + 1 if whole else next(turned, last + 1)
        told = any(i in self.row.predicates and self.chunks[i].kind == "event" for i in range(start, first))
        return (start, first) if told else None

    def _opens(self, index: int) -> bool:
        return sum(1 for chunk in self.chunks[:index] if chunk.kind == "quote") % 2 == (1 if self.last.quoted else 0)

    def _is_speech(self, index: int) -> bool:
        for closing in range(index + 1, len(self.chunks)):
            if self.chunks[closing].kind == "quote":
                return self.chunks[closing].first - self.chunks[index].first > 3
        return True

    def _wide_end(self, start: int, quoted: bool) -> int:
        """Speech reaches to the end of the sentence, to words that turn away from the speaker, or to another who speaks."""
        closing = next((i for i in range(start, len(self.chunks)) if self.chunks[i].kind == "quote"), None) if quoted else None
        if closing is not None and not any(i in self.row.predicates for i in range(closing, len(self.chunks))):
            return closing
        for index in range(start + 1, len(self.chunks)):
            if self.chunks[index].little == "turn" and (closing is None or index > closing):
                return index
        return len(self.chunks)

    def _narrow_end(self, start: int) -> int:
        """What is blamed, asked or denied reaches to the next finite verb that an "and" joins, to a mark or to another cue."""
        for index in range(start + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if is_hard_mark(chunk) or chunk.little == "turn" or (chunk.kind == "cue" and index in self.row.predicates):
                return index
            group = self.row.groups.get(index)
            if self.row.finite[index] and not (group and group.infinitive) and chunk.joins:
                return index
        return len(self.chunks)

    # ── nouns and passives ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _of_noun(self, predicate: Predicate) -> Region | None:
        """«Russia's threat to attack», «accusations of bombing», «in a statement»: the noun's own speaker, or who has spoken."""
        entry: CueEntry = predicate.entry
        at = predicate.at
        frame = self.participants.frame(predicate)
        speakers, chunk = self._spoken_by(frame.agents)
        if not speakers and self.chunks[at].enclitic:
            speakers = self._spoke or self.last.actors
        if not speakers and self._spoke and self.chunks[at].governor:
            speakers = self._spoke
        start, _, quoted = self._content(predicate, at)
        if start is None or start > at + 4:
            return None
        if not speakers and entry.act != "accuse":
            # «in response to reports that …»: nobody is told who says so, and the outlet goes on.
            return None
        speakers = speakers or _NOBODY
        party = (
            self.participants.governed(entry.party - {"object"}, at + 1, self._party_edge(at)) if entry.party - {"object"} else []
        )
        end = self._narrow_end(start)
        return Region(start, end, at, entry.act, speakers, chunk, entry.id, entry, tuple(party), narrow=True, quoted=quoted)

    def _of_passive(self, predicate: Predicate) -> Region | None:
        """«The army was accused of bombing», «it is reported that …»: who says so stands after "by", or is not told."""
        entry: CueEntry = predicate.entry
        at = predicate.at
        frame = self.participants.frame(predicate)
        speakers, chunk = self._spoken_by(frame.agents)
        subject = self.participants.subject(at) if predicate.is_verb else Subject("", -1)
        party = [subject.part] if subject.part is not None else list(frame.targets)
        start, narrow, quoted = self._content(predicate, max([at, chunk]))
        if start is None:
            return None
        end = self._narrow_end(start) if narrow else self._wide_end(start, quoted)
        return Region(start, end, at, entry.act, speakers or _NOBODY, chunk, entry.id, entry, tuple(party), narrow, quoted)

    def _according_to(self, predicate: Predicate) -> Region | None:
        """«according to X»: at the head of a sentence it covers what follows, elsewhere what stands before it."""
        entry: CueEntry = predicate.entry
        at = predicate.at
        speakers: tuple[Actor, ...] = _NOBODY
        chunk = -1
        for index in range(at + 1, min(at + 8, len(self.chunks))):
            here = self.chunks[index]
            if here.kind == "actor":
                speakers, chunk = self._speaking(here), index
                break
            if here.little == "pronoun":
                speakers = self._spoke or self.last.actors or _NOBODY
                break
            if here.kind == "mark" or self.row.finite[index]:
                break
        if at <= 1:
            return Region(max(chunk, at) + 1, len(self.chunks), at, entry.act, speakers, chunk, entry.id, entry)
        return Region(self._clause_start(at), at, at, entry.act, speakers, chunk, entry.id, entry)

    def _clause_start(self, at: int) -> int:
        """Give where the clauses begin that "according to" covers: behind the last one that somebody else tells."""
        told = max((region.cue for region in (*self.regions, *self.empty) if region.cue < at), default=-1)
        return next((i + 1 for i in range(at - 1, told, -1) if told >= 0 and self.chunks[i].little == "turn"), 0)
