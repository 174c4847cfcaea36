"""Asking a source once: what it lists, with the sitemaps of an index."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from marsad.errors import BadInput

if TYPE_CHECKING:
    from marsad.fetching import Fetched, Fetcher, Refused
    from marsad.fetching.feeds import Feed, Item
    from marsad.store.sources import Listed, Poll, Source

_MOST_MAPS = 50  # sitemaps of an index that are read at a time, the newest first
_MOST_ITEMS = 50_000  # what one sitemap may list (sitemaps.org)


def ask_source(fetcher: Fetcher, one: Source) -> Poll:
    """Ask a source what it lists. Never raises: what goes wrong is in what it gives, so that one source ends no run."""
    from marsad.fetching import ACCEPT_FEED, NotModified, Refused
    from marsad.store.sources import Poll

    got = fetcher.fetch(one.url, etag=one.etag, modified=one.modified, accept=ACCEPT_FEED)
    if isinstance(got, NotModified):
        return Poll(outcome="unchanged")
    if isinstance(got, Refused):
        return _failed(got)
    try:
        return _read(fetcher, one, got)
    except BadInput as error:
        return Poll(outcome="failed", error=str(error))
    except Exception as error:  # noqa: BLE001 - the edge: a crash in a parser takes down this poll alone, and is kept with it
        return Poll(outcome="failed", error=f"{one.url} could not be read: a fault in Marsad ({type(error).__name__}: {error})")


def _failed(got: Refused) -> Poll:
    from marsad.store.sources import Poll

    rests = got.at + dt.timedelta(seconds=got.later) if got.at and got.later else None
    return Poll(outcome="failed", error=got.what, rests=rests)


def _read(fetcher: Fetcher, one: Source, got: Fetched) -> Poll:
    from marsad.fetching.feeds import FeedKind, read_feed
    from marsad.store.sources import Poll

    feed = read_feed(got.body, url=got.answered, media_type=got.media_type, name=one.url)
    if feed.kind is FeedKind.sitemaps:
        # An index may stay as it is while what it lists changes: it is read each time.
        items, error = _read_index(fetcher, one, feed)
        if error and not items:
            return Poll(outcome="failed", error=error)
        return Poll(outcome="new", items=items, error=error, kind=feed.kind.value, title=feed.title)
    return Poll(
        outcome="new",
        items=_list(feed.items),
        kind=feed.kind.value,
        title=feed.title,
        site=feed.site,
        etag=got.header("etag"),
        modified=got.header("last-modified"),
    )


def _read_index(fetcher: Fetcher, one: Source, index: Feed) -> tuple[list[Listed], str]:
    from marsad.fetching import ACCEPT_FEED, Fetched, Refused
    from marsad.fetching.feeds import FeedKind, read_feed

    maps = [item for item in index.items if not (one.since and item.updated and item.updated < one.since)]
    maps.sort(key=lambda item: item.updated or dt.date.max, reverse=True)
    items: list[Listed] = []
    errors: list[str] = []
    for number, inner in enumerate(maps[:_MOST_MAPS]):
        got = fetcher.fetch(inner.url, accept=ACCEPT_FEED)
        if isinstance(got, Fetched):
            try:
                feed = read_feed(got.body, url=got.answered, media_type=got.media_type, name=inner.url)
                items += _list(feed.items) if feed.kind is not FeedKind.sitemaps else []
            except BadInput as error:
                errors.append(str(error))
        elif isinstance(got, Refused):
            errors.append(got.what)
        if len(items) >= _MOST_ITEMS or len(errors) > number >= 2:
            break  # enough, or none of the first answers
    return items[:_MOST_ITEMS], errors[0] if errors else ""


def _list(items: tuple[Item, ...]) -> list[Listed]:
    """List items, the newest first; those of one day, and those without, in the feed's own order."""
    from marsad.store.sources import Listed

    dated = sorted(items, key=lambda one: one.published or one.updated or dt.date.min, reverse=True)
    return [Listed(one.id, one.url, one.title, one.published, one.updated) for one in dated]
