"""How the bytes of a text were got, each time: rows of `retrieval`, made and told apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version as version_of
from typing import NamedTuple

from sqlalchemy import Connection, select

from marsad.model import Capture
from marsad.store.digests import digest, new_salt
from marsad.store.records import Row
from marsad.store.schema import retrieval
from marsad.store.tellings import ask, in_parts


class Got(NamedTuple):
    """Bytes that were got, and the number of the version whose text stands in them."""

    version: int
    capture: Capture


@cache
def own_tool() -> str:
    """Name Marsad and its version: what got the bytes of files."""
    return f"Marsad/{version_of('marsad')}"


def retrieval_row(got: Got, now: dt.datetime) -> Row:
    """Make the row of a retrieval, without its number. What tells no moment, a file, was got now."""
    one = got.capture
    values: Row = {
        "version_id": got.version,
        "capture_sha256": one.sha256,
        "asked": one.asked or one.url,
        "answered": one.url,
        "status": one.status,
        "headers": [list(pair) for pair in one.headers],
        "at": one.fetched or now,
        "tool": one.tool or own_tool(),
        "within": one.within,
    }
    salt = new_salt()
    return {**values, "salt": salt, "digest": digest(values, salt)}


def new_retrievals(connection: Connection, some: Iterable[Got]) -> list[Got]:
    """Leave out what is there already: the same bytes, got at the same moment from the same place; of files, whenever it was."""
    wanted = list(some)
    known = {(key, moment) for row in load_retrievals(connection, {got.version for got in wanted}) for key, moment in _keys(row)}
    fresh: list[Got] = []
    for got in wanted:
        one = got.capture
        key = (got.version, one.sha256, one.asked or one.url, one.url, one.within), one.fetched
        if key not in known:
            known.add(key)
            fresh.append(got)
    return fresh


def _keys(row: Row) -> Iterable[tuple[tuple[int, str, str, str, str], dt.datetime | None]]:
    key = (row["version_id"], row["capture_sha256"], row["asked"], row["answered"], row["within"])
    return (key, row["at"]), (key, None)


def load_retrievals(connection: Connection, versions: Iterable[int]) -> Sequence[Row]:
    """Load the retrievals of versions, by the numbers of their rows, in the order in which they were written."""
    found = [
        row
        for part in in_parts(set(versions))
        for row in ask(connection, select(retrieval).where(retrieval.c.version_id.in_(part)).order_by(retrieval.c.id))
    ]
    return sorted(found, key=lambda row: row["id"])
