"""The door: how somebody becomes known, by a session of their browser or a token of their program, and how often that is tried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, TypeVar
from urllib.parse import unquote

from fastapi import Depends, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from marsad.errors import Unknown
from marsad.store.accounts import Account, begin_session, check_entry, end_session, find_session, touch_session, use_code
from marsad.store.audit import Done, note
from marsad.store.tokens import find_token
from marsad.web.entrance import NAME, Entry
from marsad.web.guard import VISITOR, Somebody
from marsad.web.room import Room
from marsad.web.throttle import Throttle

T = TypeVar("T")
_QUARTER = dt.timedelta(minutes=15)
_MOST_TRIED = "sign-in was tried too often"
_SECONDS = 7 * 86_400


class Door:
    """Recognises who asks. Of wrong tries it counts those of a name from an address, of an address, and of a name from anywhere."""

    def __init__(self, room: Room, entry: Entry) -> None:
        self.room, self.entry = room, entry
        self._pairs = Throttle(5, _QUARTER, room.now)
        self._addresses = Throttle(30, _QUARTER, room.now)
        self._names = Throttle(50, _QUARTER, room.now)

    def recognise(self, request: Request) -> Somebody | None:
        """Tell who asks; None where nobody is known, and somebody has to be. Raises Unknown for a token that is not good."""
        if not self.entry.accounts:
            return Somebody(name=unquote(request.cookies.get(NAME, ""))[:80], role="admin", known="machine")
        kind, _, word = request.headers.get("authorization", "").partition(" ")
        if kind:
            return self._by_token(kind, word.strip())
        word = request.cookies.get(cookie_of(request), "")
        return (self._by_session(word) if word else None) or (VISITOR if self.entry.public else None)

    def _by_token(self, kind: str, word: str) -> Somebody:
        found = self.room.store.ask(lambda connection: find_token(connection, word, self.room.now()))
        if kind.lower() != "bearer" or found is None:
            raise Unknown("the token is not good, or no more", "Make one with `marsad tokens add`, and send it as Bearer")
        return Somebody(account=found[0], name=found[1], role=found[2], known="token")  # type: ignore[arg-type]

    def _by_session(self, word: str) -> Somebody | None:
        now = self.room.now()
        found = self.room.store.ask(lambda connection: find_session(connection, word, now))
        if found is None:
            return None
        account, fresh = found
        if fresh:
            self.room.store.write(lambda connection, _: touch_session(connection, word, now))
        return Somebody(account=account.id, name=account.name, role=account.role, known="session")  # type: ignore[arg-type]

    def let_in(self, request: Request, name: str, password: str, code: str) -> str:
        """Begin the session of somebody who signs in; give its word. Raises Unknown, or TooMany where it was tried too often."""
        address = request.client.host if request.client else ""
        name = name.strip()
        keys = ((self._pairs, (name.casefold(), address)), (self._addresses, address), (self._names, name.casefold()))
        for throttle, key in keys:
            throttle.check(key, _MOST_TRIED)
            throttle.count(key)
        account, step = self.room.store.ask(lambda connection: check_entry(connection, name, password, code, self.room.now()))
        word = self.begin(account, step)
        self._pairs.forget((name.casefold(), address))
        return word

    def begin(self, account: Account, step: int | None = None) -> str:
        """Begin a session of an account; give its word."""

        def task(connection: Connection, _: dt.datetime) -> str:
            now = self.room.now()
            word = begin_session(connection, account, step, now)
            note(connection, Done(account.name, "session", "sign in"), now)
            return word

        return self.room.store.write(task)

    def prove(self, request: Request, somebody: Somebody, password: str, code: str) -> Account:
        """Let somebody who has signed in show again that the account is theirs: they may have left their desk.

        Raises Unknown, or TooMany where it was tried too often.
        """
        key = (somebody.name.casefold(), request.client.host if request.client else "")
        self._pairs.check(key, _MOST_TRIED)
        self._pairs.count(key)
        store, now = self.room.store, self.room.now()
        account, step = store.ask(lambda connection: check_entry(connection, somebody.name, password, code, now))
        if step is not None:
            store.write(lambda connection, _: use_code(connection, account.id, step))
        self._pairs.forget(key)
        return account

    def change(self, request: Request, somebody: Somebody, done: tuple[str, str], task: Callable[[Connection], T]) -> T:
        """Do a change of accounts, and keep in the same transaction who did what to whom."""

        def both(connection: Connection, _: dt.datetime) -> T:
            result = task(connection)
            note(connection, Done(somebody.name, somebody.known, *done), self.room.now())
            return result

        result = self.room.store.write(both)
        request.state.noted = True
        return result

    def keep(self, somebody: Somebody, action: str, subject: str) -> None:
        """Keep that somebody changed something."""
        done = Done(somebody.name, somebody.known, action, subject)
        self.room.store.write(lambda connection, now: note(connection, done, now))

    def let_out(self, request: Request) -> None:
        """End the session of somebody who signs out."""
        word = request.cookies.get(cookie_of(request), "")
        if word:
            self.room.store.write(lambda connection, _: end_session(connection, word))


def cookie_of(request: Request) -> str:
    """Name the cookie of a session: over HTTPS by a name that no other site or page beside can set."""
    return "__Host-marsad" if request.url.scheme == "https" else "marsad_session"


def give_session(request: Request, answer: Response, word: str) -> None:
    """Let a browser hold the word of its session: out of reach of scripts, not sent from other sites."""
    secure = request.url.scheme == "https"
    answer.set_cookie(cookie_of(request), word, max_age=_SECONDS, httponly=True, samesite="lax", secure=secure, path="/")


def door_of(request: Request) -> Door:
    """Give the door of an application."""
    door: Door = request.app.state.door
    return door


AtDoor = Annotated[Door, Depends(door_of)]
