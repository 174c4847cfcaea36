"""Proving the database: every row against its digest, every digest against the chain, every link against the one before.

What a proof cannot see is a chain cut short at its end: keep the last hash that `marsad verify` prints, and give it to the
next run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from marsad.store.carried import check_carried
from marsad.store.chain import ERASE, START, ChainKind, Fact, hash_link
from marsad.store.digests import digest, digest_all
from marsad.store.proved import SALTED, digest_left, load_claim_values, load_proved, load_reasons, values_of
from marsad.store.records import Row
from marsad.store.schema import capture, chain, claim, reading, retrieval, version
from marsad.store.tellings import ask, in_parts
from marsad.text import sha256

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
    harms += (Harm(*found) for found in check_carried(connection))
    if not has_known:
        harms.append(Harm("chain", f"it does not hold the hash {known}, which it held once"))
    return Proof(total, rows, tuple(harms), last)


def prove_rows(connection: Connection, wanted: Mapping[ChainKind, Collection[int]]) -> Iterator[tuple[Row, list[Harm]]]:
    """Give the links of the chain for some rows, in their order, each with what is not as it says of the row or of itself.

    A row that the chain knows nothing of is given by no link. That the chain as a whole holds is for `verify` to prove.
    """
    erased = _erased(connection)
    links: list[Row] = []
    for kind, rows in wanted.items():
        for part in in_parts(rows):
            kinds = chain.c.kind.in_([kind, f"{ERASE}{kind}"])
            links += ask(connection, select(chain).where(kinds, chain.c.row.in_(part)))
    for one in sorted(links, key=lambda link: link["seq"]):
        before = connection.execute(select(chain.c.hash).where(chain.c.seq == one["seq"] - 1)).scalar()
        harms = list(_check_link(one, one["seq"] - 1, before or START))
        yield one, harms + [harm for found, _ in _check_rows(connection, [one], erased) for harm in found]


_Erased = Mapping[tuple[str, int], int]


def _erased(connection: Connection) -> _Erased:
    """Which rows the chain itself says were erased, with the link that said so last."""
    rows = connection.execute(
        select(chain.c.kind, chain.c.row, chain.c.seq).where(chain.c.kind.startswith(ERASE)).order_by(chain.c.seq)
    )
    return {(row.kind.removeprefix(ERASE), row.row): row.seq for row in rows}


def _check_link(one: Row, before: int, previous: str) -> Iterator[Harm]:
    name = f"chain {one['seq']}"
    if one["seq"] != before + 1:
        yield Harm(name, f"{one['seq'] - before - 1} links before it are missing")
    if one["previous"] != previous:
        yield Harm(name, "it does not hold the hash of the link before it")
    if one["hash"] != hash_link(one["seq"], one["made"], Fact(one["kind"], one["row"], one["digest"]), one["previous"]):
        yield Harm(name, "its hash is not that of what it says")


def _check_rows(connection: Connection, links: list[Row], erased: _Erased) -> Iterator[tuple[list[Harm], int]]:
    for kind in (*SALTED, "reading"):
        wanted = {one["row"]: one["digest"] for one in links if one["kind"] == kind}
        rows = load_proved(connection, kind, wanted)
        yield list(_check_moments(kind, rows, links)), 0
        for row, proof in wanted.items():
            fact, gone = Fact(kind, row, proof), (kind, row) in erased
            if kind == "reading":
                yield _check_reading(connection, fact, rows.get(row), gone)
            else:
                yield list(_check_salted(fact, rows.get(row), gone)), 1
        last = [one for one in links if one["kind"] == f"{ERASE}{kind}" and erased[kind, one["row"]] == one["seq"]]
        yield list(_check_erased(connection, kind, {one["row"]: one["digest"] for one in last})), 0


# When something came in: no digest is over it, but the link of the chain was made at that very moment.
_MOMENTS: Mapping[ChainKind, str] = {"version": "added", "reading": "read"}


def _check_moments(kind: ChainKind, rows: Mapping[int, Row], links: list[Row]) -> Iterator[Harm]:
    column = _MOMENTS.get(kind)
    for one in links:
        if column and one["kind"] == kind and one["row"] in rows and rows[one["row"]][column] != one["made"]:
            yield Harm(f"{kind} {one['row']}", "the moment at which it came in was changed")


def _check_salted(fact: Fact, found: Row | None, gone: bool) -> Iterator[Harm]:
    """Check one row; of one that was erased only that it still has its digest."""
    name = f"{fact.kind} {fact.row}"
    if found is None:
        yield Harm(name, "it is gone")
    elif found["digest"] != fact.digest:
        yield Harm(name, "its digest is not the one in the chain")
    elif gone:
        return
    elif digest(values_of(fact.kind, found), found["salt"]) != fact.digest:
        yield Harm(name, "it was changed")
    elif fact.kind == "version" and (found["text"] is None or sha256(found["text"]) != found["text_sha256"]):
        yield Harm(name, "its text was changed")


def _check_erased(connection: Connection, kind: ChainKind, wanted: Mapping[int, str]) -> Iterator[Harm]:
    """Check what was left of rows when they were erased."""
    rows, reasons = load_proved(connection, kind, wanted), load_reasons(connection, kind, wanted)
    for row, proof in wanted.items():
        if row not in reasons:
            yield Harm(f"{kind} {row}", "it was erased, and its tombstone is gone")
        elif row in rows and digest_left(connection, kind, rows[row], reasons[row]) != proof:
            yield Harm(f"{kind} {row}", "what was left when it was erased, or the reason, was changed")


def _check_reading(connection: Connection, fact: Fact, found: Row | None, gone: bool) -> tuple[list[Harm], int]:
    name = f"reading {fact.row}"
    if found is None:
        return [Harm(name, "it is gone")], 1
    claims = load_claim_values(connection, fact.row)
    harms = [Harm(name, "its digest is not the one in the chain")] if found["digest"] != fact.digest else []
    if len(claims) != found["claims"]:
        harms.append(Harm(name, f"it made {found['claims']} claims, and {len(claims)} are there"))
    if not gone:
        harms += [
            Harm(f"claim {one['id']} ({one['ident']})", "it, or a link of it, was changed")
            for one, values in claims
            if digest(values, found["salt"]) != one["digest"]
        ]
        if not harms and digest_all((one["digest"] for one, _ in claims), found["salt"]) != fact.digest:
            harms.append(Harm(name, "the digests of its claims are not those that it had"))
    return harms, 1 + len(claims)


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

    told = select(version.c.capture_sha256).where(version.c.text.is_not(None), version.c.capture_sha256.is_not(None))
    got = select(retrieval.c.capture_sha256).join(version).where(version.c.text.is_not(None))
    kept = set(connection.execute(told.union(got)).scalars())
    for row in connection.execute(select(capture.c.sha256, capture.c.body)):
        if row.body is None:
            if row.sha256 in kept:
                yield Harm(f"capture {row.sha256[:16]}", "its bytes are gone, and no erasure says so")
            continue
        try:
            whole = hashlib.sha256(zlib.decompress(row.body)).hexdigest()
        except zlib.error:
            whole = ""
        if whole != row.sha256:
            yield Harm(f"capture {row.sha256[:16]}", "its bytes were changed")
