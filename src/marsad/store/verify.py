"""Proving the database: every row against its digest, every digest against the chain, every link against the one before.

What a proof cannot see is a chain cut short at its end: keep the last hash that `marsad verify` prints, and give it to the
next run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, select

from marsad.store.chain import ERASE, START, ChainKind, Fact, hash_link
from marsad.store.digests import digest, digest_all
from marsad.store.records import Row
from marsad.store.schema import capture, chain, claim, document, grade, judgement, link, reading, version
from marsad.store.tellings import ask
from marsad.text import sha256

_VERSION = (
    "document_id", "name", "url", "outlet", "number", "text_sha256", "title", "language", "published", "fetched", "capture_sha256",
    "encoding", "remarks",
)  # fmt: skip
_CLAIM = (
    "ident", "said", "language", "sentence_start", "sentence_end", "source", "source_country", "act", "type", "mode", "actor",
    "actor_country", "target", "target_country", "negated", "status", "place", "latitude", "longitude", "happened_first",
    "happened_last", "deadline", "killed_low", "killed_high", "rule", "record",
)  # fmt: skip
_LINK = ("agreement", "commitment", "effect", "by_actor", "of_actor", "reason", "ordinal")
_JUDGEMENT = ("claim_ident", "version_id", "coder_id", "made", "verdict", "field", "value", "reason", "round")
_GRADE = ("outlet", "reliability", "credibility", "claim_ident", "coder_id", "made", "reason")
SALTED: Mapping[ChainKind, tuple[Table, tuple[str, ...]]] = {
    "version": (version, _VERSION),
    "judgement": (judgement, _JUDGEMENT),
    "grade": (grade, _GRADE),
}
_STEP = 500


class Harm(NamedTuple):
    """Something that is not as the chain says: which row, and what is wrong with it."""

    row: str
    what: str


class Proof(NamedTuple):
    """What was looked at and what was found; `last` is the hash at the end of the chain."""

    links: int
    rows: int
    harms: tuple[Harm, ...]
    last: str


def verify(connection: Connection, *, show: Callable[[int, int], None] | None = None, known: str = "") -> Proof:
    """Prove the whole database.

    `known` is a hash that the chain must still hold, `show` is told the links done and their number.
    """
    total = connection.execute(select(func.count()).select_from(chain)).scalar_one()
    erased = _erased(connection)
    harms: list[Harm] = []
    rows = 0
    last, seq = START, 0
    seen: dict[ChainKind, set[int]] = {kind: set() for kind in (*SALTED, "reading")}
    has_known = not known
    while True:
        part = connection.execute(select(chain).where(chain.c.seq > seq).order_by(chain.c.seq).limit(_STEP)).mappings().all()
        if not part:
            break
        for one in part:
            harms += _check_link(dict(one), seq, last)
            last, seq = one["hash"], one["seq"]
            has_known = has_known or last == known
            if one["kind"] in seen:
                seen[one["kind"]].add(one["row"])
        for found, count in _check_rows(connection, [dict(one) for one in part], erased):
            harms += found
            rows += count
        if show:
            show(seq, total)
    harms += _unproved(connection, seen)
    if not has_known:
        harms.append(Harm("chain", f"it does not hold the hash {known}, which it held once"))
    return Proof(total, rows, tuple(harms), last)


def _erased(connection: Connection) -> set[tuple[str, int]]:
    """Which rows the chain itself says were erased."""
    rows = connection.execute(select(chain.c.kind, chain.c.row).where(chain.c.kind.startswith(ERASE)))
    return {(row.kind.removeprefix(ERASE), row.row) for row in rows}


def _check_link(one: Row, before: int, previous: str) -> Iterator[Harm]:
    name = f"chain {one['seq']}"
    if one["seq"] != before + 1:
        yield Harm(name, f"{one['seq'] - before - 1} links before it are missing")
    if one["previous"] != previous:
        yield Harm(name, "it does not hold the hash of the link before it")
    if one["hash"] != hash_link(one["seq"], one["made"], Fact(one["kind"], one["row"], one["digest"]), one["previous"]):
        yield Harm(name, "its hash is not that of what it says")


def _check_rows(connection: Connection, links: list[Row], erased: set[tuple[str, int]]) -> Iterator[tuple[list[Harm], int]]:
    for kind, (table, columns) in SALTED.items():
        wanted = {one["row"]: one["digest"] for one in links if one["kind"] == kind}
        rows = _by_id(connection, table, wanted)
        for row, proof in wanted.items():
            values = {column: rows[row][column] for column in columns} if row in rows and (kind, row) not in erased else None
            yield list(_check_salted(Fact(kind, row, proof), rows.get(row), values)), 1
    wanted = {one["row"]: one["digest"] for one in links if one["kind"] == "reading"}
    readings = _by_id(connection, reading, wanted)
    for row, proof in wanted.items():
        yield from _check_reading(connection, row, readings.get(row), proof, ("reading", row) in erased)


def _by_id(connection: Connection, table: Table, wanted: Mapping[int, str]) -> dict[int, Row]:
    if not wanted:
        return {}
    query = select(table)
    if table is version:
        query = select(version, document.c.name, document.c.url, document.c.outlet).join(document)
    return {row["id"]: row for row in ask(connection, query.where(table.c.id.in_(list(wanted))))}


def _check_salted(fact: Fact, found: Row | None, values: Row | None) -> Iterator[Harm]:
    """Check one row; `values` are what its digest is over, None where it was erased."""
    name = f"{fact.kind} {fact.row}"
    if found is None:
        yield Harm(name, "it is gone")
    elif found["digest"] != fact.digest:
        yield Harm(name, "its digest is not the one in the chain")
    elif values is None:
        return
    elif digest(values, found["salt"]) != fact.digest:
        yield Harm(name, "it was changed")
    elif fact.kind == "version" and (found["text"] is None or sha256(found["text"]) != found["text_sha256"]):
        yield Harm(name, "its text was changed")


def _check_reading(
    connection: Connection, row: int, found: Row | None, proof: str, erased: bool
) -> Iterator[tuple[list[Harm], int]]:
    name = f"reading {row}"
    if found is None:
        yield [Harm(name, "it is gone")], 1
        return
    claims = [
        dict(one) for one in connection.execute(select(claim).where(claim.c.reading_id == row).order_by(claim.c.id)).mappings()
    ]
    harms = [Harm(name, "its digest is not the one in the chain")] if found["digest"] != proof else []
    if len(claims) != found["claims"]:
        harms.append(Harm(name, f"it made {found['claims']} claims, and {len(claims)} are there"))
    if not erased:
        harms += _check_claims(connection, claims, found["salt"])
        if not harms and digest_all((one["digest"] for one in claims), found["salt"]) != proof:
            harms.append(Harm(name, "the digests of its claims are not those that it had"))
    yield harms, 1 + len(claims)


def _check_claims(connection: Connection, claims: list[Row], salt: str) -> Iterator[Harm]:
    links: dict[int, list[dict[str, Any]]] = {one["id"]: [] for one in claims}
    query = select(link).where(link.c.claim_id.in_(links)).order_by(link.c.claim_id, link.c.ordinal, link.c.id)
    for row in connection.execute(query).mappings():
        links[row["claim_id"]].append({column: row[column] for column in _LINK})
    for one in claims:
        values = {column: one[column] for column in _CLAIM}
        if digest({**values, "links": links[one["id"]]}, salt) != one["digest"]:
            yield Harm(f"claim {one['id']} ({one['ident']})", "it, or a link of it, was changed")


def _unproved(connection: Connection, seen: Mapping[ChainKind, set[int]]) -> Iterator[Harm]:
    """Rows that the chain knows nothing of were put in behind its back."""
    for kind, rows in seen.items():
        table = reading if kind == "reading" else SALTED[kind][0]
        for row in connection.execute(select(table.c.id)).scalars():
            if row not in rows:
                yield Harm(f"{kind} {row}", "the chain knows nothing of it")
    strays = select(claim.c.id).outerjoin(reading, reading.c.id == claim.c.reading_id).where(reading.c.id.is_(None))
    for row in connection.execute(strays).scalars():
        yield Harm(f"claim {row}", "the reading that made it is not there")


def verify_captures(connection: Connection) -> Iterator[Harm]:
    """Prove the bytes that documents were got out of against their SHA-256."""
    import hashlib
    import zlib

    for row in connection.execute(select(capture.c.sha256, capture.c.body)):
        if row.body is None:
            continue
        try:
            whole = hashlib.sha256(zlib.decompress(row.body)).hexdigest()
        except zlib.error:
            whole = ""
        if whole != row.sha256:
            yield Harm(f"capture {row.sha256[:16]}", "its bytes were changed")
