"""Sides: who does and who bears what a claim tells: what its frame has found, what the cue lends, whom a pronoun means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from marsad.coding.choose import Candidates, Choice, Chooser, Side, find_choices
from marsad.coding.modality import Modality
from marsad.coding.participants import fighting
from marsad.coding.parts import EARLIER, Frame, Part
from marsad.coding.predicates import Predicate
from marsad.coding.scene import Case, Filled, Looker, Named, Scene, side_of
from marsad.coding.speakers import Region
from marsad.coding.telling import Telling
from marsad.model import Actor, EventType
from marsad.reading.chunks import UNKNOWN, Sentence

# Told of every side that no grammar has filled, for training the chooser.
ChoiceListener = Callable[[Sentence, Predicate, Side, list[Choice]], None]


# Acts in which a government speaks of its own army.
_OWN_ARMY = frozenset({"demand", "state", "pledge", "threaten"})


# Whose dead have fallen in a fight.
_ARMED = frozenset({"MIL", "REB"})
_WATCHING = frozenset({"NGO", "MED", "CVL"})
# Deeds of which two are blamed only where the text has named no third.
_BLAMED = frozenset({"breach", "coerce"})
_TOLD_OF_OTHERS = frozenset({"state", "report", "accuse"})
_HOSTILE = frozenset({"assault", "coerce", "control", "breach", "sanction"})

# Acts under which somebody speaks of a breach of their own.
_OWNING_UP = frozenset({"admit", "deny"})


class Sides(Looker):
    """Fills the sides of claims."""

    def __init__(
        self, scene: Scene, telling: Telling, modality: Modality, chooser: Chooser | None, listen_choice: ChoiceListener | None
    ) -> None:
        super().__init__(scene)
        self.telling = telling
        self.modality = modality
        self.chooser = chooser
        self.listen_choice = listen_choice

    def actors(self, parts: Sequence[Part], event_type: EventType, region: Region | None, *, as_target: bool) -> Iterator[Named]:
        """Give the actors of participants as the event takes them, with the chunks that name them."""
        seen = set()
        for part in parts:
            if event_type in _BLAMED and self._is_vague(part):
                continue
            if as_target and self._is_only_place(part, event_type):
                continue
            actors: Sequence[Actor] = list(fighting(part, event_type, as_target=as_target, chunks=self.chunks))
            if (
                part.chunk < 0
                and part.kind.startswith("pronoun")
                and region
                and region.act in ("accuse", "demand")
                and region.party
            ):
                yield from self.actors(region.party, event_type, region, as_target=as_target)
                continue
            if part.chunk < 0 and part.kind != EARLIER:
                actors = self.as_fighting(region.speakers, event_type) if region and part.kind.startswith("pronoun") else []
            elif part.chunk >= 0 and self._points_back(part.chunk):
                hit = as_target and region is not None and region.act == "accuse"
                named = () if hit else self._subject_before(part.chunk, region)
                # «اتهم الجيش حماس بإطلاق النار على قواته»: those who were hit are the accuser's.
                owners = named or (region.speakers if hit and region else self._owners(region) if region else ())
                # The forces of rebels are rebels.
                rebels = bool(owners) and owners[0].sector in ("REB", "OPP")
                actors = (
                    [Actor(owners[0].country, "REB" if rebels and a.sector == "MIL" else a.sector) for a in actors]
                    if owners
                    else actors
                )
            elif part.chunk >= 0 and region and not as_target and len(region.speakers) == 1:
                # «أوعز الوزير إلى الجيش», «قال الوزير إن الجيش …»: an army whose country nothing tells is the speaker's own.
                own = region.speakers[0]
                phrase = self.chunks[part.chunk].actor
                open_still = phrase and not phrase.known and phrase.definite
                open_still = open_still and (region.act == "demand" or (phrase and phrase.placed) or actors[0].country == UNKNOWN)
                if open_still and region.act in _OWN_ARMY and own.sector in ("GOV", "MIL") and own.country != UNKNOWN:
                    actors = [Actor(own.country, a.sector) if a.sector == "MIL" else a for a in actors]
            for actor in actors:
                if actor not in seen:
                    seen.add(actor)
                    yield actor, part.chunk

    def _is_vague(self, part: Part) -> bool:
        """Whether "the two sides" may be others than the two named last: then nobody is blamed by guess."""
        phrase = self.chunks[part.chunk].actor if part.chunk >= 0 else None
        return part.kind == "both" and phrase is not None and not phrase.sure and phrase.actor.country != UNKNOWN

    def _points_back(self, at: int) -> bool:
        """Whether a phrase has its country only by a pronoun: «قواتها»."""
        chunk = self.chunks[at]
        return bool(chunk.enclitic and chunk.actor and not chunk.actor.known)

    def _subject_before(self, at: int, region: Region | None) -> tuple[Actor, ...]:
        """Whom a pronoun means within what is said: the nearest actor before it that agrees, «القوات الروسية … ونشرت قواتها»."""
        topic = self.participants.nearest_topic(at)
        if topic is None or (region is not None and topic.chunk < region.start):
            return ()
        chunk = self.chunks[topic.chunk]
        if region is not None:
            feminine = topic.kind in ("country", "capital") or self.sentence.words[chunk.first].form.endswith(self.grammar.feminine)
            if not (chunk.actor and chunk.actor.known) or feminine != (self.chunks[at].enclitic in self.grammar.feminine_pronouns):
                return ()
        return topic.actors

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

    def as_fighting(self, actors: Sequence[Actor], event_type: EventType) -> list[Actor]:
        """Give speakers as those who do it: a government that fights is its army."""
        fights = event_type in ("assault", "mobilize", "control", "retreat")
        return [Actor(a.country, "MIL" if fights and a.sector == "GOV" else a.sector) for a in actors]

    def choose(self, case: Case, sides: Filled) -> Filled:
        """Weigh the actors of the sentence for a side that no grammar has filled."""
        chooser, listen = self.chooser, self.listen_choice
        if chooser is None and listen is None:
            return sides
        open_sides: tuple[Side, ...] = ("target",) if case.predicate.entry.harm or case.predicate.passive else ("actor", "target")
        for side in open_sides:
            mine, other = sides if side == "actor" else (sides.targets, sides.agents)
            if (
                mine
                or (side == "actor" and (case.frame.own or case.type in _BLAMED or self._is_charge_against_unknown(case)))
                or (listen is None and chooser is not None and not chooser.may_choose(side))
            ):
                continue
            taken = frozenset(chunk for _, chunk in other)
            if case.region is None:
                # What somebody says within the sentence names its own people, not the outlet's.
                taken |= frozenset(at for said in self.attribution.regions for at in range(said.start, said.end))
            choices = find_choices(side, Candidates(self.row, case.predicate, case.frame, case.region, self.participants), taken)
            # Nobody does it to their own side, as far as grammar does not say so.
            facing = {side_of(actor) for actor, _ in other}
            if side == "actor" and case.type == "breach" and case.region and case.region.act not in _OWNING_UP:
                # Nor does anybody tell in passing that they themselves broke their word.
                facing |= {side_of(actor) for actor in case.region.speakers}
            choices = [one for one in choices if not facing & {side_of(actor) for actor in one.part.actors}]
            if side == "actor":
                choices = [one for one in choices if not self._is_against(one.part)]
            if listen is not None:
                listen(self.sentence, case.predicate, side, choices)
            part = chooser.choose(side, choices) if chooser else None
            if part is not None:
                mine.extend(self.actors([part], case.type, case.region, as_target=side == "target"))
        return sides

    def _is_against(self, part: Part) -> bool:
        """«خلال الحملة على الحركة»: against whom something is does not do it."""
        return self.chunks[part.chunk].governor in self.grammar.onto | self.grammar.against

    def _is_charge_against_unknown(self, case: Case) -> bool:
        """«اتهم فلان كتلا نيابية بعرقلة …»: whom no list knows is accused, and not somebody else of the sentence."""
        region = case.region
        if region is None or region.entry is None or region.act != "accuse":
            return False
        return region.entry.content_actor == "party" and not region.party and region.narrow

    def fill(self, case: Case, sides: Filled) -> Filled:
        """Fill a doer that the frame of the cue tells: the accused of an accusation, the speaker of a threat."""
        region, predicate = case.region, case.predicate
        if region is None:
            return sides
        if self._is_threatened_deed(case, region, sides):
            # «هددت أنقرة بقصف الجيش السوري»: what hangs on a threatened deed is its target.
            return Filled(self._speakers_doing(region, case), sides.agents)
        if self._is_charged_deed(case, region, sides):
            # «اتهمت كييف طهران بدعم موسكو»: who is charged does it, what hangs on the noun bears it.
            # Troops that are sent are the sender's own and bear nothing.
            borne = [] if case.type == "mobilize" else sides.agents
            return Filled(list(self.actors(region.party, case.type, region, as_target=False)), borne)
        conditional = predicate.is_verb and self.modality.under_condition(predicate.at) == "in"
        if sides.agents or region.entry is None or conditional:
            return sides
        owned = predicate.form.shape == "noun" and self.chunks[predicate.at].enclitic
        if owned and (self._is_anothers(region, predicate.at) or (case.type == "breach" and region.act in _TOLD_OF_OTHERS)):
            return sides
        if owned and region.speakers and region.act not in ("accuse", "demand"):
            return Filled(self._speakers_doing(region, case), sides.targets)
        if predicate.entry.harm or not self._is_told_directly(case, region):
            return sides
        if region.entry.content_actor == "party" and region.party:
            return Filled(list(self.actors(region.party, case.type, region, as_target=False)), sides.targets)
        if region.act == "reject" and case.type in _HOSTILE:
            # «رفضها أي تهجير»: who refuses it would not be the one to do it.
            return sides
        if case.type == "breach" and region.act in _TOLD_OF_OTHERS:
            # «تصفها بأنها انتهاك»: nobody states a breach of their own.
            return sides
        if region.entry.content_actor == "speaker" and region.speakers and not self._only_watches(case, region):
            targets = sides.targets or list(self.actors(region.party, case.type, region, as_target=True))
            return Filled(self._speakers_doing(region, case), targets)
        return sides

    def _only_watches(self, case: Case, region: Region) -> bool:
        """«أكد المرصد سقوط قذيفة»: monitors and the press fight nobody, and who tells that a shell fell need not have fired it."""
        if case.type not in _HOSTILE:
            return False
        watching = all(speaker.sector in _WATCHING for speaker in region.speakers)
        return watching or (
            case.type == "assault" and case.predicate.entry.genitive == "none" and region.act in ("state", "report")
        )

    def with_dead(self, case: Case, sides: Filled, harmed: Frame) -> Filled:
        """Give an attack with its dead as those who bear it.

        Of «مقتل ثلاثة جنود في اشتباكات مع المتمردين» the other side did it; who killed civilians in a fight is not told.
        """
        dead = list(self.actors(harmed.targets, case.type, case.region, as_target=True))
        if not sides.targets:
            return Filled(sides.agents, dead)
        if sides.agents or not dead:
            return sides
        fought = [part for part in case.frame.targets if part.chunk > 0]
        with_them = bool(fought) and all(self.chunks[part.chunk - 1].little == "preposition with" for part in fought[:1])
        if not with_them:
            return sides
        if any(actor.sector not in _ARMED for actor, _ in dead):
            return Filled([], dead)
        others = list(self.actors(fought, case.type, case.region, as_target=False))
        one_side = {side_of(actor) for actor, _ in others} & {side_of(actor) for actor, _ in dead}
        return sides if one_side else Filled(others, dead)

    def without_own_breach(self, case: Case, agents: list[Named]) -> list[Named]:
        """Nobody states a breach of their own: of «أكد الجيش أن خروقاته» somebody else is meant, or nothing is told."""
        region, predicate = case.region, case.predicate
        owned = predicate.form.shape == "noun" and self.chunks[predicate.at].enclitic
        if region is None or case.type != "breach" or not owned or region.act not in _TOLD_OF_OTHERS:
            return agents
        return [named for named in agents if named[1] != region.speaker_chunk]

    def _is_anothers(self, region: Region, at: int) -> bool:
        """«قالت الفصائل إن … خروقاته»: the pronoun is a man's or an army's, and who speaks is a woman, a state or many."""
        cue = self.row.predicates.get(region.cue)
        feminine = cue is not None and cue.is_verb and cue.form.person == "3fs" and region.speaker_chunk > region.cue
        return feminine and self.chunks[at].enclitic in self.grammar.masculine_pronouns

    def _speakers_doing(self, region: Region, case: Case) -> list[Named]:
        return [(actor, region.speaker_chunk) for actor in self.as_fighting(region.speakers, case.type)]

    def _is_threatened_deed(self, case: Case, region: Region, sides: Filled) -> bool:
        if region.act != "threaten" or region.start != case.predicate.at or case.predicate.is_verb or not region.speakers:
            return False
        mine = {side_of(speaker) for speaker in region.speakers}
        return bool(sides.agents) and not sides.targets and all(side_of(actor) not in mine for actor, _ in sides.agents)

    def _is_charged_deed(self, case: Case, region: Region, sides: Filled) -> bool:
        predicate = case.predicate
        if region.act != "accuse" or region.start != predicate.at or predicate.is_verb or not region.party or sides.targets:
            return False
        charged = {side_of(actor) for part in region.party for actor in part.actors}
        near = any(predicate.at < at <= predicate.at + 2 and not self.chunks[at].governor for _, at in sides.agents)
        return near and all(side_of(actor) not in charged for actor, _ in sides.agents)

    def _is_told_directly(self, case: Case, region: Region) -> bool:
        """Whether the event is what the cue itself brings, so that the cue's own people do it."""
        at = case.predicate.at
        if not case.predicate.is_verb and at > region.start and self.chunks[at - 1].kind == "number":
            # «بارتكاب 40 خرقا»
            at -= 1
        listed = region.narrow and self.telling.is_listed(region, case.predicate.at)
        return region.start == at or listed or case.frame.own or self.comes_first(region, at)

    def comes_first(self, region: Region, at: int) -> bool:
        """Whether a verb opens the content («داعية أنقرة إلى أن تنسحب») with nothing before it that could do it."""
        return all(chunk.kind in ("little", "word", "time", "quote", "verb") for chunk in self.chunks[region.start : at])

    def threatened(self, predicate: Predicate, region: Region | None, event_type: EventType) -> list[Named]:
        """Whom a threat is meant for: what averts it («ما لم تنسحب») is theirs to do."""
        before = [p for p in self.row.events() if p.at < predicate.at and p.is_verb and self.attribution.of(p.at) is region]
        return list(self.actors(self.participants.frame(before[-1]).targets, event_type, region, as_target=False)) if before else []

    def is_other_speaker(self, actor: Actor, source: str, region: Region) -> bool:
        """Two who speak with one mouth each speak for themselves: «أكدت الحكومة والمتمردون تمسكهم»."""
        mine = Actor.parse(source)
        sides = {(speaker.country, speaker.sector == "REB") for speaker in region.speakers}
        return (actor.country, actor.sector == "REB") in sides and (actor.country, actor.sector == "REB") != (
            mine.country,
            mine.sector == "REB",
        )

    def duty_bearer(self, predicate: Predicate) -> Part | None:
        """«على دمشق أن تفي بالتزاماتها»: who must."""
        at = predicate.at
        while at > 0 and self.chunks[at - 1].little == "negation verbal":
            at -= 1
        if predicate.is_verb:
            if predicate.form.shape != "present" or at < 2 or self.chunks[at - 1].little != "complementizer":
                return None
            index = at - 2
        else:
            index = at - 1
            if index < 0 or not (
                index < 2
                or self.chunks[index - 2].little in ("complementizer", "obligation", "turn")
                or self.chunks[index - 2].kind in ("mark", "quote")
                or self.chunks[index - 1].joins
            ):
                return None
        bearer = self.chunks[index]
        if bearer.kind == "actor" and bearer.governor in self.grammar.onto:
            return self.participants.part(index)
        return None

    def is_mutual(self, frame: Frame, event_type: EventType) -> bool:
        """Tell whether two do to each other what the event tells."""
        verb = self.chunks[frame.carrier].verb if frame.carrier is not None else None
        both = event_type == "breach" and any(part.kind == "both" for part in frame.agents)
        return both or bool(verb and verb.mutual)
