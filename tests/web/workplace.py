"""A workplace for a test: the application on a store that holds some reports, and somebody who asks it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from fastapi.testclient import TestClient

from marsad.cli.intake import take_in
from marsad.ledger import load_agreements
from marsad.model import Document
from marsad.store import Store
from marsad.web import build_app
from marsad.web.entrance import Entry
from store_at_hand import ACCUSATION, DAY, DENIAL, PLEDGE, STRIKE, add, doc, store_at

NOW = dt.datetime(2020, 3, 1, 12, tzinfo=dt.UTC)
REPORTS: list[Document] = [
    doc(STRIKE, ACCUSATION, name="first", outlet="Al-Tall", title="قصف سراقب", url="https://tall.example/1"),
    doc(DENIAL, PLEDGE, name="second", outlet="Al-Jisr", published=DAY + dt.timedelta(days=3), url="https://jisr.example/2"),
    doc(ACCUSATION, name="third/with a slash", outlet="Al-Marfa", url="https://marfa.example/3"),
]


@contextmanager
def workplace(
    url: str, *reports: Document, entry: Entry | None = None, now: Callable[[], dt.datetime] = lambda: NOW
) -> Iterator[tuple[TestClient, Store]]:
    """Open a workplace on a store with reports in it."""
    with store_at(url) as store:
        add(store, *(reports or REPORTS))
        app = build_app(store, load_agreements(), now=now, take=take_in, entry=entry)
        yield TestClient(app, base_url="http://localhost", follow_redirects=False), store


def routes_of(client: TestClient) -> list[tuple[str, str]]:
    """Give every method and address of an application, with something in the place of what varies."""
    found: list[tuple[str, str]] = []
    for route in client.app.routes:  # type: ignore[attr-defined]
        for one in route.effective_route_contexts() if hasattr(route, "effective_route_contexts") else [route]:
            found += [(method, re.sub(r"\{[^}]*\}", "1", one.path)) for method in sorted(getattr(one, "methods", None) or ())]
    return found
