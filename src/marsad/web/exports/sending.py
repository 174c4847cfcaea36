"""Sending of a list as a file, piece by piece as it is read, so that a long one needs no more memory than a short one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from fastapi.responses import Response, StreamingResponse
from sqlalchemy import Connection

from marsad.publish.csv import Cell, render_rows
from marsad.publish.jsonl import Record, write_line
from marsad.store.texts import state_of
from marsad.web.room import Room

Form = Literal["csv", "jsonl", "geojson", "atom", "ics"]
TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "geojson": "application/geo+json",
    "atom": "application/atom+xml",
    "ics": "text/calendar",
}
Bom = Annotated[bool, Query(description="Start CSV with a byte order mark, by which Excel knows UTF-8.")]
_PIECE = 1 << 16  # letters that are sent at once


def tell_type(form: str) -> dict[int | str, dict[str, Any]]:
    """Describe the answer of a list as a file."""
    return {200: {"content": {TYPES[form]: {"schema": {"type": "string"}}}, "description": "The list, whole"}}


def send(request: Request, room: Room, form: Form, write: Callable[[Connection], Iterator[str]], *about: object) -> Response:
    """Send what `write` makes of the store; 304 where the store is as it was when it was sent before.

    `about` is what the file depends on besides its address and the store: the language, the day.
    """
    with room.store.read() as connection:
        whole = repr((state_of(connection), str(request.url), *about))
    tag = f'W/"{hashlib.sha256(whole.encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Accept-Language"}
    if tag in [one.strip() for one in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    name = request.url.path.strip("/").removeprefix("api/v1/").replace("/", "-")
    headers["Content-Disposition"] = f'attachment; filename="marsad-{name}"'
    pieces = _in_pieces(_read(room, write))
    first = next(pieces, "")  # what cannot be made at all is told before anything is sent
    body = (piece.encode("utf-8", "replace") for piece in chain([first], pieces))
    return StreamingResponse(body, media_type=f"{TYPES[form]}; charset=utf-8", headers=headers)


def _read(room: Room, write: Callable[[Connection], Iterator[str]]) -> Iterator[str]:
    with room.store.read() as connection:
        yield from write(connection)


def _in_pieces(lines: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= _PIECE:
            yield "".join(held)
            held, size = [], 0
    if held:
        yield "".join(held)


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, bom: bool) -> Iterator[str]:
    """Write rows as CSV, with a byte order mark or without."""
    return with_mark(render_rows(columns, rows), bom=bom)


def with_mark(lines: Iterator[str], *, bom: bool) -> Iterator[str]:
    """Begin a text with a byte order mark, where it is asked for."""
    return chain(["\ufeff"], lines) if bom else lines


def write_table(form: Form, columns: Sequence[str], rows: Iterable[Record], *, bom: bool) -> Iterator[str]:
    """Write records that hold plain values alone as CSV or as JSON lines."""
    if form == "jsonl":
        return (write_line(row) for row in rows)
    return write_csv(columns, ([_cell(row[name]) for name in columns] for row in rows), bom=bom)


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None or isinstance(value, int | float) else str(value)
