"""What digests are over: the values of rows, read out of the database in one form.

`verify` compares them with the chain; an erasure puts down a digest of what it leaves, so that this is proved as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Select, Table, insert, select

from marsad.store.chain import ERASE, ChainKind, Fact
from marsad.store.digests import digest
from marsad.store.documents import next_id, without_later
from marsad.store.records import Row
from marsad.store.schema import (
    claim,
    coder,
    coding_item,
    coding_round,
    document,
    grade,
    judgement,
    link,
    reading,
    retrieval,
    tombstone,
    version,
)
from marsad.store.tellings import ask, in_parts

VERSION = (
    "document_id", "name", "url", "outlet", "number", "text_sha256", "title", "language", "published", "fetched", "capture_sha256",
    "encoding", "remarks", "author", "modified", "blocks", "dataset",
)  # fmt: skip
RETRIEVAL = ("version_id", "capture_sha256", "asked", "answered", "status", "headers", "at", "tool", "within")
CLAIM = (
    "ident", "said", "language", "sentence_start", "sentence_end", "source", "source_country", "act", "type", "mode", "actor",
    "actor_country", "target", "target_country", "negated", "status", "place", "latitude", "longitude", "happened_first",
    "happened_last", "deadline", "killed_low", "killed_high", "rule", "record",
)  # fmt: skip
LINK = ("agreement", "commitment", "effect", "by_actor", "of_actor", "reason", "ordinal")
# `by` is the coder's name: who judged is a part of what is proved.
JUDGEMENT = ("claim_ident", "version_id", "coder_id", "by", "made", "verdict", "field", "value", "reason", "round")
ROUND = ("name", "started", "coders", "claims")
GRADE = ("outlet", "reliability", "credibility", "claim_ident", "coder_id", "by", "made", "reason")
SALTED: Mapping[ChainKind, tuple[Table, tuple[str, ...]]] = {
    "version": (version, VERSION),
    "retrieval": (retrieval, RETRIEVAL),
    "judgement": (judgement, JUDGEMENT),
    "grade": (grade, GRADE),
    "round": (coding_round, ROUND),
}


def load_proved(connection: Connection, kind: ChainKind, numbers: Collection[int]) -> dict[int, Row]:
    """Load rows of a kind by their numbers, with what else their digests are over."""
    query = _query(kind)
    table = reading if kind == "reading" else SALTED[kind][0]
    rows = {row["id"]: row for part in in_parts(numbers) for row in ask(connection, query.where(table.c.id.in_(part)))}
    return {number: {**row, "claims": load_items(connection, number)} for number, row in rows.items()} if kind == "round" else rows


def load_items(connection: Connection, number: int) -> list[str]:
    """Load the ids of the claims of a round, in their order."""
    query = select(coding_item.c.claim_ident).where(coding_item.c.round_id == number).order_by(coding_item.c.ordinal)
    return list(connection.execute(query).scalars())


def _query(kind: ChainKind) -> Select[Any]:
    if kind == "reading":
        return select(reading)
    if kind == "version":
        return select(version, document.c.name, document.c.url, document.c.outlet).join(document)
    table = SALTED[kind][0]
    return select(table) if kind in ("retrieval", "round") else select(table, coder.c.name.label("by")).join(coder)


def values_of(kind: ChainKind, row: Row) -> Row:
    """Give the values of a version, retrieval, judgement, grade or round that its digest is over."""
    values = {column: row[column] for column in SALTED[kind][1]}
    return without_later(values) if kind == "version" else values


def load_claim_values(connection: Connection, at: int) -> list[tuple[Row, Row]]:
    """Load the claims of a reading in their order, each with the values that its digest is over: its own and its links'."""
    rows = ask(connection, select(claim).where(claim.c.reading_id == at).order_by(claim.c.id))
    links: dict[int, list[Row]] = {row["id"]: [] for row in rows}
    for part in in_parts(links):
        query = select(link).where(link.c.claim_id.in_(part)).order_by(link.c.claim_id, link.c.ordinal, link.c.id)
        for one in ask(connection, query):
            links[one["claim_id"]].append({column: one[column] for column in LINK})
    return [(row, {**{column: row[column] for column in CLAIM}, "links": links[row["id"]]}) for row in rows]


# ── What an erasure leaves ──


def bury(connection: Connection, kind: ChainKind, numbers: Collection[int], reason: str, now: dt.datetime) -> list[Fact]:
    """Put a tombstone on rows that were erased, and give what the chain is told: a digest of what is left, and why."""
    first = next_id(connection, tombstone)
    rows = [{"id": first + n, "kind": kind, "row": one, "made": now, "reason": reason} for n, one in enumerate(sorted(numbers))]
    if not rows:
        return []
    connection.execute(insert(tombstone), rows)
    left = load_proved(connection, kind, numbers)
    return [Fact(_erase(kind), one, digest_left(connection, kind, left[one], reason)) for one in sorted(numbers)]


def _erase(kind: ChainKind) -> ChainKind:
    return f"{ERASE}{kind}"  # type: ignore[return-value]


def digest_left(connection: Connection, kind: ChainKind, row: Row, reason: str) -> str:
    """Give the digest of what is left of an erased row, and why it was erased. It is without salt: what is left tells of nobody."""
    left: Row
    if kind == "reading":
        claims = load_claim_values(connection, row["id"])
        left = {
            "claims": row["claims"],
            "flags": row["flags"],
            "skipped": row["skipped"],
            "left": [digest(v, "") for _, v in claims],
        }
    else:
        left = {**values_of(kind, row), "text": row.get("text")}
    return digest({**left, "salt": row["salt"], "why": reason}, "")


def load_reasons(connection: Connection, kind: ChainKind, numbers: Collection[int]) -> dict[int, str]:
    """Load why rows were erased, by their numbers; where one was erased twice, the later."""
    query = select(tombstone.c.row, tombstone.c.reason).where(tombstone.c.kind == kind).order_by(tombstone.c.id)
    return {
        row["row"]: row["reason"] for part in in_parts(numbers) for row in ask(connection, query.where(tombstone.c.row.in_(part)))
    }
