"""Weigh: whether an event word is told as an event here or only named, by a small linear model over the grammar around it.

The rules say where an event word can be a claim; that "the war" in passing is none and "after the shelling of X by Y" is one, no
single mark tells. The weights are data of the pack (`weights.json`), trained by `tools/train_weights.py` on hand-annotated articles
from what stands around the word, never from names, places or whole wordings, so that they hold for conflicts that nobody annotated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from marsad.coding.parts import Frame
from marsad.coding.predicates import Predicate, Row
from marsad.coding.speakers import Region
from marsad.reading.chunks import Chunk


class Weights(NamedTuple):
    """A linear model: weights by feature, and the least sum that makes a claim."""

    values: Mapping[str, float]
    least: float

    def keep(self, features: list[str]) -> bool:
        """Tell whether the features add up to a claim."""
        return sum(self.values.get(name, 0.0) for name in features) >= self.least


def features_of(row: Row, predicate: Predicate, frame: Frame, region: Region | None, ruled: bool) -> list[str]:
    """Name what stands around an event word; the names are what weights are learned for."""
    return list(_features(row, predicate, frame, region, ruled))


def _features(row: Row, predicate: Predicate, frame: Frame, region: Region | None, ruled: bool) -> Iterator[str]:
    at, entry, form = predicate.at, predicate.entry, predicate.form
    chunk = row.chunks[at]
    shape = "verb" if predicate.is_verb else form.shape
    yield "always"
    yield f"shape {shape}"
    yield f"ruled {ruled} {shape}"
    yield f"type {entry.type} {'verb' if predicate.is_verb else 'noun'}"
    yield f"kind {row.sentence.kind} {shape}"
    if entry.weak_noun:
        yield f"weak {shape}"
    if entry.harm:
        yield f"harm {shape}"
    yield f"doer {bool(frame.agents)} {shape}"
    yield f"bearer {bool(frame.targets)} {shape}"
    if frame.quantity:
        yield f"counted {entry.harm}"
    if frame.carrier is not None:
        yield f"carried {'before' if frame.carrier < at else 'after'}"
    yield from _region_features(row, predicate, region, shape)
    if shape != "verb":
        yield f"article {chunk.proclitic.article} weak {entry.weak_noun}"
        yield f"pronoun {bool(chunk.enclitic)}"
        yield f"number {form.person[:1]}"
        yield f"governed {_governor(row, at)}"
        yield f"before {_neighbour(row, at - 1)}"
        yield f"after {_neighbour(row, at + 1)}"
    else:
        yield f"relative {frame.relative}"
        yield f"joined {row.joined(at)}"
        yield f"tense {form.shape} passive {predicate.passive}"
        yield f"verb before {_neighbour(row, at - 1)}"
    near = row.chunks[at + 1 : at + 6]
    if any(one.kind == "time" for one in near):
        yield f"dated {shape}"
    if any(one.kind == "place" for one in near):
        yield f"placed {shape}"
    if any(one.little == "relative" for one in near[:4]):
        yield f"relative follows {shape}"
    events = [p for p in row.events() if p.at < at]
    yield f"rank {min(len(events), 3)} {shape}"
    if events and at - events[-1].at <= 3 and not chunk.joins:
        yield f"close to {'verb' if events[-1].is_verb else 'noun'} {events[-1].entry.type == entry.type}"


def _region_features(row: Row, predicate: Predicate, region: Region | None, shape: str) -> Iterator[str]:
    if region is None:
        yield f"outlet {shape}"
        return
    reach = "starts" if region.start == predicate.at else "narrow" if region.narrow else "wide"
    listed = row.chunks[predicate.at].joins
    yield f"said {region.act} {shape}"
    yield f"reach {reach} joined {listed} {shape}"
    yield f"reach {reach} weak {predicate.entry.weak_noun} {shape}"


def _governor(row: Row, at: int) -> str:
    chunk = row.chunks[at]
    if chunk.proclitic.preposition:
        return f"clitic {chunk.proclitic.preposition}"
    before = row.chunks[at - 1] if at else None
    if before is not None and before.little.startswith(("preposition", "because", "negation")):
        return f"{before.little} {before.value}"
    return "no"


def _neighbour(row: Row, at: int) -> str:
    if not 0 <= at < len(row.chunks):
        return "edge"
    chunk: Chunk = row.chunks[at]
    if chunk.kind == "verb" and chunk.verb:
        return f"verb {chunk.verb.kind} {row.is_finite(at)}"
    if chunk.kind in ("event", "cue"):
        return f"{chunk.kind} {row.is_finite(at)}"
    if chunk.kind == "little":
        return chunk.little
    if chunk.kind == "mark":
        return f"mark {chunk.value}"
    if chunk.kind == "actor":
        return f"actor {bool(chunk.governor)}"
    return chunk.kind
