"""The fetcher: an address in, an outcome out, with every redirect judged like the first address.

One of the two edges of the program: what nobody foresaw in an answer takes down that one fetch, and is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING

from marsad.fetching.addresses import Resolve, Target, Unsafe, find_ips, read_address
from marsad.fetching.hosts import Hosts, Resting
from marsad.fetching.limits import LIMITS, Limits
from marsad.fetching.outcomes import Fetched, NotModified, Outcome, Refused, Why, find_header
from marsad.fetching.robots import RobotsBook, Rules

if TYPE_CHECKING:
    import httpcore

    from marsad.fetching.line import Answer

ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"
ACCEPT_FEED = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.8"
_REDIRECTS = {301, 302, 303, 307, 308}
_DENIED = {401: "a login", 402: "a payment", 403: "a refusal of programs or of this place", 407: "a login", 451: "a law"}
_PASSING = {408, 425}
_ROBOTS_REDIRECTS = 5  # RFC 9309, 2.3.1.2


@cache
def name_tool() -> str:
    """Name Marsad and its version, as captures keep it."""
    from importlib.metadata import version

    return f"Marsad/{version('marsad')}"


def name_agent(contact: str = "") -> str:
    """Give the user agent: Marsad's name, and who runs it where they want that told."""
    told = re.sub(r"[^\x20-\x7e]|[()\\]", "", contact).strip()[:200]
    return f"{name_tool()} ({told})" if told else f"{name_tool()} (monitoring of ceasefires; robots.txt: Marsad)"


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Gets what the open web gives, politely and within bounds.

    The clock, the timer (seconds that only grow), waiting, looking names up and opening connections are passed in. `loopback` names
    ports of this machine that may be reached: for a site of the tests, and nobody else. Threads may share one fetcher.
    """

    now: Callable[[], dt.datetime]
    timer: Callable[[], float]
    sleep: Callable[[float], None]
    resolve: Resolve
    backend: httpcore.NetworkBackend
    agent: str = field(default_factory=name_agent)
    limits: Limits = LIMITS
    loopback: frozenset[int] = frozenset()
    hosts: Hosts = field(init=False)
    robots: RobotsBook = field(init=False)

    def __post_init__(self) -> None:
        self.hosts = Hosts(self.timer, self.sleep, self.limits)
        self.robots = RobotsBook(lambda url: self._follow(url, {}, most=_ROBOTS_REDIRECTS, robots=True), self.timer)

    def fetch(self, url: str, *, etag: str = "", modified: str = "", accept: str = ACCEPT) -> Outcome:
        """Get an address; with what is known of an earlier answer (ETag, Last-Modified) only where it is another by now."""
        asked = {"Accept": accept}
        if etag:
            asked["If-None-Match"] = etag
        if modified:
            asked["If-Modified-Since"] = modified
        return self._follow(url, asked, most=self.limits.redirects)

    def _follow(self, url: str, asked: dict[str, str], *, most: int, robots: bool = False) -> Outcome:
        passed: list[str] = []
        given, base = url, ""
        while True:
            try:
                target = read_address(given, base=base, loopback=self.loopback, limits=self.limits)
            except Unsafe as error:
                led = f"{url} leads to an address that is not asked: {error}" if passed else f"{url[:200]} is not asked: {error}"
                return self._refuse(url, Why.address, led, "Marsad reaches http(s) addresses of the open internet alone")
            if target.url in passed or len(passed) > most:
                what = (
                    f"{url} leads round in a circle" if target.url in passed else f"{url} leads on and on, more than {most} times"
                )
                return self._refuse(url, Why.redirects, what, "Open it in a browser, and give the address where it ends")
            passed.append(target.url)
            got = self._ask(url, target, asked, robots=robots)
            if isinstance(got, Refused):
                return got
            onward = find_header(got.headers, "location") if got.status in _REDIRECTS else ""
            if not onward:
                return self._outcome(url, target, got, tuple(passed), conditional=len(asked) > 1)
            given, base = _unmangle(onward), target.url

    def _ask(self, url: str, target: Target, asked: dict[str, str], *, robots: bool) -> Answer | Refused:
        """Ask one address, when it is its host's turn."""
        rules = Rules(None) if robots else self.robots.rules(target)
        if rules.refused is not None:
            rule = rules.refused
            what = f"{url} is not asked, as its robots.txt could not be read: {rule.what}"
            return Refused(asked=url, why=rule.why, what=what, hint=rule.hint, later=rule.later)
        if not rules.allow(target.url):
            return self._refuse(url, Why.robots, f"the robots.txt of {target.host} asks programs to leave {target.url} alone",
                                "Save the page by hand and add the file")  # fmt: skip
        try:
            with self.hosts.turn(target.host, rules.delay):
                got = self._send(url, target, asked, robots=robots)
                self._note(target.host, got)
                return got
        except Resting as rest:
            what = f"{target.host} is left alone for {_spell(rest.seconds)} more, as it asked to be or as it did not answer"
            return Refused(asked=url, why=Why.busy, what=what, hint="A later run asks it again", later=rest.seconds, at=self.now())

    def _send(self, url: str, target: Target, asked: dict[str, str], *, robots: bool) -> Answer | Refused:
        from marsad.fetching.line import BrokenOff, TooSlow, ask
        from marsad.ingest.unfold import TooLarge

        end = self.timer() + self.limits.whole
        most = self.limits.robots if robots else self.limits.body
        headers = [("User-Agent", self.agent), ("Accept-Encoding", "gzip, deflate"), *asked.items()]
        try:
            ips = find_ips(target, self.resolve, min(self.limits.connect, self.limits.whole), loopback=self.loopback)
            return ask(
                target, ips, headers, backend=self.backend, timer=self.timer, end=end, limits=self.limits, most=most, cut=robots
            )
        except Unsafe as error:
            return self._refuse(url, Why.address, f"{url} is not asked: {error}", "Marsad never reaches into an inner network")
        except TooLarge as error:
            limit = self.limits.head if str(error) == "headers" else most
            return self._refuse(url, Why.large, f"{url} has {error} of more than {limit:,} bytes", "Get it by hand and cut it up")
        except (TooSlow, TimeoutError):
            return self._refuse(url, Why.slow, f"{url} did not answer whole in time", "Try again later")
        except BrokenOff as error:
            return self._refuse(url, Why.broken, f"{url} answers brokenly: {error}", "Try again later")
        except OSError as error:
            return self._refuse(
                url, Why.unreachable, f"{target.host} cannot be reached: {error}", "Check the address and the network"
            )
        except Exception as error:  # noqa: BLE001 - the edge: what a hostile answer may raise in a library is told, and ends nothing else
            what = f"{url} could not be got: {type(error).__name__}: {error}"
            return self._refuse(url, Why.broken, what, "Report it with the address: Marsad should have known better")

    def _note(self, host: str, got: Answer | Refused) -> None:
        if isinstance(got, Refused):
            if got.why in (Why.slow, Why.unreachable, Why.broken):
                self.hosts.ill(host)
        elif got.status in (429, 503):
            self.hosts.ill(host, asked=self._retry_after(got), busy=True)
        else:
            self.hosts.well(host)

    def _outcome(self, url: str, target: Target, got: Answer, passed: tuple[str, ...], *, conditional: bool) -> Outcome:
        at, status = self.now(), got.status
        if status == 304 and conditional:
            return NotModified(asked=url, answered=target.url, headers=got.headers, at=at, tool=name_tool())
        if 200 <= status < 300 and status != 206:
            return Fetched(
                asked=url, answered=target.url, status=status, headers=got.headers, body=got.body, at=at, tool=name_tool(),
                passed=passed,
            )  # fmt: skip
        why, what, hint = _explain(status)
        return Refused(
            asked=url, why=why, what=f"{url} {what} ({status})", hint=hint, status=status, answered=target.url,
            later=self._retry_after(got) if why is Why.busy else None, at=at,
        )  # fmt: skip

    def _retry_after(self, got: Answer) -> float | None:
        """Read the seconds, or the moment, that a server asks to wait; None where it asks for none."""
        told = find_header(got.headers, "retry-after").strip()
        if re.fullmatch(r"\d{1,9}", told):
            return min(float(told), self.limits.most_pause)
        try:
            moment = parsedate_to_datetime(told)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return min(max((moment - self.now()).total_seconds(), 0.0), self.limits.most_pause)

    def _refuse(self, url: str, why: Why, what: str, hint: str) -> Refused:
        return Refused(asked=url, why=why, what=what, hint=hint, at=self.now())


def _explain(status: int) -> tuple[Why, str, str]:
    if status in (429, 503):
        return Why.busy, "asks to come later", "A later run asks it again"
    if status in (404, 410):
        return Why.missing, "is not there", "Check the address; an archive of the web may have it"
    if status in _DENIED:
        return Why.denied, f"is kept back by {_DENIED[status]}", "Save the page in a browser and add the file"
    if status >= 500 or status in _PASSING:
        return Why.fault, "meets a fault of its server", "Try again later"
    if status == 304 or status < 300:
        return Why.broken, "gives a part, or nothing new, which nobody asked for", "Try again later"
    if status < 400:
        return Why.broken, "leads on without saying where", "Open it in a browser, and give the address where it ends"
    return Why.denied, "is refused by its server", "Check the address"


def _unmangle(location: str) -> str:
    """Read a Location as it was meant: many servers send UTF-8 in it, which headers carry as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _spell(seconds: float) -> str:
    return (
        f"{seconds / 3600:.1f} hours" if seconds >= 5400 else f"{seconds / 60:.0f} minutes" if seconds >= 90 else f"{seconds:.0f} s"
    )
