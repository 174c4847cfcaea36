"""Documents that are given in the browser: taken in one after another behind the pages, which show how far it is."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.errors import Fault, NotFound
from marsad.store import Store

_KEPT = 50  # jobs whose outcome can still be looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody gives: bytes under the name of a file. Day and language hold where the documents tell none."""

    name: str
    data: bytes
    published: dt.date | None = None
    language: str | None = None


class Taken(NamedTuple):
    """What became of one document: whether it was added, is a new version, or was there unchanged; or why it was not read."""

    name: str
    outcome: str
    why: str = ""


Take = Callable[[Store, Given], Iterator[Taken]]


@dataclass(slots=True)
class Job:
    """Something that is being taken in."""

    number: int
    name: str
    by: str
    taken: list[Taken] = field(default_factory=list)
    done: bool = False


class Intake:
    """Takes in what is given, one thing after another, by the function that reads: pages may not know how that is done."""

    def __init__(self, store: Store, take: Take) -> None:
        self._store, self._take = store, take
        self._jobs: dict[int, Job] = {}
        self._lock = threading.Lock()
        self._hands = ThreadPoolExecutor(max_workers=1, thread_name_prefix="intake")

    def begin(self, given: Given, by: str) -> Job:
        """Begin to take something in."""
        with self._lock:
            job = Job(max(self._jobs, default=0) + 1, given.name, by)
            self._jobs[job.number] = job
            for number in sorted(self._jobs)[:-_KEPT]:
                del self._jobs[number]
        self._hands.submit(self._do, job, given)
        return job

    def find(self, number: int) -> Job:
        """Find what is being taken in. Raises NotFound where nobody remembers it: the programme may have been started again."""
        if number not in self._jobs:
            raise NotFound("this is not remembered any more", "Look in the list of documents whether it is there")
        return self._jobs[number]

    def _do(self, job: Job, given: Given) -> None:
        try:
            for taken in self._take(self._store, given):
                job.taken.append(taken)
        except Fault as fault:
            job.taken.append(Taken(given.name, "failed", f"{fault.what}. {fault.hint}"))
        finally:
            job.done = True
