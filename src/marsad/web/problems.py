"""What goes wrong, told in one form: a page for people, `application/problem+json` (RFC 9457) for programs."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from marsad.errors import BadInput, Fault, Nameless, NotAllowed, NotFound, TooLarge, TooMany, Unknown
from marsad.web.page import render
from marsad.web.reader import read_by

_TITLES = {
    401: "Not known",
    403: "Not allowed",
    404: "Not found",
    405: "Not this way",
    413: "Too large",
    429: "Too often",
    422: "Cannot be read as it is",
    503: "Out of reach",
}


_STATUSES: tuple[tuple[type[Fault], int], ...] = (
    (Unknown, 401),
    (NotAllowed, 403),
    (Nameless, 403),
    (NotFound, 404),
    (TooLarge, 413),
    (TooMany, 429),
    (BadInput, 422),
    (Fault, 503),
)


def answer_problems(app: FastAPI) -> None:
    """Let an application tell what goes wrong in one form."""
    app.add_exception_handler(Fault, _tell_fault)
    app.add_exception_handler(RequestValidationError, _tell_invalid)
    app.add_exception_handler(HTTPException, _tell_http)


def _tell_fault(request: Request, error: Exception) -> Response:
    assert isinstance(error, Fault)
    if isinstance(error, Nameless) and request.method == "GET" and not request.url.path.startswith("/api/"):
        return lead_by(request, "/name")
    return tell_fault(request, error)


def lead_by(request: Request, page: str) -> Response:
    """Lead somebody to another page first, in their language; what they asked for, with its query, stands in `back`."""
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    told = {"back": back, **({"lang": request.query_params["lang"]} if "lang" in request.query_params else {})}
    return RedirectResponse(f"{page}?{urlencode(told)}", status_code=303)


def tell_fault(request: Request, fault: Fault) -> Response:
    """Tell a fault to who asked."""
    status = status_of(fault)
    answer = _tell(request, status, fault.what, fault.hint)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(fault, TooMany):
        answer.headers["Retry-After"] = str(fault.seconds)
    return answer


def status_of(fault: Fault) -> int:
    """Give the number by which the web knows a fault."""
    return next(number for kind, number in _STATUSES if isinstance(fault, kind))


def _tell_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors()[:5])
    return _tell(request, 422, told[:500], "")


def _tell_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = _tell(request, error.status_code, str(error.detail), "")
    answer.headers.update(error.headers or {})
    return answer


def _tell(request: Request, status: int, detail: str, hint: str) -> Response:
    if request.url.path.startswith("/api/"):
        body = {"type": "about:blank", "title": _TITLES.get(status, "Refused"), "status": status, "detail": detail, "hint": hint}
        return JSONResponse(body, status_code=status, media_type="application/problem+json")
    told = {"number": status, "detail": detail, "hint": hint}
    return render(request, read_by(request), "problem.html.j2", told, status=status)
