"""How a source is doing: when it answered last, how often it failed since, and whether it has gone silent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal, NamedTuple

from sqlalchemy import Connection, func, select

from marsad.store.schema import item, poll
from marsad.store.sources import Source
from marsad.store.tellings import ask

State = Literal["new", "paused", "well", "silent", "failing"]
_WINDOW = dt.timedelta(days=30)  # over which it is counted how many items a source has a day
_LEAST_ITEMS = 5  # from which a habit can be told
_LEAST_SILENCE = 2.0  # days: shorter ones are weekends
_EXPECTED = 4.0  # items that would have come in the silence, were it by chance


class Health(NamedTuple):
    """How a source is doing, in a word and in a line."""

    state: State
    line: str
    last_good: dt.datetime | None = None
    failures: int = 0
    newest: dt.datetime | None = None
    a_day: float = 0.0


class Past(NamedTuple):
    """What is known of a source: its polls and items, counted."""

    first: dt.datetime | None = None  # poll
    last: dt.datetime | None = None
    last_good: dt.datetime | None = None
    failures: int = 0  # since then
    error: str = ""
    newest: dt.datetime | None = None  # item
    lately: int = 0  # items in the window that ends with the newest, without those of the first poll
    items: int = 0


def tell_health(one: Source, past: Past, now: dt.datetime) -> Health:
    """Tell how a source is doing. A silence is told where it would hardly be by chance, at the pace that the source had."""
    pace = _pace(past)
    facts = (past.last_good, past.failures, past.newest, pace)
    if one.paused:
        return Health("paused", "paused", *facts)
    if past.last is None:
        return Health("new", "not asked yet", *facts)
    if past.failures:
        since = f"since {past.last_good:%Y-%m-%d}" if past.last_good else "and never answered"
        times = "once" if past.failures == 1 else f"{past.failures} times"
        return Health("failing", f"failed {times} {since}: {past.error}", *facts)
    silent = (now - past.newest).total_seconds() / 86_400 if past.newest else 0.0
    if pace and silent > max(_LEAST_SILENCE, _EXPECTED / pace):
        return Health("silent", f"no new item for {silent:.0f} days, it had {_per_day(pace)}", *facts)
    many = f"{past.items:,} item" + ("" if past.items == 1 else "s")
    newest = f", the newest of {past.newest:%Y-%m-%d}" if past.newest else ""
    return Health("well", f"answered {past.last_good:%Y-%m-%d %H:%M}, {many}{newest}", *facts)


def _pace(past: Past) -> float:
    """Give the items a day that a source had before its newest; 0 where they are too few to tell."""
    if past.first is None or past.newest is None or past.lately < _LEAST_ITEMS:
        return 0.0
    days = min(past.newest - past.first, _WINDOW).total_seconds() / 86_400
    return past.lately / days if days >= 1 else 0.0


def _per_day(pace: float) -> str:
    return f"{pace:.0f} a day" if pace >= 1 else f"{pace * 7:.0f} a week" if pace * 7 >= 1 else "one in a while"


def find_health(connection: Connection, sources: list[Source], now: dt.datetime) -> Mapping[int, Health]:
    """Tell of each source how it is doing, by its number."""
    return {one.id: tell_health(one, _past(connection, one.id), now) for one in sources}


def _past(connection: Connection, number: int) -> Past:
    mine = poll.c.source_id == number
    first, last = connection.execute(select(func.min(poll.c.at), func.max(poll.c.at)).where(mine)).one()
    good = connection.execute(select(func.max(poll.c.at)).where(mine, poll.c.outcome != "failed")).scalar()
    since = [mine] if good is None else [mine, poll.c.at > good]
    failed = ask(connection, select(poll).where(*since, poll.c.outcome == "failed").order_by(poll.c.at.desc(), poll.c.id.desc()))
    listed = item.c.source_id == number
    items, newest = connection.execute(select(func.count(), func.max(item.c.seen)).where(listed)).one()
    lately = 0
    if newest is not None and first is not None:
        start = max(newest - _WINDOW, first)
        lately = connection.execute(select(func.count()).select_from(item).where(listed, item.c.seen > start)).scalar_one()
    return Past(first, last, good, len(failed), failed[0]["error"] if failed else "", newest, lately, items)
