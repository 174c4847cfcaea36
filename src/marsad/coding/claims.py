"""Claims: an event under an act, with what the sentence says of its negation, its certainty, its place, its time and its dead."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from marsad.coding.attribution import Attribution, Region, Speaker
from marsad.coding.choose import Choice, Chooser, Side, find_choices
from marsad.coding.grammar import grammar_of
from marsad.coding.participants import Frame, Part, Participants, fighting
from marsad.coding.predicates import Predicate, Row, is_hard_mark, is_soft_mark
from marsad.coding.weigh import Weights, features_of
from marsad.model import OUTLET, Act, Actor, Claim, Document, Event, EventType, Evidence, Place, Status, When
from marsad.pack import Pack
from marsad.pack.entries import CueEntry, EventEntry, VerbEntry
from marsad.reading.chunks import UNKNOWN, Chunk, Sentence
from marsad.text import Span, check_quote

_DIRECTIVE: frozenset[str] = frozenset({"demand", "pledge", "threaten", "reject"})
_NARRATIVE: frozenset[str] = frozenset({"report", "state"})
_KILLED = frozenset({"killing", "killed", "death", "deaths"})
_WOUNDED = frozenset({"wounding", "wounded", "injury"})
_DISPLACED = frozenset({"displacement", "displaced"})


# Told of every event word with its features, for training and explaining.
Listener = Callable[[Sentence, Predicate, list[str]], None]
ChoiceListener = Callable[[Sentence, Predicate, Side, list[Choice]], None]


class Located(NamedTuple):
    """A place as the text writes it, with the gazetteer's entry where there is one."""

    span: Span
    place: Place | None


class Coder:
    """Codes the sentences of one document, in order."""

    def __init__(
        self, document: Document, pack: Pack, listen: Listener | None = None, home: str | None = None, listen_choice: ChoiceListener | None = None
    ) -> None:
        self.document = document
        self.pack = pack
        self.last = Speaker()
        self.weights = Weights(pack.weights, pack.weights["least"]) if pack.weights else None
        self.listen = listen
        self.listen_choice = listen_choice
        self.chooser = Chooser(pack.choices) if pack.choices else None
        self.home = home
        self.grammar = grammar_of(pack)

    def code(self, sentence: Sentence) -> Iterator[Claim]:
        """Give the claims of a sentence in the order of their triggers."""
        if not any(chunk.kind in ("event", "cue") for chunk in sentence.chunks):
            return
        yield from _SentenceCoder(self, sentence).claims()


class _SentenceCoder:
    def __init__(self, coder: Coder, sentence: Sentence) -> None:
        self.coder = coder
        self.sentence = sentence
        self.grammar = coder.grammar
        self.row = Row(sentence, self.grammar.auxiliaries)
        self.chunks = self.row.chunks
        self.participants = Participants(self.row, self.grammar)
        self.attribution = Attribution(self.row, self.participants, coder.last, self.grammar)
        self.attribution.find()
        self._fall_back()
        self.absorbed: set[int] = set()
        self.harmed: dict[int, Frame] = {}

    def _fall_back(self) -> None:
        """A word that is both a cue and an event («أشاد بـ») tells the event where no content follows it."""
        for region in list(self.attribution.empty):
            others = self.chunks[region.cue].others
            if others and region.start == region.end:
                option = others[0]
                self.row.predicates[region.cue] = Predicate(region.cue, option, option.form.entry, option.form.is_verb, option.form.passive)
                self.participants.forget(region.cue)
                self.attribution.empty.remove(region)
                self.attribution.regions = [one for one in self.attribution.regions if one.cue != region.cue]

    # ── the walk ────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def claims(self) -> Iterator[Claim]:
        events = sorted(self.row.events(), key=lambda p: p.at)
        self._join_results(events)
        with_content: set[int] = set()
        previous: Predicate | None = None
        for predicate in events:
            if predicate.at in self.absorbed:
                continue
            frame = self.participants.frame(predicate)
            region = self.attribution.of(predicate.at)
            if region and not region.quoted and frame.relative and region.start < predicate.at:
                # What a relative clause adds in passing is told by the outlet, not by the speaker.
                region = None
            if not self._keeps(predicate, frame, region):
                continue
            self._carry_subject(predicate, frame, previous, region)
            self._manner_of(predicate, frame, previous, region)
            if region and region.entry is not None:
                with_content.add(region.cue)
            yield from self._event_claims(predicate, frame, region)
            previous = predicate
        yield from self._topics(with_content)

    def _keeps(self, predicate: Predicate, frame: Frame, region: Region | None) -> bool:
        ruled = self._is_claim(predicate, frame, region)
        weights = self.coder.weights
        if self.coder.listen is not None:
            self.coder.listen(self.sentence, predicate, features_of(self.row, predicate, frame, region, ruled))
        if weights is None or predicate.is_verb or predicate.form.shape != "noun":
            return ruled
        return not self._told_already(predicate.at) and weights.keep(features_of(self.row, predicate, frame, region, ruled))

    # ── which predicates are claims ─────────────────────────────────────────────────────────────────────────────────────────

    def _is_claim(self, predicate: Predicate, frame: Frame, region: Region | None) -> bool:
        entry: EventEntry = predicate.entry
        if predicate.is_verb:
            return True
        if self._told_already(predicate.at):
            return False
        if predicate.form.shape in ("participle", "passive_participle"):
            return frame.expressed or (predicate.entry.type in ("comply", "retreat", "exit") and self._said_of_truce(predicate.at))
        if region and region.narrow and (region.start == predicate.at or self._listed(region, predicate.at)):
            return True
        if region and region.start == predicate.at:
            return True
        if frame.carrier is not None and not self._governed_away(predicate.at):
            return True
        if self.sentence.kind != "body" and self._opens(predicate.at):
            return True
        if entry.weak_noun or self._under_event(predicate.at):
            return False
        return frame.expressed

    def _said_of_truce(self, at: int) -> bool:
        """«لا تزال الهدنة صامدة»: what is said of a truce needs nobody who does it."""
        for index in range(at - 1, max(-1, at - 5), -1):
            predicate = self.row.predicates.get(index)
            if predicate:
                return isinstance(predicate.entry, EventEntry) and predicate.entry.weak_noun
            if self.chunks[index].kind == "mark":
                return False
        return False

    def _listed(self, region: Region, at: int) -> bool:
        """A verbal noun that an "and" adds to the first one of a content: «دعا إلى وقف القتال وفتح المعابر»."""
        governor = self.chunks[region.start].governor
        return self.row.joined_noun(at) or (bool(governor) and self.chunks[at].governor == governor)

    def _governed_away(self, at: int) -> bool:
        carrier = self.participants.frame(self.row.predicates[at]).carrier
        return carrier is not None and carrier < at and any(c.kind == "mark" for c in self.chunks[carrier:at])

    def _opens(self, at: int) -> bool:
        """Whether a noun is the first thing that a headline tells."""
        for index in range(at - 1, -1, -1):
            chunk = self.chunks[index]
            if chunk.kind in ("event", "cue", "verb") or chunk.little in ("complementizer", "relative"):
                return False
            if chunk.kind == "mark" and chunk.value in ":":
                return True
            if chunk.little.startswith("preposition"):
                return False
        return True

    def _told_already(self, at: int) -> bool:
        """Whether a noun is one of the further words of the event word before it: «حققت تقدماً» is one event."""
        mine = self.row.predicates[at]
        if self._object_of_event(at) or self._names_agreement(mine) or self._prevented(at) or self._is_topic_of_event(at):
            return True
        for index in range(at - 1, max(-1, at - 5), -1):
            predicate = self.row.predicates.get(index)
            chunk = self.chunks[at]
            if (
                predicate and isinstance(predicate.entry, EventEntry) and predicate.entry.type == mine.entry.type and not predicate.is_verb
                and not chunk.governor and not chunk.joins and all(c.kind in ("actor", "word", "number") for c in self.chunks[index + 1 : at])
            ):  # fmt: skip
                # «استقدام النظام تعزيزات»: the second noun is what the first is about.
                return True
            if predicate and predicate.form.tail and isinstance(predicate.entry, EventEntry):
                form = self.sentence.words[self.chunks[at].first].form
                return any(part.rstrip("*") in form for part in predicate.form.tail)
        return False

    def _is_topic_of_event(self, at: int) -> bool:
        """Whether a truce or an agreement is what the next event word is said of: «الهدنة صامدة», «الاتفاق خُرق»."""
        if not self.row.predicates[at].entry.weak_noun:
            return False
        for index in range(at + 1, min(at + 4, len(self.chunks))):
            predicate = self.row.predicates.get(index)
            if predicate:
                said = predicate.is_verb or predicate.form.shape != "noun"
                return isinstance(predicate.entry, EventEntry) and said and not self.chunks[index].joins and not self.row.relative_before(index)
            if self.chunks[index].kind not in ("word", "actor", "place", "time") and self.chunks[index].little not in ("still", "perfect", "negation verbal"):
                return False
        return False

    def _prevented(self, at: int) -> bool:
        """Whether a deed is only what somebody is kept from: «لمنع النظام من شن هجومه»."""
        away = self.grammar.away
        near = self.chunks[max(0, at - 3) : at + 1]
        if not any(chunk.governor in away for chunk in near):
            return False
        before = [p for p in self.row.events() if at - 9 < p.at < at]
        return bool(before) and before[-1].entry.type == "coerce" and not any(c.kind == "mark" for c in self.chunks[before[-1].at : at])

    def _names_agreement(self, predicate: Predicate) -> bool:
        """Whether words only name an agreement: «اتفاق سوتشي», «… لوقف إطلاق النار» after it."""
        if not predicate.entry.weak_noun:
            return False
        frame = self.participants.frame(predicate)
        following = self.chunks[predicate.at + 1] if predicate.at + 1 < len(self.chunks) else None
        if following is not None and following.kind == "place" and not following.governor and not frame.expressed:
            return True
        for index in range(predicate.at - 1, max(-1, predicate.at - 4), -1):
            before = self.row.predicates.get(index)
            if before:
                return isinstance(before.entry, EventEntry) and before.entry.weak_noun and not self.chunks[predicate.at].joins
            if self.chunks[index].kind not in ("actor", "place", "word"):
                return False
        return False

    def _object_of_event(self, at: int) -> bool:
        """Whether a noun completes the event verb before it («وقعت اتفاق سلام», «شارك في مشاورات»): the verb tells the event."""
        chunk = self.chunks[at]
        if chunk.joins or (chunk.governor and chunk.governor not in self.grammar.completing) or self.row.predicates[at].form.shape != "noun":
            return False
        mine = self.row.predicates[at].entry
        for index in range(at - 1, max(-1, at - 5), -1):
            before = self.chunks[index]
            predicate = self.row.predicates.get(index)
            if predicate:
                if not isinstance(predicate.entry, EventEntry) or predicate.entry.harm:
                    return False
                if not predicate.is_verb:
                    # «وقف القتال», «خرق الهدنة»: the second noun is what the first is about.
                    return (index == at - 1 and not chunk.governor and predicate.form.shape == "noun") or (bool(chunk.governor) and self._object_of_event(index))
                if predicate.entry.type == "assault":
                    return not chunk.governor or (chunk.governor in self.grammar.manner and mine.type == "assault")
                return True
            if before.kind not in ("actor", "word", "quote", "number") and not before.little.startswith("preposition"):
                return False
        return False

    def _under_event(self, at: int) -> bool:
        """Whether a noun is the object of an event verb («أوقف هجماته», «خرق اتفاق …»): then the verb tells the event."""
        if self.chunks[at].joins:
            return False
        for index in range(at - 1, max(-1, at - 6), -1):
            chunk = self.chunks[index]
            if chunk.kind == "event":
                return True
            if chunk.kind not in ("actor", "word", "quote", "verb") and not chunk.little.startswith("preposition"):
                return False
        return False

    # ── what belongs together ───────────────────────────────────────────────────────────────────────────────────────────────

    def _join_results(self, events: Sequence[Predicate]) -> None:
        """«هجوم … أسفر عن مقتل ثلاثة», «مقتل عشرة في قصف نفذته …»: what came of an attack, and the attack of which people died, are one claim."""
        for first, second in zip(events, events[1:], strict=False):
            one, two = first.entry, second.entry
            between = self.chunks[first.at + 1 : second.at]
            brings = any(c.little == "result" for c in between) or (self._result_verb_before(first.at) and bool(self.chunks[second.at].governor))
            if one.type == "assault" and two.harm and brings and first.at not in self.absorbed:
                self.absorbed.add(second.at)
                self.harmed.setdefault(first.at, self.participants.frame(second))
            elif one.harm and two.type == "assault" and not second.is_verb and self._brought_by(second.at, first.at):
                frame = self.participants.frame(second)
                if frame.agents:
                    self.absorbed.add(first.at)
                    self.harmed[second.at] = self.participants.frame(first)
                else:
                    self.absorbed.add(second.at)
            elif one.harm and two.harm and self.chunks[second.at].joins and second.at - first.at < 8:
                # «قتل ثلاثة وأصيب خمسة» are two facts of one event: the first carries the dead, the second is kept in its own claim.
                continue

    def _result_verb_before(self, at: int) -> bool:
        before = self.chunks[at - 1] if at else None
        return before is not None and self.sentence.words[before.first].form.removeprefix(before.proclitic.form) in self.grammar.result_verbs

    def _brought_by(self, at: int, since: int) -> bool:
        if any(is_hard_mark(c) or is_soft_mark(c) or c.little in ("complementizer", "turn") for c in self.chunks[since + 1 : at]):
            return False
        chunk = self.chunks[at]
        return bool(chunk.governor) or any(c.little.startswith("preposition") or c.little == "because" for c in self.chunks[max(since + 1, at - 3) : at])

    def _carry_subject(self, predicate: Predicate, frame: Frame, previous: Predicate | None, region: Region | None) -> None:
        """A verb that an "and" joins to the one before keeps its subject where it has none of its own."""
        if frame.agents or predicate.passive or previous is None or frame.own:
            return
        verb = predicate.at if predicate.is_verb else frame.carrier
        if verb is None or verb < previous.at or not self.row.joined(verb) or not (previous.is_verb or self.participants.frame(previous).carrier is not None):
            return
        if not predicate.is_verb and self.chunks[verb].verb and self.chunks[verb].verb.subject == "none":  # type: ignore[union-attr]
            return
        if self.attribution.of(previous.at) is not region:
            return
        before = self.participants.frame(previous)
        subject = before.targets if previous.passive else before.agents
        frame.agents.extend(subject)

    def _manner_of(self, predicate: Predicate, frame: Frame, previous: Predicate | None, region: Region | None) -> None:
        """«خرقت الهدنة بشن هجمات», «قتلوا جندياً في خرق للهدنة»: what somebody does by the deed before is done by the same."""
        if previous is None or frame.agents or predicate.is_verb or self.attribution.of(previous.at) is not region or predicate.entry.harm:
            return
        between = self.chunks[previous.at + 1 : predicate.at]
        if any(is_hard_mark(c) or c.little in ("complementizer", "turn", "relative") for c in between) or any(self.row.is_finite(previous.at + 1 + i) for i in range(len(between))):
            return
        chunk = self.chunks[predicate.at]
        light = next((c for c in reversed(between) if c.kind == "verb"), None)
        manner = chunk.governor in self.grammar.manner or (light is not None and light.governor in self.grammar.manner)
        breach = predicate.entry.type == "breach" and chunk.governor in self.grammar.place
        pronoun = bool(chunk.enclitic) and not predicate.form.tail
        if manner or breach or pronoun:
            frame.agents.extend(self.participants.frame(previous).agents)

    # ── one claim ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _event_claims(self, predicate: Predicate, frame: Frame, region: Region | None) -> Iterator[Claim]:
        entry: EventEntry = predicate.entry
        negated = self._negated(predicate)
        event_type: EventType = entry.type
        if negated and entry.negated:
            event_type, negated = entry.negated, False
        fought = event_type == "breach" and self._truce_named(predicate.at)
        if negated and self._is_duty_undone(predicate, region):
            event_type, negated = "breach", False
        agents = list(self._actors(frame.agents, event_type, region, as_target=False))
        targets = list(self._actors(frame.targets, event_type, region, as_target=True))
        if (frame.own or (frame.plural and region and self._first_in(region, frame.carrier or predicate.at))) and region and not agents:
            agents = [(actor, region.speaker_chunk) for actor in self._as_fighting(region.speakers, event_type)]
        if fought:
            agents = [(Actor(a.country, "MIL") if a.sector == "GOV" else a, at) for a, at in agents]
        agents, targets = self._default_participants(predicate, frame, region, agents, targets, event_type)
        if not agents and region and region.act == "accuse" and len(region.speakers) == 2:
            # «تبادل الطرفان الاتهامات»: each blames the other.
            agents = [(actor, -1) for actor in region.speakers]
        mutual = self._is_mutual(frame) and len(agents) == 2 and not targets
        averts = predicate.is_verb and (negated or self._unless(predicate.at)) and self._under_condition(predicate.at) == "in"
        if averts and not agents:
            agents = self._threatened(predicate, region, event_type)
        elif not (predicate.is_verb and self._under_condition(predicate.at) == "in"):
            agents, targets = self._choose(predicate, frame, region, agents, targets, event_type)
        if entry.harm and agents:
            # People killed with a doer told are an attack; «قتل» whose doer nobody tells is harm.
            event_type = "assault"
            agents = list(self._actors(frame.agents, event_type, region, as_target=False))
        harmed = self.harmed.get(predicate.at)
        if harmed and not targets:
            targets = list(self._actors(harmed.targets, event_type, region, as_target=True))
        duty = self._duty_bearer(predicate)
        if duty is not None and not agents:
            agents = list(self._actors([duty], event_type, region, as_target=False))
        act, source_list, rule_note = self._act(region, event_type, agents, targets, negated, entry.fault)
        status = self._status(predicate, region, act)
        act = self._own_future(act, status, region, agents, event_type, negated)
        if duty is not None and region is None:
            status = "future"
        if region and region.negated and region.act in ("pledge", "threaten"):
            negated, status = True, "future"
        if act == "state" and region and (duty is not None or self._before(predicate.at, "obligation")):
            act, status = "demand", "future"
        if act == "deny":
            negated = False
        threatens = act == "threaten" or bool(region and region.entry and region.entry.future) or self._threat_made(region)
        if threatens and (negated or self._unless(predicate.at)) and self._under_condition(predicate.at) == "in":
            # «… إذا لم تنسحب»: what averts a threat is demanded.
            act, negated, status = "demand", False, "future"
        place = self._place(predicate, region)
        if entry.harm and not targets and not agents and self._count(frame):
            country = place.place.country if place and place.place else self.coder.home
            if country:
                targets = [(Actor(country, "UNK"), -1)]
        when, deadline, unresolved = self._times(predicate, region, status)
        killed, wounded, displaced = self._counts(predicate, frame, harmed)
        base = Event(
            type=event_type, negated=negated, status=status, place=place.span.of(self.coder.document.text) if place else None, when=when, deadline=deadline,
            killed=killed, wounded=wounded, displaced=displaced, mode=entry.mode,
        )  # fmt: skip
        trigger = self._evidence(self.sentence.span_between(predicate.option.first, predicate.option.last))
        for source in source_list:
            for actor, actor_chunk in agents or [(None, -1)]:
                if len(source_list) > 1 and actor and region and act != "accuse" and self._is_other_speaker(actor, source, region):
                    continue
                if act == "accuse" and actor and actor.code == source:
                    continue
                others = [one for one in agents if one[0] != actor] if mutual else targets
                for target, target_chunk in others or [(None, -1)]:
                    event = replace(base, actor=actor.code if actor else None, target=target.code if target else None)
                    yield self._claim(source, act, event, region, trigger, entry.id + rule_note, place, unresolved, actor_chunk, target_chunk)

    def _threatened(self, predicate: Predicate, region: Region | None, event_type: EventType) -> list[tuple[Actor, int]]:
        """Whom a threat is meant for: what averts it («ما لم تنسحب») is theirs to do."""
        before = [p for p in self.row.events() if p.at < predicate.at and p.is_verb and self.attribution.of(p.at) is region]
        return list(self._actors(self.participants.frame(before[-1]).targets, event_type, region, as_target=False)) if before else []

    def _is_other_speaker(self, actor: Actor, source: str, region: Region) -> bool:
        """Two who speak with one mouth each speak for themselves: «أكدت الحكومة والمتمردون تمسكهم»."""
        mine = Actor.parse(source)
        sides = {(speaker.country, speaker.sector == "REB") for speaker in region.speakers}
        return (actor.country, actor.sector == "REB") in sides and (actor.country, actor.sector == "REB") != (mine.country, mine.sector == "REB")

    def _actors(self, parts: Sequence[Part], event_type: EventType, region: Region | None, *, as_target: bool) -> Iterator[tuple[Actor, int]]:
        seen = set()
        for part in parts:
            if as_target and self._is_only_place(part, event_type):
                continue
            actors: Sequence[Actor] = list(fighting(part, event_type, as_target=as_target, chunks=self.chunks))
            if part.chunk < 0 and part.kind.startswith("pronoun") and region and region.act in ("accuse", "demand") and region.party:
                yield from self._actors(region.party, event_type, region, as_target=as_target)
                continue
            if part.chunk < 0:
                actors = self._as_fighting(region.speakers, event_type) if region and part.kind.startswith("pronoun") else []
            elif self._points_back(part.chunk):
                topic = self.participants.nearest_topic(part.chunk) if region is None else None
                owners = self._owners(region) if region else topic.actors if topic else ()
                actors = [Actor(owners[0].country, a.sector) for a in actors] if owners else actors
            elif region and region.act == "demand" and not as_target and len(region.speakers) == 1:
                # «أوعز الوزير إلى الجيش»: an army without a country, told to do something, is the speaker's own.
                own = region.speakers[0]
                phrase = self.chunks[part.chunk].actor
                if phrase and not phrase.known and phrase.definite and own.sector in ("GOV", "MIL"):
                    actors = [Actor(own.country, a.sector) if a.sector == "MIL" else a for a in actors]
            for actor in actors:
                if actor not in seen:
                    seen.add(actor)
                    yield actor, part.chunk

    def _points_back(self, at: int) -> bool:
        """Whether a phrase has its country only by a pronoun: «قواتها»."""
        chunk = self.chunks[at]
        return bool(chunk.enclitic and chunk.actor and not chunk.actor.known)

    def _owners(self, region: Region) -> tuple[Actor, ...]:
        """Whom a pronoun in a content means: the one addressed or blamed, else the speaker."""
        if region.act in ("demand", "accuse") and region.party:
            named = tuple(actor for part in region.party for actor in part.actors if actor.country != UNKNOWN)
            return named or region.speakers
        return region.speakers

    def _is_only_place(self, part: Part, event_type: EventType) -> bool:
        """Whether a capital or country says where and not whom: «قصف دمشق», «مساعدات إلى اليمن»."""
        if part.chunk < 0:
            return False
        if part.kind == "capital":
            return event_type in ("assault", "control", "mobilize", "retreat", "coerce")
        return part.kind in ("country", "capital") and event_type == "aid" and self.chunks[part.chunk].governor in self.grammar.to

    def _as_fighting(self, actors: Sequence[Actor], event_type: EventType) -> list[Actor]:
        fights = event_type in ("assault", "mobilize", "control", "retreat")
        return [Actor(a.country, "MIL" if fights and a.sector == "GOV" else a.sector) for a in actors]

    def _choose(
        self, predicate: Predicate, frame: Frame, region: Region | None, agents: list[tuple[Actor, int]], targets: list[tuple[Actor, int]], event_type: EventType
    ) -> tuple[list[tuple[Actor, int]], list[tuple[Actor, int]]]:
        """Weigh the actors of the sentence for a side that no grammar has filled."""
        chooser, listen = self.coder.chooser, self.coder.listen_choice
        if chooser is None and listen is None:
            return agents, targets
        sides: tuple[Side, ...] = ("target",) if predicate.entry.harm or predicate.passive else ("actor", "target")
        for side in sides:
            mine, other = (agents, targets) if side == "actor" else (targets, agents)
            if mine or (side == "actor" and frame.own):
                continue
            taken = frozenset(chunk for _, chunk in other)
            if region is None:
                # What somebody says within the sentence names its own people, not the outlet's.
                taken |= frozenset(at for said in self.attribution.regions for at in range(said.start, said.end))
            choices = find_choices(side, self.row, predicate, frame, region, self.participants, taken)
            if listen is not None:
                listen(self.sentence, predicate, side, choices)
            part = chooser.choose(side, choices) if chooser else None
            if part is not None:
                mine.extend(self._actors([part], event_type, region, as_target=side == "target"))
        return agents, targets

    def _default_participants(
        self, predicate: Predicate, frame: Frame, region: Region | None, agents: list[tuple[Actor, int]], targets: list[tuple[Actor, int]], event_type: EventType
    ) -> tuple[list[tuple[Actor, int]], list[tuple[Actor, int]]]:
        """Fill a doer that the frame of the cue tells: the accused of an accusation, the speaker of a threat."""
        if region and region.act == "threaten" and region.start == predicate.at and not predicate.is_verb and agents and not targets and region.speakers:
            mine = {_side(speaker) for speaker in region.speakers}
            if all(_side(actor) not in mine for actor, _ in agents):
                # «هددت أنقرة بقصف الجيش السوري»: what hangs on a threatened deed is its target.
                return [(a, region.speaker_chunk) for a in self._as_fighting(region.speakers, event_type)], agents
        if agents or region is None or region.entry is None or (predicate.is_verb and self._under_condition(predicate.at) == "in"):
            return agents, targets
        direct = region.start == predicate.at or (region.narrow and self._listed(region, predicate.at)) or frame.own or self._first_in(region, predicate.at)
        enclitic = self.chunks[predicate.at].enclitic
        if predicate.form.shape == "noun" and enclitic and region.speakers and region.act not in ("accuse", "demand"):
            return [(a, region.speaker_chunk) for a in self._as_fighting(region.speakers, event_type)], targets
        if not direct or predicate.entry.harm:
            return agents, targets
        if region.entry.content_actor == "party" and region.party:
            return list(self._actors(region.party, event_type, region, as_target=False)), targets
        if region.entry.content_actor == "speaker" and region.speakers:
            actors = [(a, region.speaker_chunk) for a in self._as_fighting(region.speakers, event_type)]
            if not targets and region.party:
                targets = list(self._actors(region.party, event_type, region, as_target=True))
            return actors, targets
        return agents, targets

    def _first_in(self, region: Region, at: int) -> bool:
        """Whether a verb opens the content («داعية أنقرة إلى أن تنسحب») with nothing before it that could do it."""
        return all(chunk.kind in ("little", "word", "time", "quote", "verb") for chunk in self.chunks[region.start : at])

    # ── act and source ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _act(
        self, region: Region | None, event_type: EventType, agents: Sequence[tuple[Actor, int]], targets: Sequence[tuple[Actor, int]], negated: bool, fault: bool
    ) -> tuple[Act, list[str], str]:
        if region is None or (region.negated and region.act in _NARRATIVE):
            return "report", [OUTLET], ""
        sources = [actor.code for actor in region.speakers] or [f"{UNKNOWN}.UNK"]
        act = region.act
        sectors = {actor.sector for actor in region.speakers}
        if (region.entry is None or region.entry.neutral) and (sectors & {"MED", "NGO"} or self._witnesses(region)):
            act = "report"
        elif act == "report" and region.entry and not sectors & {"MED", "NGO", "CVL"}:
            act = "state"
        if act in ("state", "report") and sectors & {"GOV", "MIL", "REB", "OPP"} and self._lays_fault(region, event_type, agents, targets, negated, fault):
            act = "accuse"
        if region.entry and region.entry.otherwise and agents and all(_side(actor) not in {_side(s) for s in region.speakers} for actor, _ in agents):
            act = region.entry.otherwise
        if act in ("pledge", "threaten") and region.negated:
            act = "state"
        if act == "deny" and region.negated:
            act = "state"
        return act, sources, ""

    def _witnesses(self, region: Region) -> bool:
        """Whether those who speak only saw it: witnesses, reporters, monitors."""
        phrase = self.chunks[region.speaker_chunk].actor if region.speaker_chunk >= 0 else None
        return bool(phrase and phrase.role and phrase.role.reports)

    def _own_future(self, act: Act, status: Status, region: Region | None, agents: Sequence[tuple[Actor, int]], event_type: EventType, negated: bool) -> Act:
        """What speakers say that they will do is a pledge, and a threat where it is done to harm."""
        if act != "state" or region is None or status not in ("future", "conditional") or not agents or negated:
            return act
        if any(actor.country in {speaker.country for speaker in region.speakers} and actor.country != UNKNOWN for actor, _ in agents):
            return "threaten" if event_type in ("assault", "coerce", "sanction") else "pledge"
        return act

    def _lays_fault(
        self, region: Region, event_type: EventType, agents: Sequence[tuple[Actor, int]], targets: Sequence[tuple[Actor, int]], negated: bool, fault: bool
    ) -> bool:
        """A neutral verb with a fault laid at an adversary's door is an accusation: a breach by another, an attack by another on civilians."""
        mine = {_side(actor) for actor in region.speakers}
        if negated:
            return False
        others = [actor for actor, _ in agents if _side(actor) not in mine]
        if event_type == "breach":
            return bool(others) or not agents
        if fault and others:
            return True
        if event_type != "assault" or not others:
            return False
        civilians = any(actor.sector == "CVL" and at >= 0 and self.chunks[at].actor and self.chunks[at].actor.role for actor, at in targets)
        return civilians or any(p.entry.type == "breach" for p in self.row.events())

    def _threat_made(self, region: Region | None) -> bool:
        """Whether the speaker says in the same breath that they will do harm."""
        if region is None:
            return False
        mine = {_side(speaker) for speaker in region.speakers}
        for predicate in self.row.events():
            if predicate.is_verb and predicate.entry.type in ("assault", "coerce", "sanction") and region.covers(predicate.at) and self._is_future(predicate):
                frame = self.participants.frame(predicate)
                actors = [actor for part in frame.agents for actor in part.actors]
                if frame.own or any(_side(actor) in mine for actor in actors) or any(part.chunk < 0 for part in frame.agents):
                    return True
        return False

    def _is_mutual(self, frame: Frame) -> bool:
        verb = self.chunks[frame.carrier].verb if frame.carrier is not None else None
        return bool(verb and verb.mutual)

    def _truce_named(self, at: int) -> bool:
        """A truce is broken by fire: then the forces broke it, not the government."""
        for index in range(at + 1, min(at + 5, len(self.chunks))):
            predicate = self.row.predicates.get(index)
            if predicate and isinstance(predicate.entry, EventEntry):
                return predicate.entry.weak_noun and predicate.entry.type == "retreat"
        return False

    def _duty_bearer(self, predicate: Predicate) -> Part | None:
        """«على دمشق أن تفي بالتزاماتها»: who must."""
        at = predicate.at
        while at > 0 and self.chunks[at - 1].little in ("negation verbal",):
            at -= 1
        if predicate.is_verb:
            if predicate.form.shape != "present" or at < 2 or self.chunks[at - 1].little != "complementizer":
                return None
            index = at - 2
        else:
            index = at - 1
            if index < 0 or not (index < 2 or self.chunks[index - 2].little in ("complementizer", "obligation", "turn") or self.chunks[index - 2].kind in ("mark", "quote")):
                return None
        bearer = self.chunks[index]
        if bearer.kind == "actor" and bearer.governor in self.grammar.onto:
            return self.participants._part(index)
        return None

    def _is_duty_undone(self, predicate: Predicate, region: Region | None) -> bool:
        """«لم تلتزم بالاتفاق ولم تبعد المتطرفين»: what is said not to be done in one breath with a breach is a part of the breach."""
        if region is None or not predicate.is_verb or not self.row.joined(predicate.at):
            return False
        before = [p for p in self.row.events() if p.at < predicate.at and self.attribution.of(p.at) is region]
        return any(p.is_verb and (p.entry.type == "breach" or (p.entry.negated == "breach" and self._negated(p))) for p in before)

    # ── negation and status ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _negated(self, predicate: Predicate) -> bool:
        at = predicate.at
        if self._negation_at(at - 1):
            return True
        if predicate.is_verb:
            return any(verb.negates for verb in self._aspects(at))
        frame = self.participants.frame(predicate)
        if frame.carrier is not None and frame.carrier < at:
            verb = self.chunks[frame.carrier].verb
            if self._negation_at(frame.carrier - 1) != bool(verb and verb.negates):
                return True
        # «لا خطط لإجراء اتصالات»: nothing but nouns stands between the negation and what is not there.
        for index in range(at - 1, max(-1, at - 5), -1):
            chunk = self.chunks[index]
            if chunk.little in ("negation nominal", "negation verbal", "negation absence"):
                return index + 1 < len(self.chunks) and not (self.row.is_finite(index + 1) and self.chunks[index + 1].kind != "verb")
            if chunk.kind not in ("word", "verb") or (self.row.is_finite(index) and not self._negation_at(index - 1)):
                return False
        return False

    def _negation_at(self, index: int) -> bool:
        while index >= 0 and self.chunks[index].little in ("perfect", "possibility"):
            index -= 1
        return index >= 0 and self.chunks[index].little.startswith("negation")

    def _status(self, predicate: Predicate, region: Region | None, act: Act) -> Status:
        at = predicate.at
        if region and region.negated and region.act in _NARRATIVE:
            return "possible"
        if act == "deny" or act == "accuse":
            return "possible" if self._before(at, "possibility") else "actual"
        conditional = self._under_condition(at)
        if conditional == "in":
            return "conditional"
        future = self._is_future(predicate) or bool(region and region.entry and region.entry.future and region.narrow)
        if act == "threaten":
            return "conditional" if self._condition_anywhere(region) else "future"
        if act in ("demand", "pledge", "reject"):
            return "future"
        if act == "warn":
            return "possible"
        if future:
            return "conditional" if conditional == "after" else "future"
        if self._before(at, "possibility") or (region and self._before(region.cue, "possibility")):
            return "possible"
        verb = next((v for v in self._aspects(at) if v.status), None)
        return verb.status if verb and verb.status else "actual"

    def _aspects(self, at: int) -> list[VerbEntry]:
        """Give the verbs of aspect on which an event word hangs in its clause: «كادت القوات تسيطر», «تنوي استئناف المحادثات»."""
        found = []
        floor = max(self.row.left_edge(at), at - 7)
        for index in range(at - 1, floor - 1, -1):
            verb = self.chunks[index].verb
            if verb and verb.kind == "aspect" and not (self.row.is_finite(at) and self.chunks[at].joins):
                found.append(verb)
            elif self.chunks[index].kind in ("event", "cue", "mark"):
                break
        return found

    def _is_future(self, predicate: Predicate) -> bool:
        at = predicate.at
        chunk = self.chunks[at]
        if chunk.proclitic.future or any(option.proclitic.future for option in chunk.options):
            return True
        if self._before(at, "future") or self._before(at, "negation future"):
            return True
        before = self.chunks[at - 1] if at else None
        if before is not None and before.value in self.grammar.never:
            return True
        carrier = self.participants.frame(predicate).carrier
        return carrier is not None and carrier < at and (self.chunks[carrier].proclitic.future or self._before(carrier, "future"))

    def _before(self, at: int, little: str) -> bool:
        """Whether a little word of a kind stands before a predicate in its own clause."""
        for index in range(at - 1, max(-1, at - 6), -1):
            chunk = self.chunks[index]
            if chunk.little == little:
                return True
            if chunk.kind in ("mark", "event", "cue") or chunk.little in ("relative", "turn", "result"):
                return False
        return False

    def _under_condition(self, at: int) -> str:
        """Say whether an event stands in the condition ("in"), before or after one in its region ("after"), or under none."""
        for index in range(at - 1, -1, -1):
            chunk = self.chunks[index]
            if chunk.little == "condition":
                return "in"
            if is_hard_mark(chunk) or is_soft_mark(chunk) or chunk.kind == "cue" or chunk.little == "turn":
                break
            if self.row.is_finite(index) and chunk.kind == "event":
                break
        for index in range(at + 1, len(self.chunks)):
            if self.chunks[index].little == "condition":
                return "after"
            if is_hard_mark(self.chunks[index]) or self.chunks[index].kind == "cue":
                break
        return ""

    def _unless(self, at: int) -> bool:
        """Whether the condition of an event is one that asks for it: «ما لم تنسحب»."""
        for index in range(at - 1, max(-1, at - 5), -1):
            if self.chunks[index].little == "condition":
                return self.chunks[index].value in self.grammar.unless
        return False

    def _condition_anywhere(self, region: Region | None) -> bool:
        start = region.cue if region else 0
        return any(chunk.little == "condition" for chunk in self.chunks[start:])

    # ── where, when, how many ───────────────────────────────────────────────────────────────────────────────────────────────

    def _reach(self, at: int) -> int:
        """How far right the circumstances of an event may stand: to the next finite verb, complementizer, relative or hard mark."""
        for index in range(at + 1, len(self.chunks)):
            chunk = self.chunks[index]
            if is_hard_mark(chunk) or chunk.little in ("complementizer", "turn", "relative", "condition", "result") or chunk.kind == "cue":
                return index
            if self.row.is_finite(index) and not (chunk.kind == "verb" and chunk.verb and chunk.verb.kind == "light"):
                return index
        return len(self.chunks)

    def _place(self, predicate: Predicate, region: Region | None) -> Located | None:
        entry: EventEntry = predicate.entry
        at = predicate.at
        edge = self._reach(at)
        passed_comma = False
        for index in range(at + 1, edge):
            chunk = self.chunks[index]
            passed_comma = passed_comma or is_soft_mark(chunk)
            if chunk.kind == "event" and passed_comma:
                break
            if self._is_place_here(index, entry, predicate):
                return self._located(index)
        floor = self.row.left_edge(at)
        for index in range(at - 1, floor - 1, -1):
            if self._is_place_here(index, entry, predicate, before=True):
                return self._located(index)
        return self._place_in_front(floor, entry, predicate)

    def _place_in_front(self, floor: int, entry: EventEntry, predicate: Predicate) -> Located | None:
        """«في إدلب، قصفت القوات …»: a place that opens the sentence and is cut off by a comma."""
        if floor < 2 or not is_soft_mark(self.chunks[floor - 1]) or any(c.kind in ("event", "cue", "actor", "verb") for c in self.chunks[: floor - 1]):
            return None
        index = next((i for i in range(floor - 2, -1, -1) if self._is_place_here(i, entry, predicate, before=True)), None)
        return self._located(index) if index is not None else None

    def _is_place_here(self, index: int, entry: EventEntry, predicate: Predicate, *, before: bool = False) -> bool:
        chunk = self.chunks[index]
        if any(index == part.chunk for said in self.attribution.regions for part in said.party) or any(index == said.speaker_chunk for said in self.attribution.regions):
            return False
        if chunk.place is None and chunk.little != "wide_places":
            return False
        lead = self._lead(index)
        first = self.chunks[lead]
        governor = first.governor or (self.chunks[lead - 1].value if lead and self.chunks[lead - 1].little.startswith("preposition") else "")
        if chunk.kind == "actor":
            return governor in self.grammar.place or governor in entry.place_by or lead < index
        if chunk.little == "wide_places" and " " in chunk.value and not governor:
            return True
        if governor in self.grammar.where or governor in entry.place_by or governor in entry.target_by:
            return True
        if before:
            carrier = self.participants.frame(predicate).carrier
            verb = self.chunks[carrier].verb if carrier is not None and carrier < index else None
            return not governor and verb is not None and (verb.patient or verb.subject == "none")
        if predicate.is_verb:
            return entry.object in ("place", "target", "agent") and not governor
        return not governor and (lead == predicate.at + 1 or lead < index or (lead - 1 > predicate.at and self.chunks[lead - 1].kind == "actor"))

    def _lead(self, index: int) -> int:
        """Give the first chunk of a place as written: «محافظة», «شمال غرب», «ريف» before the name belong to it."""
        while index > 0 and self.chunks[index - 1].little in ("place_heads", "directions") and not self.chunks[index].proclitic.joins:
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
        plain = len(proclitic.form) - (2 if proclitic.article and proclitic.form.endswith("ال") else 0)
        word = self.sentence.words[chunk.first]
        return plain if word.end - word.start == len(word.form) and not proclitic.form.endswith("لل") else 0

    def _times(self, predicate: Predicate, region: Region | None, status: Status) -> tuple[str | None, str | None, tuple[str, ...]]:
        at = predicate.at
        when: str | None = None
        deadline: str | None = None
        unresolved: list[str] = []
        edge = self._reach(at)
        floor = self.row.left_edge(at)
        indices = [*range(at + 1, edge), *range(at - 1, floor - 1, -1)]
        for index in indices:
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
        if region is None or not (region.act == "threaten" or (region.entry and region.entry.future)) or not self._condition_anywhere(region):
            return None
        for chunk in self.chunks[region.start : region.end]:
            time = chunk.later or chunk.time
            if time and time.iso and self.coder.document.published and time.last and time.last > self.coder.document.published:
                return time.iso
        return None

    def _deadline(self, region: Region | None) -> str | None:
        start, end = (min(region.cue, region.start), region.end) if region else (0, len(self.chunks))
        for chunk in self.chunks[start:end]:
            if chunk.time and chunk.time.deadline and chunk.time.iso:
                return chunk.time.iso
        return None

    def _counts(
        self, predicate: Predicate, frame: Frame, harmed: Frame | None
    ) -> tuple[tuple[int, int | None] | None, tuple[int, int | None] | None, tuple[int, int | None] | None]:
        entry: EventEntry = predicate.entry
        mode = entry.mode
        source = frame
        if harmed is not None:
            harm = next((p for p in self.row.events() if self.participants.frame(p) is harmed), None)
            mode = harm.entry.mode if harm else ""
            source = harmed
        count = self._count(source)
        return (
            count if mode in _KILLED else None,
            count if mode in _WOUNDED else None,
            count if mode in _DISPLACED else None,
        )

    def _count(self, frame: Frame) -> tuple[int, int | None] | None:
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
            if chunk and chunk.actor and not chunk.actor.plural and not chunk.actor.definite and chunk.options and chunk.options[0].form.person in ("s", "ms", "fs"):
                return (1, 1)
        return None

    # ── acts without an event ───────────────────────────────────────────────────────────────────────────────────────────────

    def _topics(self, with_content: set[int]) -> Iterator[Claim]:
        """A condemnation or a threat that says no more is a claim of type none, against whom it names."""
        for region in self.attribution.empty:
            entry = region.entry
            if entry is None or not entry.topic or region.cue in with_content or not region.speakers:
                continue
            predicate = self.row.predicates[region.cue]
            if predicate.form.shape == "noun" and self.sentence.kind == "body":
                if self.chunks[region.cue].governor or self.participants.carrier(region.cue) is None:
                    continue
            targets: list[tuple[Actor | None, int]] = list(self._actors(region.party, "none", region, as_target=True)) or [(None, -1)]
            status: Status = "future" if entry.act in ("demand", "pledge") else "possible" if entry.act == "warn" else "actual"
            for source in region.speakers:
                for target, chunk in targets:
                    event = Event(type="none", target=target.code if target else None, status=status)
                    yield self._claim(source.code, entry.act, event, region, None, entry.id, None, (), -1, chunk)

    # ── writing it down ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _claim(
        self, source: str, act: Act, event: Event, region: Region | None, trigger: Evidence | None, rule: str, place: Located | None,
        unresolved: tuple[str, ...], actor_chunk: int, target_chunk: int,
    ) -> Claim:  # fmt: skip
        document = self.coder.document
        cue = None
        if region is not None:
            chunk = self.chunks[region.cue]
            cue = self._evidence(self.sentence.span_of(chunk))
        claim = Claim(
            id="", doc=document.id, lang=document.language, date=document.published.isoformat() if document.published else None,
            sentence=self.sentence.span, source=source, act=act, event=event, cue=cue, trigger=trigger, rule=rule,
            actor=self._chunk_evidence(actor_chunk), target=self._chunk_evidence(target_chunk),
            speaker=self._chunk_evidence(region.speaker_chunk) if region else None,
            place=self._evidence(place.span) if place else None, located=place.place if place else None,
            quoted=bool(region and region.quoted), transmitted_by=tuple(a.code for a in region.transmitters) if region else (), said_as=unresolved,
        )  # fmt: skip
        return replace(claim, id=claim_id(document, claim))

    def _chunk_evidence(self, at: int) -> Evidence | None:
        return self._evidence(self.sentence.span_of(self.chunks[at])) if at >= 0 else None

    def _evidence(self, span: Span) -> Evidence:
        quote = span.of(self.coder.document.text)
        check_quote(self.coder.document.text, span, quote)
        return Evidence(span=span, quote=quote)


def _side(actor: Actor) -> tuple[str, bool]:
    """A country's state and those who fight or oppose it are two sides."""
    return actor.country, actor.sector in ("REB", "OPP")


def claim_id(document: Document, claim: Claim) -> str:
    """Give the stable id of a claim: a hash of the text and of what is claimed where, so that the same reading has the same id everywhere."""
    parts = (document.sha256, claim.sentence, claim.source, claim.act, claim.event, claim.trigger.span if claim.trigger else None, claim.cue.span if claim.cue else None)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


__all__ = ["Coder", "CueEntry", "claim_id"]
