"""Rooms: which of the coding's rooms read a sentence, by the word order that its pack declares."""

from __future__ import annotations

from typing import Any, NamedTuple

from marsad.coding.attribution import Attribution
from marsad.coding.grammar import Grammar
from marsad.coding.joins import Joins
from marsad.coding.modality import Modality
from marsad.coding.ordered import (
    OrderedAttribution,
    OrderedJoins,
    OrderedModality,
    OrderedParticipants,
    OrderedRow,
    OrderedTelling,
)
from marsad.coding.participants import Participants
from marsad.coding.predicates import Row
from marsad.coding.telling import Telling


class Rooms(NamedTuple):
    """The rooms that answer how a word is read, who takes part, who speaks, how certain it is, and what belongs together."""

    row: Any
    participants: Any
    attribution: Any
    modality: Any
    telling: Any
    joins: Any


_FREE = Rooms(Row, Participants, Attribution, Modality, Telling, Joins)
_FIXED = Rooms(OrderedRow, OrderedParticipants, OrderedAttribution, OrderedModality, OrderedTelling, OrderedJoins)


def rooms_of(grammar: Grammar) -> Rooms:
    """Give the rooms for a language: those of a fixed order of words, or those that read by person, case and clitics."""
    return _FIXED if grammar.fixed_order else _FREE
