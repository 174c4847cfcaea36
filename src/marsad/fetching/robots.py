"""What a site asks programs to leave alone: robots.txt by RFC 9309, kept for a day."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from marsad.fetching.addresses import Target
from marsad.fetching.outcomes import Fetched, Outcome, Refused, Why

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "Marsad"  # noqa: S105 - the name by which a robots.txt speaks of us
_KEPT = 86_400.0  # seconds: "SHOULD NOT use the cached version for more than 24 hours" (2.4)
_KEPT_UNREACHED = 600.0


class Rules(NamedTuple):
    """The rules of a site: `refused` says why nothing of it is asked where its rules could not be got."""

    rules: Protego | None
    refused: Refused | None = None

    def allow(self, url: str) -> bool:
        """Whether an address may be asked for."""
        return self.rules is None or bool(self.rules.can_fetch(url, TOKEN))

    @property
    def delay(self) -> float:
        """Seconds that the site asks to wait between two requests; 0 where it asks for none."""
        told = self.rules.crawl_delay(TOKEN) if self.rules else None
        return float(told) if told and told > 0 else 0.0

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names."""
        return tuple(self.rules.sitemaps) if self.rules else ()


@dataclass(slots=True)
class RobotsBook:
    """The rules of the sites met, each got once. `get` fetches an address without asking for rules."""

    get: Callable[[str], Outcome]
    timer: Callable[[], float]
    _known: dict[str, tuple[float, Rules]] = field(default_factory=dict)
    _locks: dict[str, threading.Lock] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def rules(self, target: Target) -> Rules:
        """Give the rules of a site, got where they are not known or too old."""
        with self._guard:
            lock = self._locks.setdefault(target.origin, threading.Lock())
        with lock:
            known = self._known.get(target.origin)
            if known and self.timer() < known[0]:
                return known[1]
            rules = read_rules(self.get(f"{target.origin}/robots.txt"))
            self._known[target.origin] = (self.timer() + (_KEPT_UNREACHED if rules.refused else _KEPT), rules)
            return rules


def read_rules(got: Outcome) -> Rules:
    """Read what came for a robots.txt.

    One that is not there allows all; one that cannot be reached (a fault of the server, no answer, too busy) forbids all (2.3.1).
    """
    if isinstance(got, Fetched):
        from protego import Protego

        return Rules(Protego.parse(got.body.decode("utf-8-sig", "replace")))
    if isinstance(got, Refused) and got.status is not None and got.why in (Why.missing, Why.denied):
        return Rules(None)
    if isinstance(got, Refused) and got.why is Why.redirects:
        return Rules(None)  # more than five redirects: taken as not there (2.3.1.2)
    refused = got if isinstance(got, Refused) else Refused(asked=got.asked, why=Why.fault, what="its robots.txt answered 304")
    return Rules(None, refused)
