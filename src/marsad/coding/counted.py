"""Counted: which number tells how many people an event befell."""

from __future__ import annotations

from marsad.coding.predicates import Row
from marsad.model import Quantity

# How many chunks after an event word its number may stand.
_REACH = 6
# How many chunks before a verb the people may stand counted of whom it tells.
_REACH_OF_PERSONS = 5


def quantity_near(row: Row, at: int, edge: int) -> Quantity | None:
    """Give the number that stands near an event word and belongs to nobody else.

    «12 قتيلا و17 جريحا»: what is counted stands right after its number, so that of two numbers the one before is its own.
    """
    before = row.chunks[at - 1] if at else None
    counted = before.quantity if before is not None and before.kind == "number" else None
    if counted is not None and row.chunks[at].kind == "event" and not row.is_finite(at):
        return counted
    for index in range(at + 1, min(edge, at + _REACH)):
        if row.chunks[index].kind == "number":
            return row.chunks[index].quantity
        if row.chunks[index].kind in ("event", "cue", "mark"):
            break
    return counted or _persons_before(row, at)


def _persons_before(row: Row, at: int) -> Quantity | None:
    """«ستة أشخاص على الأقل قتلوا»: the people of whom a verb tells stand counted before it."""
    if not row.is_finite(at):
        return None
    for index in range(at - 1, max(0, at - _REACH_OF_PERSONS), -1):
        chunk, before = row.chunks[index], row.chunks[index - 1]
        if before.kind == "number" and row.sentence.words[chunk.first].form in row.grammar.persons:
            return None if before.governor else before.quantity
        if chunk.kind != "word" and chunk.little not in ("preposition onto", "perfect"):
            break
    return None
