"""The chain of hashes over every machine proposal and human decision: what was changed behind its back is found and named."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Literal, NamedTuple

from sqlalchemy import Connection, insert, select

from marsad.store.schema import chain

ChainKind = Literal[
    "version",
    "retrieval",
    "reading",
    "judgement",
    "grade",
    "round",
    "erase version",
    "erase retrieval",
    "erase reading",
    "erase judgement",
    "erase grade",
    "erase round",
]
ERASE = "erase "
START = "0" * 64


class Fact(NamedTuple):
    """Something that happened to a row: what goes into one link of the chain."""

    kind: ChainKind
    row: int
    digest: str


def last_link(connection: Connection) -> tuple[int, str]:
    """Give the number and the hash of the last link; 0 and `START` where there is none."""
    last = connection.execute(select(chain.c.seq, chain.c.hash).order_by(chain.c.seq.desc()).limit(1)).first()
    return (last.seq, last.hash) if last else (0, START)


def append(connection: Connection, facts: Iterable[Fact], now: dt.datetime) -> None:
    """Add links to the chain. Only inside `writing`: there is one writer at a time, so the end of the chain stays the end."""
    seq, previous = last_link(connection)
    rows = []
    for fact in facts:
        seq += 1
        linked = hash_link(seq, now, fact, previous)
        rows.append({"seq": seq, "made": now, **fact._asdict(), "previous": previous, "hash": linked})
        previous = linked
    if rows:
        connection.execute(insert(chain), rows)


def hash_link(seq: int, made: dt.datetime, fact: Fact, previous: str) -> str:
    """Give the hash of a link: SHA-256 of its parts, joined by `|`."""
    moment = f"{made.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
    parts = (seq, moment, fact.kind, fact.row, fact.digest, previous)
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()
