"""One round over the sources that are followed: ask each, fetch what is new, read and keep it.

Hosts are asked beside each other; reading and keeping is done here, one document after the other. Each item is kept in one
transaction with what became of it: wherever a run is stopped, what was kept is not fetched again, and the rest is still waiting.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from marsad.cli.answers import Known, read_answer
from marsad.cli.asking import ask_source
from marsad.cli.pages import lane_of, refusal
from marsad.errors import BadInput, Fault
from marsad.fetching import Fetched, Refused, Why
from marsad.fetching.lanes import Lanes
from marsad.store.sources import Source, Waiting, count_waiting, list_sources, list_waiting, record_poll, settle_item

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from marsad.cli.session import Session
    from marsad.fetching import Fetcher, Outcome
    from marsad.model import Document
    from marsad.store import Prepared, Store
    from marsad.store.sources import Poll, Settled


class Asked(NamedTuple):
    """A source that was asked, and what came of it."""

    source: Source
    poll: Poll


class Got(NamedTuple):
    """An item that was fetched, and what came of it."""

    item: Waiting
    outcome: Outcome


Task = Callable[[], Asked | Got]


@dataclass(slots=True, kw_only=True)
class Round:
    """One round. `most` items of each source are fetched; the rest waits for the next round."""

    store: Store
    fetcher: Fetcher
    lanes: Lanes[Asked | Got]
    session: Session
    most: int
    show: Callable[[int, int], None] | None = None
    polls: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    resting: int = 0
    failed: list[tuple[Source, str]] = field(default_factory=list)
    given: set[str] = field(default_factory=set)  # addresses of this round
    done: int = 0
    tasks: int = 0

    def run(self, only: Sequence[Source] | None = None) -> None:
        """Run the round. On Ctrl-C what has come is kept, and nothing new is begun."""
        with self.store.read() as connection:
            every = list_sources(connection)
        chosen = {one.id for one in only} if only is not None else {one.id for one in every}
        now = self.store.now()
        for one in every:
            if one.id not in chosen or one.paused:
                continue
            if one.rests and one.rests > now:
                self.resting += 1
            else:
                self._give(one.url, lambda one=one: Asked(one, ask_source(self.fetcher, one)))  # type: ignore[misc]
            self._give_waiting(one)
        held: Got | None = None
        try:
            for result in self.lanes.results():
                held = result if isinstance(result, Got) else None
                self._take(result)
                held = None
        except KeyboardInterrupt:
            for result in chain([held] if held else [], self.lanes.stop()):
                self._take(result, more=False)
            raise

    def _give(self, url: str, task: Task) -> None:
        self.tasks += 1
        self.lanes.add(lane_of(url), task)

    def _give_waiting(self, one: Source) -> None:
        with self.store.read() as connection:
            waiting = list_waiting(connection, self.store.now(), most=self.most, of=one)
        for item in waiting:
            if item.url not in self.given:
                self.given.add(item.url)
                self._give(item.url, lambda item=item: Got(item, self.fetcher.fetch(item.url)))  # type: ignore[misc]

    def _take(self, result: Asked | Got, *, more: bool = True) -> None:
        if isinstance(result, Asked):
            self._keep_poll(result)
            if more:
                self._give_waiting(result.source)
        elif isinstance(result.outcome, Fetched):
            self._keep_page(result.item, result.outcome)
        else:
            self._keep_refusal(result.item, result.outcome)
        self.done += 1
        if self.show:
            self.show(self.done, self.tasks)

    def _keep_poll(self, asked: Asked) -> None:
        source, poll = asked
        self.items["new"] += self.store.write(lambda connection, now: record_poll(connection, source, poll, now))
        self.polls[poll.outcome] += 1
        if poll.outcome == "failed":
            self.failed.append((source, poll.error))

    def _keep_refusal(self, item: Waiting, got: Outcome) -> None:
        """Keep why an item was not got. A plea to come later, or our own back-off, is no try that failed."""
        later = got.later if isinstance(got, Refused) else None
        busy = isinstance(got, Refused) and got.why is Why.busy
        passing = isinstance(got, Refused) and got.passing
        error = refusal(got)
        self._settle(
            item._replace(tries=item.tries - 1) if busy else item, "failed" if passing else "refused", error=error.what, later=later
        )
        if busy:
            self.items["resting"] += 1
        else:
            self._fail(error, "failed" if passing else "refused")

    def _fail(self, error: BadInput, outcome: str) -> None:
        from marsad.ingest import Failure

        self.items[outcome] += 1
        self.session.fail(Failure(error))

    def _keep_page(self, item: Waiting, got: Fetched) -> None:
        source = item.source
        known = Known(outlet=source.outlet or source.title, language=source.language, published=item.published, by_feed=True)
        found = list(read_answer(got, known))
        documents = [one for one in found if not isinstance(one, BadInput)]
        errors = [one for one in found if isinstance(one, BadInput)]
        for one in documents:
            self.session.note(one)
        try:
            prepared, known_ones = self._read(documents)
        except BadInput as error:
            prepared, known_ones, documents = [], [], []
            errors.append(error)
        if not documents:
            why = errors[0] if errors else BadInput(f"{item.url} holds no text", "Look at it in a browser")
            self._settle(item, "refused", error=why.what)
            self._fail(why, "refused")
            return
        self._keep(item, prepared, known_ones)

    def _read(self, documents: Sequence[Document]) -> tuple[list[Prepared], list[Document]]:
        """Read the documents that are not there yet; give them, and those that are.

        The job runner's edge: what nobody foresaw takes down these alone.
        """
        from marsad.cli.pipeline import prepare_document

        try:
            there = self.store.find_known(documents)
            fresh = [prepare_document(one) for one, is_there in zip(documents, there, strict=True) if not is_there]
            return fresh, [one for one, is_there in zip(documents, there, strict=True) if is_there]
        except Fault:
            raise
        except Exception as error:
            if os.environ.get("MARSAD_TRACE"):
                raise
            what = f"{documents[0].url} could not be read: a fault in Marsad ({type(error).__name__}: {error})"
            raise BadInput(what, "Report it with the page; MARSAD_TRACE=1 shows where it happened") from error

    def _keep(self, item: Waiting, fresh: Sequence[Prepared], known: Sequence[Document]) -> None:
        from marsad.store.base import add_documents
        from marsad.store.documents import find_standings, keep_retrievals

        def keep(connection: Connection, now: dt.datetime) -> list[str]:
            stored = add_documents(connection, fresh, now, self.store.neighbours) if fresh else []
            keep_retrievals(connection, known, now)
            at = stored[0].version if stored else find_standings(connection, known)[0].version
            settle_item(connection, item, "kept", now, at=at)
            return [one.outcome for one in stored]

        outcomes = self.store.write(keep)
        self.session.count_rows(fresh)
        assert self.session.outcomes is not None
        self.session.outcomes.update([*outcomes, *["unchanged"] * len(known)])
        self.items["fetched"] += 1

    def _settle(self, item: Waiting, outcome: Settled, *, error: str, later: float | None = None) -> None:
        self.store.write(lambda connection, now: settle_item(connection, item, outcome, now, error=error, later=later))

    def left(self) -> int:
        """Count what still waits to be fetched."""
        with self.store.read() as connection:
            return count_waiting(connection)
