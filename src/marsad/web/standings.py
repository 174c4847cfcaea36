"""The grid of an agreement with the standing word of each commitment, made once for each state of the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from marsad.model import Agreement, StandingWord
from marsad.store.ledger import count_entries_by_day, load_ledger
from marsad.web.grid import Column, Grid, choose_unit, lay_columns, lay_grid
from marsad.web.room import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A grid, and where each commitment stands at the end of its period by what was published in it."""

    grid: Grid
    words: Mapping[str | None, StandingWord]


def load_grid(room: Room, connection: Connection, agreement: Agreement, period: Column) -> Stood:
    """Load the grid of an agreement over a period."""
    return room.keep(connection, ("grid", agreement.id, period), lambda: _load(room, connection, agreement, period))


def _load(room: Room, connection: Connection, agreement: Agreement, period: Column) -> Stood:
    unit = choose_unit(period.first, period.last)
    counts = count_entries_by_day(connection, agreement.id, period.first, period.last)
    grid = lay_grid(agreement, counts, lay_columns(period.first, period.last, unit), unit)
    return Stood(grid=grid, words=_words(room, connection, agreement, period.first, period.last))


def _words(
    room: Room, connection: Connection, agreement: Agreement, since: dt.date, until: dt.date
) -> Mapping[str | None, StandingWord]:
    ledger = load_ledger(connection, agreement, room.store.tell, since=since, until=until)
    return {one.commitment: one.word for one in ledger.standings if one.day is None}
