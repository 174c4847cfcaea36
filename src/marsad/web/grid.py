"""The grid of an agreement: commitments down the side, time across, entries in the cells by what they are."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from marsad.ledger.kinds import kind_by
from marsad.model import Agreement, EntryKind
from marsad.store.ledger import DayCount

Unit = Literal["day", "week", "month"]
_MOST_DAYS, _MOST_WEEKS = 35, 40  # columns that a page bears


class Column(NamedTuple):
    """A stretch of days, both included."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A commitment with its cells, one for each column; `commitment` is None for the agreement as a whole."""

    commitment: str | None
    what: str
    cells: tuple[tuple[tuple[EntryKind, int], ...], ...]
    total: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows of commitments over columns of time; `kinds` are those that stand in it at all."""

    unit: Unit
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    kinds: tuple[EntryKind, ...]


def choose_unit(first: dt.date, last: dt.date) -> Unit:
    """Choose what a column stands for, so that the grid stays on a page."""
    days = (last - first).days + 1
    return "day" if days <= _MOST_DAYS else "week" if days <= 7 * _MOST_WEEKS else "month"


def lay_columns(first: dt.date, last: dt.date, unit: Unit) -> tuple[Column, ...]:
    """Cut a period into columns; weeks begin on Monday (ISO 8601), the first and last column may be cut short."""
    columns: list[Column] = []
    at = first
    while at <= last:
        end = min(_end_of(at, unit), last)
        columns.append(Column(at, end))
        at = end + dt.timedelta(days=1)
    return tuple(columns)


def _end_of(day: dt.date, unit: Unit) -> dt.date:
    if unit == "day":
        return day
    if unit == "week":
        return day + dt.timedelta(days=6 - day.weekday())
    following = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return following - dt.timedelta(days=1)


def lay_grid(agreement: Agreement, counts: Iterable[DayCount], columns: Sequence[Column], unit: Unit) -> Grid:
    """Lay the counts of an agreement into a grid. Commitments of which nobody speaks keep their row: silence is shown."""
    at = {one: Counter[EntryKind]() for one in ((part, n) for part in _parts(agreement) for n in range(len(columns)))}
    totals, undated = Counter[str | None](), Counter[str | None]()
    for one in counts:
        kind = kind_by(one.effect, one.by, one.of, one.act, agreement)  # type: ignore[arg-type]
        totals[one.commitment] += one.links
        if one.day is None:
            undated[one.commitment] += one.links
            continue
        column = _find(columns, one.day)
        if column is not None and (one.commitment, column) in at:
            at[one.commitment, column][kind] += one.links
    order: dict[EntryKind, int] = defaultdict(int)
    for cell in at.values():
        for kind, number in cell.items():
            order[kind] += number
    kinds = tuple(sorted(order, key=lambda kind: -order[kind]))
    rows = [
        Row(
            commitment=part,
            what=what,
            cells=tuple(tuple((k, at[part, n][k]) for k in kinds if at[part, n][k]) for n in range(len(columns))),
            total=totals[part],
            undated=undated[part],
        )
        for part, what in _parts(agreement).items()
    ]
    return Grid(unit=unit, columns=tuple(columns), rows=tuple(rows), kinds=kinds)


def _parts(agreement: Agreement) -> dict[str | None, str]:
    return {None: "", **{one.id: one.what for one in agreement.commitments}}


def _find(columns: Sequence[Column], day: dt.date) -> int | None:
    return next((n for n, column in enumerate(columns) if column.first <= day <= column.last), None)
