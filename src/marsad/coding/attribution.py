"""Attribution: who says what.

Each cue opens a region of the sentence in which its speaker speaks; the innermost region of an event decides.

The speaker of "he added" comes from the sentence before; words in the outlet's own voice lie in no region.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.agreement import agrees
from marsad.coding.impersonal import accuses_somebody_else, is_considered
from marsad.coding.parts import Frame, Part
from marsad.coding.predicates import Predicate, is_hard_mark, is_soft_mark
from marsad.coding.speakers import Region, Speakers
from marsad.model import Act, Actor
from marsad.pack.entries import CueEntry
from marsad.reading.chunks import UNKNOWN

_STATE_KINDS = frozenset({"country", "capital", "palace"})
_SPEAKING = "GOV"
_TELLING = frozenset({"state", "report"})
_SPOKEN_BESIDE = frozenset({"demand", "state", "accuse", "warn"})


class Attribution(Speakers):
    """Finds the regions of one sentence."""

    def find(self) -> None:
        """Fill `regions` with cues that bring a content and `empty` with those that bring none."""
        self._headline_colon()
        self._go_on_quoting()
        for predicate in sorted(self.row.cues(), key=lambda p: p.at):
            region = self._region(predicate)
            if region is None:
                continue
            outer = next((one for one in reversed(self.regions) if one.transmitters and one.speakers == region.speakers), None)
            if outer is not None and not region.transmitters:
                # «نقلت الوكالة عن الوزير قوله إن»: the agency passes on what "his saying" brings, too.
                region = region._replace(transmitters=outer.transmitters)
            region = self._denied(region, predicate)
            if region.start < region.end:
                self.regions.append(region)
            else:
                self.empty.append(region)
            self._remember(predicate, region)
        if self._spoke:
            self.last.actors = self._spoke
        self._remember_quotation()

    def _go_on_quoting(self) -> None:
        """A sentence in a quotation that one before it opened is said by the same speaker."""
        if not (self.last.quoted and self.last.quoting):
            return
        inside = sum(1 for chunk in self.chunks if chunk.first < self.last.quoted)
        self.regions.append(Region(0, inside, -1, "state", self.last.quoting, -1, "open-quotation", quoted=True))
        self._spoke = self.last.quoting

    def _remember_quotation(self) -> None:
        """Keep who speaks where the sentence ends in a quotation."""
        marks = [at for at, chunk in enumerate(self.chunks) if chunk.kind == "quote"]
        if not marks and self.last.quoted:
            return
        said = self.of(len(self.chunks) - 1) if len(marks) % 2 == 1 else None
        self.last.quoting = said.speakers if said is not None and said.start > marks[-1] - 3 else ()

    def _remember(self, predicate: Predicate, region: Region) -> None:
        """Keep who has spoken: somebody of whose words only a noun or a relative clause tells in passing does not speak on.

        «الهدنة التي أعلنتها موسكو», «ردا على اتهامات كييف»: in both the one who has spoken before goes on.
        """
        if not region.speakers:
            return
        noun = predicate.form.shape == "noun" and not predicate.option.enclitic
        relative = self.row.relative_before(predicate.at) is not None or self._points_at_content(predicate)
        if not (relative and (self._spoke or self._named)):
            self._named, self._named_at = region.speakers, region.speaker_chunk
        governor = self.chunks[predicate.at].governor
        passing = relative or noun
        if not (passing and self._spoke) and not relative and not (noun and governor and governor not in self.grammar.place):
            self._spoke, self._spoke_at = region.speakers, region.speaker_chunk

    def _denied(self, region: Region, predicate: Predicate) -> Region:
        """«نفت موسكو أنباء عن …», «رفضت أنقرة اتهامات بـ…»: who denies a report or a charge denies what it says."""
        if predicate.form.shape != "noun" or region.start >= region.end:
            return region
        before = sorted((*self.empty, *self.regions), key=lambda one: one.cue)
        denial = next((one for one in reversed(before) if region.cue - 8 < one.cue < region.cue), None)
        if denial is None or any(self.row.finite[index] for index in range(denial.cue + 1, region.cue)):
            return region
        if denial.act != "deny" and not (denial.act == "reject" and region.act in ("accuse", "pledge", "demand")):
            return region
        for found in (self.empty, self.regions):
            if denial in found:
                found.remove(denial)
        act: Act = "reject" if denial.act == "reject" and region.act != "accuse" else "deny"
        return denial._replace(act=act, start=region.start, end=region.end, narrow=region.narrow, quoted=region.quoted, party=())

    def of(self, at: int) -> Region | None:
        """Give the innermost region of a chunk."""
        inside = [region for region in self.regions if region.covers(at) and region.cue != at]
        return min(inside, key=lambda region: (region.end - region.start, -region.cue)) if inside else None

    # ── headlines ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _headline_colon(self) -> None:
        """«موسكو: …»: who stands before the first colon speaks."""
        if self.row.sentence.kind != "headline":
            return
        for at, chunk in enumerate(self.chunks[:5]):
            if chunk.kind == "mark" and chunk.value == ":" and at:
                before = [(i, c) for i, c in enumerate(self.chunks[:at]) if c.kind == "actor"]
                if (
                    len(before) == 1
                    and before[0][1].actor
                    and before[0][0] == at - 1
                    and before[0][1].actor.kind != "adjective"
                    and not any(c.kind in ("event", "cue", "verb") for c in self.chunks[:at])
                ):
                    index, subject = before[0]
                    if subject.actor and (subject.actor.kind not in _STATE_KINDS or self._somebody_else_acts(at)):
                        speakers = self._speaking(subject)
                        self.regions.append(Region(at + 1, len(self.chunks), index, "state", speakers, index, "headline-colon"))
                        self._spoke = speakers
                return

    def _somebody_else_acts(self, at: int) -> bool:
        """Tell a speaker from a scene: «موسكو: تركيا لم تلتزم» speaks, «اليمن: هدوء في الشمال» says where.

        What speaks is a capital, or "we" do something after it.
        """
        subject = self.chunks[at - 1]
        if subject.actor and subject.actor.kind in ("capital", "palace"):
            return True
        return any(
            self.row.finite[i] and any(o.form.person in ("1p", "1s") for o in c.options) for i, c in enumerate(self.chunks[at:], at)
        )

    # ── one cue ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _region(self, predicate: Predicate) -> Region | None:
        """Read one cue: who speaks, to or against whom, and where what is said begins and ends."""
        entry: CueEntry = predicate.entry
        at = predicate.at
        if entry.speaker == "after":
            return self._according_to(predicate)
        frame = self.participants.frame(predicate)
        if self._is_accused(predicate):
            # «التنظيم المتهم بالوقوف خلف الهجوم», «رجل أعمال متهم بـ…»
            accused = self.participants.part(at - 1) if at and self.chunks[at - 1].kind == "actor" else None
            return self._passive(predicate, [accused] if accused else [])
        if (
            predicate.form.shape == "participle"
            and self.chunks[at].proclitic.article
            and all(part.chunk != at - 1 for part in frame.agents)
        ):
            # «حرية المعتقد»: with its article it describes somebody before it or says nothing.
            return None
        if predicate.passive:
            # «تُتهم القوات بـ…»: the subject is the one blamed, who speaks is not told.
            return self._passive(predicate, list(frame.targets))
        if self._is_supposed(predicate):
            return None
        if is_considered(self.row, predicate):
            return self._passive(predicate, [])
        if self._is_said_of(predicate, frame):
            # «الشبكة التي يلقى باللوم عليها»: who blames is not told.
            return self._passive(predicate, [])
        said_by, party = self._speakers_and_party(predicate, frame)
        if not said_by and predicate.is_verb:
            said_by = self._subject_behind_object(at)
        if self._points_back(predicate):
            # «الجماعة التي تقول واشنطن إنها …»: of whom it is said does not say it.
            said_by, party = [part for part in [self._subject_right_after(at)] if part], []
            found = self.row.antecedent(at - 1)
            spoken_of = self.participants.part(found) if found is not None and self.chunks[found].kind == "actor" else None
            about = (spoken_of,) if spoken_of else ()
            if not said_by:
                speakers = self._spoke or (Actor(UNKNOWN, "UNK"),)
                return self._bounded(predicate, [], Region(at, at, at, entry.act, speakers, -1, entry.id, entry, about=about))
        else:
            about = ()
        doing = self._doing_before(predicate) if self._needs_accused(predicate, said_by, party) and not self._spoke else []
        if doing:
            # «اعتقلت القوات عشرة مدنيين، واتهمت الجيش بـ…»: who has done something goes on to accuse.
            said_by, party = doing, said_by
        if self._needs_accused(predicate, said_by, party) and not self._spoke:
            # «اتُهمت القوات بـ…»: to accuse needs somebody accused; with one name the verb is passive.
            return self._passive(predicate, said_by)
        through = self._through(predicate, said_by) if entry.speaker_by else None
        if through:
            return through
        speakers, speaker_chunk = self._spoken_by(said_by)
        if self._needs_accused(predicate, said_by, party):
            # «… كما تتهم طهران بـ…»: who has spoken accuses the one named after the verb.
            party, said_by, speakers, speaker_chunk = said_by, [], self._spoke, -1
        speakers = speakers or self._unnamed(predicate, party)
        if not predicate.is_verb and not said_by and entry.act == "accuse" and _is_of(speakers, party):
            # «يواجه الرئيس انتقادات»: nobody finds fault with themselves; who does is not told.
            speakers, speaker_chunk = (Actor(UNKNOWN, "UNK"),), -1
        if not speakers and (predicate.form.shape == "noun" or self._subject_unknown(predicate)):
            return None
        if predicate.form.shape == "noun" and speakers:
            self.last.by_cue = {**(self.last.by_cue or {}), entry.id: speakers}
        self._announce(predicate, said_by)
        region = Region(at, at, at, entry.act, speakers, speaker_chunk, entry.id, entry, tuple(party))
        return self._bounded(predicate, said_by, region._replace(negated=self._negated(at), about=about))

    def _is_accused(self, predicate: Predicate) -> bool:
        """Whether a participle that takes an object has none: then who it describes is the one accused."""
        entry: CueEntry = predicate.entry
        if predicate.form.shape != "participle" or entry.act != "accuse" or "object" not in entry.party:
            return False
        following = self.chunks[predicate.at + 1] if predicate.at + 1 < len(self.chunks) else None
        has_object = (
            following is not None and not following.governor and following.kind in ("actor", "word", "quote", "event", "number")
        )
        before = self.chunks[predicate.at - 1] if predicate.at else None
        described = self.chunks[predicate.at].proclitic.article or (before is not None and before.kind in ("actor", "word"))
        return described and not has_object and not self.chunks[predicate.at].enclitic

    def _is_said_of(self, predicate: Predicate, frame: Frame) -> bool:
        """Whether the verb of a relative clause does not go with who the clause is about, and names nobody."""
        relative = self.row.relative_before(predicate.at) if predicate.is_verb and predicate.entry.act == "accuse" else None
        found = self.row.antecedent(relative) if relative is not None and not frame.agents else None
        if found is None or self.chunks[found].kind != "actor" or predicate.option.enclitic:
            return False
        return not agrees(self.row, found, predicate.form.person, self.grammar)

    def _points_back(self, predicate: Predicate) -> bool:
        """Whether a relative clause says of its antecedent what somebody else says: «التي تقول إنها …»."""
        at = predicate.at
        if not predicate.is_verb or not at or self.chunks[at - 1].little != "relative":
            return False
        following = next((c for c in self.chunks[at + 1 : at + 5] if c.little == "complementizer" or c.kind == "mark"), None)
        return following is not None and bool(following.enclitic)

    def _subject_right_after(self, at: int) -> Part | None:
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        return self.participants.part(at + 1) if following is not None and following.kind == "actor" else None

    def _speakers_and_party(self, predicate: Predicate, frame: Frame) -> tuple[list[Part], list[Part]]:
        """Tell apart who speaks and who is blamed or addressed."""
        entry: CueEntry = predicate.entry
        at, form = predicate.at, predicate.form
        party = self._party(predicate, frame)
        said_by = list(frame.agents)
        if form.shape == "noun" and entry.act == "accuse" and said_by and not party:
            alone = form.person.startswith("s") and self.content.is_brought(at, entry)
            if alone or (self._spoke and self.chunks[at].joins):
                # «اتهام قوات النظام بخرق الهدنة», «تهديد أنقرة واتهام موسكو»: of the verbal noun the genitive is the one accused.
                return [], said_by
        if form.shape == "word" and not said_by and entry.act == "accuse":
            # «اعتقلت السلطات مسلحين بتهمة …»: the doer of the main verb accuses the one who bore it.
            main = next((p for p in reversed(list(self.row.events())) if p.at < at and p.is_verb), None)
            if main:
                charged = self.participants.frame(main)
                return list(charged.agents) or self._doing_before(main), list(charged.targets)
        return said_by, party

    def _needs_accused(self, predicate: Predicate, said_by: Sequence[Part], party: Sequence[Part]) -> bool:
        """Whether an accusing verb has names after it but nobody accused."""
        entry: CueEntry = predicate.entry
        if (
            entry.act != "accuse"
            or not predicate.is_verb
            or party
            or not said_by
            or any(part.chunk <= predicate.at for part in said_by)
            or predicate.option.enclitic  # «فلان الذي تتهمه واشنطن بـ…»: the pronoun is who is accused
        ):
            return False
        if accuses_somebody_else(self.row, said_by[-1].chunk, self.content.party_edge(predicate.at)):
            return False
        named = bool(self._spoke) or ("object" in entry.party and len(said_by) == 1)
        brought = any(self._opens_content(index, entry) for index in range(predicate.at + 1, self.content.party_edge(predicate.at)))
        return named and (brought or self.content.is_brought(predicate.at, entry))

    def _announce(self, predicate: Predicate, said_by: Sequence[Part]) -> None:
        """An announcement told in passing belongs to whoever utters the sentence; who announced it is its doer."""
        told = self._told_before(predicate)
        if told is not None and said_by:
            announced = self.participants.frame(self.row.predicates[told])
            if not announced.agents:
                announced.agents.extend(said_by)

    def _bounded(self, predicate: Predicate, said_by: Sequence[Part], region: Region) -> Region:
        """Give the region with the content that the cue brings; where it brings none the region stays empty."""
        at = predicate.at
        if self._points_at_content(predicate):
            # Told in passing: no claim, also where the act without a content would be one.
            return region._replace(entry=None)
        after = max([at, *(part.chunk for part in said_by if part.chunk > at)], default=at)
        start, quoted, narrow = self.content.find(predicate, after, region.party)
        if start is not None:
            end = self.content.wide_end(start, quoted) if quoted or not narrow else self.content.narrow_end(start)
            if quoted and self.chunks[start - 1].governor:
                end = self.content.past_quotation(end, listed=narrow and region.act not in _TELLING)
            return region._replace(start=start, end=end, narrow=narrow, quoted=quoted)
        backward = self.content.before_verb(predicate, said_by)
        if backward is not None:
            return region._replace(start=backward, quoted=self.content.quoted_whole(at))
        spoken = predicate.is_verb and region.speakers and not region.negated and self.row.relative_before(at) is None
        if spoken and region.act in _SPOKEN_BESIDE:
            # What is only mentioned beside the act («تطالب بتحقيق حول انتهاك …») is still what the speaker says.
            # When and where the act was («خلال لقائه السفير») the outlet tells.
            start = self._past_occasion(after + 1)
            end = self.content.narrow_end(after)
            self.regions.append(region._replace(start=start, end=end, act="state", entry=None, party=(), negated=False))
        return region

    def _past_occasion(self, start: int) -> int:
        """Give where what is mentioned beside an act begins, after the occasion of it: «طالب خلال لقائه السفير …»."""
        at = next((index for index in range(start, len(self.chunks)) if self.chunks[index].kind == "event"), None)
        if at is None or self.chunks[at].governor not in self.grammar.occasions:
            return start
        frame = self.participants.frame(self.row.predicates[at])
        return max(at, *(part.chunk for part in (*frame.agents, *frame.targets)), start) + 1

    def _passive(self, predicate: Predicate, party: list[Part]) -> Region | None:
        entry: CueEntry = predicate.entry
        start, quoted, narrow = self.content.find(predicate, predicate.at, party)
        if start is None:
            return None
        end = self.content.wide_end(start, quoted) if quoted or not narrow else self.content.narrow_end(start)
        return Region(
            start, end, predicate.at, entry.act, (Actor(UNKNOWN, "UNK"),), -1, entry.id, entry, tuple(party), narrow, quoted
        )

    def _negated(self, at: int) -> bool:
        before = self.chunks[at - 1] if at else None
        if before is not None and before.little.startswith("negation"):
            return True
        predicate = self.row.predicates.get(at)
        if predicate is not None and predicate.is_verb:
            # «دون أن تتبنى»
            return at > 1 and self.chunks[at - 1].little == "complementizer" and self.chunks[at - 2].little == "negation nominal"
        if at > 1 and self.row.finite[at - 1] and self.chunks[at - 2].little.startswith("negation"):
            # «لم ترد تقارير»
            return True
        for index in range(at - 1, max(-1, at - 6), -1):
            # «ليس لدى تركيا نية», «لا توجد خطط»
            chunk = self.chunks[index]
            if chunk.little in ("negation nominal", "negation absence"):
                return True
            if chunk.kind not in ("word", "actor") and not chunk.little.startswith("preposition"):
                return False
        return False

    def _according_to(self, predicate: Predicate) -> Region | None:
        """«بحسب X»: at the head of a sentence it covers what follows, elsewhere what stands before it."""
        entry: CueEntry = predicate.entry
        at = predicate.at
        speakers: tuple[Actor, ...] = ()
        speaker_chunk = -1
        following = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        if following is not None and (following.kind == "verb" or following.little == "possibility"):
            # «على ما يبدو» names nobody.
            return None
        for index in range(at + 1, min(at + 8, len(self.chunks))):
            chunk = self.chunks[index]
            if chunk.kind == "actor":
                if index > at + 1 and chunk.actor and chunk.actor.kind in _STATE_KINDS:
                    # «طبقاً لما تنص عليه معاهدة لشبونة»: a town or country further on names what is followed, it does not speak.
                    break
                speakers, speaker_chunk = self._speaking(chunk), index
                break
            if is_soft_mark(chunk) or is_hard_mark(chunk):
                break
        if not speakers:
            speakers = self.last.actors if any(self.chunks[i].enclitic for i in range(at, min(at + 2, len(self.chunks)))) else ()
            if not speakers:
                return None
        if at <= 2:
            start = speaker_chunk + 1 if speaker_chunk >= 0 else at + 1
            return Region(start, len(self.chunks), at, entry.act, speakers, speaker_chunk, entry.id, entry)
        start = 0
        for index in range(at - 1, -1, -1):
            if self.chunks[index].little == "turn":
                start = index + 1
                break
        return Region(start, at, at, entry.act, speakers, speaker_chunk, entry.id, entry)

    def _through(self, predicate: Predicate, said_by: Sequence[Part]) -> Region | None:
        """«نقلت وكالة X عن Y»: Y speaks, X transmits."""
        entry: CueEntry = predicate.entry
        at = predicate.at
        brought = False
        for index in range(at + 1, min(at + 9, len(self.chunks))):
            chunk = self.chunks[index]
            brought = brought or chunk.value in entry.speaker_by or chunk.governor in entry.speaker_by
            if chunk.kind == "actor" and brought:
                start, quoted = self.content.speech_start(predicate, index)
                end = self.content.wide_end(start, quoted) if start < len(self.chunks) else start
                transmitters, _ = self._spoken_by(said_by)
                return Region(
                    start, end, at, entry.act, self._speaking(chunk), index, entry.id, entry,
                    quoted=quoted, negated=self._negated(at), transmitters=transmitters,
                )  # fmt: skip
            if chunk.kind == "cue" or chunk.little == "complementizer":
                return None
        return None


def _is_of(speakers: Sequence[Actor], party: Sequence[Part]) -> bool:
    """Whether all who speak are among those who are spoken of."""
    spoken_of = {actor for part in party for actor in part.actors}
    return bool(speakers) and all(actor in spoken_of for actor in speakers)
