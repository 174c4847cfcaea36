"""The store: one database, opened, checked, and written by one writer at a time.

Time and patience are passed in, so that tests can hold them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Engine

from marsad.errors import Fault, Unstored
from marsad.model import Document
from marsad.store import documents
from marsad.store.chain import last_link
from marsad.store.coding import find_unsealed, seal_rounds
from marsad.store.connect import is_passing, make_engine, name_database, parse_url, reading, refuse_missing, writing
from marsad.store.documents import Stored
from marsad.store.groups import join_groups
from marsad.store.migrate import check_tables, make_tables
from marsad.store.neighbours import Neighbours
from marsad.store.prepared import Prepared
from marsad.store.search import Indexed, index_terms, is_stale, rebuild_index
from marsad.store.tellings import Teller

T = TypeVar("T")
_WAITS = (0.2, 0.5, 1, 2, 4, 8, 15, 30)  # seconds before each new try: a server that restarts is back within a minute


@dataclass(frozen=True, slots=True)
class Store:
    """An open database of ours.

    `now` gives the present moment in UTC, `sleep` waits for seconds, `tell` makes the telling of a claim, by which
    copies are found; `neighbours` remembers the tellings that were met.
    """

    engine: Engine
    now: Callable[[], dt.datetime]
    sleep: Callable[[float], None]
    tell: Teller
    neighbours: Neighbours

    @property
    def name(self) -> str:
        """The database's name for people, without its password."""
        return name_database(self.engine.url)

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction that only reads, and sees the database as of one moment."""
        return reading(self.engine)

    def ask(self, task: Callable[[Connection], T]) -> T:
        """Read something in one transaction; where the database is away for a moment, read it again.

        What is written out while it is read cannot be asked again: that is what `read` is for. Raises Unstored where the database
        stays away.
        """

        def once() -> T:
            with self.read() as connection:
                return task(connection)

        return self._patiently(once)

    def write(self, task: Callable[[Connection, dt.datetime], T]) -> T:
        """Do a task in one transaction, all of it or nothing; where the database is away for a moment, do it again.

        A task must bear being done again: the connection may break after the database has kept it, before it said so.
        Raises Unstored where the database stays away.
        """

        def once() -> T:
            whole = False
            try:
                with writing(self.engine) as connection:
                    result = task(connection, self.now())
                whole = True
                return result
            finally:
                if not whole:
                    self.neighbours.forget()

        return self._patiently(once)

    def check(self) -> None:
        """Raise BadDatabase where it is not one of ours. A server that is just restarting is waited for, but not for long."""
        self._patiently(lambda: check_tables(self.engine), _WAITS[:3])

    def _patiently(self, once: Callable[[], T], waits: Sequence[float] = _WAITS) -> T:
        for wait in waits:
            try:
                return once()
            except Unstored as error:
                if not is_passing(error):
                    raise
                self.engine.dispose()
                self.sleep(wait)
        return once()

    def add(self, batch: Sequence[Prepared]) -> list[Stored]:
        """Add documents with their readings in one transaction; what is there already stays as it is."""
        return self.write(lambda connection, now: add_documents(connection, batch, now, self.neighbours))

    def keep_retrievals(self, some: Sequence[Document]) -> int:
        """Keep that the bytes of texts that are there were got again, where they were; give how often."""
        with self.read() as connection:
            fresh = documents.find_retrievals(connection, some)
        return self.write(lambda connection, now: documents.keep_retrievals(connection, some, now)) if fresh else 0

    def find_known(self, some: Sequence[Document]) -> list[bool]:
        """Tell of each document whether it is there already, word for word."""
        return self.ask(lambda connection: documents.find_known(connection, some))

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def add_documents(connection: Connection, batch: Sequence[Prepared], now: dt.datetime, neighbours: Neighbours) -> list[Stored]:
    """Add documents, make them findable, and join what belongs together. Only inside `writing`."""
    neighbours.stand_at(last_link(connection))
    stored = documents.store_documents(connection, batch, now)
    fresh = [(one, at) for one, at in zip(batch, stored, strict=True) if at.outcome != "unchanged"]
    index_terms(connection, (Indexed(at.version, one.document.published, one.terms) for one, at in fresh))
    join_groups(connection, dict(pair for one, at in fresh for pair in zip(at.claims, one.keys, strict=True)), neighbours)
    neighbours.leave_at(last_link(connection))
    return stored


def open_store(given: str, *, now: Callable[[], dt.datetime], sleep: Callable[[float], None], tell: Teller) -> Store:
    """Open a database by its URL or file. Raises NotFound or BadDatabase where it is not there, or not one of ours."""
    url = parse_url(given)
    refuse_missing(url)
    engine = make_engine(url)
    store = Store(engine, now, sleep, tell, Neighbours(tell))
    with _let_go_of(engine):
        store.check()
    return store


def make_store(
    given: str, *, now: Callable[[], dt.datetime], sleep: Callable[[float], None], tell: Teller
) -> tuple[Store, str | None]:
    """Make a database, or move an older one forward; give it with the revision that it had, None where it is new.

    Raises BadDatabase for another program's.
    """
    engine = make_engine(parse_url(given))
    with _let_go_of(engine):
        before = make_tables(engine, sleep)
        store = Store(engine, now, sleep, tell, Neighbours(tell))
        if store.ask(is_stale):
            store.write(lambda connection, _: rebuild_index(connection))
        if store.ask(find_unsealed):
            store.write(seal_rounds)
    return store, before


@contextmanager
def _let_go_of(engine: Engine) -> Iterator[None]:
    """Close the connections of a database that is refused."""
    try:
        yield
    except Fault:
        engine.dispose()
        raise
