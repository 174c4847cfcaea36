"""What a page is made with: the request, the room, a reading of the store, and who reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from marsad.store.texts import Coverage, load_coverage
from marsad.web.page import render
from marsad.web.reader import By, Reader
from marsad.web.room import InRoom, Reading, Room


@dataclass(frozen=True, slots=True)
class View:
    """One page that is being made."""

    request: Request
    room: Room
    connection: Connection
    by: Reader

    def coverage(self) -> Coverage:
        """Tell what the store covers: it stands on every chart."""
        return self.room.keep(self.connection, "coverage", lambda: load_coverage(self.connection))

    def render(self, template: str, **values: object) -> Response:
        """Render a template for the reader."""
        return render(self.request, self.by, template, {"agreements": self.room.agreements, **values})


def begin_view(request: Request, room: InRoom, connection: Reading, by: By) -> View:
    """Begin a page."""
    return View(request, room, connection, by)


InView = Annotated[View, Depends(begin_view)]
