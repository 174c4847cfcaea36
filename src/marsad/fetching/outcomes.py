"""What can become of an address that is asked for. All are values; none is raised."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

Headers = tuple[tuple[str, str], ...]  # name and value as they came, in their order; a name may stand twice


class Why(StrEnum):
    """Why an address gave nothing that is kept."""

    address = "address"  # not http(s), private, or written so that it hides where it leads
    robots = "robots"  # the site's robots.txt asks not to
    redirects = "redirects"
    large = "large"
    slow = "slow"
    broken = "broken"  # broken off, or no HTTP
    unreachable = "unreachable"  # no such host, no connection, no trust in its certificate
    busy = "busy"  # asked to come later, by it or by our own back-off
    missing = "missing"  # 404 and 410
    denied = "denied"  # a login, a payment, a law, or a refusal of programs
    fault = "fault"  # any other answer that is no success


PASSING = frozenset({Why.slow, Why.broken, Why.unreachable, Why.busy, Why.fault})  # another try, later, may succeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer as it came: the body with its transfer and content encodings taken off, the headers untouched.

    `passed` lists the addresses that were asked on the way, the last of which is `answered`.
    """

    asked: str
    answered: str
    status: int
    headers: Headers
    body: bytes
    at: dt.datetime
    tool: str
    passed: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The first header of a name, in whatever case; empty where there is none."""
        return find_header(self.headers, name)

    @property
    def media_type(self) -> str:
        """The type that the server declares, with its parameters; empty where it declares none."""
        return self.header("content-type")


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """What was asked for is as it was when it was got last (304)."""

    asked: str
    answered: str
    headers: Headers
    at: dt.datetime
    tool: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was got: why, what happened, and what to do.

    `later` is how many seconds the server, or our back-off, asks to wait before the next try.
    """

    asked: str
    why: Why
    what: str
    hint: str = ""
    status: int | None = None
    answered: str = ""
    later: float | None = None
    at: dt.datetime | None = None

    @property
    def passing(self) -> bool:
        """Whether another try, later, may succeed."""
        return self.why in PASSING


Outcome = Fetched | NotModified | Refused


def find_header(headers: Headers, name: str) -> str:
    """Give the first header of a name, in whatever case; empty where there is none."""
    return next((value for key, value in headers if key.lower() == name.lower()), "")
