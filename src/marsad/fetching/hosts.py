"""Taking turns: one request at a time to a host, with a pause between two, and longer ones where it is in trouble."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from marsad.fetching.limits import Limits

_FIRST_PAUSE = 30.0  # seconds that a host is left alone after it said that it is busy and not for how long
_LENIENT = 2  # failures in a row that may be by chance


class Resting(Exception):  # noqa: N818 - becomes a Refused
    """A host is left alone for longer than we wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free: float = 0.0  # from when on it may be asked again, by the timer
    failures: int = 0  # in a row


@dataclass(slots=True)
class Hosts:
    """What is known of each host in this run. Hosts go on side by side; of one host, one request after the other."""

    timer: Callable[[], float]
    sleep: Callable[[float], None]
    limits: Limits
    _known: dict[str, _Host] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def _of(self, name: str) -> _Host:
        with self._guard:
            return self._known.setdefault(name, _Host(free=self.timer()))

    @contextmanager
    def turn(self, name: str, delay: float) -> Iterator[None]:
        """Wait for one's turn at a host, and keep others waiting till `delay` seconds after. Raises Resting for a long wait."""
        host = self._of(name)
        with host.lock:
            wait = host.free - self.timer()
            if wait > self.limits.patience:
                raise Resting(wait)
            if wait > 0:
                self.sleep(wait)
            try:
                yield
            finally:
                host.free = max(host.free, self.timer() + min(max(delay, self.limits.delay), self.limits.most_delay))

    def rest(self, name: str, seconds: float) -> None:
        """Leave a host alone for a time, as it was asked in an earlier run."""
        host = self._of(name)
        host.free = max(host.free, self.timer() + min(seconds, self.limits.most_pause))

    def well(self, name: str) -> None:
        """Note that a host answered."""
        self._of(name).failures = 0

    def ill(self, name: str, *, asked: float | None = None, busy: bool = False) -> float:
        """Note that a host is busy or does not answer; give for how many seconds it is left alone.

        What it asks for with Retry-After is kept to; else the pause doubles with each failure. A failure that is no plea for a
        pause is let pass twice.
        """
        host = self._of(name)
        host.failures += 1
        tries = host.failures - (0 if busy else _LENIENT)
        pause = asked if asked is not None else _FIRST_PAUSE * 2 ** (min(tries, 20) - 1) if tries > 0 else 0.0
        pause = min(pause, self.limits.most_pause)
        host.free = max(host.free, self.timer() + pause)
        return pause
