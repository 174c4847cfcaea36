"""The entrance: what every request passes before a route is reached, so that no route can forget it.

A request that names another host is refused: a page of a stranger may have let its own name point to this machine. A request that
writes and comes from another site is refused: a browser sends the cookies of its user with it. Who asks is looked up, who may
not write is refused whatever the route is, and what was written is kept with who did it.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marsad.errors import Fault, NotAllowed, TooLarge, Unknown
from marsad.web.guard import Somebody
from marsad.web.problems import lead_by, tell_fault
from marsad.web.throttle import Throttle

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
NAME = "marsad_name"  # the cookie of who works without accounts
_OPEN = ("/language", "/name", "/login", "/logout")  # what anybody may send; it changes nothing of the store's
_UNGUARDED = ("/login", "/language", "/static/")  # what nobody needs to be known for
_LARGE, _SMALL = 60_000_000, 100_000  # bytes that are taken of who may write, and of others
_OFTEN, _MINUTE = 900, dt.timedelta(minutes=1)  # requests of one address


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How one comes in: with accounts or without; whether visitors may read; under which names the place is reached."""

    accounts: bool = False
    public: bool = False
    names: tuple[str, ...] = ()


Recognise = Callable[[Request], Somebody | None]
Keep = Callable[[Somebody, str, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """What stands at the entrance: who asks, what is kept of changes, and the clock."""

    entry: Entry
    recognise: Recognise
    keep: Keep
    now: Callable[[], dt.datetime]


def place_entrance(app: FastAPI, keeper: Keeper) -> None:
    """Put the entrance before all routes of an application."""
    app.add_middleware(_Entrance, keeper=keeper)


class _Entrance:
    def __init__(self, app: ASGIApp, keeper: Keeper) -> None:
        self.app, self.keeper = app, keeper
        self.often = Throttle(_OFTEN, _MINUTE, keeper.now)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        refusal = await self._refuse(request)
        if refusal is not None:
            await refusal(scope, receive, send)
        elif request.method in SAFE:
            await self.app(scope, receive, send)
        else:
            await self._let_write(request, receive, send)

    async def _refuse(self, request: Request) -> Response | None:
        """Give the answer to who may not come in; else None, and who asks is known to what follows."""
        request.state.somebody = None
        try:
            check_host(request, self.keeper.entry.names)
            check_site(request)
            self._count(request)
            request.state.somebody = await run_in_threadpool(self.keeper.recognise, request)
            check_role(request)
            check_size(request)
        except Unknown as unknown:
            return _send_to_sign_in(request) or tell_fault(request, unknown)
        except Fault as fault:
            return tell_fault(request, fault)
        return None

    def _count(self, request: Request) -> None:
        if self.keeper.entry.accounts or self.keeper.entry.public:
            address = request.client.host if request.client else ""
            self.often.check(address, "this was asked too often from one address")
            self.often.count(address)

    async def _let_write(self, request: Request, receive: Receive, send: Send) -> None:
        """Let a change go to its route, no larger than is taken, and keep who did it where it was done."""
        somebody, status, taken = request.state.somebody, 0, 0
        most = size_of(somebody)

        async def take() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            return message if taken <= most else {"type": "http.disconnect"}

        async def look(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        await self.app(request.scope, take, look)
        kept = getattr(request.state, "noted", False) or request.url.path in _OPEN
        if 200 <= status < 400 and somebody is not None and not kept:
            await run_in_threadpool(self.keeper.keep, somebody, request.method, request.url.path)


def check_host(request: Request, names: tuple[str, ...]) -> None:
    """Raise NotAllowed where a request names a host that is not this one. An address cannot be made to point elsewhere."""
    host = _host_of(request)
    if host in ("localhost", *(name.lower() for name in names)) or _is_address(host):
        return
    raise NotAllowed(f"this place is not known as {host[:100]!r}", "Open it under its own address, or start it with --name")


def _host_of(request: Request) -> str:
    try:
        return (urlsplit(f"//{request.headers.get('host', '')}").hostname or "").lower()
    except ValueError:
        return ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def check_site(request: Request) -> None:
    """Raise NotAllowed where a request that writes comes from a page of another site. Programs that are no browser say nothing."""
    if request.method in SAFE:
        return
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        raise NotAllowed("this was sent from another site", "Send it from the pages of this place")
    if origin is not None and origin.lower().partition("://")[2] != request.headers.get("host", "").lower():
        raise NotAllowed("this was sent from another site", "Send it from the pages of this place")


def check_role(request: Request) -> None:
    """Raise Unknown where somebody must be known to come in, NotAllowed where they want to write and may only read."""
    somebody: Somebody | None = request.state.somebody
    path = request.url.path
    if somebody is None:
        if not path.startswith(_UNGUARDED):
            raise Unknown("this is for people who are known here", "Sign in, or send a token")
        return
    own = path in _OPEN or (path.startswith("/account/") and somebody.known == "session")
    if request.method not in SAFE and not somebody.may("coder") and not own:
        raise NotAllowed("you may read here, and change nothing", "An admin can give you another role")


def size_of(somebody: Somebody | None) -> int:
    """Give how many bytes are taken of somebody."""
    return _LARGE if somebody is not None and somebody.may("coder") else _SMALL


def check_size(request: Request) -> None:
    """Raise TooLarge where more is sent than is taken."""
    told, most = request.headers.get("content-length", ""), size_of(request.state.somebody)
    if told.isdigit() and int(told) > most:
        raise TooLarge(f"this is larger than {most:,} bytes", "Send less at once; `marsad add` takes files of any number")


def _send_to_sign_in(request: Request) -> Response | None:
    """Send a person to where they sign in; a program gets the refusal."""
    if request.method not in SAFE or request.url.path.startswith("/api/"):
        return None
    return lead_by(request, "/login")


def way_back(given: str) -> str:
    """Give the page of this place that somebody came from; the first page where it is none of ours."""
    ours = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return given if ours else "/"
