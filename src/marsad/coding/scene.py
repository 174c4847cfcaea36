"""A scene: one sentence as coding looks at it, with all that was found in it; the rooms of coding share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from marsad.coding.attribution import Attribution
from marsad.coding.grammar import Grammar
from marsad.coding.participants import Participants
from marsad.coding.parts import Frame
from marsad.coding.predicates import Predicate, Row
from marsad.coding.speakers import Region
from marsad.model import Actor, Document, EventType
from marsad.reading.chunks import Chunk, Sentence

# An actor with the index of the chunk that names it, -1 where none does.
Named = tuple[Actor, int]


class Case(NamedTuple):
    """An event word as it is read here: its frame, the region of who tells it, its type, and whether it is negated."""

    predicate: Predicate
    frame: Frame
    region: Region | None
    type: EventType
    negated: bool


class Filled(NamedTuple):
    """Who does and who bears an event, as far as the sentence tells."""

    agents: list[Named]
    targets: list[Named]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A sentence, its document, its predicates with their participants, and who speaks where."""

    document: Document
    sentence: Sentence
    row: Row
    participants: Participants
    attribution: Attribution
    grammar: Grammar
    home: str | None = None


class Looker:
    """A room of coding: it looks at one scene and keeps nothing."""

    def __init__(self, scene: Scene) -> None:
        self.document = scene.document
        self.sentence = scene.sentence
        self.row = scene.row
        self.chunks: Sequence[Chunk] = scene.row.chunks
        self.participants = scene.participants
        self.attribution = scene.attribution
        self.grammar = scene.grammar
        self.home = scene.home


def side_of(actor: Actor) -> tuple[str, bool]:
    """Tell sides apart: a country's state and those who fight or oppose it are two."""
    return actor.country, actor.sector in ("REB", "OPP")
