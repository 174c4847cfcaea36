"""Tokens: words by which programs use the API in the name of an account, for a role and a time."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from marsad.errors import BadInput, NotAllowed, NotFound
from marsad.store.accounts import ROLES, Account
from marsad.store.documents import next_id
from marsad.store.passwords import digest_word, new_word
from marsad.store.schema_accounts import account, token
from marsad.store.tellings import ask

START = "marsad_"  # by which a token that lies about is known for one
MOST_DAYS = 366


class Token(NamedTuple):
    """A token as it is listed: never its word."""

    number: int
    account: str
    label: str
    scope: str
    made: dt.datetime
    ends: dt.datetime
    revoked: dt.datetime | None


def add_token(connection: Connection, whose: Account, label: str, *, scope: str, days: int, now: dt.datetime) -> tuple[int, str]:
    """Make a token; give its number and its word, which is shown this once. Only inside `writing`."""
    label = label.strip()
    if not label or not label.isprintable() or len(label) > 80:
        raise BadInput("a token needs a label of one line", "Say what it is for")
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"a token is good for 1 to {MOST_DAYS} days", "Make a new one when it has ended")
    if scope not in ROLES or ROLES.index(scope) > ROLES.index(whose.role):
        raise NotAllowed(f"a token of {whose.name} cannot be for {scope}", f"The role of {whose.name} is {whose.role}")
    word, number = f"{START}{new_word()}", next_id(connection, token)
    row = {"id": number, "digest": digest_word(word), "account_id": whose.id, "label": label, "scope": scope}
    connection.execute(insert(token), {**row, "made": now, "ends": now + dt.timedelta(days=days), "revoked": None})
    return number, word


def list_tokens(connection: Connection, whose: int | None = None) -> list[Token]:
    """List tokens, the newest first; those of one account where it is named."""
    query = select(token, account.c.name).join(account, account.c.id == token.c.account_id).order_by(token.c.id.desc())
    rows = ask(connection, query.where(token.c.account_id == whose) if whose is not None else query)
    return [Token(row["id"], row["name"], *(row[part] for part in Token._fields[2:])) for row in rows]


def revoke_token(connection: Connection, number: int, now: dt.datetime, whose: int | None = None) -> Token:
    """Call a token back. Only inside `writing`. Raises NotFound where there is none of that number, or not of that account."""
    found = [one for one in list_tokens(connection, whose) if one.number == number]
    if not found:
        raise NotFound(f"there is no token {number}", "`marsad tokens list` shows their numbers")
    connection.execute(update(token).where(token.c.id == number, token.c.revoked.is_(None)).values(revoked=now))
    return found[0]


def find_token(connection: Connection, word: str, now: dt.datetime) -> tuple[int, str, str] | None:
    """Give number, name and role that a token speaks for; None where it is not good, or no more."""
    query = select(token.c.scope, token.c.ends, token.c.revoked, account.c.id, account.c.name, account.c.role, account.c.closed)
    rows = ask(connection, query.join(account, account.c.id == token.c.account_id).where(token.c.digest == digest_word(word)))
    if not rows or rows[0]["revoked"] or rows[0]["closed"] or rows[0]["ends"] <= now:
        return None
    role = min(rows[0]["scope"], rows[0]["role"], key=ROLES.index)
    return int(rows[0]["id"]), str(rows[0]["name"]), str(role)
