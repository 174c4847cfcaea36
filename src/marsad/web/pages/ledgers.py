"""The period of an agreement that a page shows, and its calendar."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from marsad.errors import BadInput
from marsad.model import Agreement, Due
from marsad.store.ledger import last_day_of, load_ledger
from marsad.web.grid import Column
from marsad.web.room import Room

_DAYS = 28  # shown where no period is asked for: the four weeks before the last entry


def period_of(connection: Connection, agreement: Agreement, since: dt.date | None, until: dt.date | None) -> Column:
    """Give the period that is asked for; else the four weeks up to the last day on which something was said of the agreement."""
    last = until or last_day_of(connection, agreement.id) or agreement.in_force or dt.date(2020, 1, 1)
    first = since or last - dt.timedelta(days=_DAYS - 1)
    if first > last:
        raise BadInput(f"since ({first}) is after until ({last})", "Change one of the two")
    return Column(first, last)


def calendar_of(room: Room, connection: Connection, key: str, day: dt.date) -> tuple[Due, ...]:
    """Give the deadlines and ultimatums of an agreement as they stand on a day."""
    agreement = room.agreement(key)

    def load() -> tuple[Due, ...]:
        return load_ledger(connection, agreement, room.store.tell, today=day).calendar

    return room.keep(connection, ("calendar", key, day), load)
