"""The record of who changed what, and when: only added to, each row holding the digest of the one before."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from marsad.store.digests import digest
from marsad.store.documents import next_id
from marsad.store.schema_accounts import audit
from marsad.store.tellings import ask


class Done(NamedTuple):
    """Something that was changed: who did it, how they were known, what they did, and to what."""

    who: str
    how: str
    action: str
    subject: str = ""


class Noted(NamedTuple):
    """A row of the record."""

    number: int
    at: dt.datetime
    done: Done


def note(connection: Connection, done: Done, now: dt.datetime) -> None:
    """Add what was changed to the record. Only inside `writing`."""
    before = connection.execute(select(audit.c.digest).order_by(audit.c.id.desc()).limit(1)).scalar() or ""
    row = {**done._asdict(), "subject": done.subject[:500].replace("\0", ""), "id": next_id(connection, audit), "at": now}
    connection.execute(insert(audit), {**row, "digest": digest(row, before)})


def list_audit(connection: Connection, *, limit: int = 100, before: int | None = None) -> list[Noted]:
    """List what was changed, the last first; `before` is the number of the last row of the page before."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    rows = ask(connection, query.where(audit.c.id < before) if before else query)
    return [Noted(row["id"], row["at"], Done(row["who"], row["how"], row["action"], row["subject"])) for row in rows]


def find_tampering(connection: Connection) -> list[int]:
    """Give the numbers of rows that are not as they were written, or whose neighbour before is gone."""
    before, harmed, expected = "", [], 1
    for row in ask(connection, select(audit).order_by(audit.c.id)):
        values = {name: row[name] for name in ("who", "how", "action", "subject", "id", "at")}
        if row["digest"] != digest(values, before) or row["id"] != expected:
            harmed.append(int(row["id"]))
        before, expected = row["digest"], row["id"] + 1
    return harmed
