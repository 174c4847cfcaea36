"""Reading stored texts again with newer words and rules: new claims come in, old ones stay and are superseded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, select

from marsad.model import Document
from marsad.store.documents import Pen, supersede_readings, write_reading
from marsad.store.groups import join_groups
from marsad.store.neighbours import Neighbours
from marsad.store.prepared import Prepared
from marsad.store.schema import reading, version
from marsad.store.tellings import Teller, load_documents


def count_stale(connection: Connection, reader: str) -> int:
    """Count the newest versions whose current reading is of another reader."""
    query = select(func.count()).select_from(reading).join(version, version.c.id == reading.c.version_id)
    return connection.execute(query.where(*_stale(reader))).scalar_one()


def load_stale(connection: Connection, reader: str, after: int, limit: int) -> list[tuple[int, Document]]:
    """Load the next versions, by their numbers above `after`, whose current reading is of another reader."""
    query = select(version.c.id).join(reading, version.c.id == reading.c.version_id)
    numbers = list(
        connection.execute(query.where(*_stale(reader), version.c.id > after).order_by(version.c.id).limit(limit)).scalars()
    )
    documents = load_documents(connection, numbers)
    return [(number, documents[number]) for number in numbers if number in documents]


def _stale(reader: str) -> tuple[ColumnElement[bool], ...]:
    return reading.c.current, version.c.latest, version.c.text.is_not(None), reading.c.reader != reader


def _is_stale(connection: Connection, number: int, reader: str) -> bool:
    query = select(version.c.id).join(reading, version.c.id == reading.c.version_id)
    return connection.execute(query.where(*_stale(reader), version.c.id == number)).first() is not None


def store_readings(connection: Connection, batch: Sequence[tuple[int, Prepared]], now: dt.datetime, tell: Teller) -> list[int]:
    """Store newer readings of versions, superseding the older ones; give how many claims each made. Only inside `writing`.

    What was read by the same reader, edited or erased meanwhile is left as it is. A claim that is made again has the id of the
    older one and may say otherwise: nothing is remembered from batch to batch.
    """
    pen, fresh, counts = Pen(connection), dict[int, tuple[int, ...]](), []
    for number, one in batch:
        if not _is_stale(connection, number, one.reader):
            counts.append(0)
            continue
        supersede_readings(connection, number)
        claims = write_reading(pen, one, number, now)
        fresh |= dict(zip(claims, one.keys, strict=True))
        counts.append(len(claims))
    pen.write(now)
    join_groups(connection, fresh, Neighbours(tell))
    return counts
