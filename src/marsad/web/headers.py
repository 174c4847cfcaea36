"""What every answer carries: a strict policy for browsers, and a tag by which an unchanged view is not sent again."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.responses import Response

from marsad.web.room import Room

Next = Callable[[Request], Awaitable[Response]]
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}


def add_headers(app: FastAPI, room: Room) -> None:
    """Let an application send the headers of every answer, and answer 304 to who has a view already."""

    @app.middleware("http")
    async def send(request: Request, call_next: Next) -> Response:
        answer = await call_next(request)
        for name, value in _HEADERS.items():
            answer.headers.setdefault(name, value)
        if request.method in ("GET", "HEAD") and answer.status_code == 200 and "etag" not in answer.headers:
            return await _tag(request, answer)
        return answer


async def _tag(request: Request, answer: Response) -> Response:
    """Tag an answer by what it holds."""
    body = b"".join([part async for part in answer.body_iterator])  # type: ignore[attr-defined]
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
    headers |= {"ETag": tag, "Cache-Control": answer.headers.get("cache-control", "private, no-cache")}
    known = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known:
        return Response(status_code=304, headers={k: v for k, v in headers.items() if k.lower() != "content-type"})
    return Response(body, status_code=answer.status_code, headers=headers, media_type=answer.media_type)
