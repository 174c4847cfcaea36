"""Who works here: the name under which somebody works, where there are no accounts."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from marsad.errors import NotAllowed
from marsad.store.judgements import check_name
from marsad.web.entrance import NAME, way_back
from marsad.web.guard import Anybody
from marsad.web.view import InView

router = APIRouter()
_YEAR = 365 * 86_400  # seconds
Back = Annotated[str, Query(max_length=2000)]


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
