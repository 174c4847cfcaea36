"""A store for a test: a clock that goes by the second, no waiting, and documents read as the commands read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import sqlalchemy as sa

from marsad.cli.pipeline import prepare_document, tell_claim
from marsad.model import Document
from marsad.store import Store, make_store
from marsad.store.base import open_store
from marsad.store.documents import Stored
from marsad.store.verify import Proof, verify, verify_captures

DAY = dt.date(2020, 2, 12)
STRIKE = "قصفت القوات السورية بلدة سراقب يوم الثلاثاء، ما أسفر عن مقتل 11 شخصاً."
ACCUSATION = "اتهم الكرملين تركيا بخرق اتفاق سوتشي في إدلب."
DENIAL = "نفت وزارة الدفاع التركية أن تكون قواتها قد قصفت بلدة سراقب."
PLEDGE = "وأكدت أنقرة أنها ستسحب قواتها من محيط بلدة النيرب قبل نهاية الشهر."


def clock() -> Callable[[], dt.datetime]:
    """Give a clock that is a second later each time it is asked."""
    ticks = count()
    return lambda: dt.datetime(2020, 3, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=next(ticks))


def _wait(_: float) -> None:
    """Wait no time at all."""


@contextmanager
def store_at(url: str) -> Iterator[Store]:
    """Make a store, and let go of it at the end."""
    store, _ = make_store(url, now=clock(), sleep=_wait, tell=tell_claim)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """Open a store that is there."""
    store = open_store(url, now=clock(), sleep=_wait, tell=tell_claim)
    try:
        yield store
    finally:
        store.close()


def doc(*sentences: str, name: str = "a", published: dt.date | None = DAY, **more: Any) -> Document:
    """Make a document of sentences, a paragraph each."""
    return Document(id=name, text="\n\n".join(sentences) + "\n", language="ar", published=published, **more)


def add(store: Store, *documents: Document) -> list[Stored]:
    """Add documents in one batch."""
    return store.add([prepare_document(document) for document in documents])


def outcomes(store: Store, *documents: Document) -> list[str]:
    """Add documents one by one, and tell what became of each."""
    return [add(store, document)[0].outcome for document in documents]


def prove(store: Store) -> Proof:
    """Prove a store, captures too."""
    with store.read() as connection:
        proof = verify(connection)
        return proof._replace(harms=(*proof.harms, *verify_captures(connection)))


def rows(store: Store, statement: str, **values: Any) -> list[dict[str, Any]]:
    """Ask the database itself."""
    with store.engine.connect() as connection:
        return [dict(row) for row in connection.execute(sa.text(statement), values).mappings()]


def change(store: Store, statement: str, **values: Any) -> int:
    """Change the database behind the store's back; give how many rows."""
    with store.engine.begin() as connection:
        return connection.execute(sa.text(statement), values).rowcount


def dump(store: Store, *, without: tuple[str, ...] = ()) -> dict[str, list[dict[str, Any]]]:
    """Give every row of every table of ours, in the order of their keys."""
    from marsad.store.schema import metadata

    found = {}
    with store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name not in without:
                query = sa.select(table).order_by(*table.primary_key.columns)
                found[table.name] = [dict(row) for row in connection.execute(query).mappings()]
    return found
