"""Accounts: who may sign in, with which role; and the sessions of their browsers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from marsad.errors import BadInput, NotAllowed, NotFound, Unknown
from marsad.store.documents import next_id
from marsad.store.judgements import check_name
from marsad.store.passwords import (
    check_password,
    digest_word,
    find_step,
    hash_password,
    is_password,
    new_word,
)
from marsad.store.records import Row
from marsad.store.schema_accounts import account, session
from marsad.store.tellings import ask

ROLES = ("reader", "coder", "reviewer", "admin")
IDLE = dt.timedelta(hours=12)  # after which an unused session ends
LONGEST = dt.timedelta(days=7)  # after which any session ends
_SEEN = dt.timedelta(minutes=5)  # how exactly the last use is kept: a reading is not a writing each time
NO_ENTRY = "the name, the password or the code is not right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in."""

    id: int
    name: str
    role: str
    second_factor: bool
    closed: bool
    added: dt.datetime


def _account_of(row: Row) -> Account:
    return Account(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        second_factor=row["totp"] is not None,
        closed=row["closed"],
        added=row["added"],
    )


def add_account(connection: Connection, name: str, role: str, password: str, now: dt.datetime) -> Account:
    """Make an account. Only inside `writing`. Raises BadInput for a name that is taken, or a password that is too easy."""
    name = check_name(name)
    if len(name) > 80:
        raise BadInput("the name is longer than 80 characters", "Take a shorter one")
    check_password(password, name)
    _check_role(role)
    taken = {one.name.casefold() for one in list_accounts(connection)}
    if name.casefold() in taken:
        raise BadInput(f"there is an account {name} already", "Take another name, or give that one a new password")
    row: dict[str, Any] = {"id": next_id(connection, account), "name": name, "role": role, "password": hash_password(password)}
    row |= {"totp": None, "totp_step": 0, "closed": False, "added": now}
    connection.execute(insert(account), row)
    return _account_of(row)


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise BadInput(f"{role!r} is no role", f"Take one of {', '.join(ROLES)}")


def list_accounts(connection: Connection) -> list[Account]:
    """List the accounts by their names."""
    return [_account_of(row) for row in ask(connection, select(account).order_by(account.c.name))]


def has_accounts(connection: Connection) -> bool:
    """Tell whether there is an account at all that somebody may sign in with."""
    query = select(func.count()).select_from(account).where(account.c.closed.is_(False))
    return bool(connection.execute(query).scalar())


def find_account(connection: Connection, name: str) -> Account:
    """Find an account by its name. Raises NotFound where there is none."""
    return _account_of(_row(connection, name))


def _row(connection: Connection, name: str) -> Row:
    row = _look_up(connection, name)
    if row is None:
        raise NotFound(f"there is no account {name[:80]}", "`marsad accounts list` shows their names")
    return row


def _look_up(connection: Connection, name: str) -> Row | None:
    if "\0" in name:  # no name has one, and PostgreSQL would stumble over it
        return None
    rows = ask(connection, select(account).where(account.c.name == name.strip()))
    return rows[0] if rows else None


# ── Changes: each ends the sessions that it makes untrue ──


def set_role(connection: Connection, name: str, role: str) -> None:
    """Give an account another role. Only inside `writing`. Raises NotAllowed where no admin would be left."""
    _check_role(role)
    row = _row(connection, name)
    if role != "admin":
        _keep_an_admin(connection, row)
    connection.execute(update(account).where(account.c.id == row["id"]).values(role=role))
    end_sessions(connection, row["id"])


def close_account(connection: Connection, name: str, *, closed: bool) -> None:
    """Let nobody sign in with an account any more, or again. Only inside `writing`. What they did keeps its name."""
    row = _row(connection, name)
    if closed:
        _keep_an_admin(connection, row)
    connection.execute(update(account).where(account.c.id == row["id"]).values(closed=closed))
    end_sessions(connection, row["id"])


def _keep_an_admin(connection: Connection, row: Row) -> None:
    others = [one for one in list_accounts(connection) if one.role == "admin" and not one.closed and one.id != row["id"]]
    if row["role"] == "admin" and not row["closed"] and not others:
        raise NotAllowed(f"{row['name']} is the only admin", "Make another account an admin first")


def set_password(connection: Connection, name: str, password: str) -> None:
    """Give an account another password, and end its sessions. Only inside `writing`."""
    row = _row(connection, name)
    check_password(password, row["name"])
    connection.execute(update(account).where(account.c.id == row["id"]).values(password=hash_password(password)))
    end_sessions(connection, row["id"])


def set_second_factor(connection: Connection, name: str, secret: str | None, step: int = 0) -> None:
    """Ask for a second factor at sign-in from now on, or no more. Only inside `writing`."""
    row = _row(connection, name)
    connection.execute(update(account).where(account.c.id == row["id"]).values(totp=secret, totp_step=step))


# ── Signing in ──


def check_entry(connection: Connection, name: str, password: str, code: str, now: dt.datetime) -> tuple[Account, int | None]:
    """Give the account that name, password and code open, with the step of the code.

    Raises Unknown, and does not say which of them was wrong.
    """
    row = _look_up(connection, name)
    right = is_password(row["password"] if row else None, password)
    if row is None or not right or row["closed"]:
        raise Unknown(NO_ENTRY, "Try again; an admin can give you another password")
    step = find_step(row["totp"], code, now, row["totp_step"]) if row["totp"] else None
    if row["totp"] and step is None:
        raise Unknown(NO_ENTRY, "Try again with the code that your device shows now")
    return _account_of(row), step


def begin_session(connection: Connection, whose: Account, step: int | None, now: dt.datetime) -> str:
    """Begin a session; give the word that the browser holds. Only inside `writing`.

    Raises Unknown where its code was used before.
    """
    if step is not None:
        use_code(connection, whose.id, step)
    connection.execute(delete(session).where((session.c.seen < now - IDLE) | (session.c.made < now - LONGEST)))
    word = new_word()
    row = {"id": next_id(connection, session), "digest": digest_word(word), "account_id": whose.id, "made": now, "seen": now}
    connection.execute(insert(session), row)
    return word


def use_code(connection: Connection, number: int, step: int) -> None:
    """Keep that the code of a step was used. Only inside `writing`. Raises Unknown where it, or a later one, was used before."""
    fresh = update(account).where(account.c.id == number, account.c.totp_step < step).values(totp_step=step)
    if connection.execute(fresh).rowcount != 1:
        raise Unknown(NO_ENTRY, "Wait for the next code")


def find_session(connection: Connection, word: str, now: dt.datetime) -> tuple[Account, bool] | None:
    """Give the account of a session, and whether its use has to be kept; None where it has ended."""
    query: Select[Any] = select(account, session.c.made, session.c.seen).join(session, session.c.account_id == account.c.id)
    rows = ask(connection, query.where(session.c.digest == digest_word(word)))
    if not rows or rows[0]["closed"] or rows[0]["made"] < now - LONGEST or rows[0]["seen"] < now - IDLE:
        return None
    return _account_of(rows[0]), rows[0]["seen"] < now - _SEEN


def touch_session(connection: Connection, word: str, now: dt.datetime) -> None:
    """Keep that a session was used. Only inside `writing`."""
    connection.execute(update(session).where(session.c.digest == digest_word(word)).values(seen=now))


def end_session(connection: Connection, word: str) -> None:
    """End a session. Only inside `writing`."""
    connection.execute(delete(session).where(session.c.digest == digest_word(word)))


def end_sessions(connection: Connection, number: int) -> int:
    """End all sessions of an account; give how many there were. Only inside `writing`."""
    return connection.execute(delete(session).where(session.c.account_id == number)).rowcount
