"""Sources that are followed, what they listed, and what became of it.

An item is known by its source and by the id that the feed gives it, and by its address: what two feeds list is
fetched once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Literal, NamedTuple

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from marsad.errors import BadInput, NotFound
from marsad.store.documents import next_id
from marsad.store.records import Row
from marsad.store.schema import document, item, poll, source, version
from marsad.store.tellings import ask, in_parts

Polled = Literal["new", "same", "unchanged", "failed"]
Settled = Literal["kept", "known", "failed", "refused"]
MOST_TRIES = 6  # after which an item that could not be got is given up
_FIRST_WAIT = dt.timedelta(minutes=30)  # before an item is tried again; doubled with each try
_FIRST_PAUSE = dt.timedelta(minutes=5)  # before a source that failed is asked again; doubled with each failure
_MOST_WAIT = dt.timedelta(days=1)
_DONE = ("kept", "known", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as people know it. `id` is 0 for one that is not in the database yet."""

    url: str
    title: str = ""
    outlet: str = ""
    language: str = ""
    site: str = ""
    folder: str = ""
    since: dt.date | None = None
    paused: bool = False
    id: int = 0
    kind: str = ""
    etag: str = ""
    modified: str = ""
    rests: dt.datetime | None = None

    @property
    def name(self) -> str:
        """What to call it: its outlet, else its title, else its address."""
        return self.outlet or self.title or self.url


_COLUMNS = tuple(field.name for field in fields(Source))


class Listed(NamedTuple):
    """An item as a feed lists it: the feed's id for it, its address (empty where it has none), its title and days."""

    id: str
    url: str
    title: str
    published: dt.date | None = None
    updated: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What came of asking a source once; what it says of itself is kept where nobody said otherwise."""

    outcome: Polled
    items: Sequence[Listed] = ()
    error: str = ""
    rests: dt.datetime | None = None
    kind: str = ""
    title: str = ""
    site: str = ""
    etag: str = ""
    modified: str = ""


class Waiting(NamedTuple):
    """An item that is to be fetched."""

    id: int
    source: Source
    url: str
    published: dt.date | None
    tries: int


def hash_key(told: str) -> str:
    """Give the hash under which an id or address is known."""
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


# ── The list ──


def add_sources(connection: Connection, some: Iterable[Source], now: dt.datetime) -> list[Source]:
    """Add sources that are not there yet, by their addresses; give those that were added. Only inside `writing`."""
    known = set(connection.execute(select(source.c.url)).scalars())
    added = []
    for one in some:
        if one.url not in known:
            known.add(one.url)
            values = asdict(one) | {"id": next_id(connection, source), "added": now}
            connection.execute(insert(source), values)
            added.append(find_source(connection, one.url))
    return added


def list_sources(connection: Connection) -> list[Source]:
    """List sources by folder, name and address."""
    rows = ask(connection, select(*(source.c[name] for name in _COLUMNS)))
    return sorted((Source(**row) for row in rows), key=lambda one: (one.folder, one.name, one.url))


def find_source(connection: Connection, given: str) -> Source:
    """Find a source by its address, its number, or the name under which it is listed. Raises NotFound, BadInput for several."""
    every = list_sources(connection)
    found = [one for one in every if given in (one.url, str(one.id))] or [one for one in every if given in (one.outlet, one.title)]
    if not found:
        raise NotFound(f"no source is {given}", "`marsad sources list` shows their numbers and addresses")
    if len(found) > 1:
        raise BadInput(f"{len(found)} sources are called {given}", "Give the number or the address of one")
    return found[0]


def remove_source(connection: Connection, one: Source) -> int:
    """Stop following a source and forget what it listed; give how many items. Documents stay. Only inside `writing`."""
    gone = connection.execute(delete(item).where(item.c.source_id == one.id)).rowcount
    connection.execute(delete(poll).where(poll.c.source_id == one.id))
    connection.execute(delete(source).where(source.c.id == one.id))
    return gone


def pause_source(connection: Connection, one: Source, *, paused: bool) -> None:
    """Leave a source alone, or follow it again. Only inside `writing`."""
    connection.execute(update(source).where(source.c.id == one.id).values(paused=paused))


# ── Asking ──


def record_poll(connection: Connection, one: Source, got: Poll, now: dt.datetime) -> int:
    """Keep what came of asking a source; give how many items are to be fetched that were not known. Only inside `writing`."""
    rows = _fresh_rows(connection, one, got.items, now)
    if rows:
        connection.execute(insert(item), rows)
    outcome = "same" if got.outcome == "new" and not rows else got.outcome
    values = {"source_id": one.id, "at": now, "outcome": outcome, "listed": len(got.items), "fresh": len(rows)}
    connection.execute(insert(poll), {**values, "id": next_id(connection, poll), "error": got.error})
    told: Row = {"rests": got.rests or (_back_off(connection, one, now) if got.outcome == "failed" else None)}
    if got.outcome in ("new", "same"):
        told |= {"kind": got.kind, "etag": got.etag, "modified": got.modified}
        told |= {name: value for name in ("title", "site") if (value := getattr(got, name)) and not getattr(one, name)}
    connection.execute(update(source).where(source.c.id == one.id).values(told))
    return sum(row["outcome"] == "waiting" for row in rows)


def _back_off(connection: Connection, one: Source, now: dt.datetime) -> dt.datetime:
    """Tell until when a source that failed is left alone: the pause doubles with each failure since it answered last."""
    mine = poll.c.source_id == one.id
    good = connection.execute(select(func.max(poll.c.at)).where(mine, poll.c.outcome != "failed")).scalar()
    since = [mine] if good is None else [mine, poll.c.at > good]
    failures = connection.execute(select(func.count()).select_from(poll).where(*since)).scalar_one()
    wait: dt.timedelta = min(_FIRST_PAUSE * 2 ** min(failures - 1, 20), _MOST_WAIT)
    return now + wait


def _fresh_rows(connection: Connection, one: Source, items: Sequence[Listed], now: dt.datetime) -> list[Row]:
    by_key: dict[str, Listed] = {}
    for one_listed in items:
        by_key.setdefault(hash_key(one_listed.id), one_listed)
    known = _known(connection, item.c.key, by_key, item.c.source_id == one.id)
    fresh = [(key, listed) for key, listed in by_key.items() if key not in known]
    done = _find_done(connection, {listed.url for _, listed in fresh if listed.url})
    first = next_id(connection, item)
    return [
        {
            "id": first + number,
            "source_id": one.id,
            "key": key,
            "url_key": hash_key(listed.url) if listed.url else "",
            "url": listed.url,
            "title": listed.title,
            "published": listed.published,
            "seen": now,
            "tries": 0,
            **_first_outcome(one, listed, done),
        }
        for number, (key, listed) in enumerate(fresh)
    ]


def _first_outcome(one: Source, listed: Listed, done: Mapping[str, int | None]) -> Row:
    if not listed.url:
        return {"outcome": "refused", "error": "the feed gives no address for it", "version_id": None}
    if listed.url in done:
        return {"outcome": "known", "error": "", "version_id": done[listed.url]}
    day = listed.published or listed.updated
    too_old = bool(one.since and day and day < one.since)
    return {"outcome": "passed" if too_old else "waiting", "error": "", "version_id": None}


def _known(connection: Connection, column: object, values: Collection[str], *where: object) -> set[str]:
    found: set[str] = set()
    for part in in_parts(values):
        found |= set(connection.execute(select(column).where(column.in_(part), *where)).scalars())  # type: ignore[attr-defined,call-overload]
    return found


def _find_done(connection: Connection, urls: Collection[str]) -> dict[str, int | None]:
    """Find addresses that were fetched for another source, or whose document is here; with the version where it is known."""
    keys = {hash_key(url): url for url in urls}
    done: dict[str, int | None] = {}
    for part in in_parts(keys):
        query = select(item.c.url_key, item.c.version_id).where(item.c.url_key.in_(part), item.c.outcome.in_(_DONE))
        done |= {keys[row["url_key"]]: row["version_id"] for row in ask(connection, query)}
    for part in in_parts(urls):
        query = select(document.c.url, func.max(version.c.id).label("version")).join(version).where(document.c.url.in_(part))
        done |= {row["url"]: row["version"] for row in ask(connection, query.group_by(document.c.url))}
    return done


# ── Fetching ──


def list_waiting(connection: Connection, now: dt.datetime, *, most: int, of: Source | None = None) -> list[Waiting]:
    """List items to fetch, each address once: the newest first, `most` of each source. Paused sources are left out."""
    sources = {one.id: one for one in list_sources(connection) if not one.paused and (of is None or one.id == of.id)}
    due = or_(item.c.rests.is_(None), item.c.rests <= now)
    found: dict[str, Waiting] = {}
    for one in sources.values():
        query = select(item).where(item.c.source_id == one.id, item.c.outcome.in_(("waiting", "failed")), due)
        query = query.where(item.c.tries < MOST_TRIES).order_by(item.c.published.desc().nulls_last(), item.c.id).limit(most)
        for row in ask(connection, query):
            found.setdefault(row["url"], Waiting(row["id"], one, row["url"], row["published"], row["tries"]))
    return list(found.values())


def count_waiting(connection: Connection) -> int:
    """Count addresses that are still to be fetched, also those that rest."""
    open_ones = and_(item.c.outcome.in_(("waiting", "failed")), item.c.tries < MOST_TRIES)
    query = select(func.count(item.c.url_key.distinct())).join(source).where(open_ones, source.c.paused.is_(False))
    return int(connection.execute(query).scalar_one())


def settle_item(
    connection: Connection,
    one: Waiting,
    outcome: Settled,
    now: dt.datetime,
    *,
    at: int | None = None,
    error: str = "",
    later: float | None = None,
) -> None:
    """Keep what became of an item, and of all that have its address. Only inside `writing`.

    `at` is the version that came of it, `later` the seconds that its host asks to wait.
    """
    wait = dt.timedelta(seconds=later) if later else min(_FIRST_WAIT * 2 ** max(one.tries, 0), _MOST_WAIT)
    values: Row = {"outcome": outcome, "tries": one.tries + 1, "error": error, "version_id": at}
    values["rests"] = now + wait if outcome == "failed" else None
    connection.execute(update(item).where(item.c.id == one.id).values(values))
    others = and_(item.c.url_key == hash_key(one.url), item.c.id != one.id, item.c.outcome.in_(("waiting", "failed")))
    if outcome != "failed":
        values |= {"outcome": "known" if outcome == "kept" else outcome}
    connection.execute(update(item).where(others).values(values))


def forget_items(connection: Connection, versions: Collection[int], urls: Collection[str]) -> None:
    """Erase the words of items whose texts were erased; by their hashes they are still known, and not fetched again."""
    keys = {hash_key(url) for url in urls if url}
    for part in in_parts(versions):
        keys |= set(connection.execute(select(item.c.url_key).where(item.c.version_id.in_(part))).scalars())
    gone = {"url": "", "title": "", "error": "", "published": None, "outcome": "known", "rests": None}
    for part in in_parts(keys - {""}):
        connection.execute(update(item).where(item.c.url_key.in_(part)).values(gone))
