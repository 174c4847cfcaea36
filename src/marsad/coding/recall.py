"""Recall: whom a sentence means that names nobody, as the sentences before it have told: a dropped subject, «الغارات استهدفت …»."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.coding.grammar import Grammar
from marsad.coding.participants import Participants
from marsad.coding.parts import EARLIER, Frame, Part
from marsad.coding.predicates import Predicate, Row
from marsad.coding.speakers import Region
from marsad.model import Actor
from marsad.pack.entries import EventEntry
from marsad.reading.chunks import UNKNOWN, Sentence

Doers = tuple[Actor, ...]
# How many sentences back the attacks were told that "the attacks" means.
_RECENT = 2


class Recall:
    """What a document has told so far of who did what; one is made for each document."""

    def __init__(self) -> None:
        self._subject: tuple[int, str, Doers] = (-1, "", ())
        self._doers: dict[str, dict[Doers, int]] = {}

    def note(self, sentence: Sentence, row: Row, predicate: Predicate, verb: int | None, agents: Iterable[Actor]) -> None:
        """Keep who did a deed, and the subject of the verb with which a sentence began to tell."""
        doers = tuple(agents)
        if not doers or any(actor.country == UNKNOWN for actor in doers):
            return
        if predicate.entry.type == "assault":
            self._doers.setdefault(predicate.entry.mode, {})[doers] = sentence.index
        if verb is not None and self._subject[0] != sentence.index:
            self._subject = (sentence.index, _person(row, verb), doers)

    def lend(
        self, sentence: Sentence, participants: Participants, predicate: Predicate, frame: Frame, region: Region | None
    ) -> None:
        """Give a deed without a doer the one that it means."""
        if frame.agents or frame.own or predicate.passive or predicate.entry.harm:
            return
        doers = self._described(sentence, participants, predicate)
        if not doers and region is None:
            doers = self._dropped(sentence, participants, predicate, frame)
        if doers:
            frame.agents.append(Part(doers, -1, EARLIER))

    def _described(self, sentence: Sentence, participants: Participants, predicate: Predicate) -> Doers:
        """«الغارات استهدفت», «استهدفت الغارات»: those just told of, where an army did all that the text has told of so far."""
        row, at = participants.row, predicate.at
        beside = (at - 1, at + 1) if predicate.is_verb else (at,)
        noun = next((one for one in map(row.predicates.get, beside) if one and _are_attacks(one)), None)
        if noun is None or not (predicate.is_verb or _hits(row.predicates.get(at + 1))):
            return ()
        chunk, before = row.chunks[noun.at], row.chunks[noun.at - 1] if noun.at else None
        counted = before is not None and before.kind == "number"
        if not chunk.proclitic.article or chunk.governor or counted or not _hits(predicate if predicate.is_verb else noun):
            return ()
        known = self._doers.get(noun.entry.mode, {})
        doers, told = next(iter(known.items()), ((), 0))
        army = all(actor.sector == "MIL" for actor in doers)
        return doers if len(known) == 1 and army and sentence.index - told <= _RECENT else ()

    def _dropped(self, sentence: Sentence, participants: Participants, predicate: Predicate, frame: Frame) -> Doers:
        """«قصفت القوات البلدة. كما استهدفت المطار»: a sentence that opens with a verb goes on with the last one's subject."""
        index, person, doers = self._subject
        verb = predicate.at if predicate.is_verb else frame.carrier
        if verb is None or verb > predicate.at or index != sentence.index - 1 or sentence.kind != "body":
            return ()
        row, carrying = participants.row, participants.chunks[verb].verb
        governor = row.chunks[predicate.at].governor
        if verb != predicate.at and (
            carrying is None or carrying.subject == "none" or governor not in {"", *participants.grammar.ties}
        ):
            return ()
        if not _opens(row, participants.grammar, verb) or not row.names_no_subject(verb) or _person(row, verb) != person:
            return ()
        return doers


def _hits(predicate: Predicate | None) -> bool:
    return predicate is not None and isinstance(predicate.entry, EventEntry) and predicate.entry.type == "assault"


def _are_attacks(predicate: Predicate) -> bool:
    return predicate.form.shape == "noun" and predicate.form.person == "p" and _hits(predicate)


def _person(row: Row, verb: int) -> str:
    predicate = row.predicates.get(verb)
    if predicate is not None:
        return predicate.form.person if predicate.is_verb and not predicate.passive else ""
    return next((option.form.person for option in row.chunks[verb].options if option.form.is_verb), "")


def _opens(row: Row, grammar: Grammar, verb: int) -> bool:
    """Whether a verb is the first thing that a sentence tells, after an "and" or a word that goes on."""
    if verb == 0:
        return row.chunks[0].joins
    first = row.chunks[0]
    return verb == 1 and row.sentence.words[first.first].form in grammar.before_after
