"""The application: pages, API, and what stands around both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from importlib import metadata, resources

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from marsad.model import Agreement
from marsad.store import Store
from marsad.web import api, exports, pages
from marsad.web.door import Door
from marsad.web.entrance import Entry, Keeper, place_entrance
from marsad.web.headers import add_headers
from marsad.web.intake import Intake, Take
from marsad.web.problems import answer_problems
from marsad.web.room import Room


def build_app(
    store: Store,
    agreements: Mapping[str, Agreement],
    *,
    now: Callable[[], dt.datetime],
    entry: Entry | None = None,
    take: Take | None = None,
) -> FastAPI:
    """Build the application on an open store; `now` gives the present moment in UTC, `entry` says how one comes in.

    `take` reads what is given in the browser; without it nothing can be added here.
    """
    app = FastAPI(
        title="Marsad",
        version=metadata.version("marsad"),
        description="Who says that who did what, where, when, and which commitment that breaks or keeps, with the words.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    room = Room(store, agreements, now)
    app.state.room = room
    app.state.intake = Intake(store, take) if take else None
    answer_problems(app)
    entry = entry or Entry()
    app.state.door = Door(room, entry)
    place_entrance(app, Keeper(entry=entry, recognise=app.state.door.recognise, keep=app.state.door.keep, now=now))
    add_headers(app, room)
    app.include_router(api.router)
    app.include_router(exports.router, prefix="/api/v1")
    app.include_router(exports.router, include_in_schema=False)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=str(resources.files("marsad.web") / "static")), name="static")
    return app
