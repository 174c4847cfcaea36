"""What every view has at hand: the store, the clock, what the pages know of agreements, and the shelf of views made before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from sqlalchemy import Connection

from marsad.errors import NotFound
from marsad.model import Agreement
from marsad.store import Store
from marsad.store.texts import state_of
from marsad.web.shelf import Shelf

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Room:
    """The store and what goes with it. `now` gives the present moment in UTC."""

    store: Store
    agreements: Mapping[str, Agreement]
    now: Callable[[], dt.datetime]
    shelf: Shelf = field(default_factory=Shelf)

    def agreement(self, key: str) -> Agreement:
        """Find an agreement by its id. Raises NotFound where none is known under it."""
        found = self.agreements.get(key)
        if found is None:
            raise NotFound(f"no agreement is known as {key}", "The list of agreements shows their ids")
        return found

    def keep(self, connection: Connection, key: Hashable, make: Callable[[], T]) -> T:
        """Give a view that was made of the store as it is, or make it."""
        return self.shelf.take((state_of(connection), key), make)


def room_of(request: Request) -> Room:
    """Give the room of an application."""
    room: Room = request.app.state.room
    return room


def connect(room: Annotated[Room, Depends(room_of)]) -> Iterator[Connection]:
    """Open a transaction that only reads, for one request."""
    with room.store.read() as connection:
        yield connection


InRoom = Annotated[Room, Depends(room_of)]
Reading = Annotated[Connection, Depends(connect)]
