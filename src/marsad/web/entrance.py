"""The entrance: what every request passes before a route is reached, so that no route can forget it.

A request that names another host is refused: a page of a stranger may have let its own name point to this machine. A request that
writes and comes from another site is refused: a browser sends the cookies of its user with it. Who asks is looked up, and who may
not write is refused whatever the route is.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from marsad.errors import Fault, NotAllowed, Unknown
from marsad.web.guard import Somebody
from marsad.web.problems import tell_fault

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
NAME = "marsad_name"  # the cookie of who works without accounts
_OPEN = ("/language", "/name", "/login", "/logout")  # what anybody may send
_UNGUARDED = ("/login", "/language", "/static/")  # what nobody needs to be known for


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How one comes in: with accounts or without; whether visitors may read; under which names the place is reached."""

    accounts: bool = False
    public: bool = False
    names: tuple[str, ...] = ()


Recognise = Callable[[Request], Somebody | None]


def by_cookie(request: Request) -> Somebody:
    """Recognise who works at this machine, where there are no accounts: by the name that they gave."""
    return Somebody(name=unquote(request.cookies.get(NAME, ""))[:80], role="admin", known="machine")


def place_entrance(app: FastAPI, entry: Entry, recognise: Recognise) -> None:
    """Put the entrance before all routes of an application."""
    app.add_middleware(_Entrance, entry=entry, recognise=recognise)


class _Entrance:
    def __init__(self, app: ASGIApp, entry: Entry, recognise: Recognise) -> None:
        self.app, self.entry, self.recognise = app, entry, recognise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = await self._refuse(Request(scope))
        await (refusal or self.app)(scope, receive, send)

    async def _refuse(self, request: Request) -> Response | None:
        """Give the answer to who may not come in; else None, and who asks is known to what follows."""
        request.state.somebody = None
        try:
            check_host(request, self.entry.names)
            check_site(request)
            request.state.somebody = await run_in_threadpool(self.recognise, request)
            check_role(request)
        except Unknown as unknown:
            return _send_to_sign_in(request) or tell_fault(request, unknown)
        except Fault as fault:
            return tell_fault(request, fault)
        return None


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
    elif request.method not in SAFE and not somebody.may("coder") and path not in _OPEN and not path.startswith("/account/"):
        raise NotAllowed("you may read here, and change nothing", "An admin can give you another role")


def _send_to_sign_in(request: Request) -> Response | None:
    """Send a person to where they sign in; a program gets the refusal."""
    if request.method not in SAFE or request.url.path.startswith("/api/"):
        return None
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?back={quote(back, safe='')}", status_code=303)


def way_back(given: str) -> str:
    """Give the page of this place that somebody came from; the first page where it is none of ours."""
    ours = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return given if ours else "/"
