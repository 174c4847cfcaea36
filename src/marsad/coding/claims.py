"""Claims: an event under an act, with what the sentence says of its negation, its certainty, its place, its time and its dead."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from marsad.coding.acts import Acts
from marsad.coding.attribution import Attribution
from marsad.coding.choose import chooser_of
from marsad.coding.circumstances import Circumstances, Times
from marsad.coding.grammar import grammar_of
from marsad.coding.joins import Joins
from marsad.coding.matters import Matter, Matters
from marsad.coding.modality import Modality
from marsad.coding.participants import Participants
from marsad.coding.parts import Frame, Part
from marsad.coding.predicates import Predicate, Row
from marsad.coding.recall import Recall
from marsad.coding.rooms import rooms_of
from marsad.coding.scene import Case, Filled, Named, Scene, side_of
from marsad.coding.sides import ChoiceListener, Sides
from marsad.coding.speakers import Region, Speaker
from marsad.coding.telling import Telling
from marsad.coding.weigh import Weights, features_of
from marsad.coding.whereabouts import Located
from marsad.model import Act, Actor, Claim, Document, Event, EventType, Evidence, Status
from marsad.pack import Pack
from marsad.pack.entries import EventEntry
from marsad.reading.chunks import UNKNOWN, Sentence
from marsad.text import Span, check_quote

# Acts whose negation leaves nothing: «لم يتهم», «لم تتبن».
_SAID: frozenset[str] = frozenset({"accuse", "demand", "warn", "admit", "report"})

# The number of words of a line that is no more than a heading of a paragraph.
_SUBHEADING = 3

# The mode of those who go between two sides.
_MEDIATION = "mediation"

# Told of every event word with its features, for training and explaining.
Listener = Callable[[Sentence, Predicate, list[str]], None]


class _About(NamedTuple):
    """What all claims of one event word share: who tells it, the rule, the trigger, the place, and times that stayed unresolved."""

    region: Region | None
    rule: str
    trigger: Span | None = None
    place: Located | None = None
    unresolved: tuple[str, ...] = ()


class Coder:
    """Codes the sentences of one document, in order."""

    def __init__(
        self,
        document: Document,
        pack: Pack,
        listen: Listener | None = None,
        home: str | None = None,
        listen_choice: ChoiceListener | None = None,
    ) -> None:
        self.document = document
        self.digest = document.sha256
        self.pack = pack
        self.last = Speaker()
        self.weights = Weights(pack.weights, pack.weights["least"]) if pack.weights else None
        self.listen = listen
        self.listen_choice = listen_choice
        self.chooser = chooser_of(pack)
        self.recall = Recall()
        self.home = home
        self.grammar = grammar_of(pack)

    def code(self, sentence: Sentence, quoted: int = 0) -> Iterator[Claim]:
        """Give the claims of a sentence in the order of their triggers; `quoted` words belong to a quotation opened before."""
        self.last.quoted = quoted
        if not any(chunk.kind in ("event", "cue") for chunk in sentence.chunks):
            return
        yield from SentenceCoder(self, sentence).claims()


class SentenceCoder:
    """Codes one sentence: finds who speaks where, then the claims of each event word."""

    def __init__(self, coder: Coder, sentence: Sentence) -> None:
        self.coder = coder
        self.sentence = sentence
        rooms = rooms_of(coder.grammar)
        self.row: Row = rooms.row(sentence, coder.grammar)
        self.chunks = self.row.chunks
        self.participants: Participants = rooms.participants(self.row, coder.grammar)
        self.attribution: Attribution = rooms.attribution(self.row, self.participants, coder.last, coder.grammar)
        self.attribution.find()
        self._fall_back()
        scene = Scene(
            document=coder.document, sentence=sentence, row=self.row, participants=self.participants, attribution=self.attribution,
            grammar=coder.grammar, home=coder.home,
        )  # fmt: skip
        self.modality: Modality = rooms.modality(scene)
        self.telling: Telling = rooms.telling(scene)
        self.joins: Joins = rooms.joins(scene)
        self.acts = Acts(scene, self.modality)
        self.sides = Sides(scene, self.telling, self.modality, coder.chooser, coder.listen_choice)
        self.circumstances = Circumstances(scene, self.modality)
        self.matters = Matters(scene)

    def _fall_back(self) -> None:
        """A word that is both a cue and an event («أشاد بـ») tells the event where no content follows it."""
        for region in list(self.attribution.empty):
            others = self.chunks[region.cue].others
            if others and region.start == region.end:
                option = others[0]
                self.row.read_as(Predicate(region.cue, option, option.form.entry, option.form.is_verb, option.form.passive))
                self.participants.forget(region.cue)
                self.attribution.empty.remove(region)
                self.attribution.regions = [one for one in self.attribution.regions if one.cue != region.cue]

    def claims(self) -> Iterator[Claim]:
        """Give the claims in the order of their triggers, then those of acts without an event."""
        events = sorted(self.row.events(), key=lambda p: p.at)
        self.joins.join_results(events)
        with_content: set[int] = set()
        told: set[int] = set()
        previous: Predicate | None = None
        for predicate in events:
            if predicate.at in self.joins.absorbed:
                continue
            frame = self.participants.frame(predicate)
            deed = self.joins.deeds.get(predicate.at)
            region = self.attribution.of(predicate.at if deed is None else deed)
            if deed is None and region and not region.quoted and frame.relative and region.start < predicate.at:
                # What a relative clause adds in passing is told by the outlet, not by the speaker.
                region = None
            if region and self._names_speaker(predicate, frame, region):
                region = None
            if region is None:
                region = self._still_speaking(predicate)
            if region and region.act == "demand" and not region.negated and self._asks_for_no_event(predicate):
                told.add(predicate.at)
                with_content.add(region.cue)
                yield from self._bare_acts([Matter(region, predicate.entry.id, "demand", "future")])
                continue
            if predicate.entry.type == "none":
                continue
            if not self._keeps(predicate, frame, region) or (region and region.negated and region.act in _SAID):
                # «لم يحتجوا على الغارة»: who accuses nobody has said nothing.
                continue
            self.joins.carry_subject(predicate, frame, previous, region)
            self.joins.take_manner(predicate, frame, previous, region)
            self.coder.recall.lend(self.sentence, self.participants, predicate, frame, region)
            if region and region.entry is not None:
                with_content.add(region.cue)
            yield from self._event_claims(predicate, frame, region)
            previous = predicate
            told.add(predicate.at)
        yield from self._bare_acts(self.matters.of(with_content, told))

    def _names_speaker(self, predicate: Predicate, frame: Frame, region: Region) -> bool:
        """«أكد كيري أن …، وبحث كيري مع لافروف …»: nobody tells their own deeds by their own name; the outlet goes on."""
        if region.quoted or region.narrow or region.speaker_chunk < 0 or not predicate.is_verb or not self.row.joined(predicate.at):
            return False
        after = [part.chunk for part in frame.agents if part.chunk > predicate.at]
        spoken = self.chunks[region.speaker_chunk].actor
        phrase = self.chunks[after[0]].actor if after else None
        if phrase is None or spoken is None or phrase.actors != spoken.actors:
            return False
        return phrase.kind in ("holder", "person") or bool(phrase.role and phrase.role.kind == "person")

    def _still_speaking(self, predicate: Predicate) -> Region | None:
        """A sentence in the first person without a speaker goes on with the words of who spoke last: «سوف نرد على أي خرق»."""
        speakers = self.coder.last.actors
        others = any(region.speakers != speakers for region in self.attribution.regions)
        if not predicate.is_verb or predicate.form.person not in ("1p", "1s") or not speakers or others:
            return None
        return Region(0, len(self.chunks), -1, "state", speakers, -1, "first-person")

    def _keeps(self, predicate: Predicate, frame: Frame, region: Region | None) -> bool:
        ruled = self.telling.is_claim(predicate, frame, region)
        weights = self.coder.weights
        if self.coder.listen is not None:
            self.coder.listen(self.sentence, predicate, features_of(self.row, predicate, frame, region, ruled))
        if weights is None and predicate.at in self.joins.harmed:
            return True
        if weights is None or predicate.is_verb or predicate.form.shape != "noun":
            return ruled
        if predicate.at in self.joins.harmed and not predicate.entry.weak_noun:
            return True
        if predicate.entry.by_speaker:
            # «قال الوزير إن الهدنة خطوة مهمة»: who calls it so praises it; the outlet's own voice praises nobody.
            return region is not None
        if self.telling.told_already(predicate.at) or self._is_subheading(frame):
            return False
        if predicate.entry.mode == _MEDIATION and frame.agents:
            # «هدنة بوساطة قطرية»: who mediated has done it, in however few words.
            return True
        if self._is_bare(predicate, frame, region):
            return False
        return weights.keep(features_of(self.row, predicate, frame, region, ruled))

    def _is_subheading(self, frame: Frame) -> bool:
        """Whether a line is but a few words over a paragraph: «اتفاق الهدنة», «تفاصيل التفاوض»."""
        if self.sentence.kind == "body" or len(self.sentence.words) > _SUBHEADING or frame.expressed:
            return False
        return all(chunk.kind in ("event", "word", "quote", "mark") for chunk in self.chunks)

    def _is_bare(self, predicate: Predicate, frame: Frame, region: Region | None) -> bool:
        """Whether an attack is only named, by a noun with nobody, no place, no day and no number, which no verb carries."""
        if predicate.entry.type != "assault" or self.sentence.kind != "body":
            return False
        if frame.expressed or frame.carrier is not None or frame.quantity is not None:
            return False
        at = predicate.at
        if region is not None and region.narrow and (region.start == at or self.telling.is_listed(region, at)):
            return False
        near = self.chunks[at + 1 : at + 6]
        sites = any(one.little == "place_heads" and not one.proclitic.article for one in near)
        if sites or any(one.kind == "time" or one.place is not None or one.little == "relative" for one in near):
            return False
        return self.circumstances.place(predicate) is None

    def _event_claims(self, predicate: Predicate, frame: Frame, region: Region | None) -> Iterator[Claim]:
        """Give the claims of one event word: one for each source, doer and bearer."""
        case = Case(predicate, frame, region, *self._typed(predicate, region))
        sides = self._filled(case)
        mutual = self.sides.is_mutual(frame, case.type) and len(sides.agents) == 2 and not sides.targets
        case, sides = self._harmed(case, self._chosen(case, sides))
        sides = Filled(sides.agents, [self._other_side(named, sides.agents) for named in sides.targets])
        verb = predicate.at if predicate.is_verb else frame.carrier
        self.coder.recall.note(
            self.sentence, self.row, predicate, verb if region is None else None, (actor for actor, _ in sides.agents)
        )
        duty = self.sides.duty_bearer(predicate)
        if duty is not None and not sides.agents:
            sides = Filled(list(self.sides.actors([duty], case.type, region, as_target=False)), sides.targets)
        act, sources, status, negated = self._said(case, sides, bound=duty is not None)
        place = self._place(predicate)
        counted = frame if predicate.entry.harm and not sides.agents else self.joins.harmed.get(predicate.at)
        if counted is not None and not sides.targets and self.circumstances.count(counted):
            # People who are only counted: «مقتل عشرة».
            country = place.place.country if place and place.place else self.coder.home
            persons = self.circumstances.counts_persons(predicate, counted)
            whose = Actor(country or UNKNOWN, "CVL" if persons else "UNK")
            sides = Filled(sides.agents, [(whose, -1)] if country or persons else [])
        sides = Filled(sides.agents, [self._living_there(named, place) for named in sides.targets])
        when, deadline, unresolved = self._times(predicate, region, status)
        killed, wounded, displaced = self.circumstances.counts(predicate, frame, self.joins.harmed.get(predicate.at))
        hurt = self.joins.hurt.get(predicate.at)
        if hurt is not None and wounded is None:
            wounded = self.circumstances.count(hurt)
        where = place.span.of(self.coder.document.text) if place else None
        base = Event(
            type=case.type, negated=negated, status=status, place=where, when=when,
            deadline=deadline, killed=killed, wounded=wounded, displaced=displaced, mode=predicate.entry.mode,
        )  # fmt: skip
        about = _About(
            region, predicate.entry.id, self.sentence.span_between(predicate.option.first, predicate.option.last), place, unresolved
        )
        for source, actor, target in self._told(region, act, sources, sides, mutual=mutual):
            yield self._claim(source, act, base, about, actor, target)

    def _place(self, predicate: Predicate) -> Located | None:
        """Give the place of an event: of one told by several words (an attack, its dead) the first that one of them names."""
        place: Located | None = None
        for at in self._words_of(predicate):
            found = self.circumstances.place(self.row.predicates[at])
            if found is not None and found.named:
                return found
            place = place or found
        return place

    def _times(self, predicate: Predicate, region: Region | None, status: Status) -> Times:
        """Give when an event was and until when it is asked for, of one told by several words by the first that is dated."""
        found = self.circumstances.times(predicate, region, status)
        for at in self._words_of(predicate):
            if any(found) or at == predicate.at:
                continue
            found = self.circumstances.times(self.row.predicates[at], region, status)
        return found

    def _words_of(self, predicate: Predicate) -> Iterator[int]:
        """Give the chunks of the words that tell one event, the trigger first."""
        yield predicate.at
        joins = self.joins
        yield from (joined[predicate.at] for joined in (joins.deeds, joins.harms) if predicate.at in joined)

    def _other_side(self, named: Named, agents: Sequence[Named]) -> Named:
        """Whom somebody hits is not their own by guess: where only the rest of the text gave the country, it stays open."""
        actor, at = named
        phrase = self.chunks[at].actor if at >= 0 else None
        own = actor.sector in ("MIL", "GOV") and any(side_of(actor) == side_of(agent) for agent, _ in agents)
        return (Actor(UNKNOWN, actor.sector), at) if own and phrase and not phrase.known else named

    def _living_there(self, named: Named, place: Located | None) -> Named:
        """Who lives in «أحياء سكنية» is of the country of the place that is hit, or of the text's."""
        actor, at = named
        if actor != Actor(UNKNOWN, "CVL") or self.chunks[at].actor is not None:
            return named
        country = (place.place.country if place and place.place else "") or self.coder.home
        return (Actor(country, "CVL"), at) if country else named

    def _asks_for_no_event(self, predicate: Predicate) -> bool:
        """Whether what is asked for has no type: restraint, or that something be not carried out («وقف تنفيذ الترحيل»)."""
        undone = not predicate.is_verb and predicate.entry.negated == "breach" and self.modality.is_negated(predicate)
        return predicate.entry.asked == "none" or undone

    def _typed(self, predicate: Predicate, region: Region | None) -> tuple[EventType, bool]:
        """Give the type of an event and whether it is negated: "did not keep" is a breach."""
        entry: EventEntry = predicate.entry
        negated = self.modality.is_negated(predicate)
        if negated and entry.negated:
            return entry.negated, False
        if negated and self.acts.is_duty_undone(predicate, region):
            return "breach", False
        return entry.type, negated

    def _filled(self, case: Case) -> Filled:
        """Give doers and bearers by grammar: of the frame, else of what the cue lends."""
        predicate, frame, region = case.predicate, case.frame, case.region
        doers: Sequence[Part] = frame.agents
        if region and region.about and any(not part.actors for part in doers):
            # «… التي تقول واشنطن إنها …»: the pronoun is the one spoken of.
            doers = region.about
        agents = list(self.sides.actors(doers, case.type, region, as_target=False))
        agents = self.sides.without_own_breach(case, agents)
        targets = list(self.sides.actors(frame.targets, case.type, region, as_target=True))
        if region and region.act == "accuse" and region.entry and "object" not in region.entry.party:
            # «ألقت باللوم في القصف على القوات»: the preposition brings the accused, not whom it hit.
            blamed = {part.chunk for part in region.party}
            targets = [named for named in targets if named[1] not in blamed]
        mine = frame.own or (frame.plural and region is not None and self.sides.comes_first(region, frame.carrier or predicate.at))
        if mine and region and not agents:
            agents = [(actor, region.speaker_chunk) for actor in self.sides.as_fighting(region.speakers, case.type)]
        if case.type == "breach" and self.acts.truce_named(predicate.at):
            agents = [(Actor(a.country, "MIL") if a.sector == "GOV" else a, at) for a, at in agents]
        if predicate.entry.by_speaker and region and not agents:
            agents = [(actor, region.speaker_chunk) for actor in region.speakers]
        sides = self.sides.fill(case, Filled(agents, targets))
        if not sides.agents and region and region.act == "accuse" and len(region.speakers) == 2:
            # «تبادل الطرفان الاتهامات»: each blames the other.
            return Filled([(actor, -1) for actor in region.speakers], sides.targets)
        return sides

    def _chosen(self, case: Case, sides: Filled) -> Filled:
        """Fill what grammar left open: with the dead of an attack, in a condition only with whom the threat is meant for."""
        predicate = case.predicate
        harmed = self.joins.harmed.get(predicate.at)
        if harmed:
            sides = self.sides.with_dead(case, sides, harmed)
        if predicate.at in self.joins.nameless:
            return sides
        if not predicate.is_verb or self.modality.under_condition(predicate.at) != "in":
            return self.sides.choose(case, sides)
        if not sides.agents and (case.negated or self.modality.asks_for(predicate.at)):
            return Filled(self.sides.threatened(predicate, case.region, case.type), sides.targets)
        return sides

    def _harmed(self, case: Case, sides: Filled) -> tuple[Case, Filled]:
        """People killed by a doer who is told are an attack; without one it is harm."""
        if case.predicate.entry.harm and sides.agents:
            case = case._replace(type="assault")
            sides = Filled(list(self.sides.actors(case.frame.agents, case.type, case.region, as_target=False)), sides.targets)
        elif case.predicate.entry.harm and case.type == "assault":
            case = case._replace(type="harm")
        return case, sides

    def _said(self, case: Case, sides: Filled, *, bound: bool) -> tuple[Act, list[str], Status, bool]:
        """Give act, sources, status and negation of an event; `bound` where the sentence says whose duty it is."""
        region, at, negated = case.region, case.predicate.at, case.negated
        act, sources = self.acts.act(case, sides)
        status = self.modality.status(case.predicate, region, act)
        act = self.acts.own_future(case, sides, act, status)
        if bound and region is None:
            status = "future"
        if region and region.negated and region.act in ("pledge", "threaten"):
            negated, status = True, "future"
        if act == "state" and region and (bound or self.modality.stands_before(at, "obligation") or self.modality.is_duty(at)):
            act, status = "demand", "future"
        if act == "deny":
            negated = False
        averts = self.modality.under_condition(at) == "in" and (negated or self.modality.asks_for(at))
        if averts and (act == "threaten" or bool(region and region.entry and region.entry.future) or self.acts.threat_made(region)):
            # «… إذا لم تنسحب»: what averts a threat is demanded.
            act, negated, status = "demand", False, "future"
        return act, sources, status, negated

    def _told(
        self, region: Region | None, act: Act, sources: Sequence[str], sides: Filled, *, mutual: bool
    ) -> Iterator[tuple[str, Named | None, Named | None]]:
        """Give every source with every doer and bearer.

        Nobody accuses themselves, and of two who speak together each speaks for their own.
        """
        shared = region if len(sources) > 1 and act != "accuse" else None
        for source in sources:
            for actor in sides.agents or (None,):
                if actor and shared and self.sides.is_other_speaker(actor[0], source, shared):
                    continue
                if actor and act == "accuse" and actor[0].code == source:
                    continue
                others = [one for one in sides.agents if actor and one[0] != actor[0]] if mutual else sides.targets
                for target in others or (None,):
                    yield source, actor, target

    def _bare_acts(self, matters: Iterable[Matter]) -> Iterator[Claim]:
        """Give the claims of acts that tell of no event, one for each who speaks and each who is blamed or addressed."""
        for region, rule, act, status in matters:
            targets: Sequence[Named | None] = list(self.sides.actors(region.party, "none", region, as_target=True)) or (None,)
            if targets == (None,) and not self.matters.stands_alone(region, act, rule):
                continue
            for source in region.speakers:
                for target in targets:
                    if act == "accuse" and target and source.country != UNKNOWN and side_of(source) == side_of(target[0]):
                        continue  # «استدعت سفيرها»: nobody accuses themselves
                    yield self._claim(source.code, act, Event(type="none", status=status), _About(region, rule), None, target)

    def _claim(self, source: str, act: Act, event: Event, about: _About, actor: Named | None, target: Named | None) -> Claim:  # noqa: PLR0917
        """Write a claim down, with the words that prove each part of it."""
        document, region, place = self.coder.document, about.region, about.place
        named = Event(
            type=event.type, actor=actor[0].code if actor else None, target=target[0].code if target else None,
            negated=event.negated, status=event.status, place=event.place, when=event.when, deadline=event.deadline,
            killed=event.killed, wounded=event.wounded, displaced=event.displaced, mode=event.mode,
        )  # fmt: skip
        cue = self._chunk_evidence(region.cue) if region else None
        trigger = self._evidence(about.trigger) if about.trigger else None
        return Claim(
            id=_identify(self.coder.digest, (self.sentence.span, source, act, named), trigger, cue),
            doc=document.id, lang=document.language, date=document.published.isoformat() if document.published else None,
            sentence=self.sentence.span, source=source, act=act, rule=about.rule,
            event=named, cue=cue, trigger=trigger,
            actor=self._chunk_evidence(actor[1]) if actor else None,
            target=self._chunk_evidence(target[1]) if target else None,
            speaker=self._chunk_evidence(region.speaker_chunk) if region else None,
            place=self._evidence(place.span) if place else None, located=place.place if place else None,
            quoted=bool(region and region.quoted), transmitted_by=tuple(a.code for a in region.transmitters) if region else (),
            said_as=about.unresolved,
        )  # fmt: skip

    def _chunk_evidence(self, at: int) -> Evidence | None:
        return self._evidence(self.sentence.span_of(self.chunks[at])) if at >= 0 else None

    def _evidence(self, span: Span) -> Evidence:
        quote = span.of(self.coder.document.text)
        check_quote(self.coder.document.text, span, quote)
        return Evidence(span=span, quote=quote)


def claim_id(document: Document, claim: Claim) -> str:
    """Give the stable id of a claim.

    A hash of the text and of what is claimed where, so that the same reading has the same id everywhere.
    """
    return _identify(document.sha256, (claim.sentence, claim.source, claim.act, claim.event), claim.trigger, claim.cue)


def _identify(digest: str, told: tuple[Span, str, Act, Event], trigger: Evidence | None, cue: Evidence | None) -> str:
    parts = (digest, *told, trigger.span if trigger else None, cue.span if cue else None)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


__all__ = ["Coder", "claim_id"]
