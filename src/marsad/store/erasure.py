"""Erasing personal data: the words go, a tombstone stays, and the chain stays valid.

What is erased: the text of a document in all versions, with its title, author, addresses, captures, places, records and search
terms, and what people wrote of its claims; the name of a coder, and what they wrote; what was written with one judgement. What
stays: numbers, codes, lengths and digests. Random salt went into the digests of what is gone and is erased too, so that nobody
finds it by trying; only the hashes of a text and of its bytes are without salt, so that they are known when somebody adds them
again, and do not come in. The chain gets a link that proves what was left, when and why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update

from marsad.errors import BadInput, NotFound, Unstored
from marsad.store.chain import ChainKind, append
from marsad.store.connect import name_database, told
from marsad.store.groups import regroup
from marsad.store.neighbours import Kind, Neighbours
from marsad.store.proved import bury
from marsad.store.records import Row
from marsad.store.retrievals import load_retrievals
from marsad.store.schema import (
    capture,
    carried,
    claim,
    coder,
    coding_round,
    document,
    grade,
    incident,
    item,
    judgement,
    link,
    origin,
    reading,
    retrieval,
    search_part,
    telling_key,
    version,
)
from marsad.store.search import forget_terms, is_stale, rebuild_index
from marsad.store.sources import forget_items
from marsad.store.tellings import Teller, ask, in_parts

GONE = ""
_WORDS: Row = {"text": None, "title": GONE, "author": GONE, "blocks": [], "remarks": [], "salt": GONE}
_TOUCHED = (document, version, capture, retrieval, reading, claim, link, search_part, judgement, grade, coder, coding_round, item)
_GROUPS: Sequence[tuple[Kind, Table]] = (("origin", origin), ("incident", incident))


def erase_document(connection: Connection, name: str, reason: str, now: dt.datetime, tell: Teller) -> int:
    """Erase all versions of a document; give how many. Only inside `writing`.

    Raises NotFound where there is none, BadInput where it was erased before.
    """
    found = connection.execute(select(document.c.id, document.c.url).where(document.c.name == name)).first()
    if found is None:
        raise NotFound(f"no document has the id {name}", "`marsad claims` shows the ids of documents")
    row, url = found
    versions = ask(connection, select(version).where(version.c.document_id == row, version.c.text.is_not(None)))
    if not versions:
        raise BadInput(f"{name} is erased already", "`marsad erase traces` clears what is left of it on the disk")
    _erase_terms(connection, versions)
    connection.execute(update(document).where(document.c.id == row).values(name=f"erased-{row}", url=GONE, outlet=GONE))
    numbers = [one["id"] for one in versions]
    forget_items(connection, numbers, [url])
    connection.execute(update(version).where(version.c.id.in_(numbers)).values(**_WORDS))
    retrievals = _erase_retrievals(connection, numbers)
    _erase_captures(connection, {one["capture_sha256"] for one in (*versions, *retrievals) if one["capture_sha256"]})
    readings = _erase_claims(connection, numbers, tell)
    gone: dict[ChainKind, list[int]] = {"version": numbers, "retrieval": [one["id"] for one in retrievals], "reading": readings}
    append(connection, [fact for kind, some in gone.items() for fact in bury(connection, kind, some, reason, now)], now)
    said = list(connection.execute(select(judgement.c.id).where(judgement.c.version_id.in_(numbers))).scalars())
    _erase_judgements(connection, said, reason, now)
    _erase_grades(connection, _grades_of(connection, numbers), reason, now)
    return len(versions)


def _erase_terms(connection: Connection, versions: Collection[Row]) -> None:
    if is_stale(connection):  # words that other rules cut cannot be taken out one by one
        rebuild_index(connection)
    for one in versions:
        forget_terms(connection, one["id"], one["text"])


def _erase_retrievals(connection: Connection, versions: Collection[int]) -> list[Row]:
    """Erase where the bytes of versions were got, and with what answer; that they were got, and when, stays."""
    found = list(load_retrievals(connection, versions))
    gone = {"asked": GONE, "answered": GONE, "headers": [], "within": GONE, "salt": GONE}
    for part in in_parts([one["id"] for one in found]):
        connection.execute(update(retrieval).where(retrieval.c.id.in_(part)).values(**gone))
    return found


def _erase_captures(connection: Connection, hashes: set[str]) -> None:
    """Erase bytes that no version with a text was got out of."""
    for part in in_parts(hashes):
        used = select(version.c.capture_sha256).where(version.c.capture_sha256.in_(part), version.c.text.is_not(None))
        got = (
            select(retrieval.c.capture_sha256)
            .join(version)
            .where(retrieval.c.capture_sha256.in_(part), version.c.text.is_not(None))
        )
        still = set(connection.execute(used.union(got)).scalars())
        connection.execute(update(capture).where(capture.c.sha256.in_([one for one in part if one not in still])).values(body=None))


def _erase_claims(connection: Connection, versions: Collection[int], tell: Teller) -> list[int]:
    """Erase the words of the claims of versions, and group anew what they were grouped with; give the readings that made them."""
    claims = ask(connection, select(claim.c.id, claim.c.origin_id, claim.c.incident_id).where(claim.c.version_id.in_(versions)))
    gone = {"record": None, "place": None, "latitude": None, "longitude": None, "origin_id": None, "incident_id": None}
    for part in in_parts([one["id"] for one in claims]):
        connection.execute(delete(telling_key).where(telling_key.c.claim_id.in_(part)))
        connection.execute(update(carried).where(carried.c.claim_id.in_(part)).values(sentence_start=None))
        connection.execute(update(link).where(link.c.claim_id.in_(part)).values(reason=GONE, current=False))
        connection.execute(update(claim).where(claim.c.id.in_(part)).values(**gone, current=False))
    readings = list(connection.execute(select(reading.c.id).where(reading.c.version_id.in_(versions))).scalars())
    connection.execute(update(reading).where(reading.c.id.in_(readings)).values(salt=GONE, flags=[], skipped=[]))
    for kind, table in _GROUPS:
        _regroup(connection, kind, table, {one[f"{kind}_id"] for one in claims} - {None}, tell)
    return readings


def _regroup(connection: Connection, kind: Kind, table: Table, groups: Collection[int], tell: Teller) -> None:
    column = claim.c[f"{kind}_id"]
    for part in in_parts(groups):
        left = connection.execute(select(claim.c.id).where(column.in_(part))).scalars().all()
        regroup(connection, kind, left, Neighbours(tell))
        still = set(connection.execute(select(column).where(column.in_(part)).distinct()).scalars())
        connection.execute(delete(table).where(table.c.id.in_([one for one in part if one not in still])))


def _erase_judgements(connection: Connection, numbers: Collection[int], reason: str, now: dt.datetime) -> None:
    """Erase what was written with judgements, and places, which are words of a text; verdicts and codes stay."""
    for part in in_parts(numbers):
        some = judgement.c.id.in_(part)
        connection.execute(update(judgement).where(some).values(reason=None, salt=GONE))
        connection.execute(update(judgement).where(some, judgement.c.field == "place").values(value=None))
        append(connection, bury(connection, "judgement", part, reason, now), now)


def _erase_grades(connection: Connection, numbers: Collection[int], reason: str, now: dt.datetime) -> None:
    for part in in_parts(numbers):
        connection.execute(update(grade).where(grade.c.id.in_(part)).values(reason=None, salt=GONE))
        append(connection, bury(connection, "grade", part, reason, now), now)


def _grades_of(connection: Connection, versions: Collection[int]) -> list[int]:
    """Find the grades of claims that are told by no other text."""
    idents = set(connection.execute(select(claim.c.ident).where(claim.c.version_id.in_(versions))).scalars())
    found: list[int] = []
    for part in in_parts(idents):
        kept = set(connection.execute(select(claim.c.ident).where(claim.c.ident.in_(part), claim.c.record.is_not(None))).scalars())
        alone = [ident for ident in part if ident not in kept]
        found += connection.execute(select(grade.c.id).where(grade.c.claim_ident.in_(alone))).scalars()
    return found


def erase_coder(connection: Connection, name: str, reason: str, now: dt.datetime) -> int:
    """Erase the name of somebody who judged, and what they wrote; their verdicts stay under a number. Give how many they are.

    Only inside `writing`. Raises NotFound where nobody has that name.
    """
    row = connection.execute(select(coder.c.id).where(coder.c.name == name)).scalar()
    rounds = [one for one in ask(connection, select(coding_round)) if name in one["coders"]]
    if row is None and not rounds:
        raise NotFound(f"nobody has judged under the name {name}", "Write the name as `marsad show` shows it")
    number = row or max((one["id"] for one in ask(connection, select(coder.c.id))), default=0) + 1
    if row is None:
        connection.execute(insert(coder), {"id": number, "name": f"erased-{number}", "added": now})
    connection.execute(update(coder).where(coder.c.id == number).values(name=f"erased-{number}"))
    for one in rounds:
        names = [f"erased-{number}" if known == name else known for known in one["coders"]]
        connection.execute(update(coding_round).where(coding_round.c.id == one["id"]).values(coders=names, salt=GONE))
    said = list(connection.execute(select(judgement.c.id).where(judgement.c.coder_id == number)).scalars())
    graded = list(connection.execute(select(grade.c.id).where(grade.c.coder_id == number)).scalars())
    _erase_judgements(connection, said, reason, now)
    _erase_grades(connection, graded, reason, now)
    append(connection, bury(connection, "round", [one["id"] for one in rounds], reason, now), now)
    return len(said) + len(graded)


def erase_judgement(connection: Connection, number: int, reason: str, now: dt.datetime) -> None:
    """Erase what somebody wrote with a judgement; the verdict stays. Only inside `writing`. Raises NotFound where there is none."""
    if connection.execute(select(judgement.c.id).where(judgement.c.id == number)).first() is None:
        raise NotFound(f"there is no judgement {number}", "`marsad show` shows the judgements of a claim")
    _erase_judgements(connection, [number], reason, now)


# ── The disk ──


def scrub(engine: Engine) -> None:
    """Make sure that what was erased is gone from the disk, too: pages that are free, and the log of writes.

    What a server's backups and its log of writes still hold is for its keeper to clear. Raises Unstored where another process holds
    on to old pages: the erasure is kept, and this has to be done again.
    """
    with told(engine.url), engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        whole = _scrub_sqlite(raw) if engine.dialect.name == "sqlite" else _scrub_postgresql(raw)
    if not whole:
        raise Unstored(
            f"another process reads {name_database(engine.url)}, and old pages stay on the disk while it does",
            "When it has ended, run `marsad erase traces`: what was erased stays erased",
        )


def _scrub_sqlite(raw: Any) -> bool:
    raw.execute("INSERT INTO search_terms(search_terms) VALUES ('optimize')")
    raw.execute("PRAGMA secure_delete = ON")
    raw.execute("PRAGMA temp_store = FILE")  # the whole database passes through there
    raw.execute("VACUUM")
    busy: int = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def _scrub_postgresql(raw: Any) -> bool:
    raw.rollback()
    raw.autocommit = True
    for table in _TOUCHED:
        raw.execute(f'VACUUM FULL "{table.name}"')  # a plain one leaves the bytes of old rows in their pages
    raw.execute("CHECKPOINT")
    raw.autocommit = False
    return True
