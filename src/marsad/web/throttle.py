"""How often something may be tried: counted in memory, by a clock that is passed in, for as many as fit."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable

from marsad.errors import TooMany

_MOST_KEYS = 20_000  # keys that are remembered; who was quiet longest is forgotten first


class Throttle:
    """Lets each key do something `most` times within `span`, and no more. Threads may share it."""

    def __init__(self, most: int, span: dt.timedelta, now: Callable[[], dt.datetime]) -> None:
        self.most, self.span, self.now = most, span, now
        self._times: OrderedDict[Hashable, deque[dt.datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, key: Hashable, what: str) -> None:
        """Raise TooMany where a key has done it often enough, with the seconds after which it may again."""
        now = self.now()
        with self._lock:
            times = self._recent(key, now)
            if len(times) < self.most:
                return
            rest = int((times[0] + self.span - now).total_seconds()) + 1
        raise TooMany(what, f"Try again in {rest} seconds", seconds=rest)

    def count(self, key: Hashable) -> None:
        """Count that a key did it."""
        now = self.now()
        with self._lock:
            self._recent(key, now).append(now)
            self._times.move_to_end(key)
            while len(self._times) > _MOST_KEYS:
                self._times.popitem(last=False)

    def forget(self, key: Hashable) -> None:
        """Forget what a key did."""
        with self._lock:
            self._times.pop(key, None)

    def _recent(self, key: Hashable, now: dt.datetime) -> deque[dt.datetime]:
        times = self._times.setdefault(key, deque(maxlen=self.most))
        while times and times[0] <= now - self.span:
            times.popleft()
        return times
