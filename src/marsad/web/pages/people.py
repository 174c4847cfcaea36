"""Who works here: the name of who works without accounts; the accounts, and the record of changes, for admins."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from marsad.errors import NotAllowed
from marsad.store.accounts import ROLES, add_account, close_account, list_accounts, set_password, set_role, set_second_factor
from marsad.store.audit import list_audit
from marsad.store.judgements import check_name
from marsad.web.asked import After
from marsad.web.door import AtDoor
from marsad.web.entrance import NAME, way_back
from marsad.web.guard import Admin, Anybody
from marsad.web.view import InView

router = APIRouter()
_YEAR = 365 * 86_400  # seconds
_ROWS = 100
Back = Annotated[str, Query(max_length=2000)]
Word = Annotated[str, Form(max_length=300)]


@router.get("/name")
def show_name(view: InView, back: Back = "") -> Response:
    """Ask under which name somebody works."""
    before = urlsplit(view.request.headers.get("referer", ""))
    came = f"{before.path}?{before.query}" if before.query else before.path
    return view.render("name.html.j2", back=way_back(back or came))


@router.post("/name")
def choose_name(
    request: Request, somebody: Anybody, name: Annotated[str, Form(max_length=80)], back: Annotated[str, Form()] = "/"
) -> Response:
    """Remember the name under which somebody works, where there are no accounts."""
    if somebody.known != "machine":
        raise NotAllowed("your name is that of your account", "An admin can make another account")
    answer = RedirectResponse(way_back(back), status_code=303)
    secure = request.url.scheme == "https"
    answer.set_cookie(NAME, quote(check_name(name)), max_age=_YEAR, httponly=True, samesite="strict", secure=secure)
    return answer


@router.get("/people")
def show_people(view: InView, somebody: Admin) -> Response:
    """Show the accounts."""
    return view.render("people.html.j2", accounts=list_accounts(view.connection), roles=ROLES)


@router.post("/people")
def make_account(request: Request, door: AtDoor, somebody: Admin, *, name: Word, role: Word, password: Word) -> Response:
    """Make an account."""
    now = door.room.now()
    done = ("add account", f"{name.strip()}: {role}")
    door.change(request, somebody, done, lambda connection: add_account(connection, name, role, password, now))
    return RedirectResponse("/people", status_code=303)


@router.post("/people/role")
def change_role(request: Request, door: AtDoor, somebody: Admin, name: Word, role: Word) -> Response:
    """Give an account another role; its sessions end."""
    door.change(request, somebody, ("role", f"{name}: {role}"), lambda connection: set_role(connection, name, role))
    return RedirectResponse("/people", status_code=303)


@router.post("/people/password")
def give_password(request: Request, door: AtDoor, somebody: Admin, name: Word, password: Word) -> Response:
    """Give an account another password, and take its second factor away, for who has lost them; its sessions end."""

    def renew(connection: Connection) -> None:
        set_password(connection, name, password)
        set_second_factor(connection, name, None)

    door.change(request, somebody, ("password", name), renew)
    return RedirectResponse("/people", status_code=303)


@router.post("/people/close")
def change_closed(request: Request, door: AtDoor, somebody: Admin, name: Word, closed: Annotated[bool, Form()]) -> Response:
    """Let nobody sign in with an account any more, or again."""
    done = ("close account" if closed else "open account", name)
    door.change(request, somebody, done, lambda connection: close_account(connection, name, closed=closed))
    return RedirectResponse("/people", status_code=303)


@router.get("/audit")
def show_audit(view: InView, somebody: Admin, after: After = None) -> Response:
    """Show who changed what, and when."""
    noted = list_audit(view.connection, limit=_ROWS + 1, before=after)
    following = noted[_ROWS - 1].number if len(noted) > _ROWS else None
    return view.render("audit.html.j2", noted=noted[:_ROWS], following=following)
