"""Scope: whether a text tells of a conflict at all, and which of its claims do where it mostly does not.

Words of agreeing, meeting, pressing and punishing are used of football clubs, companies and courts as well. A text in which hardly
anybody bears arms, hardly anything is done with them and hardly any sentence is of two states is *quiet*: of it only what passes
between states, what armed people do, and protests are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.model import Actor, Claim
from marsad.pack.entries import EventEntry
from marsad.reading.chunks import UNKNOWN, Chunk, Sentence

# The share of words of force, and of sentences that name two states, from which a text is of a conflict.
_FORCE_SHARE = 0.0125
_STATES_SHARE = 0.2
# The number of words from which the shares mean something: a line alone is no text.
_LEAST_WORDS = 60
_FORCEFUL = frozenset({"assault", "harm", "mobilize", "control", "retreat"})
_ARMED = frozenset({"MIL", "REB"})
_STATELY = frozenset({"GOV", "MIL", "REB", "IGO"})


def is_quiet(sentences: Sequence[Sentence]) -> bool:
    """Tell whether a text has too little of force and of states in it to be of a conflict."""
    words = sum(len(sentence.words) for sentence in sentences)
    if words < _LEAST_WORDS:
        return False
    telling = (chunk for sentence in sentences for chunk in sentence.chunks if chunk.kind == "event" or chunk.actor is not None)
    forceful = sum(1 for chunk in telling if _is_forceful(chunk))
    if forceful >= _FORCE_SHARE * words:
        return False
    return sum(1 for sentence in sentences if len(set(_states(sentence))) > 1) < _STATES_SHARE * len(sentences)


def concerns_conflict(claim: Claim, sentence: Sentence) -> bool:
    """Tell whether a claim of a quiet text is of a conflict: of armed people, a protest, or beside two states in its sentence."""
    event = claim.event
    if event.type == "protest":
        return True
    sides = [Actor.parse(code) for code in (event.actor, event.target) if code]
    if any(side.sector in _ARMED and side.country != UNKNOWN for side in sides):
        return True
    return len({*_states(sentence), *(side.country for side in sides if side.sector in _STATELY)} - {UNKNOWN}) > 1


def _is_forceful(chunk: Chunk) -> bool:
    if chunk.actor is not None:
        return any(actor.sector in _ARMED or actor.sector == "IGO" for actor in chunk.actor.actors)
    return any(isinstance(one.form.entry, EventEntry) and one.form.entry.type in _FORCEFUL for one in chunk.options)


def _states(sentence: Sentence) -> Iterator[str]:
    """Give the countries that a sentence names as states; a nationality («الإيطالي») may be anybody's."""
    for chunk in sentence.chunks:
        if chunk.actor is not None and chunk.actor.kind != "adjective":
            yield from (actor.country for actor in chunk.actor.actors if actor.sector in _STATELY and actor.country != UNKNOWN)
