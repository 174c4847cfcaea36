"""Signing in and out, and one's own account: password, second factor, sessions, tokens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from marsad.errors import BadInput, Fault, NotAllowed
from marsad.store.accounts import end_sessions, find_account, set_password, set_second_factor
from marsad.store.passwords import find_step, is_secret, new_secret, secret_address
from marsad.store.tokens import add_token, list_tokens, revoke_token
from marsad.web.door import AtDoor, cookie_of, give_session
from marsad.web.entrance import way_back
from marsad.web.guard import Signed, Somebody
from marsad.web.problems import status_of
from marsad.web.view import InView, View

router = APIRouter()
Back = Annotated[str, Query(max_length=2000)]
Word = Annotated[str, Form(max_length=300)]


@router.get("/login")
def show_sign_in(view: InView, back: Back = "/") -> Response:
    """Ask who comes."""
    return view.render("login.html.j2", back=way_back(back), refused="", hint="")


@router.post("/login")
def sign_in(view: InView, door: AtDoor, *, name: Word, password: Word, code: Word = "", back: Word = "/") -> Response:
    """Begin a session."""
    if not door.entry.accounts:
        raise NotAllowed("there are no accounts here", "Whoever is at this machine may work")
    try:
        word = door.let_in(view.request, name, password, code)
    except Fault as refusal:
        answer = view.render("login.html.j2", back=way_back(back), refused=refusal.what, hint=refusal.hint)
        answer.status_code = status_of(refusal)
        return answer
    answer = RedirectResponse(way_back(back), status_code=303)
    give_session(view.request, answer, word)
    return answer


@router.post("/logout")
def sign_out(request: Request, door: AtDoor) -> Response:
    """End the session."""
    door.let_out(request)
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(cookie_of(request), path="/", secure=request.url.scheme == "https", httponly=True, samesite="lax")
    return answer


@router.get("/account")
def show_account(view: InView, somebody: Signed) -> Response:
    """Show one's own account."""
    return _show(view, somebody)


def _show(view: View, somebody: Somebody, **more: str) -> Response:
    """Show an account, with what is shown this once: the secret of a second factor, the word of a token."""
    own, tokens = view.room.store.ask(
        lambda connection: (find_account(connection, somebody.name), list_tokens(connection, somebody.account))
    )
    answer = view.render(
        "account.html.j2", own=own, tokens=tokens, now=view.room.now(), once={"secret": "", "address": "", "word": ""} | more
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/account/password")
def change_password(view: InView, door: AtDoor, somebody: Signed, *, old: Word, new: Word, code: Word = "") -> Response:
    """Take another password: all sessions end, and this browser begins a new one."""
    own = door.prove(view.request, somebody, old, code)
    door.change(view.request, somebody, ("password", own.name), lambda connection: set_password(connection, own.name, new))
    answer = RedirectResponse("/account", status_code=303)
    give_session(view.request, answer, door.begin(own))
    return answer


@router.post("/account/second-factor/begin")
def begin_second_factor(view: InView, somebody: Signed) -> Response:
    """Show a new secret, which counts once a code of it was given."""
    secret = new_secret()
    view.request.state.noted = True  # nothing is changed yet
    return _show(view, somebody, secret=secret, address=secret_address(secret, somebody.name))


@router.post("/account/second-factor")
def take_second_factor(
    view: InView, door: AtDoor, somebody: Signed, *, secret: Word, fresh: Word, password: Word, code: Word = ""
) -> Response:
    """Ask for a second factor from now on."""
    step = find_step(secret, fresh, view.room.now(), 0) if is_secret(secret) else None
    if step is None:
        raise BadInput("this is not the code of now", "Look at the clock of your device, and begin again")
    own = door.prove(view.request, somebody, password, code)
    done = ("second factor", own.name)
    door.change(view.request, somebody, done, lambda connection: set_second_factor(connection, own.name, secret, step))
    return RedirectResponse("/account", status_code=303)


@router.post("/account/second-factor/end")
def end_second_factor(view: InView, door: AtDoor, somebody: Signed, password: Word, code: Word = "") -> Response:
    """Ask for no second factor any more."""
    own = door.prove(view.request, somebody, password, code)
    done = ("no second factor", own.name)
    door.change(view.request, somebody, done, lambda connection: set_second_factor(connection, own.name, None))
    return RedirectResponse("/account", status_code=303)


@router.post("/account/sessions/end")
def end_all_sessions(view: InView, door: AtDoor, somebody: Signed) -> Response:
    """End all sessions of one's account, this one too."""
    number = somebody.account or 0
    door.change(view.request, somebody, ("end sessions", somebody.name), lambda connection: end_sessions(connection, number))
    return RedirectResponse("/login", status_code=303)


@router.post("/account/tokens")
def make_token(
    view: InView,
    door: AtDoor,
    somebody: Signed,
    *,
    label: Word,
    scope: Word,
    days: Annotated[int, Form(ge=1, le=366)],
    password: Word,
    code: Word = "",
) -> Response:
    """Make a token, and show its word this once."""
    own, now = door.prove(view.request, somebody, password, code), view.room.now()
    _, word = door.change(
        view.request,
        somebody,
        ("add token", f"{own.name}: {label}"),
        lambda connection: add_token(connection, own, label, scope=scope, days=days, now=now),
    )
    return _show(view, somebody, word=word)


@router.post("/account/tokens/revoke")
def call_token_back(view: InView, door: AtDoor, somebody: Signed, number: Annotated[int, Form(ge=1, le=2**31)]) -> Response:
    """Call a token back."""
    done, now = ("revoke token", f"{somebody.name}: {number}"), view.room.now()
    door.change(view.request, somebody, done, lambda connection: revoke_token(connection, number, now, somebody.account))
    return RedirectResponse("/account", status_code=303)
