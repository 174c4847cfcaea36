"""The accounts of an incident side by side: a row for what is told, a column for each origin, marked where they differ."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from marsad.model import Claim, Origin
from marsad.store.incidents import Account, OpenedIncident
from marsad.web.reader import Reader
from marsad.web.shown import Shown, show_claim


class Carrier(NamedTuple):
    """Who carries the words of an origin, and the claim by which it is opened."""

    outlet: str
    claim: str
    day: dt.date | None


class Side(NamedTuple):
    """One origin: its first claim as a page shows it, what people judged of it, and who else carries it, with what they changed."""

    shown: Shown
    kind: str
    verdict: str
    copies: tuple[Carrier, ...]
    changed: tuple[tuple[str, tuple[str, ...]], ...]


class Cell(NamedTuple):
    """What one side tells; `own_words` where the value is the source's wording."""

    value: str
    own_words: bool = False


class Line(NamedTuple):
    """What all sides tell of one thing; `differs` where they do not agree."""

    label: str
    differs: bool
    cells: tuple[Cell, ...]


def lay_sides(opened: OpenedIncident, by: Reader) -> tuple[tuple[Side, ...], tuple[Line, ...]]:
    """Lay the origins of an incident side by side, in the order of time; a line that nobody tells is left out."""
    firsts = [(origin, [one for one in opened.accounts if one.origin == origin.id]) for origin in opened.origins]
    sides = tuple(_side(origin, accounts, by) for origin, accounts in firsts)
    claims = [accounts[0].found.claim for _, accounts in firsts]
    differing = {one.field for one in opened.incident.differences}
    rows = (_line(name, [_tell(name, claim, by) for claim in claims], differing, by) for name in _FIELDS)
    return sides, tuple(row for row in rows if any(cell.value for cell in row.cells))


# What stands in a line, and the difference by which it is marked.
_FIELDS = {"doer": "doer", "bearer": "target", "mode": "", "status": "", "place": "place", "when": "date"}
_FIELDS |= {"killed": "number", "wounded": "number", "displaced": "number"}


def _tell(name: str, claim: Claim, by: Reader) -> Cell:
    event = claim.event
    if name in ("killed", "wounded", "displaced"):
        return Cell(by.bounds(getattr(event, name)))
    if name in ("doer", "bearer"):
        code = event.actor if name == "doer" else event.target
        return Cell(by.actor(code) if code else "")
    if name == "place":
        return Cell(event.place or "", own_words=True)
    if name == "status":
        return Cell(by.label("statuses", event.status) if event.status != "actual" else "")
    return Cell(getattr(event, name) or "")


def _line(name: str, cells: list[Cell], differing: set[str], by: Reader) -> Line:
    told = {cell.value for cell in cells if cell.value}
    return Line(by.label("slip", name), _FIELDS[name] in differing and len(told) > 1, tuple(cells))


def _side(origin: Origin, accounts: list[Account], by: Reader) -> Side:
    first, *rest = accounts
    return Side(
        shown=show_claim(first.found.claim, first.found.document, by, first.found.number),
        kind=origin.kind,
        verdict=first.opinion.verdict if first.opinion else "",
        copies=tuple(_carrier(one) for one in rest),
        changed=tuple((by.label("fields", one.field), tuple(value for value, _ in one.values)) for one in origin.drift),
    )


def _carrier(one: Account) -> Carrier:
    document = one.found.document
    return Carrier(document.outlet or document.id, one.found.claim.id, document.published)
