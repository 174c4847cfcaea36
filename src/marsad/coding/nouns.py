"""Nouns: who does and who bears what a verbal noun or a participle tells, by genitive, preposition, or the verb that carries it."""

from __future__ import annotations

from marsad.coding.parts import MAX_UNKNOWN, MUTUAL, Finder, Frame, Part
from marsad.coding.predicates import Predicate, is_soft_mark
from marsad.pack.entries import CueEntry, EventEntry
from marsad.reading.chunks import MAYBE_NAME, Chunk

_STATE_NAMES = frozenset({"country", "capital", "palace"})


# What is done to somebody, so that a second person beside its doer bears it.
_DONE_TO = frozenset({"assault", "coerce", "support", "aid", "sanction"})


class NounFinder(Finder):
    """Finds the frames of nouns and participles."""

    def noun_frame(self, predicate: Predicate) -> Frame:
        """Give the frame of a noun or participle."""
        frame = Frame()
        entry = predicate.entry
        at = predicate.at
        if predicate.form.shape in ("participle", "passive_participle") and isinstance(entry, EventEntry):
            return self._participle(predicate)
        edge = self.row.right_edge(at)
        genitive, rest = self._genitive(at, edge)
        if (
            genitive
            and self.chunks[at].proclitic.article
            and genitive.kind != "adjective"
            and not self.chunks[genitive.chunk].governor
        ):
            # «القرار»: a noun with its article has no genitive, only an adjective («القرار الروسي»).
            genitive = None
        if isinstance(entry, CueEntry):
            if genitive and self._is_object(at, genitive):
                # «اتهامه أنقرة بـ…»: the pronoun accuses, what follows is accused.
                frame.targets.extend(self.with_joined(genitive, edge))
                genitive = None
            if genitive:
                frame.agents.append(genitive)
                if entry.act == "accuse":
                    frame.targets.extend(self._accused_after(rest, edge))
            else:
                frame.carrier = self.carrier(at)
                if frame.carrier is not None:
                    self._take_from_carrier(frame, frame.carrier, at)
                else:
                    self._take_from_relative(frame, at)
            frame.expressed = bool(frame.agents)
            return frame
        done = self._done_by_carrier(at)
        owned = not self.chunks[at].proclitic.article and not self.chunks[at].enclitic
        if genitive is None and owned and not done:
            owner, after = self._owner(at, edge, rest)
            if owner is not None and not self._is_given(owner, entry):
                genitive, rest = owner, after
        if genitive and self._is_object(at, genitive):
            frame.targets.extend(self.with_joined(genitive, edge))
            genitive = None
        if genitive and genitive.kind == "capital" and (entry.type in MUTUAL or self._is_hit(entry, rest, edge)):
            # «اتفاقات مينسك», «محادثات جنيف»: the town names them, it does not sign. «قصف بيروت»: it is hit.
            genitive = None
        if genitive:
            second = self._second_object(rest, edge) if entry.genitive == "target" and not genitive.quantity else []
            if second or self._takes_place(genitive, entry, rest, edge):
                # «استهداف الحوثيين مواقع سعودية»: with a second object the first is who does it.
                frame.agents.extend(self.with_joined(genitive, edge))
                frame.targets.extend(second)
            else:
                borne = (
                    entry.genitive == "target"
                    or self._is_taken(genitive, entry, rest, edge)
                    or self._is_begun_on(at, entry)
                    or (entry.either and not self.governed(entry.target_by, rest, edge))
                    or (entry.type == "assault" and self._is_civil(genitive, entry, rest, edge))
                    or (entry.type == "breach" and self._is_wronged(at, genitive))
                )
                side = frame.targets if borne else frame.agents
                side.extend(self.with_joined(genitive, edge))
        between = self.between(at, edge) if entry.type in MUTUAL | {"assault", "retreat"} else []
        if between:
            self.set_sides(frame, entry, between)
        if not frame.targets:
            frame.targets.extend(self.governed(entry.target_by, rest, edge))
        if (
            not frame.targets
            and genitive
            and entry.genitive == "agent"
            and entry.object == "target"
            and self.chunks[genitive.chunk].governor == ""
        ):
            frame.targets.extend(self._second_object(rest, edge))
        if not frame.targets and done and genitive is None:
            owner, _ = self._owner(at, edge, rest)
            frame.targets.extend(self.with_joined(owner, edge))
        if not frame.agents:
            frame.agents.extend(self.doers(rest, edge, entry.agent_by))
        if not frame.targets and entry.type in MUTUAL | {"assault"}:
            frame.targets.extend(self.with_partner(at + 1, self.row.right_edge(at, through_nouns=True)))
        if (
            not frame.agents
            and entry.genitive != "target"
            and (self.chunks[at].enclitic or (entry.type in MUTUAL and frame.targets))
        ):
            # «خلال لقائه», «عقب محادثات مع …»: the one whom the clause before is about.
            topic = self.nearest_topic(at)
            if topic and (not frame.targets or topic.chunk != frame.targets[0].chunk) and not self._is_of_another(at, topic):
                frame.agents.append(topic)
        frame.carrier = self.carrier(at)
        if frame.carrier is not None and (not frame.agents or self._is_patient(frame.carrier)):
            self._take_from_carrier(frame, frame.carrier, at)
        if (
            not frame.targets
            and frame.carrier is not None
            and self.row.finite[frame.carrier]
            and entry.type in ("assault", "aid", "support")
        ):
            # «وجه ضربة إلى الجيش», «قدمت مساعدات إلى الحكومة»: the light verb's preposition brings the target.
            frame.targets.extend(self.governed(self.grammar.to, rest, edge))
        if frame.carrier is None or self.row.is_result_verb(self.chunks[frame.carrier]):
            # «أسفر هجوم شنه مسلحون عن …»: the verb before tells only what came of it.
            self._take_from_relative(frame, at)
        if not frame.agents:
            frame.agents.extend(self._of_what_ends(at, entry) or self._beside(edge) or self._from_whom(frame, rest, edge))
        frame.quantity = self.quantity_near(at, edge)
        frame.expressed = bool(frame.agents or frame.targets)
        return frame

    def _of_what_ends(self, at: int, entry: EventEntry) -> list[Part]:
        """«وقف الغارات الروسية»: whose attacks are to end ends them."""
        attack = self.row.predicates.get(at + 1)
        if entry.type != "retreat" or attack is None or attack.is_verb or getattr(attack.entry, "type", "") != "assault":
            return []
        chunk = self.chunks[at + 1]
        return [] if chunk.governor or chunk.joins or chunk.enclitic else self.noun_frame(attack).agents

    def _beside(self, edge: int) -> list[Part]:
        """«للضرب وسوء المعاملة من قبل الشرطة»: two deeds that an "and" joins share the doer who is told after the second."""
        second = self.row.predicates.get(edge)
        if second is None or second.is_verb or not self.chunks[edge].joins or not isinstance(second.entry, EventEntry):
            return []
        return self.doers(edge + 1, self.row.right_edge(edge), frozenset())

    def _from_whom(self, frame: Frame, start: int, edge: int) -> list[Part]:
        """«تعرضت القرية لقصف من المتمردين»: what somebody bears comes from the doer; from a country it only comes."""
        if frame.carrier is None or not self._is_patient(frame.carrier) or not start < edge - 1:
            return []
        index = start + (self.chunks[start].little == "preposition from")
        chunk = self.chunks[index]
        part = self.part(index) if chunk.kind == "actor" and chunk.governor in self.grammar.away else None
        return self.with_joined(part, edge) if part and part.kind not in _STATE_NAMES else []

    def _genitive(self, at: int, edge: int) -> tuple[Part | None, int]:
        """Find the actor that hangs on a noun.

        Right after it, after an adjective, or after an article's preposition («هجوم عنيف للجيش»).
        """
        unknown = 0
        number = False
        predicate = self.row.predicates.get(at)
        for index in range(at + 1, edge):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and chunk.place and self.chunks[index - 1].little == "place_heads":
                return None, index
            if chunk.kind == "actor":
                if (
                    not chunk.governor
                    and not chunk.joins
                    and (unknown < MAX_UNKNOWN or (chunk.actor and chunk.actor.kind == "adjective"))
                ):
                    return self.part(index), index + 1
                return None, index
            if chunk.kind == "number":
                if predicate is not None and getattr(predicate.entry, "genitive", "") == "agent":
                    # «قتل في الصراع 113 جنديا»: who is counted hangs on the verb.
                    return None, index
                number = True
                continue
            if chunk.kind == "quote" or (number and self.chunks[index - 1].kind == "number" and chunk.value in self.grammar.away):
                # «مقتل ثلاثة من مقاتلي الجماعة»
                continue
            if chunk.kind == "word" and not number:
                unknown += 1
                if unknown > MAX_UNKNOWN or self._begins_clause(chunk):
                    return None, index
                continue
            if chunk.kind == "little" and chunk.little == "place_heads":
                continue
            return None, index
        return None, edge

    def _is_object(self, at: int, part: Part) -> bool:
        """«خلال لقائه السفير»: a noun with a pronoun has no genitive; who is named right after it bears it."""
        phrase = self.chunks[part.chunk].actor
        single = phrase is not None and phrase.kind == "adjective" and not phrase.plural
        return bool(self.chunks[at].enclitic) and part.chunk == at + 1 and not self.chunks[part.chunk].governor and not single

    def _begins_clause(self, chunk: Chunk) -> bool:
        return chunk.joins

    def _is_hit(self, entry: EventEntry, start: int, edge: int) -> bool:
        return entry.type == "assault" and not any(
            c.governor in entry.target_by or c.value in entry.target_by for c in self.chunks[start:edge]
        )

    def _is_taken(self, part: Part, entry: EventEntry, start: int, edge: int) -> bool:
        """«غزو الصومال»: a country after a noun of taking is what is taken, unless the noun goes on to say what it takes."""
        if entry.object != "place" or part.kind not in _STATE_NAMES or self.chunks[part.chunk].governor:
            return False
        by = entry.target_by | entry.place_by
        return not any(chunk.governor in by or chunk.value in by for chunk in self.chunks[start:edge])

    def _is_civil(self, part: Part, entry: EventEntry, start: int, edge: int) -> bool:
        """Civilians and hospitals shell nobody.

        After «قصف» they are what was hit, unless the noun goes on to say what they attacked.
        """
        if not all(actor.sector == "CVL" for actor in part.actors) or self.chunks[part.chunk].governor:
            return False
        return not any(chunk.governor in entry.target_by or chunk.value in entry.target_by for chunk in self.chunks[start:edge])

    def _is_wronged(self, at: int, part: Part) -> bool:
        """«انتهاك سيادة باكستان», «خرق الأجواء التركية»: whose the thing is that is violated did not violate it."""
        between = self.chunks[at + 1 : part.chunk]
        article = self.grammar.article
        if len(between) != 1 or between[0].kind != "word" or self.chunks[part.chunk].governor:
            return False
        # "The sky" and, with a preposition that swallows the first letter of the article, "of the sky".
        definite = between[0].value.startswith((article, *(one + article[1:] for one in self.grammar.owning)))
        # «خرق السيادة السورية»: a noun with its article is the genitive, and the adjective belongs to it.
        described = part.kind == "adjective" and definite and not self.chunks[at].proclitic.article
        return described or (part.kind in _STATE_NAMES and not definite)

    def _owner(self, at: int, edge: int, rest: int) -> tuple[Part | None, int]:
        """«هجوم واسع للجيش»: the doer of an indefinite noun hangs on it with a preposition."""
        for index in range(at + 1, min(edge, at + 3)):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and chunk.governor in self.grammar.owning:
                return self.part(index), index + 1
            if chunk.kind != "word" or chunk.joins:
                break
        return None, rest

    def _is_of_another(self, at: int, topic: Part) -> bool:
        """«قالت الحكومة إن … خروقاته»: a man's or an army's pronoun does not mean the one whose name is feminine."""
        noun = self.row.predicates[at]
        if isinstance(noun.entry, EventEntry) and noun.entry.type == "breach" and self.row.led_by(at, self.grammar.meanwhile):
            # «أسقطت القوات طائرة أثناء خرقها للهدنة»
            return True
        form = self.row.sentence.words[self.chunks[topic.chunk].first].form
        return self.chunks[at].enclitic in self.grammar.masculine_pronouns and form.endswith(self.grammar.feminine)

    def _is_given(self, owner: Part, entry: EventEntry) -> bool:
        """«مساعدات للمدنيين», «زيارة لبغداد»: what could be the owner's is for them or to them."""
        if not self.grammar.owning & entry.target_by:
            return False
        return entry.type in ("aid", "support") or owner.kind in _STATE_NAMES

    def _second_object(self, start: int, edge: int) -> list[Part]:
        for index in range(start, min(edge, start + 3)):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and not chunk.joins:
                if not chunk.governor:
                    part = self.part(index)
                    return self.with_joined(part, edge) if part else []
                return []
            people = self.people_of(index) if chunk.little == "place_heads" and not chunk.governor else None
            if people:
                return [people]
            if chunk.kind not in ("word", "number") and chunk.little != "place_heads":
                return []
        return []

    def _accused_after(self, start: int, edge: int) -> list[Part]:
        """«اتهام الوزير التركي أمس موسكو بخرق …»: of a noun with two names the first accuses and the second is accused."""
        for index in range(start, edge):
            chunk = self.chunks[index]
            if chunk.kind == "actor" and chunk.actor is not None:
                single = chunk.actor.kind == "adjective" and not chunk.actor.plural
                part = None if chunk.governor or chunk.joins or single else self.part(index)
                return self.with_joined(part, edge)
            if chunk.kind not in ("time", "quote") and chunk.little != MAYBE_NAME:
                return []
        return []

    def _takes_place(self, genitive: Part, entry: EventEntry, start: int, edge: int) -> bool:
        """«استهداف الحوثيين مدينة نجران»: right after who does it stands the place that they hit."""
        if entry.genitive != "target" or entry.object != "target" or start >= edge or genitive.quantity:
            return False
        chunk = self.chunks[start]
        place = chunk.little == "place_heads" or chunk.kind == "place"
        armed = all(actor.sector in ("MIL", "REB") for actor in genitive.actors)
        return place and armed and not chunk.governor and not chunk.joins and not chunk.proclitic.article

    def carrier(self, at: int) -> int | None:
        """Find the light verb that carries a noun: before it («شن … هجوما») or after it («هجوم وقع», «قصف نفذته»)."""
        tied = self.chunks[at].governor in self.grammar.ties
        for index in range(at - 1, max(-1, at - 8), -1):
            chunk = self.chunks[index]
            if (
                chunk.kind == "verb"
                and chunk.verb
                and (chunk.verb.kind in ("light", "aspect") or (tied and self.row.finite[index]))
            ):
                return index
            if self.row.finite[index] and chunk.kind == "verb" and chunk.proclitic.form == "" and self._tells_of(chunk):
                # «ستدرس ما إذا كان إطلاق الصاروخ يعد انتهاكا»
                return None
            if tied and self._is_answered(index):
                # «ردت القوات على الخروقات بإطلاق النار»
                continue
            if chunk.kind in ("event", "cue") or chunk.little in ("complementizer", "relative"):
                return None
            if (
                chunk.kind == "mark"
                and chunk.value not in "()"
                and not (is_soft_mark(chunk) and index and self.chunks[index - 1].kind in ("time", "place"))
            ):
                return None
        return None

    def _tells_of(self, chunk: Chunk) -> bool:
        """Whether a verb that nothing carries has a subject of its own: a present that is no auxiliary."""
        plain = chunk.verb is not None and chunk.verb.kind == "plain"
        return plain and all(option.form.shape == "present" for option in chunk.options) and not chunk.enclitic

    def _is_answered(self, index: int) -> bool:
        """Whether a verb answers a deed: «على الخروقات», «على هذه الخروقات»."""
        if self.chunks[index].kind != "event" or self.row.finite[index]:
            return False
        onto = self.grammar.onto
        before = self.chunks[max(0, index - 2) : index]
        return self.chunks[index].governor in onto or (len(before) == 2 and before[1].kind == "word" and before[0].value in onto)

    def _done_by_carrier(self, at: int) -> bool:
        """Whether a light verb before the noun has the doer: then what hangs on the noun bears it («نصبوا كميناً للجيش»)."""
        carrier = self.carrier(at)
        verb = self.chunks[carrier].verb if carrier is not None else None
        return bool(
            verb and verb.kind == "light" and verb.subject == "agent" and not verb.patient and self.row.finite[carrier or 0]
        )

    def _is_begun_on(self, at: int, entry: EventEntry) -> bool:
        """«واصل الجيش قصف المتمردين»: the verb before a deed has its doer, so that what hangs on the deed bears it."""
        carrier = self.carrier(at)
        verb = self.chunks[carrier].verb if carrier is not None else None
        if carrier is None or verb is None or verb.patient or verb.subject == "none" or not self.row.finite[carrier]:
            return False
        if carrier > at or not entry.transitive or entry.type not in _DONE_TO or self.chunks[at].proclitic.article:
            return False
        return self.subject_after(carrier, at)[0] is not None or self.subject_before(carrier) is not None

    def _is_patient(self, carrier: int) -> bool:
        verb = self.chunks[carrier].verb
        return bool(verb and verb.patient)

    def _take_from_carrier(self, frame: Frame, carrier: int, at: int) -> None:
        verb = self.chunks[carrier].verb
        if verb is None:
            return
        if not self.row.finite[carrier]:
            # «بارتكاب القوات مجازر»: of a verbal noun only the genitive is the doer.
            genitive, _ = self._genitive(carrier, at)
            if genitive:
                side = frame.targets if verb.patient else frame.agents
                side.extend(self.with_joined(genitive, at))
            return
        pre = self.subject_before(carrier)
        post, _ = self.subject_after(carrier, at)
        subject = pre or post
        if subject is None:
            found = self.row.relative_before(carrier)
            antecedent = self.row.antecedent(found) if found is not None else None
            subject = self.part(antecedent) if antecedent is not None and self.chunks[antecedent].kind == "actor" else None
        if subject is None:
            if any(option.form.person in ("1p", "1s") for option in self.chunks[carrier].options):
                frame.own = True
            elif any(option.form.person in ("3mp", "3fp", "3md") for option in self.chunks[carrier].options):
                frame.plural = True
            return
        if verb.patient:
            frame.targets[:0] = self.with_joined(subject, at)
        elif verb.subject == "agent":
            frame.agents.extend(self.with_joined_before(subject) if pre else self.with_joined(subject, at))

    def _take_from_relative(self, frame: Frame, at: int) -> None:
        """A light verb after the noun brings its doer: «القصف الذي نفذته القوات», «قصف نفذته قوات»."""
        index = at + 1
        while (
            index < len(self.chunks)
            and index < at + 6
            and self.chunks[index].kind in ("word", "actor", "place")
            and not self.chunks[index].joins
        ):
            index += 1
        if index < len(self.chunks) and self.chunks[index].little == "relative":
            index += 1
        if index >= len(self.chunks):
            return
        chunk = self.chunks[index]
        if (
            chunk.kind == "verb"
            and chunk.verb
            and chunk.verb.kind == "light"
            and any(option.form.is_verb for option in chunk.options)
        ):
            frame.carrier = index
            if chunk.verb.subject == "agent" and chunk.enclitic and not frame.agents:
                subject, _ = self.subject_after(index, self.row.right_edge(index))
                stranger = (
                    index + 1 < len(self.chunks) and self.chunks[index + 1].kind == "word" and not self.chunks[index + 1].governor
                )
                subject = subject or (None if stranger else self.nearest_topic(at))
                if subject:
                    frame.agents.extend(self.with_joined(subject, self.row.right_edge(index)))
            elif chunk.verb.subject == "none":
                self._take_from_clause(frame, index, self.row.predicates[at].entry)

    def _take_from_clause(self, frame: Frame, verb: int, entry: EventEntry | CueEntry) -> None:
        """«الخروقات التي وقعت من الجانبين», «المعارك التي دارت بين الجيش والمتمردين», «المواجهات التي جرت مع الجيش»."""
        if not isinstance(entry, EventEntry):
            return
        edge = self.row.right_edge(verb)
        between = self.between(verb, edge) if entry.type in MUTUAL | {"assault"} else []
        if between and not frame.agents and not frame.targets:
            self.set_sides(frame, entry, between)
        if not frame.agents:
            frame.agents.extend(self.doers(verb + 1, edge, entry.agent_by))
        if not frame.targets and entry.type in MUTUAL | {"assault"}:
            frame.targets.extend(self.with_partner(verb + 1, edge))

    def _participle(self, predicate: Predicate) -> Frame:
        """A participle describes the actor before it, or the topic of its clause."""
        frame = Frame()
        at = predicate.at
        edge = self.row.right_edge(at)
        entry = predicate.entry
        part: Part | None = None
        if at and self.chunks[at - 1].kind == "actor" and not self.chunks[at].joins:
            part = self.part(at - 1)
        part = part or self.subject_before(at)
        if predicate.form.shape == "passive_participle":
            if part:
                frame.targets.append(part)
            frame.agents.extend(self.doers(at + 1, edge, entry.agent_by))
        else:
            if part:
                frame.agents.append(part)
            frame.targets.extend(self.objects(entry, at + 1, edge))
            if entry.type in MUTUAL | {"comply"} and not frame.targets:
                frame.targets.extend(self.with_partner(at + 1, edge))
        frame.expressed = bool(frame.agents or frame.targets)
        return frame
