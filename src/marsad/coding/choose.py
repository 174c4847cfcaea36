"""Choose: who does or bears an event where its frame tells nobody, by a small linear model; or nobody.

A frame finds participants by grammar. Where a clause is broken by insertions or the words between are unknown, the doer may still
stand in the same sentence. Each actor of it is weighed by where it stands to the event word, and none is taken unless the sum is
high enough; names and places play no part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from marsad.coding.participants import Participants
from marsad.coding.parts import Frame, Part
from marsad.coding.predicates import Predicate, Row, is_hard_mark, is_soft_mark
from marsad.coding.speakers import Region
from marsad.pack import Pack
from marsad.pack.entries import EventEntry
from marsad.reading.chunks import UNKNOWN, Chunk

Side = Literal["actor", "target"]
_REACH = 40
# The least sum of a side of which nothing is chosen.
NEVER = 99.0
# Little words beyond which another clause tells of others.
_APART = frozenset({"because", "complementizer", "turn", "relative", "preposition with"})
_DIVIDING = ("complementizer", "relative", "turn", "result", "condition")


class Choice(NamedTuple):
    """A participant that may be meant, and what stands for and against it."""

    part: Part
    features: Sequence[str]


class Chooser(NamedTuple):
    """A linear model for each side, and the least sum with which a choice is taken."""

    weights: Mapping[Side, Mapping[str, float]]
    least: Mapping[Side, float]

    def may_choose(self, side: Side) -> bool:
        """Tell whether any choice of a side was right often enough to be taken at all; where none was, none need be weighed."""
        return self.least[side] < NEVER

    def choose(self, side: Side, choices: Sequence[Choice]) -> Part | None:
        """Give the best participant, None where none is good enough."""
        best: tuple[float, Part] | None = None
        values = self.weights[side]
        for choice in choices:
            total = sum([values.get(name, 0.0) for name in choice.features])
            if best is None or total > best[0]:
                best = (total, choice.part)
        return best[1] if best is not None and best[0] >= self.least[side] else None


@lru_cache(maxsize=8)
def chooser_of(pack: Pack) -> Chooser | None:
    """Give the chooser of a pack: the weights of each side by feature, which `choices.json` names with the side before it."""
    values = pack.choices
    if not values:
        return None
    both: tuple[Side, Side] = ("actor", "target")
    weights: dict[Side, Mapping[str, float]] = {
        side: {name.removeprefix(f"{side} "): value for name, value in values.items() if name.startswith(f"{side} ")}
        for side in both
    }
    return Chooser(weights, {side: values.get(f"least {side}", NEVER) for side in both})


def _is_of_others(region: Region, predicate: Predicate) -> bool:
    """Whether a speaker tells of what others do: nobody demands of themselves, nor says that they have broken a truce."""
    return region.act not in ("pledge", "threaten") or predicate.entry.type == "breach"


def _may_be_hurt(row: Row, event: int, at: int) -> bool:
    """Whether somebody may be the one hurt: in the same clause, and not who is only fought with or where it was."""
    if row.chunks[at].governor in row.grammar.place:
        return False
    return not any(one.little in _APART for one in row.chunks[min(event, at) + 1 : max(event, at)])


class Candidates(NamedTuple):
    """Where a side is looked for: the sentence, the event word, and who tells it."""

    row: Row
    predicate: Predicate
    frame: Frame
    region: Region | None
    participants: Participants


def find_choices(side: Side, among: Candidates, taken: frozenset[int]) -> list[Choice]:
    """Give every actor of the sentence that may be meant, with its features; `taken` are the chunks of the other side."""
    row, predicate, region = among.row, among.predicate, among.region
    choices: list[Choice] = []
    uses: Mapping[int, Sequence[str]] | None = None
    for at, chunk in enumerate(row.chunks):
        if chunk.actor is None or chunk.kind != "actor" or at in taken or abs(at - predicate.at) > _REACH:
            continue
        if region is not None and side == "target" and (at == region.speaker_chunk or not region.covers(at)):
            # Who speaks is no part of what is said, and what is said names its own people.
            continue
        if predicate.entry.harm and side == "target" and not _may_be_hurt(row, predicate.at, at):
            continue
        if region is not None and side == "actor" and at == region.speaker_chunk and _is_of_others(region, predicate):
            continue
        if all(actor.country == UNKNOWN for actor in chunk.actor.actors) or chunk.actor.actor.sector == "MED":
            continue
        part = among.participants.part(at)
        if part is not None:
            if uses is None:
                uses = _uses(row, among.participants, predicate)
            choices.append(Choice(part, _features(among, at, uses.get(at, ()))))
    return choices


def _features(among: Candidates, at: int, used: Sequence[str]) -> list[str]:
    row, predicate, frame, region, _ = among
    chunk = row.chunks[at]
    entry: EventEntry = predicate.entry
    shape = "verb" if predicate.is_verb else "noun" if predicate.form.shape == "noun" else "participle"
    before = at < predicate.at
    where = "before" if before else "after"
    low, high = (at, predicate.at) if before else (predicate.at, at)
    between = row.chunks[low + 1 : high]
    found = [
        "always",
        f"{where} {shape}",
        f"distance {where} {_bucket(high - low)} {shape}",
        f"governor {chunk.governor or 'none'} {where}",
        f"type {entry.type} {where}",
    ]
    phrase = chunk.actor
    if phrase:
        found.append(f"kind {phrase.kind} {where}")
        found.append(f"sector {phrase.actor.sector} {entry.type}")
    kinds = [one.kind for one in between]
    littles = {one.little for one in between}
    others = kinds.count("actor")
    found.append(f"actors between {min(others, 3)} {where} {shape}")
    if True in row.finite[low + 1 : high]:
        found.append(f"verb between {where} {shape}")
    if "mark" in kinds and any(is_soft_mark(one) for one in between):
        found.append(f"comma between {where}")
    if "mark" in kinds and any(is_hard_mark(one) for one in between):
        found.append(f"mark between {where}")
    found.extend(f"{little} between {where}" for little in _DIVIDING if little in littles)
    if "cue" in kinds:
        found.append(f"cue between {where}")
    if "event" in kinds:
        found.append(f"event between {where} {shape}")
    found.extend(_said(region, at, chunk, shape))
    found.extend(used)
    if row.chunks[predicate.at].enclitic:
        found.append(f"pronoun {where}")
    if frame.agents or frame.targets:
        found.append(f"other side told {where}")
    if predicate.passive or entry.harm:
        found.append(f"borne {where}")
    if entry.genitive == "target":
        found.append(f"takes target {where} {_bucket(high - low)}")
    return found


def _said(region: Region | None, at: int, chunk: Chunk, shape: str) -> Iterator[str]:
    if region is None:
        yield "outlet"
        return
    yield f"act {region.act}"
    yield f"in region {region.covers(at)} {shape}"
    if region.speaker_chunk == at:
        yield f"speaker {region.act} {shape}"
    if any(part.chunk == at for part in region.party):
        yield f"party {region.act}"
    if chunk.actor and any(speaker.country == chunk.actor.actor.country for speaker in region.speakers):
        yield f"speaker's side {region.act}"


def _uses(row: Row, participants: Participants, predicate: Predicate) -> dict[int, list[str]]:
    """Tell by chunk which other events of the sentence have an actor as their doer or as the one who bears them."""
    uses: dict[int, list[str]] = {}
    for other in row.events():
        if other.at == predicate.at:
            continue
        frame = participants.frame(other)
        where = (
            f"{'earlier' if other.at < predicate.at else 'later'} {'same' if other.entry.type == predicate.entry.type else 'other'}"
        )
        for role, parts in (("does", frame.agents), ("bears", frame.targets)):
            for at in {part.chunk for part in parts}:
                uses.setdefault(at, []).append(f"{role} {where}")
    return uses


def _bucket(distance: int) -> str:
    return str(distance) if distance < 4 else "4-6" if distance < 7 else "7-11" if distance < 12 else "far"
