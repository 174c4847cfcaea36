"""Work beside each other: hosts in parallel, the tasks of one host one after the other."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

R = TypeVar("R")
_WAITING = 8  # results that wait to be taken: each may be large, and what is not kept yet would be fetched again after a crash
_LOOK = 0.1  # seconds between two looks for an interruption


class Stopped(Exception):  # noqa: N818 - a wish, and no error
    """The run is to end: nothing new is begun."""


@dataclass(slots=True)
class Lanes(Generic[R]):
    """Runs tasks in `width` threads. Results are taken by the one who gave the tasks, in the order in which they come.

    Threads end with the program. What a task raises is raised where its result is taken.
    """

    width: int
    _lanes: dict[str, deque[Callable[[], R]]] = field(default_factory=dict)
    _ready: deque[str] = field(default_factory=deque)
    _taken: set[str] = field(default_factory=set)
    _change: threading.Condition = field(default_factory=threading.Condition)
    _done: queue.Queue[Callable[[], R]] = field(default_factory=lambda: queue.Queue(_WAITING))
    _stop: threading.Event = field(default_factory=threading.Event)
    _open: int = 0  # tasks whose results were not taken
    _threads: int = 0

    def add(self, lane: str, task: Callable[[], R]) -> None:
        """Give a task to a lane."""
        with self._change:
            self._lanes.setdefault(lane, deque()).append(task)
            self._open += 1
            if lane not in self._taken and lane not in self._ready:
                self._ready.append(lane)
            if self._threads < min(self.width, len(self._lanes)):
                self._threads += 1
                threading.Thread(target=self._work, daemon=True, name=f"fetch {self._threads}").start()
            self._change.notify()

    def results(self) -> Iterator[R]:
        """Give results as they come, until every task has given one; tasks may be added meanwhile."""
        while self._open:
            try:
                result = self._done.get(timeout=_LOOK)
            except queue.Empty:
                continue
            self._open -= 1
            yield result()

    def sleep(self, seconds: float) -> None:
        """Wait, unless the run is to end. Raises Stopped."""
        if self._stop.wait(seconds):
            raise Stopped

    def stop(self) -> Iterator[R]:
        """Begin nothing new, and give what is done already."""
        self._stop.set()
        with self._change:
            self._ready.clear()
            self._lanes.clear()
            self._change.notify_all()
        while True:
            try:
                result = self._done.get_nowait()
            except queue.Empty:
                return
            try:
                yield result()
            except Stopped:
                continue

    def _work(self) -> None:
        while not self._stop.is_set():
            with self._change:
                while not self._ready:
                    self._change.wait()
                    if self._stop.is_set():
                        return
                lane = self._ready.popleft()
                self._taken.add(lane)
                task = self._lanes[lane].popleft()
            result = _run(task)
            with self._change:
                self._taken.discard(lane)
                if self._lanes.get(lane):
                    self._ready.append(lane)
                    self._change.notify()
            self._done.put(result)


def _run(task: Callable[[], R]) -> Callable[[], R]:
    """Run a task, and give what gives its result or raises what it raised."""
    try:
        result = task()
    except Exception as error:  # noqa: BLE001 - carried to the one who takes the result, who tells it
        failed = error

        def fail() -> R:
            raise failed

        return fail
    return lambda: result
