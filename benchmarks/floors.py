"""Floors: the scores below which accuracy may not fall, and the one way in which they may be lowered.

A floor is a figure between 0 and 1 where more is better. It belongs to the gold on which it was measured: the file of floors
keeps the SHA-256 of every gold file, and other gold fails the gate. Floors only rise. To lower one takes a reason, which stays
in the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from marsad.errors import Fault

Scores = Mapping[str, float]


class Refused(Fault):
    """An update that would lower a floor without a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """What was lowered, from what to what (None: the figure is no longer measured), and why."""

    reason: str
    floors: Mapping[str, tuple[float, float | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The floors with the gold on which they were measured, and every time that one was lowered."""

    gold: Mapping[str, str] = field(default_factory=dict)
    floors: Scores = field(default_factory=dict)
    lowered: tuple[Lowered, ...] = ()


def parse_floors(text: str) -> Floors:
    """Read floors as `write_floors` writes them."""
    raw: dict[str, Any] = json.loads(text)
    lowered = tuple(
        Lowered(reason=row["reason"], floors={name: (old, new) for name, (old, new) in row["floors"].items()})
        for row in raw.get("lowered", [])
    )
    return Floors(gold=raw["gold"], floors=raw["floors"], lowered=lowered)


def write_floors(floors: Floors) -> str:
    """Write floors as JSON in a stable order, one figure a line, so that a change shows as a line."""
    lowered = [
        {"reason": row.reason, "floors": {name: list(pair) for name, pair in sorted(row.floors.items())}} for row in floors.lowered
    ]
    raw = {"gold": dict(sorted(floors.gold.items())), "floors": dict(sorted(floors.floors.items())), "lowered": lowered}
    return json.dumps(raw, ensure_ascii=False, indent=2) + "\n"


def find_failures(floors: Floors, scores: Scores, gold: Mapping[str, str]) -> Iterator[str]:
    """Say what is wrong: gold that is not the one of the floors, figures under their floor, figures that are missing."""
    for name in sorted({*floors.gold, *gold}):
        if floors.gold.get(name) != gold.get(name):
            yield f"{name} is not the gold on which the floors were measured: look at what changed, then --update"
    for name, floor in sorted(floors.floors.items()):
        score = scores.get(name)
        if score is None:
            yield f"{name} was not measured; its floor is {floor:.4f}"
        elif score < floor:
            yield f"{name} is {score:.4f}, under its floor {floor:.4f}"


def raise_floors(old: Floors, scores: Scores, gold: Mapping[str, str], reason: str | None = None) -> Floors:
    """Put the floors at the scores of now. Raises Refused where one would fall, unless a reason is given, which is kept."""
    falling: dict[str, tuple[float, float | None]] = {
        name: (floor, scores.get(name)) for name, floor in old.floors.items() if scores.get(name, -1.0) < floor
    }
    if falling and not (reason or "").strip():
        falls = (
            f"{name} from {was:.4f} to {'nothing' if now is None else f'{now:.4f}'}" for name, (was, now) in sorted(falling.items())
        )
        raise Refused(f"floors would fall: {', '.join(falls)}", "Find out why, or give --allow-regression REASON")
    lowered = (*old.lowered, Lowered(reason=(reason or "").strip(), floors=falling)) if falling else old.lowered
    return Floors(gold=dict(gold), floors=dict(scores), lowered=lowered)
